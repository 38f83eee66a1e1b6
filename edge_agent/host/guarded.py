"""What guards one session right now: the machine's guardrails, its mode, and who asked for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from edge_agent.gate.decision import Guard
from edge_agent.guardrails import Guardrails
from schemas.wire.clock import Clock


class Guardian(Protocol):
    """`edge_agent.host.guarding.Guarding`, as far as the gate asks it."""

    guardrails: Guardrails | None
    fault: str

    def current(self, then: Callable[[Guardrails | None, str], None]) -> None:
        """Call `then` when `guardrails` are what the files say."""


class Guarded:
    """`session` and `mode` may change in its life, `requesters` only grow: everybody who started
    the session, prompted it or typed into it."""

    def __init__(
        self,
        guardian: Guardian,
        clock: Clock,
        session: str,
        mode: str,
        requester: str,
    ) -> None:
        self._guardian = guardian
        self._clock = clock
        self.session = session
        self.mode = mode
        self.requesters = {requester}

    def current(self, then: Callable[[], None]) -> None:
        """Call `then` when what is said here is what the files say."""
        self._guardian.current(lambda *_: then())

    @property
    def guard(self) -> Guard | None:
        """What a request is judged by; None where nothing can be believed."""
        found = self._guardian.guardrails
        if found is None:
            return None
        return found.guard(self.session, self.requesters, self.mode, self._clock.wall_us())

    @property
    def locked(self) -> str:
        """Why a lock shuts this gate; "" where none does."""
        found = self._guardian.guardrails
        if found is None:
            return ""
        return found.locked(self.session, self.requesters, self._clock.wall_us())

    @property
    def shut(self) -> str:
        """Why nothing may be allowed now; "" where something may."""
        if self._guardian.guardrails is None:
            return f"there are no guardrails: {self._guardian.fault}"
        return self.locked
