"""Who comes to the session's sockets and what they may do: hello, attach, type, ask, tell."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edge_agent.host import sockets
from edge_agent.host.connection import Connection
from edge_agent.host.daemon_link import DaemonLink
from edge_agent.host.desks import Desks
from edge_agent.host.gateless import GateSide
from edge_agent.host.journal import Closed, Full
from edge_agent.host.loop import Loop
from edge_agent.host.record import Record
from edge_agent.host.requests import Requests
from edge_agent.host.steering import Steering
from schemas.wire import frames
from schemas.wire.errors import Refused
from schemas.wire.frames import Frame


class Reception:
    """Both sockets of one session, and the frames that arrive on them."""

    def __init__(
        self,
        loop: Loop,
        run_dir: Path,
        daemon_lock: Path,
        desks: Desks,
        requests: Requests,
        steering: Steering,
        daemon: DaemonLink,
        record: Record,
        greeting: Callable[[], dict[str, Any]],
        attached: Callable[[], None],
        fork: Callable[[], None],
        gate: GateSide,
    ) -> None:
        """Open the sockets. `greeting()`: what `hello` says; `attached()`: a desk has sat down;
        `fork()`: the archive holds another history; `gate`: or what stands in its place.
        Raises OSError."""
        self._run_dir = run_dir
        self._daemon_lock = daemon_lock
        self._desks = desks
        self._requests = requests
        self._steering = steering
        self._daemon = daemon
        self._record = record
        self._greeting = greeting
        self._attached = attached
        self._fork = fork
        self._door = sockets.Door(loop, run_dir / "session.sock", self._on_frame, self._on_gone)
        self._gate = gate
        gate.open(run_dir)
        self._write_pid()

    @property
    def unsent(self) -> bool:
        """Whether something still waits for a peer."""
        return any(peer.unsent for peer in self._door.peers)

    def tell_all(self, frame: bytes) -> None:
        """Send this to everybody who has said hello."""
        self._door.tell_all(frame)

    def move(self, run_dir: Path) -> None:
        """Be found in another run folder from now on; who is connected stays. Raises OSError."""
        self._door.move(run_dir / "session.sock")
        self._gate.move(run_dir)
        self._remove_run_dir()
        self._run_dir = run_dir
        self._write_pid()

    def close(self) -> None:
        """End all connections and remove the sockets."""
        for peer in list(self._door.peers):
            peer.close()
        self._door.close()
        self._gate.close()
        self._remove_run_dir()

    def _on_frame(self, peer: Connection, frame: Frame) -> None:
        try:
            if not peer.role:
                self._on_hello(peer, frame)
            elif frame.type == frames.TERMINAL:
                self._on_typed(peer, frame.data)
            elif frame.name in _HANDLERS:
                roles, handler = _HANDLERS[frame.name]
                if peer.role not in roles:
                    raise Refused("peer-refused", f"a {peer.role} may not {frame.name}")
                handler(self, peer, frame.fields)
        except Refused as refused:
            peer.send(frames.control("fault", code=refused.code, text=str(refused)))
            peer.leave()

    def _on_hello(self, peer: Connection, frame: Frame) -> None:
        if frame.name != "hello":
            raise Refused("bad-field", "a connection begins with hello")
        peer.role = sockets.check_role(peer, frame.fields.get("role"), self._daemon_lock)
        greeting = self._greeting()
        peer.send(frames.control("hello", v=frames.VERSION, pid=os.getpid(), **greeting))
        if peer.role == "daemon":
            self._daemon.add(peer)
        if self._record.full:
            peer.send(frames.control("fault", code="disk-full", text="the disk is full"))

    def _on_typed(self, peer: Connection, data: bytes) -> None:
        desk = self._desks.find(peer)
        if desk is None or not desk.steer:
            return
        try:
            self._steering.typed_at_desk(data)
        except Refused as refused:
            peer.send(frames.control("fault", code=refused.code, text=str(refused)))
            return
        self._desks.typed(desk)

    def _on_attach(self, peer: Connection, fields: dict[str, Any]) -> None:
        self._desks.attach(peer, fields)
        self._attached()

        for frame in self._gate.frames():
            peer.send(frame)

    def _on_detach(self, peer: Connection, fields: dict[str, Any]) -> None:
        self._desks.leave(peer)

    def _on_size(self, peer: Connection, fields: dict[str, Any]) -> None:
        self._desks.sized(peer, fields)

    def _on_request(self, peer: Connection, fields: dict[str, Any]) -> None:
        self._requests.handle(peer, fields)

    def _on_signed(self, peer: Connection, fields: dict[str, Any]) -> None:
        try:
            self._record.add("signed", fields)
        except (Full, Closed):
            pass  # the next signature covers this one

    def _on_fork(self, peer: Connection, fields: dict[str, Any]) -> None:
        self._fork()

    def _on_policy(self, peer: Connection, fields: dict[str, Any]) -> None:
        self._gate.policy()

    def _on_gone(self, peer: Connection) -> None:
        self._desks.leave(peer)
        self._daemon.remove(peer)

    def _write_pid(self) -> None:
        (self._run_dir / "pid").write_text(f"{os.getpid()}\n")

    def _remove_run_dir(self) -> None:
        (self._run_dir / "pid").unlink(missing_ok=True)
        try:
            self._run_dir.rmdir()
        except OSError:
            pass  # somebody put a file there; it is not ours to remove


_HANDLERS: dict[
    str, tuple[frozenset[str], Callable[[Reception, Connection, dict[str, Any]], None]]
] = {
    "attach": (frozenset({"desk"}), Reception._on_attach),
    "detach": (frozenset({"desk"}), Reception._on_detach),
    "size": (frozenset({"desk"}), Reception._on_size),
    "request": (frozenset({"desk", "daemon"}), Reception._on_request),
    "signed": (frozenset({"daemon"}), Reception._on_signed),
    "fork": (frozenset({"daemon"}), Reception._on_fork),
    "policy": (frozenset({"daemon"}), Reception._on_policy),
}
