"""What one log-in sees of the fleet, and what it asks: one MQTT link, as that person.

Pages read from any thread; the link is driven by the one thread of `console.people`, which alone
calls what stands under *the thread*. Nothing here is wider than the person's own access document.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from console.cookies import Login
from schemas.documents.access import Access, Pages
from schemas.documents.info import Info
from schemas.documents.presence import HubPresence, MachinePresence
from schemas.documents.session import State
from schemas.link import Link, Priority
from schemas.wire import ids, strictjson, topics
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.verbs import DEFAULT_TTL_S

AWAY_S = 30
"""A machine whose beat has not moved for so long is away (protocol, presence)."""
PURPOSES = ("machine", "session.state", "hub.presence")
"""What pages show; everything finer goes straight to components."""
AGAIN_S = 3.0
"""A request without an answer is asked again, with the same id."""
MAX_PENDING = 64
MAX_PAGES = 1000
STALL_MS = 60_000
"""Nobody asks a page anything, so it may stand still for a while."""


@dataclass(frozen=True, slots=True)
class Machine:
    """`heard_at`: wall clock (seconds) when its beat last moved; None: no beat was heard."""

    info: Info | None = None
    presence: MachinePresence | None = None
    heard_at: float | None = None

    @property
    def here(self) -> bool:
        """Whether it can be asked anything now."""
        if self.presence is None or not self.presence.online or self.heard_at is None:
            return False
        return time.time() - self.heard_at < AWAY_S


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` of the receipt; `pages`: the data of each page before it, in order."""

    data: dict[str, Any]
    pages: list[dict[str, Any]]


@dataclass(slots=True)
class _Asked:
    answerer: str
    topic: str
    payload: dict[str, Any]
    future: Future[Answer]
    pages: list[dict[str, Any]] = field(default_factory=list)
    sent: float = 0.0
    until: float = 0.0


