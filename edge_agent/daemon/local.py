"""`daemon.sock`: what the command line of this account asks the daemon.

Whoever asks to steer must be no descendant of a session, as at the hosts' own sockets; looking is
for every process of the account.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edge_agent import peers
from edge_agent.daemon.hosts import Hosts
from edge_agent.daemon.loop import Loop
from edge_agent.host.connection import Connection
from edge_agent.host.sockets import Door
from schemas.wire import frames, ids, layout
from schemas.wire.errors import Refused
from schemas.wire.fields import Field
from schemas.wire.fields import check as check_fields
from schemas.wire.frames import Frame
from schemas.wire.layout import Home

MAX_WAITING = 256

_FORWARD = {
    "session": Field("session", True),
    "verb": Field("text", True, most=20),
    "id": Field("name"),
    "fields": Field("object", True),
}


class Local:
    """Serves the daemon's socket."""

    def __init__(
        self,
        home: Home,
        loop: Loop,
        hosts: Hosts,
        status: Callable[[], dict[str, Any]],
        documents: Callable[[], list[dict[str, Any]]],
    ) -> None:
        """Raises OSError where the socket cannot be made."""
        self._hosts = hosts
        self._status = status
        self._documents = documents
        self._waiting: dict[str, Connection] = {}
        run = layout.run_dir(home)
        self._door = Door(loop, run.daemon, self._on_frame, self._on_closed)

    def receipt(self, fields: dict[str, Any]) -> None:
        """A host has answered the desk."""
        peer = self._waiting.pop(str(fields.get("id")), None)
        if peer is not None:
            peer.send(frames.control("receipt", **fields))

    def close(self) -> None:
        """Leave all peers, remove the socket."""
        for peer in list(self._door.peers):
            peer.leave()
        self._door.close()

    def _on_frame(self, peer: Connection, frame: Frame) -> None:
        try:
            if frame.name == "hello":
                peer.send(frames.control("hello", v=frames.VERSION, role="daemon"))
            elif frame.name == "spawned":
                self._hosts.scan()
            elif frame.name == "status":
                peer.send(frames.control("status", **self._status()))
            elif frame.name == "sessions":
                peer.send(frames.control("sessions", sessions=self._documents()))
            elif frame.name == "forward":
                self._forward(peer, frame.fields)
        except Refused as refused:
            peer.send(frames.control("fault", code=refused.code, text=str(refused)))
            peer.leave()

    def _forward(self, peer: Connection, given: dict[str, Any]) -> None:
        asked = check_fields(_FORWARD, given)
        peers.check_may_steer(peer.socket)
        session = self._hosts.sessions.get(asked["session"])
        if session is None:
            raise Refused("no-such-session", asked["session"])
        if len(self._waiting) >= MAX_WAITING:
            raise Refused("too-many", "requests wait")
        request = asked.get("id") or ids.new_request()
        frame = frames.control(
            "request", who=ids.DESK, verb=asked["verb"], id=request, fields=asked["fields"]
        )
        if not self._hosts.send(session, frame):
            raise Refused("session-ended", session.id)
        self._waiting[request] = peer

    def _on_closed(self, peer: Connection) -> None:
        for request in [r for r, waiting in self._waiting.items() if waiting is peer]:
            del self._waiting[request]
