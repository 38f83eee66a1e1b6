"""The record of one hub process: written, synced, shown live, shipped and acked.

Drives schemas.wire.cursor like a machine does. No thread and no socket of its own: whoever holds
it gives a way to publish, tells it of acks, has `sync` called (in a thread where that must not
wait) and calls `step`.
"""

from __future__ import annotations

import logging
import shutil
from collections import deque
from collections.abc import Callable
from typing import Any

from broker.record import journal
from broker.record.journal import Journal
from schemas.wire import ids, topics
from schemas.wire.clock import Clock, Timeline
from schemas.wire.cursor import Cursors, Step
from schemas.wire.errors import Refused
from schemas.wire.kinds import KINDS
from schemas.wire.layout import Home, SessionDir
from schemas.wire.uplink import Offer, SessionKey, read_ack

log = logging.getLogger("broker.record")

KEEP_US = 7 * 24 * 3600 * 1_000_000
"""Acked records of earlier starts stay for so long, for an archiver that is restored."""
KEPT = 20
"""And at most so many of them: each is read and verified at a start."""
UNACKED_BYTES = 256 * 1024 * 1024
"""What the archiver has not acked; beyond it lines are counted and not written."""
LIVE = 1_000
"""Live lines that wait to be shown; the oldest go first."""

Publish = Callable[[str, bytes], bool]
"""Hand a message over at QoS 0; False: not now."""


