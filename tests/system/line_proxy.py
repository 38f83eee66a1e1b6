"""The line between a machine and its hub, which a test can let fall silent or cut."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading


class LineProxy:
    """Forwards TCP to a port of this computer. Close it.

    `silent()`: nothing gets through in either direction, and new connections are let wait, as
    behind a router that drops everything; what was sent meanwhile lies in buffers, and arrives
    after `mend()`, as TCP would send it again. `cut()`: every connection is reset, and new ones
    are too.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._state = "good"
        self._other: dict[socket.socket, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._wake, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="line", daemon=True)
        self._thread.start()

    def silent(self) -> None:
        """Let nothing through."""
        self._set("silent")

    def cut(self) -> None:
        """Reset all that is there, and whatever comes."""
        self._set("cut")

    def mend(self) -> None:
        """Let everything through again."""
        self._set("good")

    def close(self) -> None:
        """End the thread and every connection."""
        self._set("closed")
        self._thread.join(5)

    def _set(self, state: str) -> None:
        self._state = state
        self._wake.send(b"x")

    def _run(self) -> None:
        self._selector.register(self._woken, selectors.EVENT_READ)
        watched = True
        self._selector.register(self._listener, selectors.EVENT_READ)
        while self._state != "closed":
            if self._state == "cut":
                self._reset_all()
            # A silent line reads nothing: what is sent waits with its sender.
            if watched != (wanted := self._state != "silent"):
                watched = wanted
                for one in (self._listener, *self._other):
                    if wanted:
                        self._selector.register(one, selectors.EVENT_READ)
                    else:
                        self._selector.unregister(one)
            for key, _ in self._selector.select(1):
                self._ready(key.fileobj)
        self._reset_all()
        self._listener.close()
        self._selector.close()

    def _ready(self, one: object) -> None:
        if one is self._woken:
            self._woken.recv(100)
        elif self._state == "silent":
            return
        elif one is self._listener:
            self._accept()
        elif isinstance(one, socket.socket) and one in self._other:
            self._forward(one)

    def _accept(self) -> None:
        near, _ = self._listener.accept()
        if self._state == "cut":
            _reset(near)
            return
        try:
            far = socket.create_connection(("127.0.0.1", self._target), 5)
        except OSError:
            _reset(near)
            return
        for one, other in ((near, far), (far, near)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            one.settimeout(5)
            self._other[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _forward(self, one: socket.socket) -> None:
        try:
            data = one.recv(65536)
            if data:
                self._other[one].sendall(data)
                return
        except OSError:
            pass
        self._end(one)

    def _end(self, one: socket.socket) -> None:
        for end in (one, self._other[one]):
            del self._other[end]
            with contextlib.suppress(KeyError):
                self._selector.unregister(end)
            _reset(end)

    def _reset_all(self) -> None:
        for one in list(self._other):
            if one in self._other:
                self._end(one)


def _reset(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    one.close()
