"""A client made of a socket and bytes, so that tests can say what no library would send.

Its encoders and its reader are written from the standard and share nothing with broker.mqtt.
"""

from __future__ import annotations

import socket
import ssl
import struct
import time
from collections.abc import Sequence

CONNACK, PUBLISH, PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGRESP = 2, 3, 4, 5, 7, 9, 11, 13


def field(data: str | bytes) -> bytes:
    raw = data.encode() if isinstance(data, str) else data
    return struct.pack(">H", len(raw)) + raw


def packet(first: int, body: bytes = b"") -> bytes:
    length, out = len(body), b""
    while True:
        length, digit = divmod(length, 128)
        out += bytes([digit | (0x80 if length else 0)])
        if not length:
            return bytes([first]) + out + body


def connect(
    client_id: str = "c",
    user: str | None = "ana",
    password: str | bytes | None = "ana-pw",
    *,
    clean: bool = True,
    keep_alive: int = 60,
    will: tuple[str, bytes, int, bool] | None = None,
    level: int = 4,
) -> bytes:
    flags = 2 if clean else 0
    body = field(client_id)
    if will is not None:
        topic, payload, qos, retain = will
        flags |= 4 | qos << 3 | (0x20 if retain else 0)
        body += field(topic) + field(payload)
    if user is not None:
        flags |= 0x80
        body += field(user)
    if password is not None:
        flags |= 0x40
        body += field(password)
    return packet(
        0x10, field("MQTT") + bytes([level, flags]) + struct.pack(">H", keep_alive) + body
    )


def publish(
    topic: str | bytes,
    payload: bytes = b"x",
    *,
    qos: int = 0,
    packet_id: int = 1,
    retain: bool = False,
    dup: bool = False,
) -> bytes:
    identity = struct.pack(">H", packet_id) if qos else b""
    first = 0x30 | (8 if dup else 0) | qos << 1 | retain
    return packet(first, field(topic) + identity + payload)


def subscribe(*filters: str | tuple[str, int], packet_id: int = 1) -> bytes:
    body = struct.pack(">H", packet_id)
    for wanted in filters:
        text, qos = (wanted, 1) if isinstance(wanted, str) else wanted
        body += field(text) + bytes([qos])
    return packet(0x82, body)


def unsubscribe(*filters: str, packet_id: int = 1) -> bytes:
    return packet(0xA2, struct.pack(">H", packet_id) + b"".join(field(text) for text in filters))


def puback(packet_id: int) -> bytes:
    return packet(0x40, struct.pack(">H", packet_id))


def pubrel(packet_id: int) -> bytes:
    return packet(0x62, struct.pack(">H", packet_id))


PINGREQ = packet(0xC0)
DISCONNECT = packet(0xE0)


class Received:
    """One packet from the broker; the fields of PUBLISH are filled for PUBLISH only."""

    def __init__(self, first: int, body: bytes) -> None:
        self.first, self.kind, self.body = first, first >> 4, body
        self.qos = first >> 1 & 3
        self.retain, self.dup = bool(first & 1), bool(first & 8)
        self.topic, self.payload, self.packet_id = "", b"", 0
        if self.kind == PUBLISH:
            size = struct.unpack_from(">H", body)[0]
            self.topic = body[2 : 2 + size].decode()
            rest = body[2 + size :]
            if self.qos:
                self.packet_id, rest = struct.unpack_from(">H", rest)[0], rest[2:]
            self.payload = rest

    def __repr__(self) -> str:
        return f"<{self.first:#x} {self.topic} {self.body[:40]!r}>"


class Closed(Exception):
    """The broker has closed the connection."""


class Raw:
    """A blocking connection. Reads give up after `seconds`, with TimeoutError."""

    def __init__(
        self,
        address: int | str,
        *,
        receive_buffer: int = 0,
        tls: ssl.SSLContext | None = None,
        before: bytes = b"",
    ) -> None:
        """`before` goes out first, ahead even of TLS."""
        family = socket.AF_INET if isinstance(address, int) else socket.AF_UNIX
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(10)
        self.socket.connect(("127.0.0.1", address) if isinstance(address, int) else address)
        if isinstance(address, int):
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if before:
            self.socket.sendall(before)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        self._buffer = bytearray()

    @classmethod
    def over(cls, connected: socket.socket, tls: ssl.SSLContext | None) -> Raw:
        """A client on a socket that is there already."""
        made = cls.__new__(cls)
        made.socket = connected
        if tls is not None:
            made.socket = tls.wrap_socket(connected, server_hostname="localhost")
        made._buffer = bytearray()
        return made

    def send(self, *packets: bytes) -> None:
        self.socket.sendall(b"".join(packets))

    def read(self, seconds: float = 10.0) -> Received:
        """The next packet; raises Closed or TimeoutError."""
        deadline = time.monotonic() + seconds
        while True:
            found = self._cut()
            if found is not None:
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"nothing within {seconds} s")
            self.socket.settimeout(left)
            try:
                data = self.socket.recv(1 << 18)
            except ConnectionError:
                data = b""
            if not data:
                raise Closed
            self._buffer += data

    def _cut(self) -> Received | None:
        length = shift = 0
        for at in range(1, min(len(self._buffer), 5)):
            length |= (self._buffer[at] & 0x7F) << shift
            shift += 7
            if self._buffer[at] < 0x80:
                stop = at + 1 + length
                if len(self._buffer) < stop:
                    return None
                found = Received(self._buffer[0], bytes(self._buffer[at + 1 : stop]))
                del self._buffer[:stop]
                return found
        return None

    def login(self, *args: object, **kwargs: object) -> tuple[bool, int]:
        """(session present, return code)."""
        self.send(connect(*args, **kwargs))  # type: ignore[arg-type]
        answer = self.read()
        assert answer.kind == CONNACK, answer
        return bool(answer.body[0]), answer.body[1]

    def subscribe(self, *filters: str | tuple[str, int]) -> list[int]:
        """The codes of the SUBACK; retained documents may follow it."""
        self.send(subscribe(*filters, packet_id=7))
        answer = self.read()
        assert answer.kind == SUBACK and answer.body[:2] == b"\x00\x07", answer
        return list(answer.body[2:])

    def publish(self, topic: str, payload: bytes = b"x", **kwargs: object) -> None:
        """At QoS 1, and wait for the PUBACK (nothing else may come before it)."""
        self.send(publish(topic, payload, qos=1, packet_id=9, **kwargs))  # type: ignore[arg-type]
        answer = self.read()
        assert answer.kind == PUBACK and answer.body == b"\x00\x09", answer

    def ping(self) -> list[Received]:
        """A round trip: everything that came before the PINGRESP."""
        self.send(PINGREQ)
        before = []
        while (got := self.read()).kind != PINGRESP:
            before.append(got)
        return before

    def messages(self, count: int, *, ack: bool = True, seconds: float = 10.0) -> list[Received]:
        """The next `count` PUBLISH packets, each acknowledged unless told otherwise."""
        found: list[Received] = []
        while len(found) < count:
            got = self.read(seconds)
            if got.kind == PUBLISH:
                found.append(got)
                if ack and got.qos:
                    self.send(puback(got.packet_id))
        return found

    def is_closed(self, seconds: float = 5.0) -> bool:
        """Does the broker end this connection within so long, whatever it sends before?"""
        try:
            while True:
                self.read(seconds)
        except Closed:
            return True
        except TimeoutError:
            return False

    def reset(self) -> None:
        """Close with RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self) -> None:
        self.socket.close()


def payloads(messages: Sequence[Received]) -> list[bytes]:
    return [message.payload for message in messages]
