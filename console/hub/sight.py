"""Who may see and answer what, read off the steward's access documents. Pure.

It grants nothing: broker and machine judge by their own. What it says no to is not told.
"""

from __future__ import annotations

from schemas.documents.access import Access
from schemas.documents.session import Question, State


def sees(access: Access, state: State) -> bool:
    """Whether this person may view this session."""
    return _holds(access, "view", state)


def may_answer(access: Access, state: State) -> bool:
    """Whether this person may answer what this session asks."""
    return _holds(access, "approve", state)


def waits_for(access: Access, state: State, question: Question) -> bool:
    """Whether this very question waits for this person's yes: not where they asked for it
    themselves and somebody else must allow it, nor where they have said yes already. Who belongs
    to a group, only the machine knows."""
    excluded = question.exclude_requester and access.user in (question.requesters or ())
    said = access.user in (question.yes or ())
    return not excluded and not said and sees(access, state) and may_answer(access, state)


def watches(user: str, state: State) -> bool:
    """Whether the session is in view of this person, on whatever device."""
    return any(watcher.partition(".")[0] == user for watcher in state.watchers)


def _holds(access: Access, right: str, state: State) -> bool:
    """By what is held, and not by the filters: those of a long document are wider, and the broker
    narrows them at delivery; here nobody would."""
    return any(
        right in one.rights
        and one.machine in ("+", state.machine)
        and one.project in ("+", state.project)
        and one.session in ("+", state.session)
        for one in access.held
    )
