"""Every topic of the protocol: its levels, quality of service, retention, bound, who may use it.

QoS and retain are properties of the message type and are decided here and nowhere else.
`parse(build(name, ...))` gives back what was built.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.line import MAX_LINE
from schemas.wire.strictjson import MAX_BYTES
from schemas.wire.verbs import VERBS

HUB_PARTS = ("broker", "steward", "archiver", "gateway")


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One kind of topic.

    `pattern` has fields in braces: m machine, p project, s session, u person, r request,
    c the public part of a joining code, verb, part. `payload` says in a few words what is in it.
    """

    pattern: str
    qos: int
    retained: bool
    publisher: str
    readers: str
    payload: str
    max_bytes: int = MAX_BYTES


TOPICS: dict[str, TopicRow] = {
    "machine.presence": TopicRow(
        "fleet/machine/{m}/presence", 1, True, "machine", "people with a grant", "online, beat"
    ),
    "machine.info": TopicRow(
        "fleet/machine/{m}/info", 1, True, "machine", "people with a grant", "what the machine is"
    ),
    "session.journal": TopicRow(
        "fleet/session/{m}/{p}/{s}/journal",
        0,
        False,
        "machine",
        "archiver",
        "journal lines in order, or one control object",
        MAX_LINE,
    ),
    "session.event": TopicRow(
        "fleet/session/{m}/{p}/{s}/event",
        0,
        False,
        "machine",
        "viewers",
        "one journal line, live",
        MAX_LINE,
    ),
    "session.state": TopicRow(
        "fleet/session/{m}/{p}/{s}/state",
        1,
        True,
        "machine",
        "viewers, gateway",
        "the session document",
    ),
    "session.screen": TopicRow(
        "fleet/session/{m}/{p}/{s}/screen",
        0,
        True,
        "machine",
        "viewers",
        "the terminal's screen as of a seq",
    ),
    "do.request": TopicRow(
        "fleet/do/{u}/{m}/{p}/{s}/{verb}",
        1,
        False,
        "person u",
        "machine m, archiver, steward",
        "a request",
    ),
    "do.allow": TopicRow(
        "fleet/do/{u}/allow", 1, False, "person u", "every machine", "an approval's id", 64
    ),
    "do.deny": TopicRow(
        "fleet/do/{u}/deny", 1, False, "person u", "every machine", "an approval's id", 64
    ),
    "reply": TopicRow(
        "fleet/reply/{u}/{m}/{r}", 1, False, "machine or hub", "person u", "a receipt or a page"
    ),
    "ack": TopicRow("fleet/ack/{m}", 0, False, "archiver", "machine m", "what is synced, credit"),
    "policy": TopicRow("fleet/policy/{m}", 1, True, "steward", "machine m", "the signed policy"),
    "hub.presence": TopicRow(
        "fleet/hub/presence/{part}", 1, True, "each hub process", "all", "version, health, start"
    ),
    "hub.access": TopicRow(
        "fleet/hub/access/{u}",
        1,
        True,
        "steward",
        "person u, gateway",
        "the filters u holds",
        # One message for some seven hundred machines: of several pages only the first is retained.
        120 * 1024,
    ),
    "hub.inbox": TopicRow(
        "fleet/hub/inbox/{u}", 1, True, "gateway", "person u", "what waits for u"
    ),
    "hub.record.event": TopicRow(
        "fleet/hub/record/{s}/event",
        0,
        False,
        "broker, steward, gateway",
        "auditors",
        "a line of the hub's own record, live",
        MAX_LINE,
    ),
    "hub.record.journal": TopicRow(
        "fleet/hub/record/{s}/journal",
        0,
        False,
        "broker, steward, gateway",
        "archiver",
        "lines of the hub's own record, or one control object",
        MAX_LINE,
    ),
    "hub.anchor": TopicRow(
        "fleet/hub/anchor", 1, True, "archiver", "all", "the latest signed digest"
    ),
    "join.ask": TopicRow(
        "fleet/join/{c}/{r}/ask", 1, False, "holder of code c", "steward", "a machine that joins"
    ),
    "join.reply": TopicRow(
        "fleet/join/{c}/{r}/reply", 1, False, "steward", "who asked", "its name, or why not"
    ),
}


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that was read: the name of its row and the values of its fields."""

    name: str
    fields: dict[str, str]

    def __getitem__(self, field: str) -> str:
        return self.fields[field]

    @property
    def row(self) -> TopicRow:
        """The row of `TOPICS` that this topic belongs to."""
        return TOPICS[self.name]


def build(name: str, **fields: str) -> str:
    """The topic `name` with its fields filled in.

    Raises `Refused("bad-id")` for a field that may not stand in a topic, `KeyError` for an
    unknown name and `TypeError` where the fields are not exactly those of the pattern.
    """
    levels = _LEVELS[name]
    wanted = {level[1:-1] for level in levels if level.startswith("{")}
    if wanted != fields.keys():
        raise TypeError(f"{name} takes {sorted(wanted)}, not {sorted(fields)}")
    filled = [
        _CHECKS[level[1:-1]](fields[level[1:-1]]) if level.startswith("{") else level
        for level in levels
    ]
    return "/".join(filled)


def filter_for(name: str, **fields: str) -> str:
    """A subscription filter: fields that are not given become `+`."""
    levels = _LEVELS[name]
    unknown = fields.keys() - {level[1:-1] for level in levels if level.startswith("{")}
    if unknown:
        raise TypeError(f"{name} has no {sorted(unknown)}")
    out = []
    for level in levels:
        if not level.startswith("{"):
            out.append(level)
        elif level[1:-1] in fields:
            out.append(_CHECKS[level[1:-1]](fields[level[1:-1]]))
        else:
            out.append("+")
    return "/".join(out)


def parse(topic: str) -> Topic:
    """Read a topic. Raises `Refused("bad-topic")` or `Refused("bad-id")`."""
    levels = topic.split("/") if len(topic) <= 256 else []
    for name in _BY_SHAPE.get((len(levels), tuple(levels[:2])), ()):
        fields: dict[str, str] = {}
        for level, value in zip(_LEVELS[name], levels, strict=True):
            if level.startswith("{"):
                fields[level[1:-1]] = value
            elif level != value:
                break
        else:
            for field, value in fields.items():
                _CHECKS[field](value)
            return Topic(name, fields)
    raise Refused("bad-topic", ascii(topic[:80]))


def _check_verb(text: str) -> str:
    if text not in VERBS:
        raise Refused("unknown-verb", ascii(text[:40]))
    return text


def _check_part(text: str) -> str:
    if text not in HUB_PARTS:
        raise Refused("bad-id", f"part {text[:40]!a}")
    return text


def _check_session_or_none(text: str) -> str:
    return text if text == ids.NONE else ids.check_session(text)


_CHECKS: dict[str, Callable[[str], str]] = {
    "m": lambda text: ids.check_name(text, "machine"),
    "p": lambda text: ids.check_name_or_none(text, "project"),
    "s": _check_session_or_none,
    "u": lambda text: ids.check_name(text, "user"),
    "r": lambda text: ids.check_name(text, "request"),
    "c": ids.check_code,
    "verb": _check_verb,
    "part": _check_part,
}

_LEVELS = {name: row.pattern.split("/") for name, row in TOPICS.items()}
_BY_SHAPE: dict[tuple[int, tuple[str, ...]], list[str]] = {}
for _name, _levels in _LEVELS.items():
    # fleet/hub/... and fleet/do/... differ in their third level or in length.
    _BY_SHAPE.setdefault((len(_levels), tuple(_levels[:2])), []).append(_name)

FIELD = re.compile(r"\{(\w+)\}")
"""Finds the fields of a pattern."""
