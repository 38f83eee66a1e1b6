"""The gateway's own link to the broker: what is there, as one snapshot, and what waits for whom.

One thread drives it. It knows more than any one person may see (every session's document and
everybody's access document), so pages never show from it: they have their own link, under their
own rights. It is for `/healthz`, for the inboxes, and for alerts.
"""

from __future__ import annotations

import logging
import shutil
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any

from console.hub import inbox, preferences
from console.hub.told import Told
from console.snapshot import Machine, Snapshot
from schemas.documents.access import Access, Pages
from schemas.documents.inbox import Inbox
from schemas.documents.info import Info
from schemas.documents.presence import Health, HubPresence, MachinePresence
from schemas.documents.session import State
from schemas.link import Link, run
from schemas.wire import ids, topics
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, run_dir

log = logging.getLogger(__name__)

CLIENT_ID, USERNAME = "hub-gateway", "hub:gateway"
MOST_SESSIONS, MOST_MACHINES, MOST_PEOPLE = 20_000, 10_000, 10_000
"""Beyond these nothing new is taken, and the gateway's health says so."""
SETTLE_MS = 1_500
"""So long after the filters are in force the retained documents have been replayed: what has not
come by then is gone."""
INBOX_EVERY_MS = 250
DISK_EVERY_MS = 60_000
_PRESENCE = topics.build("hub.presence", part="gateway")
_FILTERS = tuple(
    topics.filter_for(name)
    for name in ("session.state", "machine.info", "machine.presence", "hub.access", "hub.presence")
)


@dataclass(slots=True)
class _Kept:
    """Documents of one kind, and which of them the present connection has shown."""

    most: int
    values: dict[str, Any] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    full: bool = False

    def put(self, key: str, value: Any) -> bool:
        self.full = key not in self.values and len(self.values) >= self.most
        if not self.full:
            self.values[key] = value
            self.seen.add(key)
        return not self.full

    def drop(self, key: str) -> bool:
        self.seen.discard(key)
        return self.values.pop(key, None) is not None

    def unseen(self) -> list[str]:
        return [key for key in self.values if key not in self.seen]


