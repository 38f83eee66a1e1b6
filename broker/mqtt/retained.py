"""Retained documents in memory: the latest of each topic, whose it is, how much each may keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from broker.mqtt.limits import ClientLimits, Limits
from broker.mqtt.message import Message
from broker.mqtt.topics import Topics

Owner = tuple[str, str]
"""(kind, name) of the principal that published last."""


class Kept(NamedTuple):
    message: Message
    owner: Owner


class Retained:
    """All retained documents. `keep` is called with each change, to write it down."""

    def __init__(self, limits: Limits, keep: Callable[[str, Kept | None], None]) -> None:
        self._limits = limits
        self._keep = keep
        self._by_topic: dict[str, Kept] = {}
        self._tree: Topics[Message] = Topics()
        self._used: dict[Owner, tuple[int, int]] = {}
        self.bytes = 0

    def load(self, documents: Iterable[Kept]) -> None:
        """Take what was written down, without writing it down again."""
        for kept in documents:
            self._put(kept)

    def put(self, message: Message, owner: Owner, limits: ClientLimits) -> bool:
        """Keep it, or clear its topic when the payload is empty. False when beyond a bound."""
        topic = message.topic
        before = self._by_topic.get(topic)
        if not message.payload:
            if before is not None:
                self._drop(topic, before)
                self._keep(topic, None)
            return True
        count, size = self._used.get(owner, (0, 0))
        mine = before is not None and before.owner == owner
        old = before.message.size if before is not None else 0
        if (
            count + (not mine) > limits.retained_messages
            or size + message.size - (old if mine else 0) > limits.retained_bytes
            or len(self._by_topic) + (before is None) > self._limits.retained_messages
            or self.bytes + message.size - old > self._limits.retained_bytes
        ):
            return False
        kept = Kept(message, owner)
        self._put(kept)
        self._keep(topic, kept)
        return True

    def get(self, topic: str) -> Message | None:
        kept = self._by_topic.get(topic)
        return None if kept is None else kept.message

    def match(self, text: str) -> Iterator[Message]:
        """Documents whose topics match the filter."""
        return self._tree.match(text)

    def snapshot(self) -> list[tuple[str, Kept]]:
        """All of it; the messages themselves are shared."""
        return list(self._by_topic.items())

    def __len__(self) -> int:
        return len(self._by_topic)

    def _put(self, kept: Kept) -> None:
        message = kept.message
        before = self._by_topic.get(message.topic)
        if before is not None:
            self._drop(message.topic, before)
        self._by_topic[message.topic] = kept
        self._tree.set(message.topic, message)
        self._count(kept.owner, 1, message.size)

    def _drop(self, topic: str, kept: Kept) -> None:
        del self._by_topic[topic]
        self._tree.remove(topic)
        self._count(kept.owner, -1, -kept.message.size)

    def _count(self, owner: Owner, messages: int, size: int) -> None:
        count, used = self._used.get(owner, (0, 0))
        self.bytes += size
        if count + messages:
            self._used[owner] = (count + messages, used + size)
        else:
            del self._used[owner]
