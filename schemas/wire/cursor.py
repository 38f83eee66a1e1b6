"""One cursor per session: what goes up next, and when to go back. Pure; times in milliseconds.

After a connect nothing but offers goes up; the archiver's answer names how far it is and how many
bytes may be in flight. Lines then follow in order, round robin over the sessions. The cursor goes
back to the ack's next line on a reconnect, on a newer ack of the same run that is lower, when a
key was missing, and after 3 s without progress; never because of a gap alone, nor because an
offer was answered twice. Lines that travel twice cost bandwidth; lines that are skipped are lost,
so every doubt ends in an offer.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from schemas.wire.line import MAX_LINE
from schemas.wire.uplink import FIRST_BYTES, OFFER_EVERY_S, STALL_S, Ack

COALESCE_MS = 100
"""Lines that nobody waits for are collected for so long (design: at most every 100 ms)."""

STALL_MS = STALL_S * 1000
OFFER_EVERY_MS = OFFER_EVERY_S * 1000
_LOOK_EVERY_MS = 250
_RUNS_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Step:
    """What to send now. `what` is offer, key or lines.

    For lines: from seq `start` up to `upto`, at most `most` bytes; `at_least_one`: the first line
    goes even where it alone is larger than `most`.
    """

    what: str
    session: str
    start: int = 0
    upto: int = 0
    most: int = 0
    at_least_one: bool = False


@dataclass(frozen=True, slots=True)
class _Flown:
    serial: int
    last: int
    size: int
    at: int


@dataclass(slots=True)
class Cursor:
    """One session. `acked` is the last word of the archiver, 0 before the first."""

    session: str
    floor: int
    head: int
    living: bool
    next: int = 1
    acked: int = 0
    answered: bool = False
    """The archiver has said on this connection, in this run, how far it is."""
    forked: int | None = None
    holes: tuple[tuple[int, int], ...] = ()
    flight: deque[_Flown] = field(default_factory=deque)
    in_flight: int = 0
    progress_at: int = 0
    offered_at: int | None = None
    offer_again_ms: int = STALL_MS
    offer_due: bool = False
    key_due: bool = False
    key_sent_at: int | None = None
    first_bytes: int = 0
    """What a session that has just begun may still send before any credit is known."""
    due_at: int | None = None
    """When its next lines go up; None: there is nothing to send."""


class Cursors:
    """All sessions of this machine, and the credit that they share."""

    def __init__(self) -> None:
        self.sessions: dict[str, Cursor] = {}
        self.credit: int | None = None
        self.in_flight = 0
        self.up = False
        self.archiver_online: bool | None = None
        self.rewinds = 0
        """How often any cursor went back while the connection held."""
        self.waits = False
        """Something was sent that the archiver has not answered, as of the last look."""
        self._run = ""
        self._n = -1
        self._past_runs: deque[str] = deque(maxlen=_RUNS_REMEMBERED)
        self._changed_at = 0
        self._seen_run = ""
        self._serial = 0
        self._moved_serial = 0
        self._moved_at = 0
        self._control: dict[str, None] = {}
        self._lines: dict[str, None] = {}
        self._looked_at = -_LOOK_EVERY_MS

    # what the machine tells

    def open(
        self, session: str, floor: int, head: int, now: int, *, living: bool, fresh: bool = False
    ) -> None:
        """Begin to ship a session that keeps lines `floor` to `head`.

        `fresh`: it has just begun, so the archiver has nothing of it and need not be asked.
        """
        if session in self.sessions:
            raise ValueError(f"{session} is open already")
        cursor = Cursor(session, floor, head, living, next=floor)
        self.sessions[session] = cursor
        if fresh and floor == 1 and self.up and self.archiver_online is not False:
            cursor.answered = True
            cursor.first_bytes = FIRST_BYTES
            cursor.key_due = True
            self._control[session] = None
            self._want_lines(cursor, now, at_once=True)
        else:
            self._ask(cursor)

    def synced(self, session: str, head: int, now: int, *, at_once: bool) -> None:
        """Lines up to `head` are on the disk; `at_once`: urgent ones, or enough for a message."""
        cursor = self.sessions[session]
        if head <= cursor.head:
            return
        cursor.head = head
        self._want_lines(cursor, now, at_once=at_once)

    def ended(self, session: str) -> None:
        """No more lines will come; once all are acked it is only offered after a connect."""
        self.sessions[session].living = False

    def close(self, session: str) -> None:
        """Ship this session no more."""
        cursor = self.sessions.pop(session)
        self._land(cursor)
        self._control.pop(session, None)
        self._lines.pop(session, None)

    # what the connection and the archiver tell

    def connected(self) -> None:
        """A new connection: what was in flight may be lost, credit is unknown, offer all."""
        self.up = True
        self._forget_answers()

    def disconnected(self) -> None:
        """The connection is gone."""
        self.up = self.waits = False
        self._forget_answers()

    def archiver(self, online: bool, run: str) -> None:
        """The archiver's presence: `run` names its start. A new start is offered everything."""
        was, self.archiver_online = self.archiver_online, online
        if online and (run != self._seen_run or was is False) and self.up:
            self._seen_run = run
            if run != self._run or was is False:
                self._forget_answers()
        elif not online:
            self._forget_answers()

    def ack(self, ack: Ack, now: int) -> dict[str, int]:
        """Take the archiver's word. Returns sessions that have forked, with the first bad seq."""
        if not self.up:
            return {}
        if ack.run != self._run:
            # A late word of the run before says nothing. But only one archiver lives, so a run
            # that goes on talking is the present one, in whatever order its words came.
            if ack.run in self._past_runs and now - self._changed_at < STALL_MS:
                return {}
            self._changed_at = now
            if self._run:
                self._past_runs.append(self._run)
                self._forget_answers()
            self._run = self._seen_run = ack.run
            self._n = -1
        if ack.n <= self._n:
            return {}
        self._n = ack.n
        self.credit = ack.credit
        self.archiver_online = True
        forks: dict[str, int] = {}
        for session, (seq, _) in ack.heads.items():
            cursor = self.sessions.get(session)
            if cursor is None or cursor.forked is not None:
                continue
            if seq > cursor.head:
                # It holds lines that this machine never had: a disk from an older day.
                forks[session] = cursor.head + 1
                continue
            self._head(cursor, seq, now)
        for session, seq in ack.forks.items():
            cursor = self.sessions.get(session)
            if cursor is not None and cursor.forked is None:
                forks[session] = seq
        for session, seq in forks.items():
            cursor = self.sessions[session]
            cursor.forked = seq
            self._land(cursor)
            cursor.offer_due = cursor.key_due = False
            cursor.due_at = None
            self._control.pop(session, None)
            self._lines.pop(session, None)
        for session in ack.missing_keys:
            cursor = self.sessions.get(session)
            if cursor is not None and cursor.forked is None:
                sent = cursor.key_sent_at
                if sent is None or now - sent >= STALL_MS:
                    cursor.key_due = True
                    self._control[session] = None
        for session, ranges in ack.holes.items():
            if session in self.sessions:
                self.sessions[session].holes = ranges
        return forks

    # time, and what to do next

    def tick(self, now: int) -> None:
        """Look at the clock: stalls, offers that nobody answered, the minute's offers."""
        if not self.up or now - self._looked_at < _LOOK_EVERY_MS:
            return
        self._looked_at = now
        self.waits = False
        for cursor in self.sessions.values():
            if cursor.forked is not None:
                continue
            if cursor.flight or (cursor.offered_at is not None and not cursor.answered):
                self.waits = True
            if self._stalled(cursor, now):
                self.rewinds += 1
                self._land(cursor)
                self._ask(cursor)
            elif cursor.offered_at is not None and not cursor.offer_due:
                since = now - cursor.offered_at
                if not cursor.answered and since >= cursor.offer_again_ms:
                    cursor.offer_again_ms = min(2 * cursor.offer_again_ms, OFFER_EVERY_MS)
                    self._ask(cursor)
                elif since >= OFFER_EVERY_MS and (cursor.living or cursor.acked < cursor.head):
                    cursor.offer_due = True
                    self._control[cursor.session] = None

    def next(self, now: int) -> Step | None:
        """What to send now, or None. Answered by `sent`, or `too_long` where no line fits."""
        if not self.up or self.archiver_online is False:
            return None
        for session in self._control:
            cursor = self.sessions[session]
            return Step("key" if cursor.key_due else "offer", session, cursor.floor, cursor.head)
        room = None if self.credit is None else self.credit - self.in_flight
        if room is not None and room <= 0 and self.in_flight:
            return None
        for session in self._lines:
            cursor = self.sessions[session]
            if cursor.due_at is None or cursor.due_at > now:
                continue
            if room is None:
                most, alone = cursor.first_bytes, False
            else:
                most, alone = max(room, 0), self.in_flight == 0
            if most or alone:
                most = min(most, MAX_LINE)
                return Step("lines", session, cursor.next, cursor.head, most, alone)
        return None

    def sent(self, step: Step, now: int, *, last: int = 0, size: int = 0) -> None:
        """That step was handed over; for lines up to seq `last`, `size` bytes."""
        cursor = self.sessions[step.session]
        if step.what == "lines":
            self._serial += 1
            cursor.flight.append(_Flown(self._serial, last, size, now))
            cursor.in_flight += size
            self.in_flight += size
            cursor.next = last + 1
            cursor.first_bytes = max(cursor.first_bytes - size, 0) if self.credit is None else 0
            self._lines.pop(step.session, None)
            cursor.due_at = None
            # What was cut off by size is not waited for.
            self._want_lines(cursor, now, at_once=last < step.upto)
            return
        if step.what == "key":
            cursor.key_due, cursor.key_sent_at = False, now
            # What flew before the key could not be taken.
            if cursor.flight:
                self.rewinds += 1
            self._land(cursor)
            cursor.next = max(cursor.acked + 1, cursor.floor)
            self._want_lines(cursor, now, at_once=True)
        else:
            cursor.offer_due, cursor.offered_at = False, now
        del self._control[step.session]
        if cursor.key_due or cursor.offer_due:
            self._control[step.session] = None

    def too_long(self, step: Step, now: int) -> None:
        """No line of this step fits into the room that is left; others may go first."""
        cursor = self.sessions[step.session]
        cursor.first_bytes = 0
        cursor.due_at = now + COALESCE_MS
        self._lines.pop(step.session, None)
        self._lines[step.session] = None

    def wait(self, now: int) -> int:
        """Milliseconds until `next` or `tick` may have something to do by time alone."""
        soonest = _LOOK_EVERY_MS
        for session in self._lines:
            due = self.sessions[session].due_at
            if due is not None and due > now:
                soonest = min(soonest, due - now)
        return soonest

    def _head(self, cursor: Cursor, seq: int, now: int) -> None:
        """The archiver has lines up to `seq`."""
        first_word = not cursor.answered
        if first_word or seq < cursor.acked:
            if not first_word:
                self.rewinds += 1
            self._land(cursor)
            cursor.next = max(seq + 1, cursor.floor)
            cursor.progress_at = now
        elif seq > cursor.acked:
            cursor.progress_at = now
            cursor.next = max(cursor.next, seq + 1)
        cursor.answered = True
        cursor.offer_again_ms = STALL_MS
        cursor.acked = seq
        while cursor.flight and cursor.flight[0].last <= seq:
            landed = cursor.flight.popleft()
            cursor.in_flight -= landed.size
            self.in_flight -= landed.size
            self._moved_serial = max(self._moved_serial, landed.serial)
            self._moved_at = now
        if cursor.next > cursor.head:
            cursor.due_at = None
            self._lines.pop(cursor.session, None)
        elif first_word or cursor.due_at is not None:
            self._want_lines(cursor, now, at_once=True)

    def _stalled(self, cursor: Cursor, now: int) -> bool:
        """3 s without progress, while nothing that was sent later has arrived either.

        Messages arrive in order: as long as older ones are being acked, ours is on its way.
        """
        if not cursor.flight:
            return False
        oldest = cursor.flight[0]
        since = max(cursor.progress_at, oldest.at)
        if oldest.serial > self._moved_serial:
            since = max(since, self._moved_at)
        return now - since >= STALL_MS

    def _forget_answers(self) -> None:
        self.credit = None
        self._lines.clear()
        for cursor in self.sessions.values():
            self._land(cursor)
            cursor.key_sent_at = cursor.offered_at = None
            cursor.offer_again_ms = STALL_MS
            if cursor.forked is None:
                self._ask(cursor)

    def _ask(self, cursor: Cursor) -> None:
        """Offer, and send no line until it is answered."""
        cursor.answered = False
        cursor.first_bytes = 0
        cursor.due_at = None
        self._lines.pop(cursor.session, None)
        cursor.next = max(cursor.acked + 1, cursor.floor)
        cursor.offer_due = True
        self._control[cursor.session] = None

    def _land(self, cursor: Cursor) -> None:
        """Count nothing of this session as in flight."""
        self.in_flight -= cursor.in_flight
        cursor.in_flight = 0
        cursor.flight.clear()

    def _want_lines(self, cursor: Cursor, now: int, *, at_once: bool) -> None:
        if not cursor.answered or cursor.forked is not None or cursor.next > cursor.head:
            return
        due = now if at_once else now + COALESCE_MS
        cursor.due_at = due if cursor.due_at is None else min(cursor.due_at, due)
        self._lines.setdefault(cursor.session, None)