class Live:
    """`start`, `stop` and `snapshot` from any thread; everything else happens in its own."""

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        """Raises `Refused` where the gateway's secret is missing or its list cannot be read."""
        self.home = home
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._news = threading.Condition(self._lock)
        self._changed: set[str] = set()
        self._sessions, self._machines = _Kept(MOST_SESSIONS), _Kept(MOST_MACHINES)
        self._access, self._parts = _Kept(MOST_PEOPLE), _Kept(len(topics.HUB_PARTS))
        self._pages: dict[str, Pages] = {}
        self._inboxes: dict[str, Inbox] = {}
        self._people = Told(preferences.folder(home) / "inboxes")
        self._dirty = True
        self._inboxes_ms = 0
        self._ready_ms: int | None = None
        self._settled = False
        self._told: tuple[str, tuple[int, int]] | None = None
        self._disk, self._looked_ms = _disk(home), self._clock.boot_ms()
        self._faults: dict[str, str] = {}
        self._start_us, self._run = self._clock.wall_us(), ids.new_request()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.on_gone: Callable[[str], None] = lambda user: None
        """A person is no more; called in the link's thread."""
        self.link = Link(
            [f"unix:{run_dir(home).broker}"],
            client_id=CLIENT_ID,
            username=USERNAME,
            password=_secret(home),
            will=(_PRESENCE, self._presence(False)),
            on_message=self._message,
            on_up=self._up,
            on_down=self._down,
            on_fault=_fault,
            clock=self._clock,
        )
        self.link.subscribe(_FILTERS)

    # ----- for everybody

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._drive, name="live", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Say that we go, and go; at most a few seconds."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(5)
        with self._news:
            self._news.notify_all()

    def snapshot(self) -> Snapshot:
        """What is known now; the documents are frozen, the dictionaries the caller's own."""
        with self._lock:
            return Snapshot(
                self._clock.wall_us(),
                self.link.connected,
                self.link.trouble,
                self._settled,
                dict(self._sessions.values),
                dict(self._machines.values),
                dict(self._access.values),
                dict(self._parts.values),
            )

    def changes(self, timeout_s: float) -> dict[str, State | None]:
        """Sessions (`m/p/s`) whose document has changed since the last call, with the newest
        document or None where it is gone; waits for one. Empty until the snapshot has settled.
        For one caller."""
        with self._news:
            if not (self._settled and self._changed):
                self._news.wait(timeout_s)
            if not self._settled:
                return {}
            keys, self._changed = self._changed, set()
            return {key: self._sessions.values.get(key) for key in keys}

    def people(self) -> dict[str, Access]:
        """Everybody's access document."""
        with self._lock:
            return dict(self._access.values)

    def session(self, key: str) -> State | None:
        """The document of one session (`m/p/s`)."""
        with self._lock:
            return self._sessions.values.get(key)

    def settled(self) -> bool:
        """Whether what is known is what stands at the broker now."""
        return self._settled and self.link.connected

    def fault(self, what: str, text: str) -> None:
        """Something of the gateway's that people should know; "" when it is over."""
        with self._lock:
            if text:
                self._faults[what] = text
            else:
                self._faults.pop(what, None)

    # ----- the thread

    def _drive(self) -> None:
        while not self._stop.is_set():
            try:
                run([self.link], 0.25)
                self._step()
            except Exception as error:  # the thread must outlive its faults, and tell them
                _fault(error)
                self._stop.wait(1)
        if self.link.connected:
            self.link.publish(_PRESENCE, self._presence(False))
        self.link.close()

    def _step(self) -> None:
        if not self.link.ready:
            return
        now = self._clock.boot_ms()
        if self._ready_ms is None:
            self._ready_ms = now
        if not self._settled and now - self._ready_ms >= SETTLE_MS:
            self._settle()
        if now - self._looked_ms >= DISK_EVERY_MS:
            self._looked_ms, self._disk = now, _disk(self.home)
        told = (self._why(), self._disk)
        if told != self._told and self.link.publish(_PRESENCE, self._presence(True)):
            self._told = told
        if self._settled and self._dirty and now - self._inboxes_ms >= INBOX_EVERY_MS:
            self._inboxes_ms = now
            self._tell_inboxes()

    def _up(self) -> None:
        self._told, self._ready_ms = None, None
        self._inboxes.clear()
        self._dirty = True
        for kept in (self._sessions, self._machines, self._access, self._parts):
            kept.seen.clear()

    def _down(self, reason: str) -> None:
        log.info("the broker is away: %s", reason)
        with self._lock:
            self._settled = False

    def _settle(self) -> None:
        """What stands at the broker was replayed: the rest of what we hold was cleared."""
        with self._news:
            for kept in (self._sessions, self._machines, self._parts):
                for key in kept.unseen():
                    kept.drop(key)
                    if kept is self._sessions:
                        self._changed.add(key)
            gone = self._access.unseen()
            # Nobody at all means a steward that has not published yet, not an empty hub.
            if self._access.seen:
                for user in gone:
                    self._access.drop(user)
            self._settled = bool(self._access.seen)
            if not self._settled:
                self._ready_ms = self._clock.boot_ms()  # look again
            self._news.notify_all()

    # ----- in

    def _message(self, topic: str, payload: bytes, retained: bool) -> None:
        try:
            found = topics.parse(topic)
            with self._news:
                _TAKE[found.name](self, found, payload, retained)
        except (Refused, KeyError) as error:
            log.warning("%s is not taken: %s", ascii(topic[:120]), error)

    def _state(self, topic: topics.Topic, payload: bytes, retained: bool) -> None:
        key = f"{topic['m']}/{topic['p']}/{topic['s']}"
        if not payload:
            old = self._sessions.values.get(key)
            self._sessions.drop(key)
        else:
            state = State.read(payload)
            if f"{state.machine}/{state.project}/{state.session}" != key:
                raise Refused("bad-field", "this document is of another session")
            old = self._sessions.values.get(key)
            if not self._sessions.put(key, state):
                return
            self._dirty = self._dirty or bool(state.questions)
        self._dirty = self._dirty or bool(old is not None and old.questions)
        self._changed.add(key)
        self._news.notify_all()

    def _info(self, topic: topics.Topic, payload: bytes, retained: bool) -> None:
        old = self._machines.values.get(topic["m"], Machine())
        info = Info.read(payload) if payload else None
        self._machine(topic["m"], Machine(info, old.presence, old.heard_us))

    def _machine_presence(self, topic: topics.Topic, payload: bytes, retained: bool) -> None:
        old = self._machines.values.get(topic["m"], Machine())
        presence = MachinePresence.read(payload) if payload else None
        moved = presence is not None and presence.beat is not None and not retained
        heard = self._clock.wall_us() if moved else old.heard_us
        self._machine(topic["m"], Machine(old.info, presence, heard))

    def _machine(self, name: str, machine: Machine) -> None:
        if machine.info is None and machine.presence is None:
            self._machines.drop(name)
        else:
            self._machines.put(name, machine)

    def _person(self, topic: topics.Topic, payload: bytes, retained: bool) -> None:
        user = topic["u"]
        self._dirty = True
        if not payload:
            self._pages.pop(user, None)
            self._access.drop(user)
            return
        access = Access.read(payload)
        if access.user != user:
            raise Refused("bad-field", "this document is of another person")
        whole = self._pages.setdefault(user, Pages()).take(access)
        if whole is not None:
            self._access.put(user, whole)

    def _part(self, topic: topics.Topic, payload: bytes, retained: bool) -> None:
        if payload:
            self._parts.put(topic["part"], HubPresence.read(payload))
        else:
            self._parts.drop(topic["part"])

    # ----- out

    def _tell_inboxes(self) -> None:
        with self._lock:
            people = dict(self._access.values)
            asking = [state for state in self._sessions.values.values() if state.questions]
        now = self._clock.wall_us()
        self._people.add(people)  # before they are told: whoever has one must lose it again
        for user, access in people.items():
            made = inbox.build(access, asking, now)
            if inbox.same(self._inboxes.get(user), made):
                continue
            if not self.link.publish(topics.build("hub.inbox", u=user), made.encode()):
                return  # the queue is full: later, once more
            self._inboxes[user] = made
        for user in self._people.names - people.keys():
            if not self.link.clear(topics.build("hub.inbox", u=user)):
                return
            self._inboxes.pop(user, None)
            self.on_gone(user)
            self._people.remove(user)
        self._dirty = False

    def _why(self) -> str:
        with self._lock:
            faults = list(self._faults.values())
            if self._sessions.full or self._machines.full or self._access.full:
                faults.append("there is more than the gateway keeps in mind")
        return "; ".join(faults)[:200]

    def _presence(self, online: bool) -> bytes:
        why = self._why() if online else ""
        health: dict[str, Any] = {"state": "fault", "why": why} if why else {"state": "ok"}
        if online:
            health["disk_free_mb"], health["disk_mb"] = self._disk
        return HubPresence(
            online=online,
            run=self._run,
            since=self._start_us,
            version=_version(),
            health=Health.model_validate(health),
        ).encode()


_TAKE: dict[str, Callable[[Live, topics.Topic, bytes, bool], None]] = {
    "session.state": Live._state,
    "machine.info": Live._info,
    "machine.presence": Live._machine_presence,
    "hub.access": Live._person,
    "hub.presence": Live._part,
}


def _secret(home: Home) -> str:
    try:
        return (home.hub_keys / "gateway.secret").read_text().strip()
    except OSError as error:
        raise Refused("bad-config", f"the gateway's secret: {error.strerror}") from None


def _disk(home: Home) -> tuple[int, int]:
    """Free and all MB of the disk with the hub's home, to three figures: so it seldom changes."""
    found = shutil.disk_usage(home.hub if home.hub.exists() else home.hub.parent)
    free = found.free // 1_000_000
    coarse = 10 ** max(len(str(free)) - 3, 0)
    return free // coarse * coarse, found.total // 1_000_000


def _version() -> str:
    try:
        return metadata.version("signalbox-fleet")
    except metadata.PackageNotFoundError:
        return "not installed"


def _fault(error: Exception) -> None:
    log.error("a fault of ours: %s", "".join(traceback.format_exception(error)))
