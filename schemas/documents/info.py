"""What a machine is: host, agents, projects, policy, load, disk."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.documents.model import Document, Micros, Name, Natural, Part, Path, Short

Gate = Literal["gated", "observed", "watch-only", "not gated"]
Verified = Literal["verified", "unverified", "failed"]


class Host(Part):
    """The computer and the account."""

    name: Short
    system: Short
    cpus: Natural
    memory: Natural
    """Bytes."""
    account: Short | None = None
    container: bool | None = None
    shares_hub: bool | None = None
    """The hub runs under this very account: a trial."""


class Agent(Part):
    """An agent that is installed there; one entry for each kind of session that it can have."""

    agent: Name
    kind: Literal["terminal", "managed"] = "terminal"
    path: Path | None = None
    version: Short | None = None
    logged_in: bool | None = None
    """None where nobody can tell."""
    gate: Gate
    verified: Verified = "unverified"
    """What `agents verify` found there for this very program."""
    verified_at: Micros | None = None
    known: bool | None = None
    """Whether this version is one that Signalbox's own tests ran against."""


class Outside(Part):
    """An agent that runs there without us."""

    agent: Name
    pid: Natural
    folder: Path | None = None
    since: Micros | None = None
    line: Path | None = None
    """What brings its conversation into a session, once it was ended."""


class PolicyState(Part):
    """Which policy is in force there."""

    version: Natural
    key: Short
    """The hub's public key that the machine has pinned, base64."""
    fresh_until: Micros


class Disk(Part):
    """Where journals lie. Bytes."""

    free: Natural
    total: Natural
    journals: Natural
    quota: Natural


class Info(Document):
    """`fleet/machine/<m>/info`."""

    machine: Name
    daemon: Short
    """The daemon's version."""
    host: Host
    agents: Annotated[list[Agent], Field(max_length=64)] = Field(default_factory=list)
    projects: Annotated[list[Name], Field(max_length=1000)] = Field(default_factory=list)
    """Names only: their folders are the machine's own affair."""
    outside: Annotated[list[Outside], Field(max_length=64)] = Field(default_factory=list)
    policy: PolicyState | None = None
    load: Natural | None = None
    """Hundredths of the one-minute load."""
    disk: Disk | None = None
    sessions: Natural = 0
    """Sessions that are running."""
    faults: Annotated[list[Short], Field(max_length=32)] = Field(default_factory=list)
    """What people should mend there."""
