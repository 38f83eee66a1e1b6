"""The subscriptions of a link: kept for ever, asked for on each connection. Pure.

Some brokers answer 0x80 while they are still starting (measured with clusters), so a refusal is
believed only after five more tries over 30 s.
"""

from __future__ import annotations

from dataclasses import dataclass

RETRY_MS = (1_000, 2_000, 4_000, 8_000, 15_000)
ANSWER_MS = 10_000
"""A SUBACK that takes longer means that the link is dead."""


@dataclass(slots=True)
class _Filter:
    mid: int | None = None
    due_ms: int = 0
    tries: int = 0
    settled: bool = False
    refused: bool = False


class Filters:
    """What is subscribed to, and how far each filter has come on this connection."""

    def __init__(self) -> None:
        self._filters: dict[str, _Filter] = {}

    def add(self, name: str) -> None:
        """Keep a filter; one that is there already stays as it is."""
        self._filters.setdefault(name, _Filter())

    def remove(self, name: str) -> bool:
        """Forget a filter. Whether it was there."""
        return self._filters.pop(name, None) is not None

    def restart(self) -> None:
        """A new connection: nothing has been asked for on it."""
        for name in self._filters:
            self._filters[name] = _Filter()

    def due(self, now_ms: int) -> list[str]:
        """Filters to ask for now."""
        return [
            name
            for name, state in self._filters.items()
            if not state.settled and state.mid is None and state.due_ms <= now_ms
        ]

    def asked(self, name: str, mid: int, now_ms: int) -> None:
        """A SUBSCRIBE with packet id `mid` has gone out."""
        state = self._filters[name]
        state.mid, state.due_ms = mid, now_ms + ANSWER_MS

    def answered(self, mid: int, granted: bool, now_ms: int) -> str | None:
        """A SUBACK came. The filter, where its refusal is now believed."""
        for name, state in self._filters.items():
            if state.mid != mid:
                continue
            state.mid = None
            if granted:
                state.settled = True
            elif state.tries < len(RETRY_MS):
                state.due_ms = now_ms + RETRY_MS[state.tries]
                state.tries += 1
            else:
                state.settled = state.refused = True
                return name
            return None
        return None

    def unanswered(self, now_ms: int) -> bool:
        """Whether a SUBACK is overdue."""
        return any(s.mid is not None and s.due_ms < now_ms for s in self._filters.values())

    def settled(self) -> bool:
        """Whether each filter was granted, or refused for good."""
        return all(state.settled for state in self._filters.values())

    def granted(self, name: str) -> bool:
        """Whether this filter is in force on this connection."""
        state = self._filters.get(name)
        return state is not None and state.settled and not state.refused
