"""A session's state without its socket: what is subscribed, in flight, queued, to be replayed.

Pure: every method changes memory and returns or yields frames; whoever holds the socket writes
them. A session outlives its connection only when the client asked so (clean_session=0).
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from typing import Protocol

from broker.mqtt.authority import Principal
from broker.mqtt.limits import ClientLimits
from broker.mqtt.message import Message
from broker.mqtt.rate import Rate
from broker.mqtt.retained import Retained
from broker.mqtt.rights import ALLOWED, View

Key = tuple[str, str, str]
"""(kind, name, client id): no principal can reach another's session."""


class Overflow(Exception):
    """The queue of a connected session is full: its connection must end."""


class Link(Protocol):
    """The connection that a session is attached to."""

    def send(self, frame: bytes) -> None: ...

    def room(self) -> bool:
        """Is the client reading, that is, is little enough unsent?"""
        ...

    def clogged(self) -> bool:
        """Is anything still unsent that was written?"""
        ...

    def end(self, reason: str) -> None: ...


class Budget:
    """Bytes that sessions hold together in queues and windows: one principal's, and all.

    A part of a whole, which is part of nothing else. Spent and given for each message, so without
    a call more than it takes."""

    def __init__(self, most: int, whole: Budget | None = None) -> None:
        self.most = most
        self.used = 0
        self._whole = whole

    def room(self, size: int) -> bool:
        whole = self._whole
        return self.used + size <= self.most and (whole is None or whole.used + size <= whole.most)

    def spend(self, size: int) -> None:
        """Raises Overflow and changes nothing where there is no room."""
        whole = self._whole
        if self.used + size > self.most or (whole is not None and whole.used + size > whole.most):
            raise Overflow
        self.used += size
        if whole is not None:
            whole.used += size

    def give(self, size: int) -> None:
        """Give it back."""
        self.used -= size
        if self._whole is not None:
            self._whole.used -= size


