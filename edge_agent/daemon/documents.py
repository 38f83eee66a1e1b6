"""When a session's document is published again, and when it is cleared. Pure; milliseconds.

What people wait for goes at once, `doing` at most every 2 s while somebody watches and every 10 s
else; numbers ride along and are no reason of their own. The last word of an ended session always
goes. Documents bear a version that only grows, because some brokers lose them and owners publish
them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

AT_ONCE = frozenset(
    {
        "phase",
        "attention",
        "questions",
        "paused",
        "shut",
        "standing",
        "title",
        "watchers",
        "exit",
        "gate",
        "level",
        "mode",
        "fault",
    }
)
"""A change of one of these is told at once."""

NO_REASON = frozenset({"head", "archived", "tokens", "cost", "files", "last_file", "v"})
"""A change of these alone is told with the next."""

FLOOR_MS = 100
"""Between two documents of one session, whatever changes."""
WATCHED_MS = 2_000
UNWATCHED_MS = 10_000
AGAIN_EVERY_MS = 20
"""After a reconnect, between the documents that are published again."""

KEEP_MS = 24 * 3600 * 1000
KEEP_NEWEST = 20
"""Ended sessions whose document stays: a day, and the newest 20 of the machine."""


@dataclass(slots=True)
class _Document:
    value: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    told_at: int = -(10**9)
    due_at: int | None = None
    version: int = 0
    final: bool = False
    told_final: bool = False


class Documents:
    """All session documents of this machine."""

    def __init__(self) -> None:
        self._documents: dict[str, _Document] = {}

    def __contains__(self, session: str) -> bool:
        return session in self._documents

    def value(self, session: str) -> dict[str, Any]:
        """The document as it is now."""
        return self._documents[session].value

    def set(
        self,
        session: str,
        changed: Mapping[str, Any],
        now: int,
        *,
        whole: bool = False,
        final: bool = False,
    ) -> None:
        """Fields have changed. `whole`: these are all, what is not among them is no more; `final`:
        the session is over, this is its last word but for `archived`."""
        document = self._documents.setdefault(session, _Document())
        document.value = {**({} if whole else document.value), **changed}
        document.final = document.final or final
        due = self._due(document)
        if due is not None:
            due = max(due, now)
            document.due_at = due if document.due_at is None else min(due, document.due_at)

    def again(self, now: int) -> None:
        """A new connection: publish all again, spread out."""
        for place, document in enumerate(self._documents.values()):
            document.told = {}
            document.due_at = now + place * AGAIN_EVERY_MS

    def due(self, now: int) -> list[str]:
        """Sessions whose document is to be published now."""
        return [
            session
            for session, document in self._documents.items()
            if document.due_at is not None and document.due_at <= now
        ]

    def published(self, session: str, now: int) -> None:
        """It was handed over."""
        document = self._documents[session]
        document.told, document.told_at, document.due_at = dict(document.value), now, None
        document.told_final = document.final

    def version(self, session: str, wall_us: int) -> int:
        """The next version of this document: at least the time, and never lower than before."""
        document = self._documents[session]
        document.version = max(document.version + 1, wall_us)
        return document.version

    def wait(self, now: int) -> int | None:
        """Milliseconds until the next is due; None: nothing is."""
        times = [d.due_at for d in self._documents.values() if d.due_at is not None]
        return max(min(times) - now, 0) if times else None

    def forget(self, session: str) -> None:
        """Its retained document is cleared."""
        self._documents.pop(session, None)

    def _due(self, document: _Document) -> int | None:
        names = document.value.keys() | document.told.keys()
        changed = {n for n in names if document.value.get(n) != document.told.get(n)}
        if document.final and not document.told_final:
            return document.told_at + FLOOR_MS
        if document.final and changed == {"archived"}:
            # Its very last word: the archive has all of it.
            whole = document.value.get("archived") == document.value.get("head")
            return document.told_at + FLOOR_MS if whole else None
        if changed & AT_ONCE or not document.told:
            return document.told_at + FLOOR_MS
        if changed - NO_REASON:
            watched = bool(document.value.get("watchers"))
            return document.told_at + (WATCHED_MS if watched else UNWATCHED_MS)
        return None


def to_clear(ended: Mapping[str, int], now_us: int) -> list[str]:
    """Of the ended sessions (id → microseconds since 1970 of their end), those whose documents
    go: a day after their end, or beyond the newest 20."""
    newest = sorted(ended, key=lambda session: (ended[session], session), reverse=True)
    return [
        session
        for place, session in enumerate(newest)
        if place >= KEEP_NEWEST or now_us - ended[session] > KEEP_MS * 1000
    ]
