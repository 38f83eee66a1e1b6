"""One connection on a host's socket: frames in, frames out, bounded both ways.

A reset is the end of that connection and of nothing else.
"""

from __future__ import annotations

import socket
import traceback
from collections import deque
from collections.abc import Callable

from edge_agent.host.loop import Loop
from schemas.wire.errors import Refused
from schemas.wire.frames import Decoder, Frame

MAX_UNSENT = 4 * 1024 * 1024
"""Bytes that wait for a peer before it is cut off; desks lag long before (see `desks`)."""

_CHUNK = 65536


class Connection:
    """A peer. `on_frame(connection, frame)` may raise `Refused`; then the peer is told and left."""

    def __init__(
        self,
        loop: Loop,
        peer: socket.socket,
        on_frame: Callable[[Connection, Frame], None],
        on_closed: Callable[[Connection], None],
    ) -> None:
        peer.setblocking(False)
        self.socket = peer
        self.role = ""
        """What its `hello` said and was allowed: desk, daemon or tool; empty before."""
        self.open = True
        self.on_drained: Callable[[], None] | None = None
        """Called when all that waited was handed to the kernel."""
        self._loop = loop
        self._decoder = Decoder()
        self._unsent: deque[memoryview] = deque()
        self._unsent_bytes = 0
        self._on_frame = on_frame
        self._on_closed = on_closed
        self._leaving = False
        self._ready_method = self._ready
        loop.watch(peer, self._ready_method)

    @property
    def unsent(self) -> int:
        """Bytes that the kernel has not taken yet."""
        return self._unsent_bytes

    def send(self, data: bytes) -> None:
        """Send an encoded frame, as the peer reads. A peer that lets too much wait is cut off."""
        if not self.open:
            return
        if self._unsent_bytes + len(data) > MAX_UNSENT:
            self.close()
            return
        self._unsent.append(memoryview(data))
        self._unsent_bytes += len(data)
        self._flush()

    def leave(self) -> None:
        """Close once what waits was sent; nothing more is read."""
        self._leaving = True
        if not self._unsent:
            self.close()
        elif self.open:
            self._loop.watch(self.socket, self._ready_method, read=False, write=True)

    def close(self) -> None:
        """End it now."""
        if not self.open:
            return
        self.open = False
        self._loop.forget(self.socket)
        self.socket.close()
        self._unsent.clear()
        self._unsent_bytes = 0
        self._on_closed(self)

    def _ready(self, readable: bool, writable: bool) -> None:
        if writable:
            self._flush()
        if readable and self.open and not self._leaving:
            self._read()

    def _read(self) -> None:
        try:
            data = self.socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        try:
            for frame in self._decoder.feed(data):
                self._on_frame(self, frame)
                if not self.open or self._leaving:
                    return
        except Refused:
            self.close()
        except Exception:
            # A mistake of ours in answering a peer must not end the session of everybody else.
            traceback.print_exc()
            self.close()

    def _flush(self) -> None:
        while self._unsent and self.open:
            try:
                count = self.socket.send(self._unsent[0])
            except BlockingIOError:
                break
            except OSError:
                self.close()
                return
            self._unsent_bytes -= count
            if count < len(self._unsent[0]):
                self._unsent[0] = self._unsent[0][count:]
            else:
                self._unsent.popleft()
        if not self.open:
            return
        if self._unsent:
            self._loop.watch(self.socket, self._ready_method, read=not self._leaving, write=True)
            return
        if self._leaving:
            self.close()
            return
        self._loop.watch(self.socket, self._ready_method)
        if self.on_drained is not None:
            self.on_drained()
