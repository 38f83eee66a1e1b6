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
    """How many of them are not in `waiting`."""
    at: Micros
