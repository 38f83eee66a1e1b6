"""What the broker tells auditors: who connected, was refused, was denied, went away.

Repeats are counted, not written out, so that a flood of refusals cannot fill a disk: within one
minute each different thing is one line, followed by a count when the minute is over.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from broker.mqtt.authority import Action, Peer, Principal

log = logging.getLogger("broker.record")

WINDOW_S = 60.0
DIFFERENT = 1_000
"""Different things written in one window; the rest is counted together."""


class LogRecord:
    """Writes to the broker's log, one line a thing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._seen: dict[tuple[str, ...], int] = {}
        self._more = 0

    def connected(self, principal: Principal, client_id: str, peer: Peer) -> None:
        self._tell("connected", _who(principal), client_id, _where(peer))

    def refused(self, client_id: str, username: str, peer: Peer, reason: str) -> None:
        self._tell("refused", repr(username), client_id, _where(peer), reason)

    def denied(
        self, principal: Principal, client_id: str, action: Action, topic: str, reason: str
    ) -> None:
        self._tell("denied", _who(principal), client_id, action, topic, reason)

    def disconnected(self, principal: Principal, client_id: str, peer: Peer, reason: str) -> None:
        self._tell("disconnected", _who(principal), client_id, _where(peer), reason)

    def flush(self) -> None:
        """Write the counts of the window that is over and begin a new one."""
        for thing, count in self._seen.items():
            if count > 1:
                log.info("%s, %d times more", " ".join(thing), count - 1)
        if self._more:
            log.warning("%d more things were not written out", self._more)
        self._seen.clear()
        self._more = 0
        self._since = self._clock()

    def _tell(self, *thing: str) -> None:
        if self._clock() - self._since > WINDOW_S:
            self.flush()
        count = self._seen.get(thing, 0)
        if not count and len(self._seen) >= DIFFERENT:
            self._more += 1
            return
        self._seen[thing] = count + 1
        if not count:
            log.info("%s", " ".join(thing))


def _who(principal: Principal) -> str:
    return f"{principal.kind}:{principal.name}"


def _where(peer: Peer) -> str:
    return f"{peer.listener}:{peer.address}"
