"""An open question as a session's document tells it."""

from __future__ import annotations

from typing import Any

from schemas.documents.session import State
from signalbox.approving.waiting import Session, Waiting

NOW_US = 1_800_000_000_000_000
ID = "k3m9x2ab"


def waiting(title: str = "fix login", **question: Any) -> Waiting:
    """One that waits; fields of the question may be given."""
    asked = {
        "approval": ID,
        "form": "permission",
        "digest": "0" * 64,
        "tool": "Bash",
        "summary": "git push origin main",
        "input": {"description": "Push it", "command": "git push origin main"},
        "whole": True,
        "rule": "push needs a second person",
        "why": "what others see",
        "asked": NOW_US - 240_000_000,
        "until": NOW_US + 3_360_000_000,
        **question,
    }
    state = {
        "session": "01m8examp1esesx"[:14],
        "machine": "build-01",
        "project": "web",
        "folder": "/srv/web",
        "branch": "main",
        "agent": "claude",
        "kind": "terminal",
        "title": title,
        "phase": "waiting",
        "since": NOW_US,
        "started": NOW_US,
        "gate": "gated",
        "level": "plain",
        "head": 7,
        "questions": [asked],
    }
    session = Session(State.of(state), True, None)
    return Waiting(session, session.state.questions[0])
