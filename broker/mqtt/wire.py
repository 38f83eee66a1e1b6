"""MQTT 3.1.1 on the wire, as a broker sees it: a bounded decoder and the encoders. No I/O.

Theory of operation. Bytes go in by `feed`, packets come out of `next` one at a time, so that a
connection can stop between two packets (while it authenticates) without losing its place. A
packet is judged in the order its bytes arrive: kind and flags, then length, then (CONNECT only)
protocol level, then the body. Each verdict needs a prefix of the bytes only, therefore any split
of the same bytes gives the same packets and the same error at the same place. Nothing is kept of
a packet that announces more than its limit.

Section numbers are those of the OASIS MQTT 3.1.1 standard.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from broker.mqtt.limits import Limits


class Malformed(Exception):
    """The bytes are not MQTT 3.1.1, or not within our bounds: end the connection. args[0] is one
    short word for the record."""


class UnsupportedLevel(Exception):
    """A CONNECT of another MQTT version: answer CONNACK 1, then end the connection (3.1.2.2)."""


class Will(NamedTuple):
    topic: str
    payload: bytes
    qos: int
    retain: bool


class Connect(NamedTuple):
    client_id: str
    clean: bool
    keep_alive: int
    """Seconds; 0 is none."""
    username: str | None
    password: bytes | None
    will: Will | None


class Publish(NamedTuple):
    topic: str
    payload: bytes
    qos: int
    retain: bool
    dup: bool
    packet_id: int
    """0 at QoS 0."""


class Puback(NamedTuple):
    packet_id: int


class Pubrel(NamedTuple):
    packet_id: int


class Subscribe(NamedTuple):
    packet_id: int
    filters: tuple[tuple[str, int], ...]
    """(filter, requested QoS 0 to 2), at least one."""


class Unsubscribe(NamedTuple):
    packet_id: int
    filters: tuple[str, ...]


class Pingreq(NamedTuple):
    pass


class Disconnect(NamedTuple):
    pass


Packet = Connect | Publish | Puback | Pubrel | Subscribe | Unsubscribe | Pingreq | Disconnect

CONNECT, PUBLISH, PUBACK, PUBREL = 1, 3, 4, 6
SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT = 8, 10, 12, 14

# First bytes a client may send after CONNECT (2.2.2). PUBREC and PUBCOMP are not among them,
# because we never send at QoS 2.
_FIRST_BYTES = frozenset(
    {PUBACK << 4, PUBREL << 4 | 2, SUBSCRIBE << 4 | 2, UNSUBSCRIBE << 4 | 2}
    | {PINGREQ << 4, DISCONNECT << 4}
    | {
        PUBLISH << 4 | dup | qos << 1 | retain
        for dup in (0, 8)
        for qos in (0, 1, 2)
        for retain in (0, 1)
    }
)
_OUR_LEVEL = b"\x00\x04MQTT\x04"
_NAMES = (b"\x00\x04MQTT", b"\x00\x06MQIsdp")  # the second is MQTT 3.1's
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class Decoder:
    """Decodes what one client sends.

    `packet_bytes` bounds every packet after CONNECT and may be changed between two packets.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.packet_bytes = limits.packet_bytes_max
        self._buffer: bytes | bytearray = b""
        self._at = 0
        self._connected = False

    def feed(self, data: bytes) -> None:
        """Take the next bytes, any number."""
        if self._at >= len(self._buffer):
            self._buffer = data
            self._at = 0
            return
        # A rest is kept as a bytearray, so that bytes that come one by one cost one step each.
        if isinstance(self._buffer, bytes):
            self._buffer = bytearray(self._buffer[self._at :])
            self._at = 0
        elif self._at:
            del self._buffer[: self._at]
            self._at = 0
        self._buffer += data

    @property
    def pending(self) -> int:
        """Bytes taken and not yet given out as a packet."""
        return len(self._buffer) - self._at

    def next(self) -> Packet | None:
        """The next whole packet, or None until more bytes are fed.

        Raises Malformed or UnsupportedLevel; the decoder is of no use afterwards.
        """
        buffer, at = self._buffer, self._at
        end = len(buffer)
        if at >= end:
            return None
        first = buffer[at]
        if not self._connected:
            if first != CONNECT << 4:
                raise Malformed("not-connect")
        elif first not in _FIRST_BYTES:
            raise Malformed("second-connect" if first >> 4 == CONNECT else "packet-type")
        length = shift = 0
        body = at + 1
        while True:
            if body >= end:
                return None
            byte = buffer[body]
            body += 1
            length |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift > 21:
                raise Malformed("length")
        stop = body + length
        if stop - at > (self.packet_bytes if self._connected else self._limits.connect_bytes):
            raise Malformed("too-large")
        if not self._connected:
            _judge_level(bytes(buffer[body : min(stop, end, body + 8)]), stop <= end)
        if stop > end:
            return None
        if not isinstance(buffer, bytes):
            # One copy, so that slices below are bytes.
            self._buffer = buffer = bytes(buffer)
        self._at = stop
        if first >> 4 == PUBLISH:
            return self._publish(buffer, first, body, stop)
        if first == PUBACK << 4 and length == 2:  # as frequent as what it acknowledges
            packet_id = buffer[body] << 8 | buffer[body + 1]
            if packet_id:
                return Puback(packet_id)
        packet = self._cold(buffer[body:stop], first >> 4)
        self._connected = True
        return packet

    def _publish(self, buffer: bytes, first: int, body: int, stop: int) -> Publish:
        if stop - body < 2:
            raise Malformed("short")
        start = body + 2
        body = start + (buffer[start - 2] << 8 | buffer[start - 1])
        if body > stop:
            raise Malformed("short")
        raw = buffer[start:body]
        if len(raw) > self._limits.topic_bytes:
            raise Malformed("topic-too-long")
        topic = topic_name(raw)
        qos = first >> 1 & 3
        packet_id = 0
        if qos:
            if stop - body < 2:
                raise Malformed("short")
            packet_id = buffer[body] << 8 | buffer[body + 1]
            if not packet_id:
                raise Malformed("packet-id")
            body += 2
        elif first & 8:
            raise Malformed("dup")
        return Publish(topic, buffer[body:stop], qos, bool(first & 1), bool(first & 8), packet_id)

    def _cold(self, body: bytes, kind: int) -> Packet:
        """Everything but PUBLISH, from a complete body."""
        if kind == CONNECT:
            return self._connect(_Reader(body))
        if kind in (PINGREQ, DISCONNECT):
            if body:
                raise Malformed("length")
            return Pingreq() if kind == PINGREQ else Disconnect()
        reader = _Reader(body)
        packet_id = reader.number()
        if not packet_id:
            raise Malformed("packet-id")
        if kind in (PUBACK, PUBREL):
            reader.finish()
            return Puback(packet_id) if kind == PUBACK else Pubrel(packet_id)
        return self._filters(reader, kind, packet_id)

    def _filters(self, reader: _Reader, kind: int, packet_id: int) -> Packet:
        asked: list[tuple[str, int]] = []
        while reader.left or not asked:
            if len(asked) >= self._limits.subscribe_filters:
                raise Malformed("filters")
            raw = reader.field()
            if len(raw) > self._limits.topic_bytes:
                raise Malformed("topic-too-long")
            text = topic_filter(raw)
            qos = reader.byte() if kind == SUBSCRIBE else 0
            if qos > 2:
                raise Malformed("qos")
            asked.append((text, qos))
        if kind == SUBSCRIBE:
            return Subscribe(packet_id, tuple(asked))
        return Unsubscribe(packet_id, tuple(text for text, _ in asked))

    def _connect(self, reader: _Reader) -> Connect:
        reader.skip(len(_OUR_LEVEL))  # judged before
        flags = reader.byte()
        will_qos = flags >> 3 & 3
        if flags & 1 or will_qos == 3:
            raise Malformed("connect-flags")
        if not flags & 4 and flags & 0x38:  # will QoS or retain without a will (3.1.2.5)
            raise Malformed("connect-flags")
        if flags & 0x40 and not flags & 0x80:  # password without user name (3.1.2.9)
            raise Malformed("connect-flags")
        keep_alive = reader.number()
        client_id = _printable(reader.field())
        will = None
        if flags & 4:
            raw = reader.field()
            if len(raw) > self._limits.topic_bytes:
                raise Malformed("topic-too-long")
            will = Will(topic_name(raw), reader.field(), will_qos, bool(flags & 0x20))
        username = _printable(reader.field()) if flags & 0x80 else None
        password = reader.field() if flags & 0x40 else None
        reader.finish()
        return Connect(client_id, bool(flags & 2), keep_alive, username, password, will)


