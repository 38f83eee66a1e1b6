"""Requests, guards, places and decisions as plain values, and back. Pure.

They pass between a session's host and the process that judges for it. A decision travels without
what only judging needs (words, places), and with its texts cut for people; whatever another act is
bound to (the decision, whom to ask, the programs) is never cut. What is read back is checked field
by field, since the process that sent it has read hostile text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from edge_agent.gate.decision import Decision, Explained, Guard, Request
from edge_agent.gate.parts import Part
from edge_agent.gate.rules import DECISIONS, Ask, Rule, Where, from_values

MAX_TEXT = 400
"""Characters of a part's text and of its reason, as they travel; the whole input stands beside."""
MAX_UNCLEAR = 100
"""Entries; the last one says how many more there were."""
MAX_PARTS = 500
"""As many as the judge makes at most."""

_WHATS = ("command", "read", "write", "url", "mcp", "start")


# ----- from the host to the judge


def of_request(request: Request) -> dict[str, Any]:
    """See `to_request`."""
    return {
        "kind": request.kind,
        "subject": request.subject,
        "tool": request.tool,
        "shell": request.shell,
        "way": request.way,
        "size": request.size,
        "server_digest": request.server_digest,
    }


def to_request(value: Mapping[str, Any]) -> Request:
    """Raises ValueError for what is no request."""
    return Request(**_fields(value, of_request(Request("", ""))))


def of_where(where: Where) -> dict[str, Any]:
    """See `to_where`."""
    return {
        "agent": where.agent,
        "machine": where.machine,
        "project": where.project,
        "root": where.root,
        "home": where.home,
    }


def to_where(value: Mapping[str, Any]) -> Where:
    """Raises ValueError for what is no place."""
    return Where(**_fields(value, of_where(Where("", "", "", "", ""))))


def of_guard(guard: Guard) -> dict[str, Any]:
    """Rules in the shape in which a policy carries them."""
    return {
        "rules": [of_rule(one) for one in guard.rules],
        "fresh": guard.fresh,
        "mode": guard.mode,
        "custom": [of_rule(one) for one in guard.custom],
        "stricter": [of_rule(one) for one in guard.stricter],
        "never_commands": list(guard.never_commands),
        "never_paths": list(guard.never_paths),
        "locked": guard.locked,
        "mcp_accepted": dict(guard.mcp_accepted),
    }


def to_guard(value: Mapping[str, Any]) -> Guard:
    """Raises ValueError for what is no guard, `Refused` for a rule that nobody here knows."""
    fields = _fields(value, of_guard(Guard()))
    for name in ("rules", "custom", "stricter"):
        fields[name] = from_values(fields[name])
    for name in ("never_commands", "never_paths"):
        fields[name] = _texts(fields[name])
    return Guard(**fields)


def of_rule(rule: Rule) -> dict[str, Any]:
    """A rule as `edge_agent.gate.rules.from_values` reads it."""
    return {
        "name": rule.name,
        "kind": rule.kind,
        "decide": rule.decide,
        "match": list(rule.match),
        "agents": list(rule.agents),
        "machines": list(rule.machines),
        "projects": list(rule.projects),
        "reason": rule.reason,
        "ask": _of_ask(rule.ask),
        "grantable": rule.grantable,
        "despite": sorted(rule.despite),
    }


def _of_ask(ask: Ask) -> dict[str, Any]:
    return {
        "group": ask.group,
        "count": ask.count,
        "exclude_requester": ask.exclude_requester,
        "reason": ask.reason,
        "desk": ask.desk,
        "expires": f"{ask.expires_s}s",
    }


# ----- from the judge to the host


def of_decision(decision: Decision) -> dict[str, Any]:
    """A decision, cut for its way; see `travelling`."""
    told = travelling(decision)
    return {
        "decide": told.decide,
        "parts": [_of_explained(one) for one in told.parts],
        "unclear": [list(one) for one in told.unclear],
        "reason": told.reason,
        "rule": told.rule,
        "asks": [_of_ask(one) for one in told.asks],
        "grantable": told.grantable,
        "repeatable": told.repeatable,
        "programs": list(told.programs),
    }


