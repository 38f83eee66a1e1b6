"""10 Mbit/s before a broker: what cannot be passed on yet stays in its callers' buffers."""

from __future__ import annotations

import select
import socket
import threading
import time

RATE = 10_000_000 // 8
"""Bytes a second, up, shared by all connections."""
PIECE = 4 * 1024


class SlowLink:
    """Forwards `url` to a broker's port; down is not limited."""

    def __init__(self, port: int, rate: int = RATE) -> None:
        self._target = port
        self._rate = rate
        self._listener = socket.socket()
        # A small receive buffer, or the kernel itself would be the fast network.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.url = f"mqtt://127.0.0.1:{self._listener.getsockname()[1]}"
        self._pairs: dict[socket.socket, tuple[socket.socket, bool]] = {}
        self._next = time.monotonic()
        self._stop = False
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._stop = True
        self._thread.join()
        for one in [self._listener, *self._pairs]:
            one.close()

    def _loop(self) -> None:
        while not self._stop:
            now = time.monotonic()
            up_may = now >= self._next
            waited = [one for one, (_, up) in self._pairs.items() if up_may or not up]
            wait = 0.1 if up_may else min(self._next - now, 0.1)
            for one in select.select([self._listener, *waited], [], [], wait)[0]:
                if one is self._listener:
                    self._accept()
                elif one in self._pairs:
                    self._pass(one)

    def _accept(self) -> None:
        caller, _ = self._listener.accept()
        broker = socket.create_connection(("127.0.0.1", self._target))
        broker.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._pairs[caller] = (broker, True)
        self._pairs[broker] = (caller, False)

    def _pass(self, one: socket.socket) -> None:
        other, up = self._pairs[one]
        try:
            data = one.recv(PIECE if up else 65536)
            if data:
                other.sendall(data)
                if up:
                    self._next = max(self._next, time.monotonic()) + len(data) / self._rate
                return
        except OSError:
            pass
        for end in (one, other):
            self._pairs.pop(end, None)
            end.close()
