"""The daemon of one account: joins hosts, the two connections and the command line in one loop."""

from __future__ import annotations

import signal
import socket
from pathlib import Path
from typing import Any

from edge_agent.daemon import live
from edge_agent.daemon.hosts import Hosts, Told
from edge_agent.daemon.loop import Loop, tell
from edge_agent.daemon.presence import Presence, version
from edge_agent.daemon.published import Published
from edge_agent.daemon.reader import floor
from edge_agent.daemon.sessions import Session
from edge_agent.daemon.uplink import Address, JournalLink
from schemas.link import Priority
from schemas.wire import frames, topics
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.frames import Frame
from schemas.wire.layout import Home
from schemas.wire.strictjson import loads_object


class Daemon:
    """Serves one home until it is stopped; hosts go on without it."""

    def __init__(self, home: Home, chosen: dict[str, Any], secret: str, clock: Clock) -> None:
        """`chosen`: the settings; `secret`: the machine's, for the broker. Raises `Refused`."""
        self._home = home
        self._clock = clock
        self._machine = str(chosen["machine.name"])
        self._loop = Loop()
        ca = str(chosen["hub.ca"])
        address = Address(self._machine, chosen["hub.urls"], secret, Path(ca) if ca else None)
        self._presence = Presence(clock, version())
        self._presence_topic = topics.build("machine.presence", m=self._machine)
        self._archiver_topic = topics.build("hub.presence", part="archiver")
        self._control = address.link(
            self._machine,
            on_message=self._on_message,
            on_up=self._on_up,
            will=(self._presence_topic, self._presence.will()),
            clock=clock,
        )
        self._control.subscribe([self._archiver_topic])
        self._journal = JournalLink(address, clock, self._on_acked, self._on_fork)
        self._loop.links = [self._control, self._journal.link]
        told = Told(self._on_found, self._on_frame, self._on_gone, self._on_complete)
        self._hosts = Hosts(home, self._machine, self._loop, clock, told)
        self._published = Published(
            self._control,
            self._machine,
            clock,
            lambda: self._hosts.sessions.values(),
            self._journal.acked,
        )

    def start(self) -> None:
        """Find what is there."""
        self._catch_signals()
        self._hosts.start()

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT."""
        self._loop.run(self._each_pass)
        self._close()

    def _each_pass(self) -> float | None:
        waits = [self._journal.step(), self._published.step()]
        if self._control.connected and self._presence.due():
            self._control.publish(self._presence_topic, self._presence.beat())
        return min(wait for wait in waits if wait is not None) / 1000

    def _close(self) -> None:
        self._hosts.close()
        self._journal.link.close(0.2)
        self._control.publish(self._presence_topic, self._presence.will())
        self._control.close()
        self._loop.close()

    def _catch_signals(self) -> None:
        reader, writer = socket.socketpair()
        for end in (reader, writer):
            end.setblocking(False)
        self._signals = (reader, writer)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._loop.watch(reader, lambda readable, writable: self._loop.stop())

    # -- the hub

    def _on_up(self) -> None:
        self._control.publish(self._presence_topic, self._presence.beat(), Priority.URGENT)
        self._published.again()

    def _on_message(self, topic: str, payload: bytes, retained: bool) -> None:
        if topic == self._archiver_topic:
            try:
                told = loads_object(payload)
                self._journal.archiver(bool(told.get("online")), str(told.get("run", "")))
            except Refused as refused:
                tell(f"the archiver's presence cannot be read: {refused}")

    def _on_acked(self, session: Session) -> None:
        self._published.acked(session)

    def _on_fork(self, session: Session, seq: int) -> None:
        session.fault = f"the archive holds another history from line {seq} on"
        tell(f"error: {session.id}: {session.fault}")
        self._hosts.send(session, frames.control("fork", seq=seq))

    # -- sessions

    def _on_found(self, session: Session, fresh: bool) -> None:
        try:
            kept = floor(session.folder)
        except Refused as refused:
            session.fault = str(refused)
            tell(f"error: {session.id}: {refused}")
            return
        before = kept.before or session.identity.start(session.key).hex()
        session.live_next = 1 if fresh else session.synced + 1
        self._journal.open(session, kept.seq, before, fresh=fresh)

    def _on_frame(self, session: Session, frame: Frame) -> None:
        if frame.name == "synced":
            if session.shipped:
                self._journal.synced(session, urgent=bool(frame.fields.get("urgent")))
                live.publish(self._control, self._machine, session)
        elif frame.name == "state":
            session.document = dict(frame.fields["document"])
            self._published.told(session)
        elif frame.name == "screen":
            self._published.screen(session, frame.fields, frame.data)
        elif frame.name == "fault":
            tell(f"{session.id}: its host says: {frame.fields.get('text')}")

    def _on_gone(self, session: Session) -> None:
        """The scan finds out whether the host has ended or only this connection."""

    def _on_complete(self, session: Session, lost: bool) -> None:
        if session.shipped:
            self._journal.synced(session, urgent=True)
            self._journal.complete(session)
        live.publish(self._control, self._machine, session)
        self._published.complete(session, lost=lost)
