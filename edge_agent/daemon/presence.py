"""The machine's presence: online since when, and the beat that requests are judged by.

The beat is what counts; the will only hurries the news. A request names the beat that its sender
saw, so this machine can tell by its own clock alone how old what it read was.
"""

from __future__ import annotations

from importlib import metadata

from schemas.wire import ids
from schemas.wire.clock import Clock
from schemas.wire.strictjson import canon
from schemas.wire.verbs import BEAT_S

BEAT_MS = BEAT_S * 1000


def version() -> str:
    """The daemon's version; `unknown` where the package is not installed."""
    try:
        return metadata.version("signalbox-fleet")
    except metadata.PackageNotFoundError:
        return "unknown"


class Presence:
    """Pure, but for the clock it is given. `incarnation` names this start of the daemon."""

    def __init__(self, clock: Clock, version: str) -> None:
        self._clock = clock
        self._version = version
        self._since = clock.wall_us()
        self._next = 0
        self.incarnation = ids.new_request()

    def will(self) -> bytes:
        """What the broker tells when the connection breaks."""
        return canon({"online": False, "since": self._since, "v": self._version})

    def beat(self) -> bytes:
        """The document as of now."""
        now = self._clock.boot_ms()
        self._next = now + BEAT_MS
        return canon(
            {
                "online": True,
                "since": self._since,
                "beat": {"boot": now, "incarnation": self.incarnation},
                "v": self._version,
            }
        )

    def due(self) -> bool:
        """Whether the next beat is due."""
        return self._clock.boot_ms() >= self._next
