"""What waits for one person, flat, so that simple phone clients can show it by one path."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.documents.model import Approval, Document, Micros, Name, Natural, Part, Project, Short
from schemas.documents.model import Session as SessionId


class Waiting(Part):
    """One open approval."""

    approval: Approval
    machine: Name
    project: Project
    session: SessionId
    text: Short
    input: Annotated[str, Field(max_length=40_000)] | None = None
    """All of what would be done, word for word, a line a field: only where the document of its
    session holds the whole of it plain. Such an approval may be answered by its id alone."""
    asked: Micros
    until: Micros | None = None


class Inbox(Document):
    """`fleet/hub/inbox/<u>`: oldest first; `id` and `text` repeat the oldest."""

    n: Natural
    """How many wait in all."""
    id: Approval | None = None
    text: Short | None = None
    until: Micros | None = None
    waiting: Annotated[list[Waiting], Field(max_length=50)] = Field(default_factory=list)
    cut: Natural = 0
    """How many of them are not in `waiting`: beyond 50, or where their inputs would not fit."""
    at: Micros
