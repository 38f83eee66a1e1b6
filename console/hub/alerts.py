"""Alerts: what has changed is noticed, noted in the ledger, and told to whom it concerns.

Each of waiting, attention, failed and finished is told once per session and moment, to the people
whose rights show them that session (a question to whom it waits for), over the channels that each
of them has set up; not at all to somebody who watches that session just then. One thread notices, a
few more send.
"""

from __future__ import annotations

import logging
import queue
import threading
import traceback
from collections import Counter, deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from console.hub import channels, notice, preferences
from console.hub.ledger import Ledger, key_for, since_of
from console.hub.notice import NEEDS, Notice
from console.hub.outcome import Gone, Retry, Unsent
from console.hub.preferences import Channel, Preferences, Subscription, Trouble
from console.hub.push import Push
from console.hub.quiet import quiet_until
from console.hub.sight import sees, waits_for, watches
from schemas.documents.access import Access
from schemas.documents.session import State
from schemas.wire import settings
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

log = logging.getLogger(__name__)

AGAIN_MS = (10_000, 30_000, 120_000, 600_000)
"""Between tries of one message; then it is given up, and the person is told on *Me*."""
LOOK_MS = 30_000
"""How often a message that quiet hours hold back is looked at again."""
SENDERS = 4
EACH = 2
"""Messages on their way to one person at once: a slow webhook must not hold up the others."""
MOST_PENDING = 5_000
MOST_AN_HOUR = 60
"""Messages to one channel: an agent that flaps must not become a siren."""
HOUR_MS = 3_600_000
OLD_US = 24 * 3600 * 1_000_000
"""An end that is older when we first hear of it is no news."""
REMEMBER_US = 48 * 3600 * 1_000_000
PRUNE_MS = 600_000
TEST_EVERY_MS = 5_000


class Fleet(Protocol):
    """What alerts ask of `console.live.Live`."""

    on_gone: Callable[[str], None]

    def changes(self, timeout_s: float) -> dict[str, State | None]: ...

    def people(self) -> dict[str, Access]: ...

    def session(self, key: str) -> State | None: ...

    def settled(self) -> bool: ...

    def fault(self, what: str, text: str) -> None: ...


Way = Channel | Subscription
Target = tuple[str, str, str]
"""(key in the ledger, person, channel's id)"""


@dataclass(slots=True)
class _Pending:
    due_ms: int
    tries: int = 0
    flying: bool = False