class _Reader:
    """Reads fields of a complete body and never past its end."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._body) - self._at

    def skip(self, count: int) -> bytes:
        if self.left < count:
            raise Malformed("short")
        self._at += count
        return self._body[self._at - count : self._at]

    def byte(self) -> int:
        return self.skip(1)[0]

    def number(self) -> int:
        return int.from_bytes(self.skip(2), "big")

    def field(self) -> bytes:
        return self.skip(self.number())

    def finish(self) -> None:
        if self.left:
            raise Malformed("trailing")


def _judge_level(body: bytes, whole: bool) -> None:
    """Look at the first bytes of a CONNECT's body as soon as they are there."""
    if body.startswith(_OUR_LEVEL):
        return
    if (len(body) > 6 and body.startswith(b"\x00\x04MQTT")) or body == b"\x00\x06MQIsdp":
        raise UnsupportedLevel
    if whole or not any(name.startswith(body) for name in _NAMES):
        raise Malformed("protocol-name")


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Malformed("utf-8") from None


def _printable(raw: bytes) -> str:
    text = _text(raw)
    if _CONTROL.search(text):
        raise Malformed("control-character")
    return text


@lru_cache(4096)
def topic_name(raw: bytes) -> str:
    """A topic to publish to: UTF-8, not empty, no wildcard, no control character (4.7)."""
    text = _printable(raw)
    if not text:
        raise Malformed("empty-topic")
    if "+" in text or "#" in text:
        raise Malformed("wildcard")
    return text


