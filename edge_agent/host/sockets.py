"""The session's two sockets: `session.sock` to attach and steer, `gate.sock` to ask and no more."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from edge_agent import peers
from edge_agent.host.connection import Connection
from edge_agent.host.loop import Loop
from schemas.wire import frames, layout
from schemas.wire.errors import Refused
from schemas.wire.frames import Frame

MAX_PEERS = 64
"""Connections on one socket at a time."""


def listen(path: Path) -> socket.socket:
    """A listening socket, 0600, in a private folder. Raises OSError."""
    layout.make_private(path.parent)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    os.chmod(path, 0o600)
    listener.listen(MAX_PEERS)
    listener.setblocking(False)
    return listener


class Door:
    """Accepts peers of this account; each frame goes to `on_frame`, the end to `on_closed`."""

    def __init__(
        self,
        loop: Loop,
        path: Path,
        on_frame: Callable[[Connection, Frame], None],
        on_closed: Callable[[Connection], None],
    ) -> None:
        self.peers: set[Connection] = set()
        self._loop = loop
        self._path = path
        self._on_frame = on_frame
        self._on_closed = on_closed
        self._listener = listen(path)
        loop.watch(self._listener, self._accept)

    def move(self, path: Path) -> None:
        """Listen at another path instead; peers that are connected stay. Raises OSError."""
        listener = listen(path)
        self.close()
        self._path, self._listener = path, listener
        self._loop.watch(listener, self._accept)

    def close(self) -> None:
        """Stop accepting, and remove the socket's file."""
        self._loop.forget(self._listener)
        self._listener.close()
        self._path.unlink(missing_ok=True)

    def tell_all(self, frame: bytes) -> None:
        """Send to every peer that has said hello."""
        for peer in list(self.peers):
            if peer.role:
                peer.send(frame)

    def _accept(self, readable: bool, writable: bool) -> None:
        try:
            connected, _ = self._listener.accept()
        except OSError:
            return
        try:
            peers.identify(connected)
            if len(self.peers) >= MAX_PEERS:
                raise Refused("too-many", f"{MAX_PEERS} connections")
        except (Refused, OSError):
            connected.close()
            return
        self.peers.add(Connection(self._loop, connected, self._on_frame, self._gone))

    def _gone(self, connection: Connection) -> None:
        self.peers.discard(connection)
        self._on_closed(connection)


def answer_gate(connection: Connection, frame: Frame) -> None:
    """What `gate.sock` says while a session has no gate: whoever asks is told no."""
    if frame.name == "ask":
        connection.send(frames.control("answer", decide="deny", reason="this session has no gate"))


def check_role(connection: Connection, role: object, daemon_lock: Path) -> str:
    """The role that a peer may play: desk, daemon or tool. Raises `Refused("peer-refused")`.

    A desk steers, so it must not run inside a session. The daemon is who holds the daemon's lock.
    A tool may only look at what `hello` says.
    """
    if role == "tool":
        return "tool"
    peer = peers.check_may_steer(connection.socket)
    if role == "daemon":
        try:
            holder = int(daemon_lock.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            holder = 0
        if holder != peer.pid:
            raise Refused("peer-refused", f"process {peer.pid} is not this account's daemon")
        return "daemon"
    return "desk"
