"""How much a program may print: pure token buckets, told the time by their caller."""

from __future__ import annotations

import hashlib

FASTEST = 8 * 1024 * 1024
"""Bytes a second beyond which a program is slowed, as any terminal slows it."""

FASTEST_BURST = 1024 * 1024

RESUME = 1024 * 1024
"""After the budget ran out, output is journalled again once so many bytes are in it."""

ELIDED_EVERY_S = 10.0
"""What was left out is told at least so often."""


class Bucket:
    """`rate` bytes a second, up to `burst` saved. `now` in seconds of any steady clock."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate, self._burst = rate, burst
        self._level, self._last = float(burst), now

    def level(self, now: float) -> float:
        """Bytes that may be spent now; negative after an overdraft."""
        self._level = min(self._burst, self._level + (now - self._last) * self._rate)
        self._last = now
        return self._level

    def spend(self, count: int, now: float) -> None:
        """Take `count` bytes out, into an overdraft if need be."""
        self.level(now)
        self._level -= count

    def wait(self, count: int, now: float) -> float:
        """Seconds until `count` bytes may be spent (0: now)."""
        return max(0.0, (count - self.level(now)) / self._rate)


class Budget:
    """A session's output budget: what is beyond it is counted and hashed instead of kept."""

    def __init__(self, refill: float, burst: float, now: float) -> None:
        """`refill` in bytes a second, `burst` in bytes."""
        self._bucket = Bucket(refill, burst, now)
        self._resume = min(RESUME, burst)
        self._bytes = 0
        self._digest = hashlib.sha256()
        self._since = now
        self.eliding = False
        self.forced = False
        """The machine's quota is used up: nothing is kept, whatever the budget says."""

    def keep(self, data: bytes, now: float) -> bool:
        """Whether `data` is to be journalled; otherwise it was counted as left out."""
        if not self.eliding and (self.forced or self._bucket.level(now) < len(data)):
            self.eliding, self._since = True, now
        elif (
            self.eliding
            and not self.forced
            and self._bucket.level(now) >= max(self._resume, len(data))
        ):
            self.eliding = False
        if not self.eliding:
            self._bucket.spend(len(data), now)
            return True
        self.leave_out(data)
        return False

    def leave_out(self, data: bytes) -> None:
        """Count this as left out, whatever the budget says."""
        self._bytes += len(data)
        self._digest.update(data)

    def elided(self, now: float, *, all_of_it: bool = False) -> dict[str, object] | None:
        """The body of an `elided` line, when one is due: output resumes, time is up, or asked."""
        if not self._bytes:
            return None
        if self.eliding and not all_of_it and now - self._since < ELIDED_EVERY_S:
            return None
        body: dict[str, object] = {"bytes": self._bytes, "sha256": self._digest.hexdigest()}
        self._bytes, self._digest, self._since = 0, hashlib.sha256(), now
        return body
