"""Guardrails: what a rule matches and what it decides. They travel in the signed policy.

First match wins and no match means *ask*; how a command or path matches is the gate's affair.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.documents.model import Name, Part, Short
from schemas.wire.command_pattern import words_of

Pattern = Annotated[str, Field(min_length=1, max_length=1000)]
Globs = Annotated[
    list[Annotated[str, Field(pattern=r"^[a-z0-9_*?-]{1,60}$")]], Field(max_length=100)
]

_SPAN = re.compile(r"([1-9]\d{0,5})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def seconds(span: str) -> int:
    """`90s`, `15m`, `1h`, `7d` in seconds. Raises ValueError."""
    found = _SPAN.fullmatch(span)
    if not found:
        raise ValueError("a span is a number and one of s, m, h, d")
    return int(found[1]) * _SECONDS[found[2]]


class Ask(Part):
    """Whom to ask, and how many of them must say yes."""

    group: Name | None = None
    """None: everybody who may approve there."""
    count: Annotated[int, Field(ge=1, le=20)] = 1
    exclude_requester: bool = False
    reason: bool = False
    """A yes must bear a reason."""
    desk: bool = False
    """Somebody at the machine itself may answer."""
    expires: Annotated[str, Field(max_length=7)] = "1h"

    @model_validator(mode="after")
    def _spans_are_readable(self) -> Self:
        seconds(self.expires)
        return self


class Rule(Part):
    """One row of rules.toml."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    kind: Literal["command", "path", "url", "mcp", "start", "any"]
    match: Annotated[list[Pattern], Field(max_length=200)] = Field(default_factory=list)
    agents: Globs = Field(default_factory=list)
    machines: Globs = Field(default_factory=list)
    projects: Globs = Field(default_factory=list)
    decide: Literal["allow", "deny", "ask"]
    reason: Short | None = None
    ask: Ask | None = None
    grantable: bool = False
    """People may say *this session, this rule*."""
    despite: Annotated[list[Name], Field(max_length=20)] = Field(default_factory=list)
    """Built-in rules that this one speaks for: its *allow* passes over them."""

    @model_validator(mode="after")
    def _fields_fit_the_decision(self) -> Self:
        if self.decide == "deny" and not self.reason:
            raise ValueError("a denial says why")
        if self.despite and self.decide == "deny":
            raise ValueError("a denial passes over nothing; despite is for allow and ask")
        if self.ask is not None and self.decide != "ask":
            raise ValueError("whom to ask stands with decide = ask only")
        if self.kind == "command":
            for pattern in self.match:
                words_of(pattern)
        if self.kind != "any" and not self.match:
            raise ValueError("nothing to match; kind = any matches everything")
        return self
