"""The two clocks that we judge by.

Lateness is judged by the time since boot *including sleep*, because a laptop that was closed must
not carry out what was asked of it meanwhile. Lines of the journal bear wall-clock time, carried
forward by the boot clock so that it never goes back.
"""

from __future__ import annotations

import time

# On macOS, which has no CLOCK_BOOTTIME, CLOCK_MONOTONIC goes on during sleep.
_BOOT_ID: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock:
    """Reads the system's clocks; tests pass one of their own."""

    def boot_us(self) -> int:
        """Microseconds since boot, sleep included."""
        return time.clock_gettime_ns(_BOOT_ID) // 1_000

    def boot_ms(self) -> int:
        """Milliseconds since boot, sleep included."""
        return self.boot_us() // 1_000

    def wall_us(self) -> int:
        """Microseconds since 1970, UTC, by the wall clock."""
        return time.time_ns() // 1_000


class Timeline:
    """`at` of journal lines: wall clock at the start plus boot clock since, never going back."""

    STEP_US = 2_000_000
    """A difference to the wall clock that is worth a `note`."""

    def __init__(self, clock: Clock, not_before_us: int = 0) -> None:
        self._clock = clock
        self._last = not_before_us
        self._origin_us = max(clock.wall_us(), not_before_us)
        self._origin_boot = clock.boot_us()
        self._told_us = 0

    def now_us(self) -> int:
        """Microseconds since 1970 for the next line; at least as large as the last."""
        since = self._clock.boot_us() - self._origin_boot
        self._last = max(self._last, self._origin_us + since)
        return self._last

    def step_us(self) -> int | None:
        """How far the wall clock has moved off since last asked, or None if not notably."""
        since = self._clock.boot_us() - self._origin_boot
        off = self._clock.wall_us() - (self._origin_us + since)
        if abs(off - self._told_us) < self.STEP_US:
            return None
        self._told_us = off
        return off
