"""What the program prints, on its way: desks get it at once, everybody else after masking."""

from __future__ import annotations

from collections.abc import Callable

from edge_agent.host.desks import Desks
from edge_agent.host.flood import FASTEST, FASTEST_BURST, Bucket
from edge_agent.host.loop import Loop, Timer
from edge_agent.host.masking import Masker, Patterns
from edge_agent.host.pasting import Pasting
from edge_agent.host.picture import Picture
from edge_agent.host.pty import Terminal
from edge_agent.host.record import Record
from edge_agent.host.secret_prompt import SecretPrompt

PASS_BYTES = 64 * 1024
"""What is read in one pass of the loop, so that a flood does not hold up anything else."""

LAST_PASSES = 64
"""Reads after the program's end; a kernel holds far less, and a neighbour may go on printing."""

_SLOWED_S = 0.02


class Printed:
    """Reads the terminal whenever it may be read."""

    def __init__(
        self,
        loop: Loop,
        terminal: Terminal,
        desks: Desks,
        record: Record,
        picture: Picture,
        patterns: Patterns,
    ) -> None:
        self._loop = loop
        self._terminal = terminal
        self._desks = desks
        self._record = record
        self._picture = picture
        self._masker = Masker(patterns)
        self._speed = Bucket(FASTEST, FASTEST_BURST, loop.now())
        self._slowed: Timer | None = None
        self._flush: Timer | None = None
        self._gone = False
        self._ready_method = self._ready
        self.pasting = Pasting()
        self._secret_prompt = SecretPrompt()
        self.last_at = 0.0
        """When the program last printed, in seconds of the loop's clock; 0: never."""

    @property
    def level(self) -> bool:
        """Whether the screen was fed exactly what the desks were sent."""
        return self._masker.pending_until is None

    def secret_is_asked(self) -> Callable[[], bool]:
        """Whether what is typed now is probably a secret: as of this call, judged when the result
        is called, because somebody waits for an echo meanwhile."""
        if self._terminal.hides_typing():
            return lambda: True
        if not self._terminal.reads_characters():
            return lambda: False
        return self._secret_prompt.asks()

    def step(self) -> None:
        """Once a pass: watch the terminal for what is wanted just now."""
        if self._terminal.fd < 0 or self._gone:
            return
        may_read = self._record.open and not self._record.full and self._slowed is None
        self._loop.watch(
            self._terminal.fd, self._ready_method, read=may_read, write=self._terminal.wants_write
        )

    def drain(self) -> None:
        """The program has ended: take what is still in its terminal, and let nothing wait."""
        if self._slowed is not None:
            self._slowed.cancel()
            self._slowed = None
        for _ in range(LAST_PASSES):
            if self._terminal.fd < 0 or self._read(PASS_BYTES):
                break
        self._flush_now()
        if self._terminal.fd >= 0:
            self._loop.forget(self._terminal.fd)
        self._gone = True

    def _ready(self, readable: bool, writable: bool) -> None:
        if writable:
            self._terminal.flush()
        if not readable:
            return
        now = self._loop.now()
        self._read(PASS_BYTES)
        if self._speed.level(now) < 0:
            self._slowed = self._loop.after(
                max(self._speed.wait(0, now), _SLOWED_S), self._speed_again
            )

    def _speed_again(self) -> None:
        self._slowed = None

    def _read(self, most: int) -> bool:
        data, drained = self._terminal.read(most)
        if data:
            now = self._loop.now()
            self._speed.spend(len(data), now)
            self.last_at = now
            self.pasting.printed(data)
            self._secret_prompt.printed(data)
            self._desks.printed(data)
            self._masked(self._masker.feed(data, now))
            if self._masker.pending_until is not None and self._flush is None:
                self._flush = self._loop.after(self._masker.pending_until - now, self._flush_due)
        if drained:
            self._record.drained()
        return drained

    def _flush_due(self) -> None:
        self._flush = None
        until = self._masker.pending_until
        if until is None:
            return
        left = until - self._loop.now()
        if left > 0.001:
            self._flush = self._loop.after(left, self._flush_due)
        else:
            self._flush_now()

    def _flush_now(self) -> None:
        self._masked(self._masker.flush())
        self._record.drained()

    def _masked(self, data: bytes) -> None:
        if data:
            self._picture.feed(data)
            self._record.printed(data)
