"""The daemon of one account: joins hosts, the two connections and the command line in one loop."""

from __future__ import annotations

import signal
import socket
from pathlib import Path
from typing import Any

from edge_agent.daemon import by_id, info, live, retention, sessions
from edge_agent.daemon.agents import Agents
from edge_agent.daemon.history import History
from edge_agent.daemon.hosts import Hosts, Told
from edge_agent.daemon.local import Local
from edge_agent.daemon.loop import Loop, tell
from edge_agent.daemon.policy import PolicyKeeper
from edge_agent.daemon.presence import Presence, version
from edge_agent.daemon.published import Published
from edge_agent.daemon.reader import floor
from edge_agent.daemon.requests import Requests
from edge_agent.daemon.sessions import Session
from edge_agent.daemon.sign import Signer
from edge_agent.daemon.uplink import Address, JournalLink
from schemas.link import Priority
from schemas.wire import frames, ids, topics
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.frames import Frame
from schemas.wire.layout import Home
from schemas.wire.strictjson import loads_object

INFO_EVERY_S = 60.0
SETTLE_S = 5.0
"""After a start: by then every host that lives has been found."""


class Daemon:
    """Serves one home until it is stopped; hosts go on without it."""

    def __init__(
        self, home: Home, chosen: dict[str, Any], secret: str, clock: Clock, umask: int
    ) -> None:
        """`chosen`: the settings; `secret`: the machine's, for the broker; `umask`: the account's,
        for programs. Raises `Refused`."""
        self._home = home
        self._clock = clock
        self._chosen = chosen
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
            on_down=self._on_down,
            will=(self._presence_topic, self._presence.will()),
            clock=clock,
        )
        self._policy_topic = topics.build("policy", m=self._machine)
        self._requests_filter = topics.filter_for("do.request", m=self._machine)
        self._asked = (
            self._requests_filter,
            topics.filter_for("do.allow"),
            topics.filter_for("do.deny"),
        )
        self._control.subscribe([self._archiver_topic, self._policy_topic])
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

        self._signer = Signer(home, self._machine)
        self._policy = PolicyKeeper(home, self._machine, clock)
        self._agents = Agents(
            home, self._loop, lambda: self._policy.projects.values(), self._publish_info
        )
        self._history = History(self._reply, self._control.unsent)
        self._requests = Requests(
            home,
            self._machine,
            clock,
            self._presence.incarnation,
            self._loop,
            self._policy,
            self._hosts,
            self._history,
            self._journal.acked,
            self._reply,
            umask,
        )
        try:
            self._local = Local(
                home, self._loop, self._hosts, self.status, self._published.documents
            )
        except OSError as error:
            raise Refused("home-unwritable", f"{error.filename}: {error.strerror}") from None

    def start(self) -> None:
        """Find what is there."""
        self._catch_signals()
        self._hosts.start()
        self._agents.start()
        self._loop.after(SETTLE_S, self._settle)
        self._loop.after(INFO_EVERY_S, self._info_again)
        self._loop.after(retention.LOOK_EVERY_S, self._sweep_again)

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT."""
        self._loop.run(self._each_pass)
        self._close()

    def status(self) -> dict[str, Any]:
        """What the command line is told."""
        cursors = self._journal.cursors
        known = list(self._hosts.sessions.values())
        current = self._policy.current
        return {
            "machine": self._machine,
            "incarnation": self._presence.incarnation,
            "control": self._control.connected,
            "journal": self._journal.link.connected,
            "trouble": self._control.trouble or self._journal.link.trouble,
            "archiver": cursors.archiver_online,
            "waiting": sum(c.head - c.acked for c in cursors.sessions.values()),
            "in_flight": cursors.in_flight,
            "rewinds": cursors.rewinds,
            "processes": sum(len(s.tree) for s in known if s.peer is not None),
            "policy": current.version if current is not None else None,
            "requests": self._control.granted(self._requests_filter),
            "sessions": {"alive": sum(s.peer is not None for s in known), "kept": len(known)},
            "faults": {s.id: s.fault for s in known if s.fault}
            | ({"policy": self._policy.fault} if self._policy.fault else {}),
        }

    def _each_pass(self) -> float | None:
        waits = [self._journal.step(), self._published.step(), self._history.step()]
        if self._control.connected and self._presence.due():
            self._control.publish(self._presence_topic, self._presence.beat())
        return min(wait for wait in waits if wait is not None) / 1000

    def _close(self) -> None:
        self._hosts.close()
        self._local.close()
        self._journal.link.close(0.2)
        self._control.publish(self._presence_topic, self._presence.will())
        self._control.close()
        self._requests.close()
        self._loop.close()

    def _settle(self) -> None:
        try:
            self._requests.settle()
        except Refused as refused:
            tell(f"error: {refused}")

    def _info_again(self) -> None:
        self._publish_info()
        self._loop.after(INFO_EVERY_S, self._info_again)

    def _publish_info(self) -> None:
        if self._control.connected:
            payload = info.build(
                self._home,
                self._machine,
                version(),
                self._policy,
                self._hosts.sessions.values(),
                self._chosen["journal.quota_gib"],
                self._agents.agents,
                self._agents.outside,
            )
            self._control.publish(topics.build("machine.info", m=self._machine), payload)

    def _sweep_again(self) -> None:
        try:
            retention.sweep(
                self._hosts.sessions.values(),
                self._journal.acked,
                self._chosen["journal.keep_days"],
                self._clock.wall_us(),
                self._journal.move_floor,
                self._on_swept,
            )
        except OSError as error:
            tell(f"error: {error.filename}: {error.strerror}")
        self._loop.after(retention.LOOK_EVERY_S, self._sweep_again)

    def _on_swept(self, session: Session) -> None:
        self._journal.close(session)
        self._published.forget(session)
        self._hosts.forget(session)

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
        self._publish_info()

    def _on_down(self, reason: str) -> None:
        """Requests are asked for again only when the policy has arrived again."""
        tell(f"the hub is out of reach: {reason}")
        self._policy.lost()
        self._control.unsubscribe(self._asked)
        self._history.gone()

    def _on_message(self, topic: str, payload: bytes, retained: bool) -> None:
        try:
            if topic == self._archiver_topic:
                told = loads_object(payload)
                self._journal.archiver(bool(told.get("online")), str(told.get("run", "")))
            elif topic == self._policy_topic:
                self._policy.take(payload)
                self._hosts.hint_policy()
                self._control.subscribe(self._asked)
                self._publish_info()
            else:
                found = topics.parse(topic)
                if found.name in by_id.DECIDES:
                    self._requests.by_id(found, payload, retained)
                elif found.name == "do.request" and found["m"] == self._machine:
                    self._requests.message(found, payload, retained)
        except Refused as refused:
            tell(f"{topic[:80]!a} is not taken: {refused}")

    def _reply(self, who: str, request: str, payload: bytes) -> bool:
        topic = topics.build("reply", u=who, m=self._machine, r=request)
        return self._control.publish(topic, payload, Priority.URGENT)

    def _on_acked(self, session: Session) -> None:
        self._published.acked(session)

    def _on_fork(self, session: Session, seq: int) -> None:
        session.fault = f"the archive holds another history from line {seq} on"
        tell(f"error: {session.id}: {session.fault}")
        self._publish_info()
        try:
            sessions.mark_forked(session.folder, seq)
        except OSError as error:
            # The host is not told, so its journal goes on; the archive refuses it again.
            tell(f"error: {session.id}: {error.strerror}")
            return
        self._hosts.send(session, frames.control("fork", seq=seq))

    # -- sessions

    def _on_found(self, session: Session, fresh: bool) -> None:
        try:
            kept = floor(session.folder)
        except Refused as refused:
            session.fault = str(refused)
            tell(f"error: {session.id}: {refused}")
            return
        if sessions.forked_at(session.folder) is not None:
            session.fault = "the archive holds another history of it"
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
            self._requests.told(session)
            self._published.told(session)
        elif frame.name == "screen":
            self._published.screen(session, frame.fields, frame.data)
        elif frame.name == "hello":
            # It may have missed a lock while no daemon was here.
            self._hosts.hint_policy(session)
            self._requests.adopted(session)
        elif frame.name == "receipt":
            if frame.fields.get("who") == ids.DESK:
                self._local.receipt(frame.fields)
            else:
                self._requests.receipt(session, frame.fields)
        elif frame.name == "sign":
            seq, h = int(frame.fields["seq"]), str(frame.fields["h"])
            self._hosts.send(
                session, frames.control("signed", **self._signer.sign(session.id, seq, h))
            )
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
        self._requests.ended(session)
