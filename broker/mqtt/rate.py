"""How fast one principal may publish, over all of its connections: token buckets for messages and
bytes, of all of them and of those at QoS 1 and 2. Pure.

Those have bounds of their own, because they are what fills other people's queues.
"""

from __future__ import annotations

import math
from collections.abc import Callable

BURST_S = 2.0
"""A bucket holds what so many seconds bring."""
CROWDED_S = 0.02
"""The same while a queue that is being filled is more than half full: next to nothing."""


class Rate:
    """Spending is always possible; whoever is in debt waits until it is paid."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at = clock()
        self._all, self._sure = _Buckets(), _Buckets()

    def follow(
        self, messages_s: int, bytes_s: int, sure_messages_s: int = 0, sure_bytes_s: int = 0
    ) -> None:
        """Bounds per second; 0 is none."""
        self._all.follow(messages_s, bytes_s)
        self._sure.follow(sure_messages_s, sure_bytes_s)

    def spend(self, messages: int, size: int, qos: int = 0) -> bool:
        """Whether it is worth asking how long to wait. Asks no clock: it is called a message."""
        over = self._all.spend(messages, size)
        return (self._sure.spend(messages, size) or over) if qos else over

    def wait(self, crowded: bool = False) -> float:
        """Seconds until something may be read again; 0.0 is now. `crowded`: those at QoS 1 and 2
        have no burst at this moment, only their rate."""
        now = self._clock()
        passed, self._at = now - self._at, now
        burst_s = CROWDED_S if crowded else BURST_S
        return max(self._all.wait(passed), self._sure.wait(passed, burst_s))


class _Buckets:
    """One for messages and one for bytes."""

    def __init__(self) -> None:
        self._messages = self._bytes = 0.0
        """What has been spent of each, and had not come back when it was last looked at."""
        self.follow(0, 0)

    def follow(self, messages_s: int, bytes_s: int) -> None:
        self._messages_s = messages_s or math.inf
        self._bytes_s = bytes_s or math.inf
        self._most_messages = self._messages_s * BURST_S
        self._most_bytes = self._bytes_s * BURST_S

    def spend(self, messages: int, size: int) -> bool:
        self._messages += messages
        self._bytes += size
        return self._messages > self._most_messages or self._bytes > self._most_bytes

    def wait(self, passed_s: float, burst_s: float = BURST_S) -> float:
        self._messages = _left(self._messages, passed_s, self._messages_s)
        self._bytes = _left(self._bytes, passed_s, self._bytes_s)
        return max(
            0.0,
            self._messages / self._messages_s - burst_s,
            self._bytes / self._bytes_s - burst_s,
        )


def _left(spent: float, passed_s: float, per_s: float) -> float:
    return max(0.0, spent - passed_s * per_s) if per_s < math.inf else 0.0
