"""Every verb of a request: what it is asked of, its fields, the right it takes.

Machine, host, archiver, steward, console and CLI all read this table. A request is
`{"id":…, "ttl":…, "seen":…}` and the verb's own fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.wire import fields, rights
from schemas.wire.errors import Refused
from schemas.wire.fields import Field

DEFAULT_TTL_S = 15
MAX_TTL_S = 300
BEAT_S = 10
"""Seconds between two beats of a machine's presence."""
MAX_PROMPT = 32 * 1024
MAX_KEYS = 4096


@dataclass(frozen=True, slots=True)
class Verb:
    """`target`: session, machine or hub. `needs_seen`: refused without the machine's beat.

    `right`: what the person needs; `own` means nothing but being that person. Some requests need
    more than this (design: prompts to what is not gated need *drive*): see `rights_for`.
    """

    target: str
    right: str
    needs_seen: bool
    doc: str
    fields: Mapping[str, Field]


_COLS = Field("int", True, most=1000, least=1, doc="columns of the terminal")
_ROWS = Field("int", True, most=1000, least=1, doc="rows of the terminal")
_LIMIT = Field("int", most=10_000, least=1, doc="rows at most")

VERBS: dict[str, Verb] = {
    "start": Verb(
        "machine",
        "operate",
        True,
        "start a session",
        {
            "agent": Field("text", True, most=64, doc="an agent's name, or `terminal`"),
            "argv": Field("list", most=256, doc="program and arguments, or arguments of the agent"),
            "kind": Field("text", choices=("terminal", "managed"), doc="how it is run"),
            "folder": Field("text", most=4096, doc="a folder of the topic's project"),
            "prompt": Field("text", most=MAX_PROMPT, doc="the first prompt"),
            "title": Field("text", most=200),
            "gate": Field(
                "text",
                choices=("gated", "not gated"),
                doc="left out: gated where the agent can be; `not gated` takes drive",
            ),
            "mode": Field(
                "text", choices=rights.MODES, doc="of what is gated; standard if missing"
            ),
            "columns": Field("int", most=1000, least=1),
            "rows": Field("int", most=1000, least=1),
            "continues": Field("session", doc="the session that this one goes on from"),
        },
    ),
    "prompt": Verb(
        "session",
        "operate",
        False,
        "send a whole prompt",
        {"text": Field("text", True, most=MAX_PROMPT)},
    ),
    "interrupt": Verb("session", "operate", False, "stop the present turn", {}),
    "stop": Verb(
        "session",
        "operate",
        False,
        "end the session and its whole tree",
        {"grace": Field("int", most=300, least=0, doc="seconds before it is killed")},
    ),
    "title": Verb(
        "session", "operate", False, "name the session", {"title": Field("text", True, most=200)}
    ),
    "mode": Verb(
        "session",
        "operate",
        True,
        "make the mode stricter",
        {"mode": Field("text", True, choices=rights.MODES)},
    ),
    "keys": Verb(
        "session",
        "drive",
        True,
        "type into the terminal; only refusals are answered",
        {"text": Field("text", True, most=MAX_KEYS)},
    ),
    "resize": Verb(
        "session", "drive", False, "fit the terminal", {"columns": _COLS, "rows": _ROWS}
    ),
    "answer": Verb(
        "session",
        "approve",
        True,
        "answer an approval or a question",
        {
            "approval": Field("approval", True),
            "digest": Field("hex", True, doc="of the action as it was shown"),
            "decide": Field("text", choices=("allow", "deny")),
            "choice": Field("text", most=200),
            "text": Field("text", most=MAX_PROMPT),
            "scope": Field("text", choices=("once", "session-digest", "session-rule")),
            "reason": Field("text", most=2000),
            "edit": Field("object", doc="the changed input; a new question"),
        },
    ),
    "watch": Verb(
        "session",
        "view",
        False,
        "the screen at once and live output, for a lease",
        {
            "lease": Field("int", most=60, least=0, doc="seconds; 0 ends it"),
            "window": Field("name", doc="which of one's windows; each has a lease of its own"),
        },
    ),
    "history": Verb(
        "session",
        "view",
        False,
        "lines of the journal, in pages",
        {
            "from": Field("int", least=1),
            "to": Field("int", least=1),
            "last": Field("int", most=10_000, least=1),
            "source": Field("text", choices=("archive", "machine")),
        },
    ),
    "diff": Verb(
        "session",
        "view",
        False,
        "what the session changed",
        {"path": Field("text", most=4096)},
    ),
    "search": Verb(
        "hub",
        "audit",
        False,
        "find words in the archive",
        {"words": Field("text", True, most=1000), "limit": _LIMIT},
    ),
    "query": Verb(
        "hub",
        "audit",
        False,
        "one SELECT on the archive",
        {"sql": Field("text", True, most=20_000), "limit": _LIMIT},
    ),
    "token": Verb(
        "hub",
        "own",
        False,
        "a short-lived credential of one's own",
        {
            "rights": Field("list", most=16, doc="a subset of one's rights"),
            "lifetime": Field("int", most=30 * 86_400, least=60, doc="seconds"),
            "device": Field("name", doc="one of the devices of oneself; its bounds hold too"),
            "holder": Field(
                "hex", True, doc="sha256 of a secret (its text) without which it opens nothing"
            ),
            "name": Field("text", most=60, doc="what it is kept by, for the list of one's log-ins"),
        },
    ),
    "logins": Verb(
        "hub",
        "own",
        False,
        "see one's own log-ins (tokens), or end some",
        {
            "do": Field("text", choices=("list", "void"), doc="`list` where it is missing"),
            "token": Field("name", doc="void: the id of the one to end"),
            "all": Field("bool", doc="void: end every one, this one too"),
        },
    ),
    "admin": Verb(
        "hub",
        "admin",
        False,
        "administer the hub",
        {"command": Field("text", True, most=64), "arguments": Field("object")},
    ),
    "update": Verb(
        "machine",
        "admin",
        True,
        "administer a machine",
        {"command": Field("text", True, most=64), "arguments": Field("object")},
    ),
}

