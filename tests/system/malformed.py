"""Requests that must be rejected, generated from the table of verbs: each wrong in one way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.wire.fields import Field
from schemas.wire.verbs import MAX_TTL_S, VERBS

GOOD: dict[str, Any] = {
    "text": "x",
    "int": 1,
    "list": [],
    "object": {},
    "bool": True,
    "name": "abc",
    "hex": "ab" * 32,
    "session": "01m822tbncy75p",
    "approval": "abcdefgh",
}
"""A value of each type; whether it fits the field otherwise does not matter here."""

GARBAGE: tuple[bytes, ...] = (
    b"",
    b"null",
    b"[]",
    b"{",
    b"\x00",
    b"\xff\xfe" * 50,
    b'{"id":"a","id":"b"}',
    b'{"id":1.5}',
    b'{"id":"NOT AN ID"}',
    b'{"id":' + b"[" * 2000 + b"]" * 2000 + b"}",
    b'{"id":"\\ud800"}',
    b'{"id":' + b"9" * 5000 + b"}",
)
"""Without an id that could be answered."""


def malformed(verb: str, seen: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(what is wrong, the payload without its id) for one verb."""
    row = VERBS[verb]
    good = {name: _value(field) for name, field in row.fields.items() if field.required}
    good["seen"] = seen
    yield "an unknown field", {**good, "zzz": 1}
    yield "seen is no object", {**good, "seen": 7}
    yield "seen without its clock", {**good, "seen": {"incarnation": "x"}}
    yield "seen before its time", {**good, "seen": {"boot": -1, "incarnation": "x"}}
    for ttl in (0, -1, MAX_TTL_S + 1, "15", True, None):
        yield f"ttl {ttl!r}", {**good, "ttl": ttl}
    if row.needs_seen:
        yield "no seen", {name: value for name, value in good.items() if name != "seen"}
    for name, field in row.fields.items():
        if field.required:
            yield f"no {name}", {n: v for n, v in good.items() if n != name}
        for kind, value in GOOD.items():
            if not _fits(field, kind):
                yield f"{name} is a {kind}", {**good, name: value}
        yield f"{name} is null", {**good, name: None}
        if field.type == "int" and field.most:
            yield f"{name} too large", {**good, name: field.most + 1}
            yield f"{name} too small", {**good, name: (field.least or 0) - 1}
        elif field.type == "text" and field.most:
            yield f"{name} too long", {**good, name: "x" * (field.most + 1)}
        if field.choices:
            yield f"{name} is no choice", {**good, name: "none-of-them"}


def _value(field: Field) -> Any:
    return field.choices[0] if field.choices else GOOD[field.type]


def _fits(field: Field, kind: str) -> bool:
    """Whether a value of this kind might do: text may look like anything that is written so."""
    if field.type == kind:
        return True
    written = {"text", "name", "hex", "session", "approval"}
    return field.type in written and kind in written
