"""A session as people see it: its document and its screen."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from schemas.documents.info import Gate
from schemas.documents.model import (
    Approval,
    Digest,
    Document,
    Micros,
    Name,
    Natural,
    Part,
    Path,
    Project,
    Session,
    Short,
    Shown,
)
from schemas.wire import session_phase


def _phase(value: str) -> str:
    if value not in session_phase.PHASES:
        raise ValueError("no phase of a session")
    return value


Phase = Annotated[str, AfterValidator(_phase)]
Columns = Annotated[int, Field(ge=1, le=1000)]


class Question(Part):
    """An approval that is open. The action itself stands in the `asked` event."""

    approval: Approval
    form: Literal["permission", "question", "plan"]
    digest: Digest
    tool: Short | None = None
    summary: Shown
    """One line for people."""
    input: dict[str, Any] | None = None
    """The whole input, up to 32 KiB; larger must be opened to be allowed."""
    rule: Short | None = None
    asked: Micros
    until: Micros | None = None


class Exit(Part):
    """How the program ended: an exit status, or the name of a signal."""

    status: int | None = None
    signal: Annotated[str, Field(max_length=32)] | None = None


class Tokens(Part):
    """Summed over the session; what an agent does not tell is absent, never 0."""

    input: Natural | None = None
    output: Natural | None = None


class State(Document):
    """`fleet/session/<m>/<p>/<s>/state`."""

    session: Session
    machine: Name
    project: Project
    folder: Path
    branch: Short | None = None
    dirty: bool | None = None
    agent: Short
    version: Short | None = None
    kind: Literal["terminal", "managed"]
    title: Shown = ""
    continues: Session | None = None
    phase: Phase
    since: Micros
    """When this phase began."""
    started: Micros
    doing: Shown = ""
    last_output: Micros | None = None
    attention: Micros | None = None
    """Since when its program calls for a person (bell, OSC 9, OSC 777) and nobody has typed."""
    gate: Gate
    level: Literal["plain", "shielded", "apart"] | None = None
    mode: Short | None = None
    questions: Annotated[list[Question], Field(max_length=32)] = Field(default_factory=list)
    tokens: Tokens | None = None
    cost_microusd: Natural | None = None
    files_changed: Natural | None = None
    last_file: Path | None = None
    watchers: Annotated[list[Short], Field(max_length=100)] = Field(default_factory=list)
    columns: Columns | None = None
    rows: Columns | None = None
    exit: Exit | None = None
    head: Natural
    """seq of the last line that is on the machine's disk."""
    archived: Natural | None = None
    """seq up to which the archive has it."""
    v: Natural | None = None
    """Grows with each publication of this document: a lower one is an older one."""


class Screen(Document):
    """`fleet/session/<m>/<p>/<s>/screen`: the terminal's screen as of line `seq`."""

    seq: Natural
    columns: Columns
    rows: Columns
    reduced: bool = False
    """Colours had to go, so that it fits one message."""
    lossy: bool = False
    """It is not the whole screen (a raw tail, or cut)."""
    text: Annotated[str, Field(max_length=64 * 1024)]
    """Allow-listed ANSI that draws it on a cleared terminal of that size."""
