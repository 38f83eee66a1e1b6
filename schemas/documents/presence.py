"""Who is there: a machine's beat, and each hub process's health."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.documents.model import Document, Micros, Name, Natural, Part, Short


class Beat(Part):
    """The machine's boot-time clock and its daemon's incarnation: what `seen` repeats."""

    boot: Natural
    """Milliseconds since boot, sleep included."""
    incarnation: Name


class MachinePresence(Document):
    """`fleet/machine/<m>/presence`, every 10 s; the will says `online: false`.

    A reader judges by the beat: a machine whose beat has not moved for 30 s is away, whatever
    `online` says.
    """

    online: bool
    since: Micros
    """When this came to be so."""
    beat: Beat | None = None
    v: Short | None = None
    """The daemon's version."""

    @model_validator(mode="after")
    def _alive_means_a_beat(self) -> Self:
        if self.online and self.beat is None:
            raise ValueError("a machine that is online has a beat")
        return self


class Health(Part):
    """How a hub process fares; beside these two, counts of its own: text ids → int."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Natural]

    state: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,39}$")] | None = None
    """`ok`, or what is wrong in a word."""
    why: Short | None = None


class HubPresence(Document):
    """`fleet/hub/presence/<part>`, retained and as will."""

    online: bool
    run: Name
    """Names this start of the process: machines offer again when the archiver's changes."""
    since: Micros
    version: Short
    health: Health
    lag: Natural | None = None
    """The archiver's: lines offered and not yet synced."""
