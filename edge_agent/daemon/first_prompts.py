"""The first prompt of a session that was started from afar: sent when its agent listens.

A program that is not gated gets it at once, as typed ahead. An agent with hooks tells when it is
there; what is typed before that, its terminal throws away.
"""

from __future__ import annotations

from dataclasses import dataclass

from edge_agent.daemon.hosts import GATED, Hosts
from edge_agent.daemon.loop import tell
from edge_agent.daemon.sessions import Session
from schemas.wire import frames, ids
from schemas.wire.clock import Clock

WAIT_MS = 60_000
"""An agent that has not begun within 30 s is stopped by its host."""
NOT_YET = frozenset({"", "starting", "running"})
"""Phases of a gated session before its agent has told of itself."""


@dataclass(frozen=True, slots=True)
class _First:
    who: str
    text: str
    until_ms: int


class FirstPrompts:
    """Those that were not sent yet, by session; in memory, as the request that they came with."""

    def __init__(self, hosts: Hosts, clock: Clock) -> None:
        self._hosts = hosts
        self._clock = clock
        self._kept: dict[str, _First] = {}

    def add(self, session: Session, who: str, text: str) -> None:
        """Send it as soon as that has a meaning."""
        self._kept[session.id] = _First(who, text, self._clock.boot_ms() + WAIT_MS)
        self.look(session)

    def look(self, session: Session) -> None:
        """Its document may have changed."""
        first = self._kept.get(session.id)
        if first is None:
            return
        gated = session.launch.gate == GATED
        if gated and str(session.document.get("phase", "")) in NOT_YET:
            return
        frame = frames.control(
            "request",
            who=first.who,
            verb="prompt",
            id=ids.new_request(),
            fields={"text": first.text},
            deadline_ms=first.until_ms,
        )
        if self._hosts.send(session, frame):
            del self._kept[session.id]

    def ended(self, session: Session) -> None:
        """Nobody listens any more."""
        if self._kept.pop(session.id, None) is not None:
            tell(f"{session.id}: it ended before its first prompt could be sent")
