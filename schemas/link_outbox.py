"""What waits to be sent on one connection: three queues by priority, each with a bound. Pure.

Nothing is carried over to the next connection: a request would come late, owners publish their
documents again, and who missed a receipt asks again with the same id.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum


class Priority(IntEnum):
    """Who goes first. Within a priority, order is kept for messages of one QoS."""

    URGENT = 0
    """Receipts and approvals, requests of people."""
    NORMAL = 1
    """Documents and journal messages."""
    LIVE = 2
    """Live lines and screens; dropped first, because a viewer gets the screen again."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`messages` and `bytes` at most in one queue; `behind`: bytes unsent in all, at most."""

    messages: int
    bytes: int
    behind: int | None = None


BOUNDS = {
    Priority.URGENT: Bound(1_000, 8 * 1024 * 1024),
    Priority.NORMAL: Bound(8_000, 16 * 1024 * 1024),
    # Live lines only while at most 64 KiB wait (measured with a link of 10 Mbit/s).
    Priority.LIVE: Bound(500, 64 * 1024, behind=64 * 1024),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that was checked against its topic's row."""

    topic: str
    payload: bytes
    qos: int
    retain: bool

    @property
    def size(self) -> int:
        """Bytes on the wire: 5 of fixed header, 2 of length, 2 of packet id at most."""
        return len(self.topic) + len(self.payload) + 9


class Outbox:
    """The queues of one connection."""

    def __init__(self) -> None:
        self._queues: dict[Priority, deque[Outgoing]] = {p: deque() for p in Priority}
        self._bytes = dict.fromkeys(Priority, 0)

    @property
    def bytes(self) -> int:
        """Bytes that wait, of all priorities."""
        return sum(self._bytes.values())

    def __len__(self) -> int:
        return sum(len(queue) for queue in self._queues.values())

    def put(self, message: Outgoing, priority: Priority, behind: int = 0) -> bool:
        """Queue a message. `behind`: bytes already on their way. False where a bound is reached."""
        bound, queue = BOUNDS[priority], self._queues[priority]
        held = self._bytes[priority]
        if len(queue) >= bound.messages or (queue and held + message.size > bound.bytes):
            return False
        if bound.behind is not None and behind + self.bytes > bound.behind:
            return False
        queue.append(message)
        self._bytes[priority] = held + message.size
        return True

    def take(self, may_go: Callable[[Outgoing], bool]) -> Outgoing | None:
        """The next message, by priority; a queue whose head may not go yet is passed over."""
        for priority, queue in self._queues.items():
            if queue and may_go(queue[0]):
                message = queue.popleft()
                self._bytes[priority] -= message.size
                return message
        return None

    def clear(self) -> None:
        """Forget everything that waits."""
        for priority, queue in self._queues.items():
            queue.clear()
            self._bytes[priority] = 0
