"""What waits for each person: the open approvals that this person may answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from console.hub.sight import waits_for
from schemas.documents.access import Access
from schemas.documents.inbox import Inbox, Waiting
from schemas.documents.session import Question, State
from schemas.wire import session_phase
from schemas.wire.plain import plain
from schemas.wire.strictjson import canon

MOST = 50
"""Approvals in one inbox; the rest is counted in `cut`."""
MAX_TEXT = 180
MAX_INPUT = 40_000
MOST_BYTES = 56 * 1024
"""Of entries; the rest of the message is its first lines."""


def build(access: Access, states: Iterable[State], at_us: int) -> Inbox:
    """The inbox of one person, oldest first."""
    found = [
        Waiting(
            approval=question.approval,
            machine=state.machine,
            project=state.project,
            session=state.session,
            text=_line(question.summary),
            input=_whole(question),
            asked=question.asked,
            until=question.until,
        )
        for state in states
        if state.questions and state.phase not in session_phase.FINAL
        for question in state.questions
        if waits_for(access, state, question)
    ]
    found.sort(key=lambda one: (one.asked, one.approval))
    kept = _fitting(found[:MOST])
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


def _fitting(found: list[Waiting]) -> list[Waiting]:
    """As many, oldest first, as one message holds: an entry is there with its input or not at all,
    because a machine takes a bare id for each whose input was told."""
    room, kept = MOST_BYTES, []
    for one in found:
        room -= len(canon(one.model_dump(exclude_none=True))) + 1
        if room < 0:
            break
        kept.append(one)
    return kept


def _whole(question: Question) -> str | None:
    """All of the input as text; None unless its machine says that it is all there and plain."""
    if not question.whole or question.input is None:
        return None
    lines = (
        f"{name}: {value if isinstance(value, str) else canon({'': value}).decode()[4:-1]}"
        for name, value in question.input.items()
    )
    text = "\n".join(lines)
    return text if plain(text, keep_lines=True) == text and len(text) <= MAX_INPUT else None


def same(one: Inbox | None, other: Inbox) -> bool:
    """Whether they tell the same, whenever they were made."""
    return one is not None and one.model_copy(update={"at": other.at}) == other


def _line(text: str) -> str:
    shown = plain(text, most=MAX_TEXT)
    # Spelt-out characters are longer than what they stand for.
    return shown if len(shown) <= MAX_TEXT else shown[: MAX_TEXT - 1] + "…"
