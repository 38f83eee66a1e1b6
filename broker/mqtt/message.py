"""One message on its way to any number of receivers; encoded once, whatever their number."""

from __future__ import annotations

from broker.mqtt.wire import variable

OVERHEAD = 128
"""Bytes that a queued message is counted for beside its topic and payload (an estimate)."""


class Message:
    """A publish, immutable by convention. `qos` is the publisher's; receivers may get less."""

    __slots__ = ("_head", "_live", "_topic", "payload", "qos", "retain", "size", "topic")

    def __init__(self, topic: str, payload: bytes, qos: int, retain: bool = False) -> None:
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.retain = retain
        raw = topic.encode()
        self._topic = len(raw).to_bytes(2, "big") + raw
        self.size = len(raw) + len(payload) + OVERHEAD
        self._live: bytes | None = None
        self._head: bytes | None = None

    def at_qos_0(self, *, retained: bool = False) -> bytes:
        """The packet at QoS 0. `retained` marks a replay to a new subscription (3.3.1.3)."""
        if retained:
            return self._encode(0x31, b"")
        if self._live is None:
            self._live = self._encode(0x30, b"")
        return self._live

    def at_qos_1(self, packet_id: int, *, retained: bool = False, dup: bool = False) -> bytes:
        """The packet at QoS 1 under this id."""
        if not retained and not dup:
            head = self._head
            if head is None:
                length = len(self._topic) + 2 + len(self.payload)
                head = self._head = b"\x32" + variable(length) + self._topic
            return head + packet_id.to_bytes(2, "big") + self.payload
        return self._encode(0x32 | retained | dup << 3, packet_id.to_bytes(2, "big"))

    def _encode(self, first: int, packet_id: bytes) -> bytes:
        length = len(self._topic) + len(packet_id) + len(self.payload)
        return b"".join((bytes((first,)), variable(length), self._topic, packet_id, self.payload))
