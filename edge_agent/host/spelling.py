"""An agent's input as record and people get it: masked, and without what our JSON does not have.

The digest is always of the true input (`edge_agent.gate.action`); what stands here is for reading.
Fractions, integers beyond 2^53 - 1 and what lies too deep become their JSON text; lone surrogates
are written `\\udc80`. Each such place is named. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from edge_agent.host.masking import Patterns, mask_text
from schemas.wire.plain import plain
from schemas.wire.strictjson import MAX_INT

MAX_DEPTH = 20
"""Levels that are kept; a line and a document have some of their own around them, of 32."""
MAX_NAMED = 15
"""Places that are named; then it says how many more there are."""
MAX_PLACE = 100
"""Characters of a place."""


@dataclass(slots=True)
class Spelt:
    """`value`: what may be written and shown. `plain`: it is the true input, word for word, and
    nothing in it is invisible."""

    value: dict[str, Any]
    masked: bool = False
    plain: bool = True
    places: list[str] = field(default_factory=list)
    """Where something is text that was none, or text that no UTF-8 has."""
    more: int = 0

    @property
    def named(self) -> list[str]:
        """The places, for a line or a document."""
        return [*self.places, f"and {self.more} more"] if self.more else self.places

    @property
    def changed(self) -> bool:
        """Whether it is another value than the agent's."""
        return self.masked or bool(self.places)


def spell(value: Mapping[str, Any], patterns: Patterns) -> Spelt:
    """Spell an input that was parsed from JSON."""
    found = Spelt({})
    found.value = _object(value, patterns, found, "", 0)
    return found


def _object(
    value: Mapping[str, Any], patterns: Patterns, found: Spelt, place: str, depth: int
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, one in value.items():
        name = _text(str(key), patterns, found, place)
        while name in out:
            # Two keys may look alike once they are masked; neither must hide the other.
            name += "*"
        below = f"{place}.{name}" if place else name
        out[name] = _any(one, patterns, found, below, depth + 1)
    return out


def _any(value: Any, patterns: Patterns, found: Spelt, place: str, depth: int) -> Any:
    if isinstance(value, str):
        return _text(value, patterns, found, place)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= MAX_INT:
        return value
    if depth < MAX_DEPTH and isinstance(value, dict):
        return _object(value, patterns, found, place, depth)
    if depth < MAX_DEPTH and isinstance(value, list):
        return [
            _any(one, patterns, found, f"{place}[{at}]", depth + 1) for at, one in enumerate(value)
        ]
    _name(found, place)
    return _text(json.dumps(value), patterns, found, place)


def _text(value: str, patterns: Patterns, found: Spelt, place: str) -> str:
    told = value.encode("utf-8", "backslashreplace").decode()
    if told != value:
        _name(found, place)
    if plain(told, keep_lines=True) != told:
        found.plain = False
    masked = mask_text(told, patterns)
    if masked != told:
        found.masked, found.plain = True, False
    return masked


def _name(found: Spelt, place: str) -> None:
    found.plain = False
    if len(found.places) < MAX_NAMED:
        found.places.append(plain(place, most=MAX_PLACE) or "a key")
    else:
        found.more += 1
