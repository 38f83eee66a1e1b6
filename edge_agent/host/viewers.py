"""Remote viewers: the screen at once, then at most one a second while it changes and is watched."""

from __future__ import annotations

from collections.abc import Callable

from edge_agent.host.allowlist import filter_whole
from edge_agent.host.daemon_link import DaemonLink
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns, mask
from edge_agent.host.picture import Picture
from edge_agent.host.reduced import reduced
from edge_agent.host.screen import Snapshot
from edge_agent.host.watching import SCREEN_EVERY_S, Watching
from schemas.wire import frames
from schemas.wire.strictjson import MAX_BYTES, canon

ENCODED_BYTES = MAX_BYTES - 1024
"""What a screen may take as a JSON string, so that its document fits one message."""


class Viewers:
    """Sends screens to the daemon for those who hold a lease."""

    def __init__(
        self,
        loop: Loop,
        picture: Picture,
        watching: Watching,
        daemon: DaemonLink,
        patterns: Patterns,
        mark: Callable[[], int],
    ) -> None:
        """`mark()` makes lines of all that was printed so far and gives the last one's seq."""
        self._loop = loop
        self._picture = picture
        self._watching = watching
        self._daemon = daemon
        self._patterns = patterns
        self._mark = mark
        self._token: int | None = None
        self._seq = 0
        self._last = float("-inf")
        self._shown = -1
        self._known: set[tuple[str, str]] = set()
        self._ticking = False

    def step(self) -> None:
        """Leases have changed, or time has passed."""
        windows = self._watching.windows
        if windows - self._known:
            self._shown = -1  # somebody new sees it at once
            self._last = float("-inf")
        self._known = windows
        self._ask()
        if windows and not self._ticking:
            self._ticking = True
            self._loop.after(SCREEN_EVERY_S, self._tick)

    def screen(self, snapshot: Snapshot, columns: int, rows: int) -> None:
        """A snapshot arrived; it may be for the desks alone."""
        if snapshot.token != self._token:
            return
        self._token = None
        data, was_reduced = fitted(mask(filter_whole(snapshot.data), self._patterns))
        self._daemon.screen(
            frames.blob(
                "screen",
                data,
                seq=self._seq,
                columns=columns,
                rows=rows,
                reduced=was_reduced,
                lossy=snapshot.lossy,
            )
        )

    def _tick(self) -> None:
        self._ticking = False
        self.step()

    def _ask(self) -> None:
        if not self._known or not self._daemon.here or self._token is not None:
            return
        now = self._loop.now()
        if now - self._last < SCREEN_EVERY_S or self._picture.offset == self._shown:
            return
        self._last, self._shown = now, self._picture.offset
        # As of when it is asked for: a viewer goes on with the lines after it, and must neither
        # miss what was printed nor be shown it twice.
        self._seq = self._mark()
        self._token = self._picture.ask()


def fitted(data: bytes) -> tuple[bytes, bool]:
    """The screen within its bound, and whether colours (or more) had to go for that."""
    most, was_reduced = ENCODED_BYTES, False
    while _encoded(data) > ENCODED_BYTES:
        # Each escape takes six bytes when encoded, so how much is too much is only known after.
        data, was_reduced = reduced(data, most)[0], True
        most = most * 3 // 4
    return data, was_reduced


def _encoded(data: bytes) -> int:
    return len(canon(data.decode("utf-8", "replace")))
