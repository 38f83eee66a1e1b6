"""The machine's two connections: `journal` for the record, `control` for everything else.

A backlog must not stand before a keystroke's echo, and on one connection it does (measured on
10 Mbit/s: no echo within 2 s against 3 ms). The next journal message is handed over only when
nothing is unsent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from edge_agent.daemon.loop import tell, tell_fault
from edge_agent.daemon.sessions import Session
from schemas.link import Link, Priority
from schemas.wire import topics
from schemas.wire.clock import Clock
from schemas.wire.cursor import Cursors, Step
from schemas.wire.errors import Refused
from schemas.wire.line import MAX_LINE
from schemas.wire.uplink import Offer, SessionKey, read_ack

SILENT_MS = 15_000
"""The journal connection is judged by its acks: so long without one, while the archiver is there
and something waits for its word, and the connection is made anew."""


@dataclass(frozen=True, slots=True)
class Address:
    """Who this machine is to the hub, and where the hub is."""

    machine: str
    urls: list[str]
    secret: str
    ca: Path | None

    def link(self, client_id: str, **given: object) -> Link:
        """A link of this machine under one of its client ids."""
        return Link(
            self.urls,
            client_id=client_id,
            username=f"machine@{self.machine}",
            password=self.secret,
            ca=self.ca,
            on_fault=tell_fault,
            **given,  # type: ignore[arg-type]
        )


class JournalLink:
    """Ships journals: offers, keys and lines go up, acks come down."""

    def __init__(
        self,
        address: Address,
        clock: Clock,
        on_acked: Callable[[Session], None],
        on_fork: Callable[[Session, int], None],
    ) -> None:
        """`on_acked(session)`: the archiver's word about it has changed."""
        self.cursors = Cursors()
        self._sessions: dict[str, Session] = {}
        self._offers: dict[str, Offer] = {}
        self._machine = address.machine
        self._clock = clock
        self._on_acked = on_acked
        self._on_fork = on_fork
        self._heard_at = 0
        self.link = address.link(
            f"{address.machine}-journal",
            on_message=self._on_message,
            on_down=self._on_down,
            watchdog=False,
            clock=clock,
        )
        self.link.subscribe([topics.build("ack", m=address.machine)])

    def open(self, session: Session, floor: int, before: str, *, fresh: bool) -> None:
        """Begin to ship a session."""
        self._sessions[session.id] = session
        self._offers[session.id] = Offer(floor, before, session.synced)
        session.shipped = True
        self.cursors.open(
            session.id,
            floor,
            session.synced,
            self._clock.boot_ms(),
            living=not session.complete,
            fresh=fresh,
        )

    def move_floor(self, session: Session, floor: int, before: str) -> None:
        """Retention took the lines before `floor` away; all of them are acked."""
        self._offers[session.id] = Offer(floor, before, session.synced)
        self.cursors.sessions[session.id].floor = floor

    def close(self, session: Session) -> None:
        """Ship it no more."""
        if session.shipped:
            session.shipped = False
            self.cursors.close(session.id)
            del self._sessions[session.id], self._offers[session.id]

    def synced(self, session: Session, *, urgent: bool) -> None:
        """`session.synced` has grown."""
        cursor = self.cursors.sessions[session.id]
        at_once = urgent or session.ship.waiting(cursor.next) >= MAX_LINE
        self.cursors.synced(session.id, session.synced, self._clock.boot_ms(), at_once=at_once)

    def complete(self, session: Session) -> None:
        """No more lines will come."""
        self.cursors.ended(session.id)

    def acked(self, session: str) -> int:
        """The last seq that the archiver has, as far as is known."""
        cursor = self.cursors.sessions.get(session)
        return cursor.acked if cursor is not None else 0

    def archiver(self, online: bool, run: str) -> None:
        """The archiver's presence, from the other connection."""
        self.cursors.archiver(online, run)

    def step(self) -> int:
        """Send what is due; milliseconds until it wants to be called again."""
        now = self._clock.boot_ms()
        if self.link.ready and not self.cursors.up:
            # An answer cannot be missed any more: the filter is in force.
            self._heard_at = now
            self.cursors.connected()
        self.cursors.tick(now)
        while self.link.connected and not self.link.unsent():
            step = self.cursors.next(now)
            if step is None or not self._send(step, now):
                break
        self._watch(now)
        return self.cursors.wait(now)

    def _send(self, step: Step, now: int) -> bool:
        session = self._sessions[step.session]
        topic = topics.build("session.journal", m=self._machine, p=session.project, s=session.id)
        if step.what == "key":
            return self._hand(step, topic, SessionKey(session.key.hex()).encode(), now)
        if step.what == "offer":
            offer = self._offers[session.id]
            payload = Offer(offer.floor, offer.before, session.synced).encode()
            return self._hand(step, topic, payload, now)
        try:
            chunk = session.ship.take(
                step.start, step.upto, step.most, at_least_one=step.at_least_one
            )
        except Refused as refused:
            # Never passed over: this session is not shipped, and people are told.
            session.fault = str(refused)
            tell(f"error: {session.id}: {refused}")
            self.close(session)
            return True
        if not chunk.data:
            self.cursors.too_long(step, now)
            return True
        return self._hand(step, topic, chunk.data, now, chunk.last)

    def _hand(self, step: Step, topic: str, payload: bytes, now: int, last: int = 0) -> bool:
        if not self.link.publish(topic, payload, Priority.NORMAL):
            return False
        self.cursors.sent(step, now, last=last, size=len(payload))
        return True

    def _on_message(self, topic: str, payload: bytes, retained: bool) -> None:
        if topic != topics.build("ack", m=self._machine) or retained:
            return
        try:
            ack = read_ack(payload)
        except Refused as refused:
            tell(f"an ack that cannot be read: {refused}")
            return
        now = self._heard_at = self._clock.boot_ms()
        forks = self.cursors.ack(ack, now)
        for name in ack.heads:
            if name in self._sessions:
                self._on_acked(self._sessions[name])
        for name, seq in forks.items():
            self._on_fork(self._sessions[name], seq)

    def _on_down(self, reason: str) -> None:
        self.cursors.disconnected()

    def _watch(self, now: int) -> None:
        cursors = self.cursors
        if not cursors.waits or cursors.archiver_online is not True:
            self._heard_at = now
        elif now - self._heard_at > SILENT_MS:
            self._heard_at = now
            self.link.drop(f"no ack for {SILENT_MS // 1000} s")
