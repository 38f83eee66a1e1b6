"""MQTT clients that cost little, and the loads that they put on a broker.

A client is a socket and bytes; all of one load are served by one thread, so that a broker has a
core of its own where there are two.
"""

from __future__ import annotations

import itertools
import select
import socket
import struct
import time
from collections.abc import Callable, Sequence

from tests.broker import raw

PAYLOAD = 256
LIMIT_S = 60
"""How long one load may take before a benchmark gives up."""

_numbers = itertools.count()


class Client:
    """One connection. `got` counts messages, `acked` its own that were acknowledged."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), LIMIT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = self.acked = self.got = self.answered = 0
        self.on_payload: Callable[[bytes], None] | None = None
        self._buffer = b""
        self.socket.sendall(raw.connect(f"load-{next(_numbers)}", "ana", "x", keep_alive=600))

    def subscribe(self, filters: Sequence[str], qos: int) -> None:
        """Ask for filters; the answer counts as one more of `answered`."""
        self.socket.sendall(raw.subscribe(*((text, qos) for text in filters)))

    def publish(self, topic: bytes, payload: bytes, qos: int, count: int = 1) -> None:
        """So many messages in one write."""
        frames = []
        for _ in range(count):
            self.sent += 1
            identity = self.sent % 65_000 + 1
            frames.append(raw.publish(topic, payload, qos=qos, packet_id=identity))
        self.socket.sendall(b"".join(frames))

    def read(self) -> None:
        """Take what has come; acknowledge it. Raises ConnectionError at its end."""
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError("the broker ended a connection")
        data = self._buffer + data
        at, acks = 0, []
        while (found := _cut(data, at)) is not None:
            start, stop = found
            kind = data[at] >> 4
            if kind == raw.PUBLISH:
                self.got += 1
                body = start + 2 + struct.unpack_from(">H", data, start)[0]
                if data[at] & 6:
                    acks.append(b"\x40\x02" + data[body : body + 2])
                    body += 2
                if self.on_payload is not None:
                    self.on_payload(data[body:stop])
            elif kind == raw.PUBACK:
                self.acked += 1
            else:
                self.answered += 1
            at = stop
        self._buffer = data[at:]
        if acks:
            self.socket.sendall(b"".join(acks))

    def close(self) -> None:
        """Say goodbye."""
        self.socket.sendall(raw.DISCONNECT)
        self.socket.close()


def _cut(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the body of the packet at `at` begins and ends, once it is whole."""
    length = shift = 0
    for here in range(at + 1, min(len(data), at + 5)):
        length |= (data[here] & 0x7F) << shift
        shift += 7
        if data[here] < 0x80:
            stop = here + 1 + length
            return (here + 1, stop) if stop <= len(data) else None
    return None


class Crowd:
    """Clients that are served together."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._poll = select.epoll()
        self._by_fd: dict[int, Client] = {}

    def add(self, filters: Sequence[str] = (), qos: int = 0) -> Client:
        """One more, connected and subscribed."""
        client = Client(self._port)
        self._by_fd[client.socket.fileno()] = client
        self._poll.register(client.socket, select.EPOLLIN)
        if filters:
            client.subscribe(filters, qos)
        wanted = 2 if filters else 1
        self.until(lambda: client.answered >= wanted)
        return client

    def serve(self, seconds: float) -> None:
        """Read what has come within so long."""
        for fd, _ in self._poll.poll(max(seconds, 0)):
            self._by_fd[fd].read()

    def until(self, done: Callable[[], bool]) -> None:
        """Serve until `done()`. Raises TimeoutError."""
        deadline = time.monotonic() + LIMIT_S
        while not done():
            if time.monotonic() > deadline:
                raise TimeoutError(f"not done within {LIMIT_S} s")
            self.serve(1)

    def close(self) -> None:
        """End them all."""
        for client in self._by_fd.values():
            client.close()
        self._poll.close()


class Load:
    """Publishers to subscribers; each publisher has at most `window` messages under way."""

    def __init__(self, port: int, publishers: int, subscribers: int, qos: int) -> None:
        self.crowd = Crowd(port)
        self._qos = qos
        self._to = [self.crowd.add(["load/+"], qos) for _ in range(subscribers)]
        self._from = [self.crowd.add() for _ in range(publishers)]

    def run(self, delivered: int, window: int) -> None:
        """Until so many messages, over all subscribers, have arrived and are acknowledged."""
        quota = delivered // len(self._to) // len(self._from)
        goals = [client.sent + quota for client in self._from]
        arrived = [client.got + quota * len(self._from) for client in self._to]
        payload = bytes(PAYLOAD)
        deadline = time.monotonic() + LIMIT_S
        while True:
            # Under way until it has arrived, even when acknowledged before: else fast publishers
            # fill the subscriber's queue, of which every broker has another bound.
            late = max(goal - client.got for goal, client in zip(arrived, self._to, strict=True))
            left = sum(goal - client.sent for goal, client in zip(goals, self._from, strict=True))
            room = window * len(self._from) - (late - left)
            for number, (client, goal) in enumerate(zip(self._from, goals, strict=True)):
                free = min(room, window - (client.sent - client.acked) if self._qos else window)
                # Half a window at once, as a client that is busy itself would send.
                count = min(free, goal - client.sent)
                if count > 0 and (count >= window // 2 or goal - client.sent == count):
                    client.publish(b"load/%d" % number, payload, self._qos, count)
                    room -= count
            if late <= 0 and (
                not self._qos or all(client.acked == client.sent for client in self._from)
            ):
                return
            if time.monotonic() > deadline:
                raise TimeoutError(f"{late} messages have not arrived within {LIMIT_S} s")
            self.crowd.serve(1)

    def latencies(self, seconds: float, rate: int) -> list[float]:
        """So many messages a second, in turn from each publisher; seconds from send to arrival."""
        took: list[float] = []

        def arrived(payload: bytes) -> None:
            took.append(time.perf_counter() - struct.unpack_from("d", payload)[0])

        (listener,) = self._to
        listener.on_payload = arrived
        began = time.perf_counter()
        count = int(seconds * rate)
        for number in range(count):
            due = began + number / rate
            while (left := due - time.perf_counter()) > 0:
                self.crowd.serve(left)
            stamp = struct.pack("d", time.perf_counter()) + bytes(PAYLOAD - 8)
            which = number % len(self._from)
            self._from[which].publish(b"load/%d" % which, stamp, self._qos)
        self.crowd.until(lambda: len(took) >= count)
        listener.on_payload = None
        return took

    def close(self) -> None:
        """End every client."""
        self.crowd.close()