class Alerts:
    """`start` and `stop` beside `Live`; `test` and `public_key` for the pages, from any thread."""

    def __init__(self, home: Home, live: Fleet, base: str, clock: Clock | None = None) -> None:
        """`base`: the console's address, for links. Raises `Refused` or OSError where keys or
        ledger cannot be read."""
        config = settings.load(home.config)
        self.home = home
        self.base = base
        self.private: bool = config["alerts.private_addresses"]
        self._live = live
        self._clock = clock or Clock()
        self._push = Push(home, self.base, private=self.private)
        self._ledger = Ledger(preferences.folder(home) / "told.jsonl", self._clock.wall_us())
        self._pending: dict[Target, _Pending] = {
            target: _Pending(0) for target in self._ledger.open()
        }
        self._unnoted: dict[str, State] = {}
        """Changes that the ledger could not take, because its disk is full."""
        self._alive: dict[str, State] = {}
        """Each session's last document before its end, which names who had it in view."""
        self._outcomes: queue.SimpleQueue[tuple[Target, Exception | None]] = queue.SimpleQueue()
        self._flying: Counter[str] = Counter()
        self._hour: dict[tuple[str, str], deque[int]] = {}
        self._pruned_ms = self._clock.boot_ms()
        self._tested: dict[str, int] = {}
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(SENDERS, thread_name_prefix="alert")
        self._thread: threading.Thread | None = None
        live.on_gone = self._gone

    @property
    def public_key(self) -> str:
        """The applicationServerKey of this hub, for browsers that subscribe."""
        return self._push.public

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._drive, name="alerts", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop; what was not sent is sent after the next start."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(5)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def test(self, user: str) -> dict[str, str]:
        """Send a test over all channels of `user`; id → "" or why it did not arrive.

        Raises `Refused("too-many")` within five seconds of the last one.
        """
        now = self._clock.boot_ms()
        if now - self._tested.get(user, -TEST_EVERY_MS) < TEST_EVERY_MS:
            raise Refused("too-many", "tests; wait a few seconds")
        self._tested[user] = now
        found = preferences.load(self.home, user)
        said = notice.trial(self._clock.wall_us())
        sent = [(way, self._pool.submit(self._deliver, way, said)) for way in found.ways()]
        outcome: dict[str, str] = {}
        for way, future in sent:
            error = future.exception()
            outcome[way.id] = "" if error is None else _why(error)
            self._told(user, way.id, error)
        return outcome

    # ----- the thread

    def _drive(self) -> None:
        while not self._stop.is_set():
            try:
                self._step(self._live.changes(0.5))
            except Exception as error:  # the thread must outlive its faults, and tell them
                log.error("a fault of ours: %s", "".join(traceback.format_exception(error)))
                self._live.fault("alerts", f"alerts are not sent: {type(error).__name__}")
                self._stop.wait(1)
            else:
                self._live.fault("alerts", "")

    def _step(self, changed: Mapping[str, State | None]) -> None:
        for key, state in changed.items():
            if state is None:
                self._alive.pop(key, None)
                self._unnoted.pop(key, None)
            else:
                self._unnoted[key] = state
        if self._unnoted:
            self._note()
            self._unnoted.clear()
        self._collect()
        self._send_due()
        now = self._clock.boot_ms()
        if now - self._pruned_ms > PRUNE_MS and self._live.settled():
            self._pruned_ms = now
            self._prune()

    # ----- noticing

    def _note(self) -> None:
        now = self._clock.wall_us()
        people = self._live.people()
        noticed: list[tuple[str, list[tuple[str, str]]]] = []
        for session, state in self._unnoted.items():
            for kind, since in notice.kinds_of(state).items():
                key = key_for(session, kind, since)
                if key not in self._ledger and self._is_news(session, kind, since, now):
                    seen = state if kind in NEEDS else self._alive.get(session, state)
                    noticed.append((key, self._targets(people, state, seen, kind)))
        self._ledger.note(noticed, now)
        for session, state in self._unnoted.items():
            if state.exit is None and not _final(state):
                self._alive[session] = state
        for key, to in noticed:
            for person, way in to:
                if len(self._pending) >= MOST_PENDING:
                    self._ledger.done(key, person, way)
                    self._told(person, way, Unsent("too many messages wait"))
                else:
                    self._pending[key, person, way] = _Pending(0)

    def _is_news(self, session: str, kind: str, since: int, now: int) -> bool:
        """Ends from before there was a ledger, and old ones, are none: nothing floods."""
        if since <= self._ledger.horizon:
            return False
        if kind in NEEDS or session in self._alive:
            return True
        return since >= self._ledger.born and now - since < OLD_US

    def _targets(
        self, people: Mapping[str, Access], state: State, seen: State, kind: str
    ) -> list[tuple[str, str]]:
        found = []
        for user, access in people.items():
            if not _concerns(access, state, kind) or watches(user, seen):
                continue
            wishes = self._wishes(user)
            if wishes is not None and wishes.wants(kind, state.machine, state.project):
                found += [(user, way.id) for way in wishes.ways()]
        return found

    def _wishes(self, user: str) -> Preferences | None:
        try:
            found = preferences.load(self.home, user)
        except Refused as error:
            log.error("%s", error)
            self._live.fault(f"preferences {user}", "somebody's alert settings cannot be read")
            return None
        self._live.fault(f"preferences {user}", "")
        return found

    # ----- sending

    def _send_due(self) -> None:
        now = self._clock.boot_ms()
        people = self._live.people()
        if not people or not self._live.settled():
            return
        for target, pending in list(self._pending.items()):
            if pending.flying or pending.due_ms > now or self._flying[target[1]] >= EACH:
                continue
            if sum(self._flying.values()) >= SENDERS:
                return
            self._send(target, pending, people.get(target[1]), now)

    def _send(self, target: Target, pending: _Pending, access: Access | None, now: int) -> None:
        key, user, way_id = target
        session, kind, since = key.rsplit(".", 2)
        state = self._live.session(session)
        wishes = self._wishes(user) if access is not None else None
        ways = wishes.ways() if wishes else []
        way = next((one for one in ways if one.id == way_id), None)
        if access is None or wishes is None or way is None:
            self._close(target)
            return
        if state is not None and (
            not _concerns(access, state, kind)
            or watches(user, state)
            or (kind in NEEDS and notice.kinds_of(state).get(kind) != int(since))
        ):
            self._close(target)  # seen, answered, or none of this person's business any more
            return
        if quiet_until(wishes.quiet, self._clock.wall_us()) is not None:
            if kind in NEEDS:
                pending.due_ms = now + LOOK_MS
            else:
                self._close(target)
            return
        hour = self._hour.setdefault((user, way_id), deque())
        while hour and now - hour[0] > HOUR_MS:
            hour.popleft()
        if len(hour) >= MOST_AN_HOUR:
            self._close(target)
            self._told(user, way_id, Unsent(f"more than {MOST_AN_HOUR} messages in an hour"))
            return
        hour.append(now)
        said = notice.of(session, state, kind, since_of(key), details=wishes.details)
        pending.flying = True
        self._flying[user] += 1
        self._pool.submit(self._fly, target, way, said)

    def _fly(self, target: Target, way: Way, said: Notice) -> None:
        try:
            self._deliver(way, said)
        except Exception as error:
            self._outcomes.put((target, error))
        else:
            self._outcomes.put((target, None))

    def _deliver(self, way: Way, said: Notice) -> None:
        if isinstance(way, Subscription):
            self._push.send(way, said)
        else:
            channels.send(way, said, self.base, private=self.private)

    def _collect(self) -> None:
        while True:
            try:
                target, error = self._outcomes.get_nowait()
            except queue.Empty:
                return
            _, user, way = target
            self._flying[user] -= 1
            if not self._flying[user]:
                del self._flying[user]
            pending = self._pending[target]
            pending.flying = False
            if isinstance(error, Retry) and pending.tries < len(AGAIN_MS):
                pending.due_ms = self._clock.boot_ms() + AGAIN_MS[pending.tries]
                pending.tries += 1
            else:
                self._close(target)
            self._told(user, way, error)

    def _close(self, target: Target) -> None:
        self._ledger.done(*target)
        self._pending.pop(target, None)

    def _told(self, user: str, way: str, error: BaseException | None) -> None:
        """Let the person see on *Me* how it went."""
        if error is not None and not isinstance(error, Unsent):
            log.error("a fault of ours: %s", "".join(traceback.format_exception(error)))
        trouble = None
        if error is not None:
            trouble = Trouble(at=self._clock.wall_us(), why=_why(error)[:200])
        try:
            if isinstance(error, Gone) and way.startswith("b-"):
                preferences.drop_browser(self.home, user, way)
            else:
                preferences.set_trouble(self.home, user, way, trouble)
        except (Refused, OSError) as fault:
            log.error("how an alert fared is not kept: %s", fault)

    # ----- bounds

    def _prune(self) -> None:
        """Forget what cannot come again: told long ago, and no document would tell it once more."""
        now_us, now = self._clock.wall_us(), self._clock.boot_ms()
        gone = []
        for key in self._ledger.older_than(now_us - REMEMBER_US):
            session, kind, since = key.rsplit(".", 2)
            state = self._live.session(session)
            if state is None or notice.kinds_of(state).get(kind) != int(since):
                gone.append(key)
        self._ledger.forget(gone)
        self._hour = {
            where: times for where, times in self._hour.items() if now - times[-1] < HOUR_MS
        }
        self._tested = {user: at for user, at in self._tested.items() if now - at < TEST_EVERY_MS}

    def _gone(self, user: str) -> None:
        """Called by `Live` for a person who is no more."""
        try:
            preferences.forget(self.home, user)
        except OSError as error:
            log.error("the alert settings of a removed person stay: %s", error.strerror)


def _concerns(access: Access, state: State, kind: str) -> bool:
    """A question is told to whom it waits for, everything else to whoever may see it."""
    asked = notice.newest(state) if kind == "waiting" else None
    return sees(access, state) and (asked is None or waits_for(access, state, asked))


def _final(state: State) -> bool:
    return bool(set(notice.kinds_of(state)) & {"failed", "finished"})


def _why(error: BaseException) -> str:
    if isinstance(error, Gone):
        return "it wants no more messages"
    return str(error) if isinstance(error, Unsent) else "a fault of ours; the log has more"