_FOR_THE_AGENT = re.compile(r"[\s\ufeff]*[!/#@$]")

_ENVELOPE = {
    "id": Field("name", True, doc="the client's, unique for this person"),
    "ttl": Field("int", most=MAX_TTL_S, least=1, doc="seconds; 15 where it is missing"),
    "seen": Field("object", doc="the machine's latest beat that the client saw"),
}
_SEEN = {
    "boot": Field("int", True, least=0, doc="milliseconds of the machine's boot-time clock"),
    "incarnation": Field("name", True, doc="the daemon's"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose shape was checked; rights and lateness were not."""

    verb: str
    id: str
    ttl: int
    seen_boot: int | None
    seen_incarnation: str | None
    fields: dict[str, Any]


def check(verb: str, payload: Mapping[str, Any]) -> Request:
    """Check the shape of a request's payload. Raises `Refused`."""
    row = VERBS.get(verb)
    if row is None:
        raise Refused("unknown-verb", ascii(verb[:40]))
    envelope = {name: payload[name] for name in _ENVELOPE if name in payload}
    fields.check(_ENVELOPE, envelope)
    own = {name: value for name, value in payload.items() if name not in _ENVELOPE}
    fields.check(row.fields, own)
    seen = envelope.get("seen")
    if seen is not None:
        fields.check(_SEEN, seen)
    elif row.needs_seen:
        raise Refused("bad-field", f"{verb} needs seen, the machine's latest beat")
    return Request(
        verb=verb,
        id=envelope["id"],
        ttl=envelope.get("ttl", DEFAULT_TTL_S),
        seen_boot=seen["boot"] if seen else None,
        seen_incarnation=seen["incarnation"] if seen else None,
        fields=own,
    )


def right_for(request: Request, gated: bool) -> str:
    """The right that this very request takes on a session (or, for `start`, of what it starts).

    A prompt to what is not gated is as good as a shell; so is one that an agent's own prompt line
    would take for a command.
    """
    given = request.fields
    if request.verb == "start":
        # An agent's arguments hold its first prompt too.
        texts = (str(one) for one in (given.get("prompt", ""), *given.get("argv", ())))
        return "operate" if gated and not any(_commands(text) for text in texts) else "drive"
    if request.verb == "prompt" and (not gated or _commands(str(given["text"]))):
        return "drive"
    return VERBS[request.verb].right


def rights_for(request: Request, gated: bool) -> frozenset[str]:
    """All the rights that it takes: an edit of an action steers the session besides."""
    edits = request.verb == "answer" and "edit" in request.fields
    return frozenset({right_for(request, gated)} | ({"operate"} if edits else set()))


def _commands(text: str) -> bool:
    # Agents trim what they are given before they look at its first character.
    return _FOR_THE_AGENT.match(text) is not None or _has_controls(text)


def _has_controls(text: str) -> bool:
    return any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in text)
