"""A `watch` lease that is renewed for as long as somebody looks."""

from __future__ import annotations

import time

from schemas.wire import ids
from schemas.wire.errors import Refused
from signalbox.remote.sessions import RemoteSession

LEASE_S = 20
RENEW_S = 6.0


class Watch:
    """Call `tick` often. Each lease is recorded with from when to when."""

    def __init__(self, session: RemoteSession) -> None:
        self._session = session
        self._due = 0.0
        self._sent: list[str] = []
        self._window = ids.new_request()
        """A person may watch in several windows, and ends the lease of this one alone."""

    def tick(self) -> None:
        """Renew the lease when it is time and the hub is there."""
        now = time.monotonic()
        if now >= self._due and self._session.client.link.connected:
            self._due = now + RENEW_S
            self._publish(LEASE_S)

    def renew(self) -> None:
        """At the next tick, whatever the time."""
        self._due = 0.0

    def anew(self) -> None:
        """End it and begin it again: who is new is sent the screen at once."""
        self._publish(0)
        self._due = 0.0

    def is_mine(self, request: str) -> bool:
        """Whether a reply is to one of these requests."""
        return request in self._sent

    def end(self) -> None:
        """Watch no more."""
        self._publish(0)

    def _ask(self, lease: int) -> str:
        return self._session.publish("watch", lease=lease, window=self._window)

    def _publish(self, lease: int) -> None:
        try:
            self._sent = [*self._sent[-8:], self._ask(lease)]
        except Refused:
            self._due = 0.0  # not connected just now
