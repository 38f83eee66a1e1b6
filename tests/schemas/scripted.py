"""A broker of a few lines whose every byte a test decides, and a clock that a test moves.

It runs in the test's own thread: the test takes its side of the connection and reads what came.
"""

from __future__ import annotations

import select
import socket
import struct
from dataclasses import dataclass

from schemas.wire.clock import Clock
from tests.waiting import until

CONNECT, CONNACK, PUBLISH, PUBACK, SUBSCRIBE, SUBACK, PINGREQ = 1, 2, 3, 4, 8, 9, 12
DISCONNECT = 14


class MovableClock(Clock):
    """The real clock and an offset."""

    def __init__(self) -> None:
        self.offset_us = 0
        self.reads_until_jump: int | None = None
        self.jump_us = 0

    def boot_us(self) -> int:
        if self.reads_until_jump is not None:
            self.reads_until_jump -= 1
            if self.reads_until_jump < 0:
                self.offset_us += self.jump_us
                self.reads_until_jump = None
        return super().boot_us() + self.offset_us

    def move(self, milliseconds: int) -> None:
        """Let so much time pass at once."""
        self.offset_us += milliseconds * 1000

    def move_during_read(self, after_reads: int, milliseconds: int) -> None:
        """Let so much time pass when the clock has been read so often."""
        self.reads_until_jump, self.jump_us = after_reads, milliseconds * 1000


@dataclass
class Packet:
    """A packet that the client sent."""

    type: int
    flags: int
    body: bytes

    @property
    def topic(self) -> str:
        """Topic of a PUBLISH."""
        length = struct.unpack(">H", self.body[:2])[0]
        return self.body[2 : 2 + length].decode()

    @property
    def qos(self) -> int:
        """QoS of a PUBLISH."""
        return self.flags >> 1 & 3

    @property
    def mid(self) -> int:
        """Packet id of a SUBSCRIBE, or of a PUBLISH with QoS 1."""
        start = 2 + len(self.topic.encode()) if self.type == PUBLISH else 0
        return int(struct.unpack(">H", self.body[start : start + 2])[0])


class Side:
    """The broker's end of one connection."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.sock.setblocking(False)
        self._buffer = b""
        self.closed = False

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def packets(self) -> list[Packet]:
        """What has come since last asked, read until the kernel has no more."""
        while not self.closed:
            try:
                data = self.sock.recv(65_536)
            except BlockingIOError:
                break
            except OSError:
                data = b""
            self.closed = not data
            self._buffer += data
        found = []
        while (packet := self._cut()) is not None:
            found.append(packet)
        return found

    def _cut(self) -> Packet | None:
        length, shift, at = 0, 0, 1
        while True:
            if at >= len(self._buffer):
                return None
            byte = self._buffer[at]
            length |= (byte & 127) << shift
            shift, at = shift + 7, at + 1
            if byte < 128:
                break
        if len(self._buffer) < at + length:
            return None
        first, body = self._buffer[0], self._buffer[at : at + length]
        self._buffer = self._buffer[at + length :]
        return Packet(first >> 4, first & 15, body)


class ScriptedBroker:
    """Listens on loopback."""

    def __init__(self, receive_buffer: int | None = None) -> None:
        self._listener = socket.socket()
        if receive_buffer is not None:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(8)
        self._listener.setblocking(False)
        self.sides: list[Side] = []
        self.url = f"mqtt://127.0.0.1:{self._listener.getsockname()[1]}"

    def accept(self) -> Side | None:
        """The next connection, if there is one."""
        try:
            sock, _ = self._listener.accept()
        except BlockingIOError:
            return None
        side = Side(sock)
        self.sides.append(side)
        return side

    def close(self) -> None:
        self._listener.close()
        for side in self.sides:
            side.sock.close()


def connack(code: int = 0) -> bytes:
    return bytes([CONNACK << 4, 2, 0, code])


def suback(mid: int, code: int) -> bytes:
    return struct.pack(">BBHB", SUBACK << 4, 3, mid, code)


def puback(mid: int) -> bytes:
    return struct.pack(">BBH", PUBACK << 4, 2, mid)


def publish(topic: str, payload: bytes, retain: bool = False) -> bytes:
    """A PUBLISH of QoS 0 with less than 16 KiB."""
    body = struct.pack(">H", len(topic.encode())) + topic.encode() + payload
    assert len(body) < 16_384
    length = (
        bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 127 | 128, len(body) >> 7])
    )
    return bytes([PUBLISH << 4 | retain]) + length + body


def arrived(sock: socket.socket) -> None:
    """Wait until what the broker sent lies in the client's kernel."""
    until(lambda: bool(select.select([sock], [], [], 0)[0]), "bytes in the client's kernel")
