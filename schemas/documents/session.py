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


class Program(Part):
    """A file that the action would run, as it was when people were asked."""

    path: Path
    sha256: Digest | None = None
    """None: it could not be read."""


class Judged(Part):
    """One part of the action, which rule decided it, and why; spelt out by `plain()`."""

    decide: Literal["allow", "ask", "deny"]
    what: Short
    text: Shown
    rule: Short
    why: Shown


Scope = Literal["once", "session-digest", "session-rule"]


class Question(Part):
    """An approval that is open. The whole of it stands in the `asked` event, line `seq`."""

    approval: Approval
    form: Literal["permission", "question", "plan"]
    digest: Digest
    """Of the whole and true input: also where what is shown here is masked or cut."""
    tool: Short | None = None
    summary: Shown
    """One line for people."""
    input: dict[str, Any] | None = None
    """The whole input, up to 32 KiB, masked; larger must be opened to be allowed. A number with a
    fraction and what is no text are spelt as `spelt` says."""
    whole: bool = False
    """`input` is all of it, and nothing in it is masked, spelt otherwise or invisible: a person
    may answer by the bare id."""
    cut: bool = False
    """The input, parts or programs are not all here: the document would be too large."""
    spelt: list[Short] | None = Field(default=None, max_length=16)
    """Where the input held what the record cannot (fractions, lone surrogates): in words."""
    folder: Path | None = None
    """Where it would run."""
    rule: Short | None = None
    why: Shown | None = None
    """Why people are asked."""
    seq: Natural | None = None
    """Of the `asked` line."""
    asked: Micros
    until: Micros | None = None
    mode: Short | None = None
    count: Annotated[int, Field(ge=1, le=100)] | None = None
    """How many have to say yes."""
    yes: Annotated[list[Short], Field(max_length=32)] | None = None
    """Who has said yes so far."""
    missing: Annotated[list[Short], Field(max_length=16)] | None = None
    """What is still wanted, for people: `1 of leads`."""
    group: Short | None = None
    """Only people of this group may allow it."""
    exclude_requester: bool = False
    """None of `requesters` may allow it."""
    reason_required: bool = False
    """A yes must bear a reason."""
    desk: bool = False
    """Somebody at the machine itself may answer."""
    scopes: Annotated[list[Scope], Field(max_length=3)] | None = None
    requesters: Annotated[list[Short], Field(max_length=32)] | None = None
    """Who started, prompted, typed into or edited the session."""
    programs: Annotated[list[Program], Field(max_length=64)] | None = None
    parts: Annotated[list[Judged], Field(max_length=64)] | None = None


class Standing(Part):
    """What people allowed for longer than once; it ends with the session."""

    scope: Scope
    tool: Short
    summary: Shown
    """Of the action that they saw."""
    rule: Short
    """The rule that it covers; with `session-digest`, the one that asked."""
    by: Annotated[list[Short], Field(max_length=32)]
    until: Micros


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
    paused: bool | None = None
    """Too much was denied in one turn: everything is denied until a person prompts."""
    shut: Shown | None = None
    """Why the gate denies everything, where it does."""
    questions: Annotated[list[Question], Field(max_length=32)] = Field(default_factory=list)
    standing: Annotated[list[Standing], Field(max_length=32)] | None = None
    """The newest grants that hold."""
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
