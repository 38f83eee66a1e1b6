"""Who may see and answer what, read off the steward's access documents. Pure.

It grants nothing: broker and machine judge by their own. What it says no to is not told.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemas.documents.access import Access
from schemas.documents.session import State
from schemas.wire import topics


def sees(access: Access, state: State) -> bool:
    """Whether this person's filters let this session's document through."""
    topic = topics.build("session.state", m=state.machine, p=state.project, s=state.session)
    return _any(access.subscribe.get("session.state", ()), topic)


def may_answer(access: Access, state: State) -> bool:
    """Whether this person may answer what this session asks."""
    topic = topics.build(
        "do.request",
        u=access.user,
        m=state.machine,
        p=state.project,
        s=state.session,
        verb="answer",
    )
    return _any(access.publish.get("do.answer", ()), topic)


def watches(user: str, state: State) -> bool:
    """Whether the session is in view of this person, on whatever device."""
    return any(watcher.partition(".")[0] == user for watcher in state.watchers)


def _any(filters: Iterable[str], topic: str) -> bool:
    levels = topic.split("/")
    return any(_matches(name.split("/"), levels) for name in filters)


def _matches(name: list[str], levels: list[str]) -> bool:
    for position, level in enumerate(name):
        if level == "#":
            return True
        if position >= len(levels) or (level != "+" and level != levels[position]):
            return False
    return len(name) == len(levels)
