"""The host's loop: file descriptors and timers, one thread, nothing clever."""

from __future__ import annotations

import heapq
import itertools
import selectors
import time
from collections.abc import Callable
from typing import Any

Ready = Callable[[bool, bool], None]
"""Called with (readable, writable)."""


class Timer:
    """A call that is due at a moment; `cancel` forgets it."""

    __slots__ = ("cancelled", "due", "then")

    def __init__(self, due: float, then: Callable[[], None]) -> None:
        self.due, self.then, self.cancelled = due, then, False

    def cancel(self) -> None:
        """Do not call it any more."""
        self.cancelled = True


class Loop:
    """Waits for files and time. All times are seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._timers: list[tuple[float, int, Timer]] = []
        self._order = itertools.count()
        self._forgotten: set[int] = set()
        self._running = True

    @staticmethod
    def now() -> float:
        """Seconds of a clock that never goes back."""
        return time.monotonic()

    def watch(self, file: Any, ready: Ready, *, read: bool = True, write: bool = False) -> None:
        """Call `ready` when the file can be read or written; again to change what is awaited."""
        events = (selectors.EVENT_READ if read else 0) | (selectors.EVENT_WRITE if write else 0)
        known = self._selector.get_map().get(file)
        if known is None:
            if events:
                self._selector.register(file, events, ready)
        elif not events:
            self._selector.unregister(file)
        elif known.events != events or known.data is not ready:
            self._selector.modify(file, events, ready)

    def forget(self, file: Any) -> None:
        """Stop watching; call it before closing the file."""
        known = self._selector.get_map().get(file)
        if known is not None:
            self._forgotten.add(known.fd)
            self._selector.unregister(file)

    def after(self, seconds: float, then: Callable[[], None]) -> Timer:
        """Call `then` once, so many seconds from now."""
        timer = Timer(self.now() + seconds, then)
        heapq.heappush(self._timers, (timer.due, next(self._order), timer))
        return timer

    def stop(self) -> None:
        """`run` returns after this pass."""
        self._running = False

    def run(self, each_pass: Callable[[], float | None]) -> None:
        """Serve until `stop`. `each_pass` runs after each wake-up and says how long to wait."""
        wait: float | None = 0
        while self._running:
            due = self._next_timer()
            if due is not None:
                wait = due if wait is None else min(wait, due)
            self._forgotten.clear()
            for key, mask in self._selector.select(wait):
                # An earlier call of this pass may have closed this file, or opened another one
                # with its number; what that one has to say comes in the next pass.
                if key.fd not in self._forgotten:
                    key.data(bool(mask & selectors.EVENT_READ), bool(mask & selectors.EVENT_WRITE))
            self._run_timers()
            wait = each_pass()

    def close(self) -> None:
        """Release the selector."""
        self._selector.close()

    def _next_timer(self) -> float | None:
        while self._timers and self._timers[0][2].cancelled:
            heapq.heappop(self._timers)
        return max(0.0, self._timers[0][0] - self.now()) if self._timers else None

    def _run_timers(self) -> None:
        now = self.now()
        while self._timers and self._timers[0][0] <= now:
            timer = heapq.heappop(self._timers)[2]
            if not timer.cancelled:
                timer.then()
