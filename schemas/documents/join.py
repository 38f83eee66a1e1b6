"""How a machine joins: what it asks by its code, and what it is answered.

The code itself is the password of the connection and stands in neither. The machine's secret is
made by the machine and never leaves it: the hub learns its digest.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from schemas.documents.model import Base64, Digest, Document, Micros, Name
from schemas.wire.errors import ERRORS


def _code(value: str) -> str:
    if value not in ERRORS:
        raise ValueError("no error code of the protocol")
    return value


class JoinAsk(Document):
    """`fleet/join/<c>/<r>/ask`: a machine's keys and the name that it would bear."""

    name: Name
    keep: bool = False
    """Under this very name or not at all: sessions on its disk bear it."""
    digest: Digest
    """sha256 of the text of the machine's secret (256 bits as hex)."""
    key: Base64
    """The machine's Ed25519 public key."""
    clock: Micros
    """Its wall clock: journals bear its time, and policies end by it."""


class JoinReply(Document):
    """`fleet/join/<c>/<r>/reply`: the machine's name and whom to believe, or why not."""

    status: Literal["accepted", "rejected"]
    code: Annotated[str, AfterValidator(_code)] | None = None
    reason: Annotated[str, Field(max_length=2000)] | None = None
    machine: Name | None = None
    hub: Base64 | None = None
    """The hub's Ed25519 public key, which signs policies."""
    ca: Annotated[str, Field(max_length=32_768)] | None = None
    """PEM of what the hub's certificates chain to; None where the system's own list has it."""
    clock: Micros
    """The hub's wall clock."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.status == "rejected") != (self.code is not None):
            raise ValueError("a rejection has a code, and nothing else has one")
        if (self.status == "accepted") != (self.machine is not None and self.hub is not None):
            raise ValueError("who is accepted is told its name and the hub's key")
        return self