class Session:
    """One client's state. Not thread-safe; lives on the broker's loop."""

    def __init__(
        self, key: Key, view: View, clean: bool, limits: ClientLimits, budget: Budget
    ) -> None:
        self.key = key
        self.view = view
        self.clean = clean
        self.limits = limits
        self.link: Link | None = None
        self.filters: dict[str, int] = {}
        self.since: dict[str, float] = {}
        """Of each filter, while a client is connected: since when."""
        self.inbound_qos2: set[int] = set()
        self.rate: Rate | None = None
        """What its principal may publish, once it has a connection."""
        self.dropped = 0
        """QoS 0 messages not sent for want of room, and QoS 1 messages lost while away."""
        self.away_since = 0.0
        self._budget = budget
        self._flight: dict[int, tuple[Message, bool]] = {}
        """Packet id → what was sent and not acknowledged, and whether as a retained document."""
        self._queue: deque[Message] = deque()
        self._queue_bytes = 0
        self._replay: OrderedDict[str, int] = OrderedDict()
        self._last_id = 0

    @property
    def principal(self) -> Principal:
        return self.view.principal

    @property
    def client_id(self) -> str:
        return self.key[2]

    @property
    def waiting(self) -> bool:
        """Is there anything that `pump` could send, had it room?"""
        return bool(self._queue or self._replay)

    @property
    def in_flight(self) -> int:
        return len(self._flight)

    @property
    def queued(self) -> int:
        return len(self._queue)

    @property
    def crowded(self) -> bool:
        """Is the queue of its connected client more than half full?"""
        limits = self.limits
        return self.link is not None and (
            2 * len(self._queue) > limits.queue_messages
            or 2 * self._queue_bytes > limits.queue_bytes
        )

    # -- to the client ----------------------------------------------------------------------

    def offer(self, message: Message, room: bool) -> bytes | None:
        """A QoS 1 message for this client: a frame to write now, or None when it is queued.

        Raises Overflow when it fits nowhere and the client is connected; for one that is away
        the oldest messages make room.
        """
        if room and not self._queue and len(self._flight) < self.limits.window:
            self._budget.spend(message.size)
            return self._launch(message, False)
        self._enqueue(message)
        return None

    def replay(self, topic: str, qos: int) -> None:
        """Send the retained document of this topic, as it is when its turn comes."""
        self._replay[topic] = max(qos, self._replay.get(topic, 0))

    def acknowledged(self, packet_id: int) -> None:
        """A PUBACK; unknown ids are ignored, as after a take-over they are usual."""
        sent = self._flight.pop(packet_id, None)
        if sent is not None:
            self._budget.give(sent[0].size)

    def pump(self, room: Callable[[], bool], retained: Retained) -> Iterator[bytes]:
        """Frames while there is room and window: the queue first, then retained documents."""
        while self._queue and len(self._flight) < self.limits.window and room():
            message = self._queue.popleft()
            self._queue_bytes -= message.size
            yield self._launch(message, False)
        while self._replay and len(self._flight) < self.limits.window and room():
            topic, qos = self._replay.popitem(last=False)
            document = retained.get(topic)
            if document is None or self.view.verdict("receive", topic) != ALLOWED:
                continue
            if min(qos, document.qos) == 0:
                yield document.at_qos_0(retained=True)
            else:
                self._budget.spend(document.size)
                yield self._launch(document, True)

    def resume(self) -> Iterator[bytes]:
        """After a reconnect: what was sent and not acknowledged, again, in order (4.4)."""
        for packet_id, (message, retained) in self._flight.items():
            yield message.at_qos_1(packet_id, retained=retained, dup=True)

    # -- rights and ends --------------------------------------------------------------------

    def purge(self) -> None:
        """Throw away what the rights of now forbid to receive and has not been sent for good."""
        kept = deque(m for m in self._queue if self.view.verdict("receive", m.topic) == ALLOWED)
        size = sum(message.size for message in kept)
        self._budget.give(self._queue_bytes - size)
        self._queue, self._queue_bytes = kept, size
        if self.link is None:
            for packet_id, (message, _) in list(self._flight.items()):
                if self.view.verdict("receive", message.topic) != ALLOWED:
                    self.acknowledged(packet_id)

    def part(self, now: float) -> None:
        """The connection is gone and the session stays: shrink the queue to what the away keep."""
        self.link = None
        self.away_since = now
        while len(self._replay) > self.limits.offline_messages:
            self._replay.popitem(last=False)
            self.dropped += 1
        self._shrink(0)

    def clear(self) -> None:
        """Forget everything that was to be sent."""
        self._budget.give(self._queue_bytes)
        self._budget.give(sum(message.size for message, _ in self._flight.values()))
        self._queue.clear()
        self._queue_bytes = 0
        self._flight.clear()
        self._replay.clear()

    def _launch(self, message: Message, retained: bool) -> bytes:
        """Give it an id. Its size is in the budget already."""
        packet_id = self._last_id
        while True:
            packet_id = packet_id % 0xFFFF + 1
            if packet_id not in self._flight:  # windows are far smaller than 65,535
                break
        self._last_id = packet_id
        self._flight[packet_id] = (message, retained)
        return message.at_qos_1(packet_id, retained=retained)

    def _enqueue(self, message: Message) -> None:
        limits = self.limits
        if self.link is None:
            if message.size > limits.offline_bytes or not self._budget.room(message.size):
                self.dropped += 1
                return
            self._shrink(message.size)
        elif (
            len(self._queue) >= limits.queue_messages
            or self._queue_bytes + message.size > limits.queue_bytes
        ):
            raise Overflow
        self._budget.spend(message.size)
        self._queue.append(message)
        self._queue_bytes += message.size

    def _shrink(self, coming: int) -> None:
        """Make an away session's queue fit, the oldest first."""
        while self._queue and (
            len(self._queue) + (coming > 0) > self.limits.offline_messages
            or self._queue_bytes + coming > self.limits.offline_bytes
        ):
            message = self._queue.popleft()
            self._queue_bytes -= message.size
            self._budget.give(message.size)
            self.dropped += 1
