"""The screen in the host's loop: feeds it, keeps its socket watched, hands its events on."""

from __future__ import annotations

from collections.abc import Callable

from edge_agent.host import screen
from edge_agent.host.loop import Loop

_LOOK_EVERY_S = 1.0
"""While something waits for the child, so that one that hangs is noticed."""


class Picture:
    """The session's screen; events go to `on_event` from the loop, never from inside a call."""

    def __init__(
        self, loop: Loop, columns: int, rows: int, on_event: Callable[[screen.Event], None]
    ) -> None:
        self._loop = loop
        self._on_event = on_event
        self._screen = screen.Screen(columns, rows)
        self._watched: tuple[int, int] = (-1, 0)
        self._looking = False
        self._ready_method = self._ready
        self.lost = False
        """There is no screen: a snapshot is the raw tail, and the program must redraw."""

    @property
    def pid(self) -> int:
        """The child, 0 when there is none."""
        return self._screen.pid

    @property
    def offset(self) -> int:
        """Bytes fed since the start."""
        return self._screen.offset

    def feed(self, data: bytes) -> None:
        """What the program printed, masked."""
        self._screen.feed(data)
        self._look_later()

    def resize(self, columns: int, rows: int) -> None:
        """The terminal's size changed."""
        self._screen.resize(columns, rows)

    def ask(self) -> int:
        """The token of the snapshot that will come as an event."""
        self._look_later()
        return self._screen.request_snapshot()

    def step(self) -> None:
        """Once a pass: watch the child's socket for what is wanted, also when it is a new one."""
        known = (self._screen.fileno(), self._screen.pid)
        if known != self._watched:
            if self._watched[0] >= 0:
                self._loop.forget(self._watched[0])
            self._watched = known
        if known[0] >= 0:
            self._loop.watch(known[0], self._ready_method, write=self._screen.wants_write)

    def close(self) -> None:
        """End the child."""
        if self._watched[0] >= 0:
            self._loop.forget(self._watched[0])
        self._screen.close()

    def _ready(self, readable: bool, writable: bool) -> None:
        self.poll()

    def poll(self) -> None:
        """Move bytes and hand on what happened."""
        for event in self._screen.poll():
            if isinstance(event, screen.Lost):
                self.lost = True
            self._on_event(event)

    def _look_later(self) -> None:
        if not self._looking:
            self._looking = True
            self._loop.after(_LOOK_EVERY_S if self._screen.fileno() >= 0 else 0, self._look)

    def _look(self) -> None:
        self._looking = False
        self.poll()
        if self._screen.processed < self._screen.offset and self._screen.fileno() >= 0:
            self._look_later()
