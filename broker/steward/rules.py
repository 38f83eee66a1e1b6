"""rules.toml: the guardrails, checked for shape alone. The gate on each machine gives them meaning.

The first match wins, so their order is kept. A missing file is no guardrails: everything asks.
"""

from __future__ import annotations

import tomllib
from typing import Any

from pydantic import ValidationError

from broker.access import lines
from schemas.documents.rules import Rule
from schemas.wire import strictjson
from schemas.wire.errors import Refused

MAX_RULES_BYTES = 32 * 1024
"""All guardrails together, canonical: a policy is one message of at most 64 KiB."""


def read(data: bytes) -> tuple[Rule, ...]:
    """The rules in order. Raises Refused("bad-config") with the line."""
    try:
        text = data.decode()
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("bad-config", f"rules.toml: {error}") from None
    unknown = [key for key in raw if key != "rules"]
    if unknown:
        raise _wrong(text, (unknown[0],), f"unknown key {unknown[0][:40]!a}; known: rules")
    listed = raw.get("rules", [])
    if not isinstance(listed, list) or not all(isinstance(rule, dict) for rule in listed):
        raise _wrong(text, ("rules",), "rules are written [[rules]]")
    rules = tuple(_rule(text, at, rule) for at, rule in enumerate(listed))
    plain = [rule.model_dump(exclude_none=True) for rule in rules]
    if len(strictjson.canon(plain)) > MAX_RULES_BYTES:
        raise _wrong(text, (), f"more than {MAX_RULES_BYTES} bytes of rules")
    return rules


def _rule(text: str, at: int, raw: dict[str, Any]) -> Rule:
    try:
        return Rule.model_validate(raw)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        # A misspelt key is also a missing one; the misspelt one is what to look at.
        first = min(found, key=lambda one: one["type"] != "extra_forbidden")
        path = ("rules", at, *first["loc"])
        where = ".".join(str(step) for step in first["loc"])
        raise _wrong(text, path, f"{where[:80]}: {first['msg'][:200]}".lstrip(": ")) from None


def _wrong(text: str, path: lines.Path, reason: str) -> Refused:
    return Refused("bad-config", f"rules.toml line {lines.find(text, path)}: {reason}")
