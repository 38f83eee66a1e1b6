"""What waits for each person: the open approvals that this person may answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from console.hub.sight import may_answer, sees
from schemas.documents.access import Access
from schemas.documents.inbox import Inbox, Waiting
from schemas.documents.session import State
from schemas.wire import session_phase
from schemas.wire.plain import plain

MOST = 50
"""Approvals in one inbox; the rest is counted in `cut`."""
MAX_TEXT = 180


def build(access: Access, states: Iterable[State], at_us: int) -> Inbox:
    """The inbox of one person, oldest first."""
    found = [
        Waiting(
            approval=question.approval,
            machine=state.machine,
            project=state.project,
            session=state.session,
            text=_line(question.summary),
            asked=question.asked,
            until=question.until,
        )
        for state in states
        if state.questions
        and state.phase not in session_phase.FINAL
        and sees(access, state)
        and may_answer(access, state)
        for question in state.questions
    ]
    found.sort(key=lambda one: (one.asked, one.approval))
    kept = found[:MOST]
    oldest = kept[0] if kept else None
    return Inbox(
        n=len(found),
        id=oldest.approval if oldest else None,
        text=oldest.text if oldest else None,
        until=oldest.until if oldest else None,
        waiting=kept,
        cut=len(found) - len(kept),
        at=at_us,
    )


def same(one: Inbox | None, other: Inbox) -> bool:
    """Whether they tell the same, whenever they were made."""
    return one is not None and one.model_copy(update={"at": other.at}) == other


def _line(text: str) -> str:
    shown = plain(text, most=MAX_TEXT)
    # Spelt-out characters are longer than what they stand for.
    return shown if len(shown) <= MAX_TEXT else shown[: MAX_TEXT - 1] + "…"