def to_decision(value: Mapping[str, Any]) -> Decision:
    """Raises ValueError for anything that `of_decision` would not have made."""
    fields = _fields(value, of_decision(Decision("", ())))
    if fields["decide"] not in DECISIONS:
        raise ValueError("no such decision")
    parts = tuple(_to_explained(_object(one)) for one in fields["parts"])
    if len(parts) > MAX_PARTS or len(fields["unclear"]) > MAX_UNCLEAR:
        raise ValueError("too many parts")
    asks = tuple(_to_ask(_object(one)) for one in fields["asks"])
    if bool(asks) != (fields["decide"] == "ask"):
        raise ValueError("whom to ask does not fit the decision")
    if fields["decide"] == "allow" and (
        not parts or fields["unclear"] or any(one.decide != "allow" for one in parts)
    ):
        raise ValueError("it allows what a part of it does not")
    unclear = []
    for pair in fields["unclear"]:
        why, text = _texts(pair)
        unclear.append((why, text))
    fields.update(parts=parts, unclear=tuple(unclear), asks=asks)
    fields["programs"] = _texts(fields["programs"])
    return Decision(**fields)


def travelling(decision: Decision) -> Decision:
    """A decision as the host gets it."""
    unclear = [(_cut(why), _cut(text)) for why, text in decision.unclear]
    if len(unclear) > MAX_UNCLEAR:
        more = len(unclear) - MAX_UNCLEAR + 1
        unclear = [*unclear[: MAX_UNCLEAR - 1], (f"and {more} places more like these", "")]
    return Decision(
        decision.decide,
        tuple(_shown(one) for one in decision.parts),
        tuple(unclear),
        _cut(decision.reason),
        decision.rule,
        decision.asks,
        decision.grantable,
        decision.repeatable,
        decision.programs,
    )


def _shown(one: Explained) -> Explained:
    part = one.part
    kept = Part(
        part.what, _cut(part.text), (), part.known, _cut(part.doubt), part.program,
        part.harmless, (), part.fed, part.via,
    )  # fmt: skip
    return Explained(kept, one.decide, one.rule, _cut(one.why), one.ask, one.grantable)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _of_explained(one: Explained) -> dict[str, Any]:
    part = one.part
    return {
        "what": part.what,
        "text": part.text,
        "known": part.known,
        "doubt": part.doubt,
        "program": part.program,
        "harmless": part.harmless,
        "fed": part.fed,
        "via": list(part.via),
        "decide": one.decide,
        "rule": one.rule,
        "why": one.why,
        "ask": [] if one.ask is None else [_of_ask(one.ask)],
        "grantable": one.grantable,
    }


def _to_explained(value: Mapping[str, Any]) -> Explained:
    found = _fields(value, _of_explained(Explained(Part("command", ""), "", "", "")))
    if found["what"] not in _WHATS or found["decide"] not in DECISIONS:
        raise ValueError("no such part")
    part = Part(
        found["what"], found["text"], (), found["known"], found["doubt"], found["program"],
        found["harmless"], (), found["fed"], _texts(found["via"]),
    )  # fmt: skip
    asks = [_to_ask(_object(one)) for one in found["ask"]]
    if len(asks) > 1:
        raise ValueError("one part asks by one rule")
    ask = asks[0] if asks else None
    return Explained(part, found["decide"], found["rule"], found["why"], ask, found["grantable"])


def _to_ask(value: Mapping[str, Any]) -> Ask:
    group, rest = value.get("group"), {key: one for key, one in value.items() if key != "group"}
    if group is not None and not isinstance(group, str):
        raise ValueError("a group has a name")
    known = _of_ask(Ask())
    del known["group"]
    found = _fields(rest, known)
    span = found.pop("expires")
    if not span.endswith("s") or not span[:-1].isdecimal() or len(span) > 12:
        raise ValueError("no such span")
    return Ask(group, expires_s=int(span[:-1]), **found)


# ----- checks


def _fields(value: Mapping[str, Any], like: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `value`, which are exactly those of `like`, with values of the same types."""
    if value.keys() != like.keys():
        raise ValueError("other fields than were expected")
    for key, one in value.items():
        if type(one) is not type(like[key]):
            raise ValueError(f"{key} is of another type")
    return dict(value)


def _texts(value: Iterable[Any]) -> tuple[str, ...]:
    found = tuple(value)
    if not all(isinstance(one, str) for one in found):
        raise ValueError("not a list of texts")
    return found


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value
