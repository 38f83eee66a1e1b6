"""What the host tells the daemon: synced heads, the session document, heads to be signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edge_agent.host.connection import Connection
from schemas.wire import frames

SIGN_EVERY = 1000
"""Lines between two signatures of the machine."""


class DaemonLink:
    """The daemon's connections, normally one; none while it is away. It may come back any time."""

    def __init__(self, document: Callable[[], dict[str, Any]]) -> None:
        self._document = document
        self._peers: list[Connection] = []
        self._head: tuple[int, bytes] = (0, b"")
        self._signed = 0
        self._sign_now = False

    @property
    def here(self) -> bool:
        """Whether a daemon listens."""
        return bool(self._peers)

    def add(self, peer: Connection) -> None:
        """A daemon said hello: it is told how things stand."""
        self._peers.append(peer)
        self._tell_synced(peer, urgent=True)
        peer.send(frames.control("state", document=self._document()))
        self._ask_to_sign()

    def remove(self, peer: Connection) -> None:
        """A connection ended."""
        if peer in self._peers:
            self._peers.remove(peer)

    def synced(self, seq: int, h: bytes, urgent: bool) -> None:
        """Every line up to `seq` is on the disk."""
        self._head = (seq, h)
        for peer in list(self._peers):
            self._tell_synced(peer, urgent=urgent)
        if self._sign_now or seq - self._signed >= SIGN_EVERY:
            self._ask_to_sign()

    def phase_changed(self) -> None:
        """The next synced head is to be signed."""
        self._sign_now = True

    def start_anew(self) -> None:
        """The session goes on under another id: the daemon is to come back by its new socket."""
        self._head, self._signed, self._sign_now = (0, b""), 0, True
        for peer in list(self._peers):
            peer.leave()

    def state(self, document: dict[str, Any]) -> None:
        """The session document."""
        self._send(frames.control("state", document=document))

    def screen(self, frame: bytes) -> None:
        """A `screen` frame, for remote viewers."""
        self._send(frame)

    def _tell_synced(self, peer: Connection, *, urgent: bool) -> None:
        seq, h = self._head
        peer.send(frames.control("synced", seq=seq, h=h.hex(), urgent=urgent))

    def _ask_to_sign(self) -> None:
        seq, h = self._head
        if self._peers and seq > self._signed:
            # Asked of one: a head needs one signature.
            self._peers[-1].send(frames.control("sign", seq=seq, h=h.hex()))
            self._signed, self._sign_now = seq, False

    def _send(self, frame: bytes) -> None:
        for peer in list(self._peers):
            peer.send(frame)