@lru_cache(4096)
def topic_filter(raw: bytes) -> str:
    """A filter: like a topic, but a level may be `+`, and the last one `#` (4.7.1)."""
    text = _printable(raw)
    if not text:
        raise Malformed("empty-topic")
    if "+" in text or "#" in text:
        *levels, last = text.split("/")
        for level in levels:
            if "#" in level or ("+" in level and level != "+"):
                raise Malformed("wildcard")
        if ("+" in last or "#" in last) and len(last) > 1:
            raise Malformed("wildcard")
    return text


PINGRESP = b"\xd0\x00"
ACCEPTED, BAD_LEVEL, BAD_CLIENT_ID, UNAVAILABLE, NOT_AUTHORIZED = 0, 1, 2, 3, 5
REFUSED_FILTER = 0x80


def connack(code: int, session_present: bool = False) -> bytes:
    """Answer to CONNECT; code 0 accepts (3.2.2.3)."""
    return bytes((0x20, 2, session_present, code))


def puback(packet_id: int) -> bytes:
    return b"\x40\x02" + packet_id.to_bytes(2, "big")


def pubrec(packet_id: int) -> bytes:
    return b"\x50\x02" + packet_id.to_bytes(2, "big")


def pubcomp(packet_id: int) -> bytes:
    return b"\x70\x02" + packet_id.to_bytes(2, "big")


def suback(packet_id: int, codes: bytes) -> bytes:
    """One code a filter, in their order: the granted QoS, or 0x80 (3.9.3)."""
    return b"\x90" + variable(2 + len(codes)) + packet_id.to_bytes(2, "big") + codes


def unsuback(packet_id: int) -> bytes:
    return b"\xb0\x02" + packet_id.to_bytes(2, "big")


def variable(length: int) -> bytes:
    """A remaining length, 0 to 268,435,455 (2.2.3)."""
    if length < 0x80:
        return bytes((length,))
    out = bytearray()
    while length:
        out.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
    return bytes(out)