class Person:
    """One log-in's view. Made by `People` alone."""

    def __init__(
        self,
        login: Login,
        urls: list[str],
        wake: Callable[[], None],
        void: Callable[[str], None],
    ) -> None:
        """`wake()`: ask the thread to run soon. `void(id)`: the broker lets this log-in in no
        more."""
        self.user, self.login = login.user, login.id
        self.until_us = login.until_us
        self.streams = 0
        """Open WebSockets of this log-in; the guard counts them."""
        self.used_at = time.monotonic()
        """When a page last wanted it."""
        self._wake, self._void = wake, void
        self._changed = threading.Condition()
        self._access: Access | None = None
        self._pages = Pages()
        self._machines: dict[str, Machine] = {}
        self._sessions: dict[str, State] = {}
        self._parts: dict[str, HubPresence] = {}
        self._asked: dict[str, _Asked] = {}
        self._new: list[_Asked] = []
        self._filters: set[str] = set()
        self._said_void = False
        self._link = Link(
            urls,
            client_id=f"page-{ids.new_request()}",
            username=login.user,
            password=login.password,
            on_message=self._arrived,
            on_up=self._up,
            on_fault=self._fault,
            stall_ms=STALL_MS,
        )
        self._own = [
            topics.build("hub.access", u=self.user),
            topics.filter_for("reply", u=self.user),
        ]
        self._link.subscribe(self._own)

    # ----- for pages, from any thread

    @property
    def connected(self) -> bool:
        """Whether the hub has us now."""
        return self._link.connected

    @property
    def trouble(self) -> str:
        """Why not, for people; empty while it has."""
        return self._link.trouble

    @property
    def access(self) -> Access | None:
        """What this person holds; None until the steward's document has come."""
        return self._access

    @property
    def machines(self) -> Mapping[str, Machine]:
        """As of now, by machine."""
        with self._changed:
            return MappingProxyType(dict(self._machines))

    @property
    def sessions(self) -> Mapping[str, State]:
        """As of now, by session."""
        with self._changed:
            return MappingProxyType(dict(self._sessions))

    @property
    def parts(self) -> Mapping[str, HubPresence]:
        """The hub's own processes, by part."""
        with self._changed:
            return MappingProxyType(dict(self._parts))

    def may(self, right: str, machine: str | None = None, project: str | None = None) -> bool:
        """Whether this person holds `right` there (`hub` for the hub's own); None: anywhere.

        For what a page shows; the machine judges by its own.
        """
        access = self._access
        return access is not None and any(
            right in held.rights
            and (machine is None or held.machine in ("+", machine))
            and (project is None or held.project in ("+", project))
            for held in access.held
        )

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait until the hub has told what this person holds; False where it did not."""
        return self.wait_for(lambda: self._access is not None, seconds)

    def wait_for(self, there: Callable[[], bool], seconds: float) -> bool:
        """Wait until what was heard makes `there()` true; False where it did not in time."""
        with self._changed:
            return self._changed.wait_for(there, seconds)

    def ask(
        self,
        machine: str,
        project: str = ids.NONE,
        session: str = ids.NONE,
        verb: str = "",
        fields: Mapping[str, Any] | None = None,
        timeout: float = DEFAULT_TTL_S,
        answerer: str = "",
    ) -> Answer:
        """Ask a machine (or `hub`), and wait for the receipt. Blocks.

        `answerer`: whose answer counts, where it is not the machine's: `hub` for a `history` out
        of the archive, which answers also when the machine is gone for good.

        Raises `Refused`: as the receipt says, or `hub-unreachable` where none came in time. The
        id stays the same when it is asked again, so nothing is done twice.
        """
        request = ids.new_request()
        topic = topics.build("do.request", u=self.user, m=machine, p=project, s=session, verb=verb)
        payload: dict[str, Any] = {"id": request, "ttl": DEFAULT_TTL_S, **(fields or {})}
        with self._changed:
            known = self._machines.get(machine)
            if len(self._asked) >= MAX_PENDING:
                raise Refused("too-many", "requests that wait for an answer")
            if machine != ids.HUB and known and known.presence and known.presence.beat:
                payload["seen"] = known.presence.beat.model_dump()
            asked = _Asked(
                answerer or machine, topic, payload, Future(), until=time.monotonic() + timeout
            )
            self._asked[request] = asked
            self._new.append(asked)
        self._wake()
        try:
            return asked.future.result(timeout + 1)
        except Late:
            trouble = self.trouble or f"no answer within {timeout:g} s"
            raise Refused("hub-unreachable", trouble) from None
        finally:
            with self._changed:
                self._asked.pop(request, None)

    # ----- the thread

    @property
    def link(self) -> Link:
        """For the loop."""
        return self._link

    def step(self) -> None:
        """Send what waits, and see whether the broker lets us in no more."""
        if self._link.trouble_code == "unauthenticated" and not self._said_void:
            self._said_void = True
            self._void(self.login)
        if not self._link.ready:
            return
        now = time.monotonic()
        with self._changed:
            self._new.clear()
            due = [a for a in self._asked.values() if now - a.sent > AGAIN_S and now < a.until]
        for asked in due:
            if self._link.publish(asked.topic, strictjson.canon(asked.payload), Priority.URGENT):
                asked.sent = now

    def close(self) -> None:
        """Say goodbye, and answer everybody who still waits."""
        self._link.close(0.2)
        with self._changed:
            waiting, self._asked = list(self._asked.values()), {}
        for asked in waiting:
            if not asked.future.done():
                asked.future.set_exception(Refused("unauthenticated", "logged out"))

    def _up(self) -> None:
        with self._changed:
            for asked in self._asked.values():
                asked.sent = 0.0

    def _fault(self, error: Exception) -> None:
        print(f"gateway: {self.user}: {type(error).__name__}: {error}", flush=True)

    def _arrived(self, topic: str, payload: bytes, retained: bool) -> None:
        try:
            found = topics.parse(topic)
            take = _TAKE.get(found.name)
            if take is not None:
                with self._changed:
                    take(self, found, payload, retained)
                    self._changed.notify_all()
        except Refused:
            return  # no document of the protocol: shown to nobody

    def _take_access(self, _topic: topics.Topic, payload: bytes, _retained: bool) -> None:
        if not payload:
            return
        whole = self._pages.take(Access.read(payload))
        if whole is not None:
            self._access = whole
            self._follow(whole)

    def _follow(self, access: Access) -> None:
        """Subscribe to exactly what is held now, and forget what is not."""
        wanted = {name for purpose in PURPOSES for name in access.subscribe.get(purpose, ())}
        gone, fresh = self._filters - wanted, wanted - self._filters
        self._filters = wanted
        self._link.unsubscribe(gone)
        self._link.subscribe(fresh)
        if gone:
            self._machines = {
                m: kept
                for m, kept in self._machines.items()
                if _matches(wanted, topics.build("machine.info", m=m))
            }
            self._sessions = {
                s: kept
                for s, kept in self._sessions.items()
                if _matches(
                    wanted, topics.build("session.state", m=kept.machine, p=kept.project, s=s)
                )
            }

    def _take_presence(self, topic: topics.Topic, payload: bytes, _retained: bool) -> None:
        machine = topic["m"]
        if not payload:
            self._machines.pop(machine, None)
            return
        known = self._machines.get(machine, Machine())
        presence = MachinePresence.read(payload)
        moved = presence.beat is not None and (
            known.presence is None or known.presence.beat != presence.beat
        )
        heard = time.time() if moved else known.heard_at
        self._machines[machine] = replace(known, presence=presence, heard_at=heard)

    def _take_info(self, topic: topics.Topic, payload: bytes, _retained: bool) -> None:
        machine = topic["m"]
        if not payload:
            self._machines.pop(machine, None)
            return
        known = self._machines.get(machine, Machine())
        self._machines[machine] = replace(known, info=Info.read(payload))

    def _take_state(self, topic: topics.Topic, payload: bytes, _retained: bool) -> None:
        if payload:
            self._sessions[topic["s"]] = State.read(payload)
        else:
            self._sessions.pop(topic["s"], None)

    def _take_part(self, topic: topics.Topic, payload: bytes, _retained: bool) -> None:
        if payload:
            self._parts[topic["part"]] = HubPresence.read(payload)

    def _take_reply(self, topic: topics.Topic, payload: bytes, retained: bool) -> None:
        asked = self._asked.get(topic["r"])
        if asked is None or retained or topic["m"] != asked.answerer or asked.future.done():
            return
        reply = strictjson.loads_object(payload)
        if not reply.get("final"):
            number = reply.get("page")
            # A page that came again after a retry is not one more.
            if number == len(asked.pages) + 1 and len(asked.pages) < MAX_PAGES:
                asked.pages.append(reply.get("data") or {})
                asked.sent = time.monotonic()
            return
        if reply.get("status") == "accepted":
            asked.future.set_result(Answer(reply.get("data") or {}, asked.pages))
        else:
            code, reason = str(reply.get("code")), str(reply.get("reason") or "")
            known = code if code in ERRORS else "internal"
            asked.future.set_exception(Refused(known, "" if reason == ERRORS[known] else reason))


_TAKE: dict[str, Callable[[Person, topics.Topic, bytes, bool], None]] = {
    "hub.access": Person._take_access,
    "machine.presence": Person._take_presence,
    "machine.info": Person._take_info,
    "session.state": Person._take_state,
    "hub.presence": Person._take_part,
    "reply": Person._take_reply,
}


def _matches(filters: set[str], topic: str) -> bool:
    levels = topic.split("/")
    return any(
        len(parts) == len(levels) and all(a in ("+", b) for a, b in zip(parts, levels, strict=True))
        for parts in (name.split("/") for name in filters)
    )
