"""Shapes of small JSON objects, checked without a third-party package (hosts have none).

A field has a type, a bound and whether it must be there; an object with a field that nobody
knows is refused, because a misspelt option must not be silently without effect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.wire import ids
from schemas.wire.errors import Refused

_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object.

    `type` is one of text, int, bool, name, session, approval, hex (64 digits), list (of text),
    object. `most` bounds text in characters, lists in items and ints in value; `least` ints.
    """

    type: str
    required: bool = False
    most: int | None = None
    least: int | None = None
    choices: tuple[str, ...] = ()
    doc: str = ""


def check(shape: Mapping[str, Field], value: Mapping[str, Any]) -> dict[str, Any]:
    """Return `value` as a dict if it has `shape`. Raises `Refused` ("bad-field" or "bad-id")."""
    unknown = sorted(value.keys() - shape.keys())
    if unknown:
        raise Refused("bad-field", f"unknown field {unknown[0][:40]!a}")
    for name, field in shape.items():
        if name not in value:
            if field.required:
                raise Refused("bad-field", f"{name} is missing")
            continue
        _check_one(name, field, value[name])
    return dict(value)


def _check_one(name: str, field: Field, value: Any) -> None:
    kind: Any = _TYPES[field.type]
    if not isinstance(value, kind) or (field.type == "int" and isinstance(value, bool)):
        raise Refused("bad-field", f"{name} must be {field.type}")
    if field.type == "name":
        ids.check_name(value, name)
    elif field.type == "session":
        ids.check_session(value)
    elif field.type == "approval":
        ids.check_approval(value)
    elif field.type == "hex" and not _HEX.fullmatch(value):
        raise Refused("bad-field", f"{name} must be 64 hex digits")
    elif field.type == "int":
        if field.least is not None and value < field.least:
            raise Refused("bad-field", f"{name} must be at least {field.least}")
        if field.most is not None and value > field.most:
            raise Refused("bad-field", f"{name} must be at most {field.most}")
        return
    elif field.type == "list" and not all(isinstance(item, str) for item in value):
        raise Refused("bad-field", f"{name} must be a list of text")
    if field.choices and value not in field.choices:
        raise Refused("bad-field", f"{name} must be one of {', '.join(field.choices)}")
    if field.most is not None and field.type != "bool" and len(value) > field.most:
        raise Refused("too-large", f"{name} has {len(value)}, at most {field.most}")


_TYPES: dict[str, type[Any]] = {
    "text": str,
    "name": str,
    "session": str,
    "approval": str,
    "hex": str,
    "int": int,
    "bool": bool,
    "list": list,
    "object": dict,
}
