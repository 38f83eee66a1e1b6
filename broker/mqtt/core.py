"""What all connections share, and the steps that touch more than one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from broker.mqtt import faults
from broker.mqtt.authority import Authority, Principal, Record
from broker.mqtt.door import Door
from broker.mqtt.limits import Limits
from broker.mqtt.message import Message
from broker.mqtt.retained import Retained
from broker.mqtt.rights import ALLOWED, Rights, View
from broker.mqtt.router import Router
from broker.mqtt.session import Budget, Key, Session
from broker.mqtt.share import Shares
from broker.mqtt.wire import REFUSED_FILTER

REPLAYED_A_MESSAGE = 8
"""Retained documents that a new filter finds cost as much as one message each so many."""
SLICE_S = 0.01
"""How long a re-check of rights may hold the loop before others have their turn."""


class Socket(Protocol):
    """A connection, as far as all of them are handled together."""

    def end(self, reason: str) -> None: ...

    def cut(self) -> None:
        """Close at once, whatever is unsent."""
        ...

    def sweep(self, now: float) -> None:
        """Once a second: is a deadline over?"""
        ...


class Core:
    """The broker without its sockets. Lives on one event loop."""

    def __init__(
        self,
        authority: Authority,
        record: Record,
        limits: Limits,
        retained: Retained,
        clock: Callable[[], float],
    ) -> None:
        self.limits = limits
        self.record = record
        self.clock = clock
        self.rights = Rights(authority, limits)
        self.router = Router(limits, retained)
        self.budget = Budget(limits.queued_bytes)
        self.door = Door(limits)
        self.sessions: dict[Key, Session] = {}
        self.connections: set[Socket] = set()
        self.nobody = asyncio.Event()
        """Set while there is no socket at all."""
        self.nobody.set()
        self.shares = Shares(self.budget, clock)
        self._recheck: asyncio.Task[None] | None = None
        self._changed_again = False

    def entered(self, connection: Socket) -> None:
        """A socket is there."""
        self.connections.add(connection)
        self.nobody.clear()

    def left(self, connection: Socket) -> None:
        """A socket is gone."""
        self.connections.discard(connection)
        if not self.connections:
            self.nobody.set()

    # -- sessions ---------------------------------------------------------------------------

    def full(self, principal: Principal, client_id: str) -> bool:
        """Would one more session of this principal be too many?"""
        if (principal.kind, principal.name, client_id) in self.sessions:
            return False
        most = self.rights.limits_of(principal).sessions
        return self.shares.of((principal.kind, principal.name)).sessions >= most

    def take_over(self, principal: Principal, client_id: str, clean: bool) -> tuple[Session, bool]:
        """The session of this principal and client id, taken from whoever holds it, whose will
        does not fire. Second value: was it there before (session present)?"""
        key = (principal.kind, principal.name, client_id)
        before = self.sessions.get(key)
        if before is not None and before.link is not None:
            before.link.end("displaced")
            before = self.sessions.get(key)
        view = self.rights.of(principal)
        limits = self.rights.limits_of(principal)
        if before is not None and not clean:
            before.view = view
            before.limits = limits
            self._judge_filters(before)
            before.purge()
            self.router.forget()
            return before, True
        if before is not None:
            self.drop(before)
        share = self.shares.entered(key[:2])
        share.follow(limits)
        session = Session(key, view, clean, limits, share.queued)
        session.rate = share.rate
        self.sessions[key] = session
        return session, False

    def leave(self, session: Session) -> None:
        """Its connection has ended: keep the session, or not, as its client asked."""
        self._unseen(session, list(session.since))
        if session.clean:
            session.link = None
            self.drop(session)
            return
        session.part(self.clock())
        away = [s for s in self.sessions.values() if s.link is None]
        if len(away) > self.limits.offline_sessions:
            self.drop(min(away, key=lambda s: s.away_since))

    def drop(self, session: Session) -> None:
        """Forget a session that has no connection."""
        if self.sessions.get(session.key) is session:
            del self.sessions[session.key]
            self.shares.of(session.key[:2]).filters -= len(session.filters)
            self.shares.left(session.key[:2])
        self.router.drop(session)

    def resumed(self, session: Session) -> None:
        """Its client is back, and with it its filters are in use again."""
        for text in session.filters:
            self._seen(session, text)

    # -- publish and subscribe --------------------------------------------------------------

    def publish(self, view: View, client_id: str, message: Message, will: bool = False) -> bool:
        """Judge and route. What is denied is recorded and has no effect; nobody is told.
        Whether somebody's queue is more than half full by it."""
        reason = view.verdict("publish", message.topic, message.retain, will)
        if reason == ALLOWED and message.retain:
            owner = (view.principal.kind, view.principal.name)
            limits = self.rights.limits_of(view.principal)
            if not self.router.retained.put(message, owner, limits):
                reason = "retained-limit"
        if reason != ALLOWED:
            self.record.denied(view.principal, client_id, "publish", message.topic, reason)
            return False
        return self.router.route(message)

    def subscribe(self, session: Session, filters: tuple[tuple[str, int], ...]) -> bytes:
        """Judge and hold filters; one SUBACK code for each."""
        codes = bytearray()
        share = self.shares.of(session.key[:2])
        for text, qos in filters:
            reason = session.view.verdict("subscribe", text)
            new = text not in session.filters
            if (
                reason == ALLOWED
                and new
                and (
                    len(session.filters) >= session.limits.filters
                    or share.filters >= session.limits.all_filters
                )
            ):
                reason = "filters"
            if reason == ALLOWED:
                granted = min(qos, 1)
                share.filters += new
                found = self.router.subscribe(session, text, granted)
                share.rate.spend(1 + found // REPLAYED_A_MESSAGE, 0)
                if text not in session.since:
                    self._seen(session, text)
                codes.append(granted)
            else:
                self.record.denied(session.principal, session.client_id, "subscribe", text, reason)
                codes.append(REFUSED_FILTER)
        return bytes(codes)

    def unsubscribe(self, session: Session, text: str) -> None:
        """Give a filter back, or have it taken away."""
        if text in session.filters:
            self.shares.of(session.key[:2]).filters -= 1
        self.router.unsubscribe(session, text)
        if text in session.since:
            self._unseen(session, [text])

    def _seen(self, session: Session, text: str) -> None:
        session.since[text] = self.clock()
        self.record.subscribed(session.principal, session.client_id, text)

    def _unseen(self, session: Session, filters: list[str]) -> None:
        for text in filters:
            seconds = self.clock() - session.since.pop(text)
            self.record.unsubscribed(session.principal, session.client_id, text, seconds)

    # -- rights and time --------------------------------------------------------------------

    def rights_changed(self) -> None:
        """Deliver by the new rights from now on, then look at each session in the background.

        To be called on the loop. Deliveries and publishes obey at once, because nothing remembered
        is used again; subscriptions, queues and connections follow within a second.
        """
        self.rights.changed()
        self.router.forget()
        self.record.rights_changed()
        if self._recheck is None or self._recheck.done():
            self._recheck = asyncio.get_running_loop().create_task(self._check_sessions())
        else:
            self._changed_again = True

    async def _check_sessions(self) -> None:
        while True:
            self._changed_again = False
            began = self.clock()
            for session in list(self.sessions.values()):
                try:
                    self._check(session)
                except Exception:
                    # Not understood is not allowed: it goes, and the others are looked at.
                    faults.tell("a session could not be judged anew")
                    self._expel(session)
                if self.clock() - began > SLICE_S:
                    await asyncio.sleep(0)
                    began = self.clock()
            if not self._changed_again:
                return

    def _check(self, session: Session) -> None:
        if self.sessions.get(session.key) is not session:
            return
        if not self.rights.valid(session.principal):
            self._expel(session)
            return
        session.limits = self.rights.limits_of(session.principal)
        self.shares.of(session.key[:2]).follow(session.limits)
        self._judge_filters(session)
        session.purge()
        if session.link is None or not session.link.clogged():
            session.view.forget_delivered()
        elif session.view.narrowed():
            # What was written cannot be taken out of its buffer again; all of it goes.
            session.clean = True
            session.link.end("revoked")

    def _judge_filters(self, session: Session) -> None:
        for text in list(session.filters):
            if session.view.verdict("subscribe", text) != ALLOWED:
                self.unsubscribe(session, text)

    def _expel(self, session: Session) -> None:
        """The principal is nobody any more."""
        session.clean = True
        if session.link is not None:
            session.link.end("gone")
        if self.sessions.get(session.key) is session:
            self.drop(session)

    def sweep(self) -> None:
        """Once a second: deadlines, expired principals, sessions away for too long."""
        now = self.clock()
        for connection in list(self.connections):
            connection.sweep(now)
        for session in list(self.sessions.values()):
            if not self.rights.valid(session.principal):
                self._expel(session)
            elif session.link is None and now - session.away_since > self.limits.offline_s:
                self.drop(session)