class Book:
    """All records of one part of the hub. Where none can be begun (a full disk), lines are counted,
    and it is tried again at the next one: a hub that cannot write must still be steered."""

    def __init__(
        self, home: Home, part: str, version: str, publish: Publish, clock: Clock | None = None
    ) -> None:
        self._record = home.record
        self._part = part
        self._version = version
        self._publish = publish
        self._clock = clock or Clock()
        self._timeline = Timeline(self._clock)
        self.cursors = Cursors()
        self._journals: dict[str, Journal] = {}
        self._live: deque[tuple[str, int, bytes]] = deque(maxlen=LIVE)
        self.on_line: Callable[[], None] = lambda: None
        """Called after each line, so that somebody syncs it."""
        self._urgent = False
        self._missed = 0
        self.fault = ""
        """Why lines are lost or not shipped, for people; "" is good."""
        self._now: Journal | None = None
        self._take_up()
        self._begin_again()

    @property
    def session(self) -> str:
        """The record that is written now; "" while none can be."""
        return self._now.session if self._now is not None else ""

    @property
    def dirty(self) -> bool:
        """Are there lines that are not synced yet?"""
        return self._now is not None and self._now.synced < self._now.seq

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """One more line. Never raises: what cannot be written is counted, and told when it can."""
        try:
            now = self._now
            if now is None:
                now = self._now = self._begin()
            elif now.size >= journal.FILE_BYTES:
                now = self._turn(now)
            if self._waiting() > UNACKED_BYTES:
                raise OSError(28, "the archiver has acked nothing for too long")
            if self._missed:
                self._write(now, "fault", _missing(self._missed))
                self._missed = 0
                self.fault = ""
            self._write(now, kind, body)
        except (OSError, Refused) as error:
            if not self._missed:
                log.error("the hub's own record takes no lines: %s", error)
            self._missed += 1
            self.fault = "the hub's own record is not written"

    # -- to the disk ------------------------------------------------------------------------

    def begin_sync(self) -> tuple[Journal, int]:
        """What has to be synced (`journal.sync()`, in any thread), and then told to `synced`.
        Only while `dirty`."""
        assert self._now is not None
        return self._now, self._now.seq

    def synced(self, which: Journal, seq: int) -> None:
        """Lines up to `seq` are on the disk: they may leave now."""
        which.synced = max(which.synced, seq)
        if which.session in self.cursors.sessions:
            self.cursors.synced(which.session, seq, self._ms(), at_once=self._urgent)
        self._urgent = False

    def failed(self, which: Journal, error: OSError) -> None:
        """A sync failed: that record ends with what was synced before, and a new one begins."""
        log.error("the hub's own record could not be synced: %s", error)
        self.fault = "the hub's own record could not be synced"
        which.living = False
        self._missed += which.seq - which.synced
        if which is self._now:
            self._begin_again()

    def sync(self) -> None:
        """Both, for who may wait."""
        if self.dirty:
            which, seq = self.begin_sync()
            try:
                which.sync()
            except OSError as error:
                self.failed(which, error)
            else:
                self.synced(which, seq)

    # -- to the archiver --------------------------------------------------------------------

    def connected(self) -> None:
        """What is published from now on may arrive."""
        self.cursors.connected()

    def disconnected(self) -> None:
        self.cursors.disconnected()

    def archiver(self, online: bool, run: str) -> None:
        """The archiver's presence; `run` names its start."""
        self.cursors.archiver(online, run)

    def ack(self, payload: bytes) -> None:
        """A message on fleet/ack/hub, which every part of the hub gets."""
        try:
            ack = read_ack(payload)
        except Refused as error:
            log.warning("an ack that cannot be read: %s", error)
            return
        for session, seq in self.cursors.ack(ack, self._ms()).items():
            log.error("record %s forks at line %d; it is shipped no further", session, seq)
            self.fault = "a record of the hub differs from what the archive holds"
            if session == self.session:
                self._begin_again()
        self._tidy()

    def step(self) -> int:
        """Show and ship what is due; milliseconds until it wants to be called again."""
        now = self._ms()
        while self._live and self._live[0][1] <= self._synced_of(self._live[0][0]):
            session, _, data = self._live[0]
            if not self._publish(topics.build("hub.record.event", s=session), data):
                break
            self._live.popleft()
        self.cursors.tick(now)
        while (due := self.cursors.next(now)) is not None:
            if not self._send(due, now):
                break
        return self.cursors.wait(now)

    def close(self) -> None:
        """The process stops: say so, sync, and give the files back."""
        if self._now is not None:
            self.add("hub_stopped", {})
        self.sync()
        self.step()
        for found in self._journals.values():
            found.close()

    def _send(self, due: Step, now: int) -> bool:
        found = self._journals[due.session]
        last = 0
        if due.what == "key":
            payload = SessionKey(found.key.hex()).encode()
        elif due.what == "offer":
            payload = Offer(1, found.first.hex(), found.synced).encode()
        else:
            try:
                payload, last = found.take(
                    due.start, due.upto, due.most, at_least_one=due.at_least_one
                )
            except (Refused, OSError) as error:
                log.error("record %s cannot be shipped: %s", due.session, error)
                self.fault = "a record of the hub cannot be read"
                self.cursors.close(due.session)
                return True
            if not payload:
                self.cursors.too_long(due, now)
                return True
        if not self._publish(topics.build("hub.record.journal", s=due.session), payload):
            return False
        self.cursors.sent(due, now, last=last, size=len(payload))
        return True

    # -- records ----------------------------------------------------------------------------

    def _begin_again(self) -> None:
        try:
            self._now = self._begin()
        except OSError as error:
            self._now = None
            log.error("no record can be begun: %s", error)
            self.fault = "the hub's own record is not written"

    def _begin(self, continues: str | None = None) -> Journal:
        body: dict[str, object] = {"part": self._part, "version": self._version}
        if continues is not None:
            body["continues"] = continues
        session = ids.new_session(self._clock.wall_us() // 1_000)
        made = journal.create(self._record, session, self._timeline.now_us(), "hub_started", body)
        self._journals[session] = made
        self.cursors.open(session, 1, 1, self._ms(), living=True, fresh=True)
        return made

    def _turn(self, before: Journal) -> Journal:
        """The file is long: end it, and go on in a new one."""
        now = self._now = self._begin(before.session)
        try:
            before.append(self._timeline.now_us(), "hub_stopped", {"goes_on": now.session})
            before.sync()  # once in 8 MiB
            before.synced = before.seq
            self.cursors.synced(before.session, before.seq, self._ms(), at_once=True)
        finally:
            before.living = False
            self.cursors.ended(before.session)
        return now

    def _take_up(self) -> None:
        """Records of this part's earlier starts: what of them is not acked is still to be sent."""
        if not self._record.is_dir():
            return
        for path in sorted(self._record.iterdir()):
            if path.name.startswith(".new-"):
                # Half made. Another part's may be in the making right now.
                began = path.name.removeprefix(".new-")
                if self._clock.wall_us() // 1_000 - ids.session_started_ms(began) > 3_600_000:
                    shutil.rmtree(path, ignore_errors=True)
                continue
            try:
                found, body = journal.reopen(SessionDir(path))
            except (Refused, OSError, ValueError) as error:
                log.error("a record is not shipped: %s", error)
                self.fault = "a record of the hub cannot be read"
                continue
            if body.get("part") != self._part:
                found.close()
                continue
            self._journals[found.session] = found
            self.cursors.open(found.session, 1, found.seq, self._ms(), living=False)

    def _tidy(self) -> None:
        """Records of earlier starts that are acked whole go when they are old, or too many."""
        acked = [
            found
            for found in self._journals.values()
            if found is not self._now
            and (cursor := self.cursors.sessions.get(found.session)) is not None
            and cursor.answered
            and cursor.acked >= found.seq
        ]
        old = self._clock.wall_us() - KEEP_US
        for position, found in enumerate(sorted(acked, key=lambda f: f.session, reverse=True)):
            if position >= KEPT or found.last_at < old:
                self.cursors.close(found.session)
                del self._journals[found.session]
                try:
                    found.remove()
                except OSError as error:
                    log.warning("%s stays: %s", found.session, error)

    def _waiting(self) -> int:
        """Bytes of records that have lines which are not acked."""
        return sum(
            found.size
            for session, found in self._journals.items()
            if (cursor := self.cursors.sessions.get(session)) is None or cursor.acked < found.seq
        )

    def _write(self, now: Journal, kind: str, body: dict[str, Any]) -> None:
        data = now.append(self._timeline.now_us(), kind, body)
        self._live.append((now.session, now.seq, data))
        self._urgent = self._urgent or KINDS[kind].urgent
        self.on_line()

    def _synced_of(self, session: str) -> int:
        found = self._journals.get(session)
        return found.synced if found is not None else 0

    def _ms(self) -> int:
        return self._clock.boot_ms()


def _missing(lines: int) -> dict[str, str]:
    return {
        "what": f"{lines} lines of the hub's own record could not be written",
        "meant": "what happened meanwhile is not recorded",
    }
