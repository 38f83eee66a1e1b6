"""How often somebody may try to log in: pure, bounded, and never for ever.

The broker limits guesses by itself; this is what the log-in page can tell a person: how long to
wait. An address waits after its own failures, and a name after failures from an address, so that a
stranger elsewhere cannot shut anybody out.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

FREE = 3
"""Failures that cost no wait: people mistype."""
FIRST_S = 2.0
MOST_S = 60.0
FORGET_S = 900.0
"""Failures this long ago count no more."""
KEPT = 4096
PER_ADDRESS = 10
"""An address may try so many names before it waits, since a household shares one."""


@dataclass(slots=True)
class _Count:
    failures: int = 0
    last: float = 0.0


class Attempts:
    """Counts failures. Times are seconds of any clock that does not go back."""

    def __init__(self) -> None:
        self._counts: OrderedDict[tuple[str, str], _Count] = OrderedDict()

    def wait(self, name: str, address: str, now: float) -> float:
        """Seconds to wait before this name may be tried from this address; 0: now."""
        return max(
            self._left((address, name), FREE, now), self._left((address, ""), PER_ADDRESS, now)
        )

    def failed(self, name: str, address: str, now: float) -> float:
        """Note a failure; seconds to wait before the next attempt."""
        for key in ((address, name), (address, "")):
            count = self._counts.setdefault(key, _Count())
            if now - count.last > FORGET_S:
                count.failures = 0
            count.failures += 1
            count.last = now
            self._counts.move_to_end(key)
        while len(self._counts) > KEPT:
            self._counts.popitem(last=False)
        return self.wait(name, address, now)

    def succeeded(self, name: str, address: str) -> None:
        """Forget this name's failures there; the address keeps its own."""
        self._counts.pop((address, name), None)

    def _left(self, key: tuple[str, str], free: int, now: float) -> float:
        count = self._counts.get(key)
        if count is None or count.failures < free or now - count.last > FORGET_S:
            return 0.0
        pause = min(FIRST_S * 2.0 ** min(count.failures - free, 10), MOST_S)
        return max(0.0, count.last + pause - now)
