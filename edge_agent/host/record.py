"""The session's record: events become lines, lines are synced, and only then told to anybody.

This is where the journal's rules meet its file: output is cut into lines and kept in order with
everything else, a full disk stops the program and nothing else, and whoever must not act before
a line is safe waits here for its sync.
"""

from __future__ import annotations

import base64
from collections import deque
from collections.abc import Callable
from typing import Any

from edge_agent.host import output
from edge_agent.host.flood import Budget
from edge_agent.host.groupsync import GroupSync
from edge_agent.host.journal import Closed, Full, Journal
from edge_agent.host.syncer import Syncer
from schemas.wire import parts
from schemas.wire.clock import Timeline
from schemas.wire.kinds import KINDS

Fault = Callable[[str, str], None]

SOON_S = 0.001
"""How long a `keys` line may wait for the echo. A person's own terminal gets the echo first, and
both lines are in one sync."""


class Record:
    """Everything that becomes part of the journal goes through here. Times in seconds."""

    def __init__(
        self,
        journal: Journal,
        timeline: Timeline,
        budget: Budget,
        syncer: Syncer,
        now: Callable[[], float],
        on_synced: Callable[[int, bytes, bool], None],
        on_fault: Fault,
    ) -> None:
        """`on_synced(seq, h, urgent)`: every line up to seq is on the disk.

        `on_fault(code, text)` is told when the journal is full, goes on, or is over.
        """
        self.journal = journal
        self._timeline = timeline
        self._budget = budget
        self._syncer = syncer
        self._now = now
        self._on_synced = on_synced
        self._on_fault = on_fault
        self._group = GroupSync()
        self._pending = output.Pending()
        self._blocked: deque[dict[str, object]] = deque()
        self._soon: deque[tuple[str, Callable[[], dict[str, Any]]]] = deque()
        self._soon_due = 0.0
        self._waiting: deque[tuple[int, Callable[[bool], None]]] = deque()
        self._in_flight: tuple[int, bytes, bool, list[int]] = (0, b"", False, [])
        self._urgent = False
        self.full = False
        """The disk is full: the program must not be read."""
        self.synced = journal.seq
        """Every line up to this seq is on the disk."""

    @property
    def open(self) -> bool:
        """Whether lines can still be taken."""
        return self.journal.closed is None

    def printed(self, data: bytes) -> None:
        """The program printed this (masked already). Never raises; see `full`."""
        self._add_what_waits()
        now = self._now()
        if not self.open:
            return
        if self._budget.keep(data, now):
            self._tell_elided()
            self._pending.add(data)
            self._group.printed(len(data), now)
        else:
            self._cut()
            self._tell_elided()

    def drained(self) -> None:
        """The terminal has nothing more to read."""
        self._group.drained()

    def mark(self) -> int:
        """Make lines of all that was printed so far (but half a character); the last one's seq."""
        self._add_what_waits()
        self._cut()
        return self.journal.seq

    def add(self, kind: str, body: dict[str, Any]) -> int:
        """Write one event, after all output so far; its line's seq.

        Raises `Full` (only where the kind may not use the reserve), `Closed`, `Refused`.
        """
        if self.journal.closed is not None:
            raise Closed(self.journal.closed)
        self._add_what_waits()
        return self._add(kind, body)

    def add_soon(self, kind: str, body: Callable[[], dict[str, Any]]) -> None:
        """`add` the event with `body()`, before anything else is added, within `SOON_S`.

        Where there is no room then, it is left out; a fault has told of that.
        """
        if not self._soon:
            self._soon_due = self._now() + SOON_S
        self._soon.append((kind, body))

    def _add_what_waits(self) -> None:
        while self._soon:
            kind, body = self._soon.popleft()
            try:
                self._add(kind, body())
            except (Full, Closed):
                pass  # told by a fault; the next keys are refused before they are typed

    def _add(self, kind: str, body: dict[str, Any]) -> int:
        if self.journal.closed is not None:
            raise Closed(self.journal.closed)
        urgent = KINDS[kind].urgent
        self._cut()
        if self.full and not urgent:
            raise Full("the disk is full")
        for line_kind, line_body in parts.lines_for(kind, body):
            self._append(line_kind, line_body, urgent)
        return self.journal.seq

    def when_synced(self, seq: int, then: Callable[[bool], None]) -> None:
        """Call `then(True)` once line `seq` is on the disk, `then(False)` if it never will be."""
        if self.synced >= seq:
            then(True)
        elif not self.open:
            then(False)
        else:
            self._waiting.append((seq, then))

    def step(self) -> float | None:
        """Do what is due by time; seconds until the next call is wanted, None: no time."""
        now = self._now()
        if not self.open:
            return None
        if self._soon and now >= self._soon_due:
            self._add_what_waits()
        if self._group.should_cut(now):
            self._cut()
        if self._group.should_sync(now):
            self._begin_sync()
        wait = self._group.wait(now)
        if self._soon:
            soon = max(self._soon_due - now, 0.0)
            wait = soon if wait is None else min(wait, soon)
        return wait

    def sync_finished(self, error: OSError | None) -> None:
        """The syncer's job is done."""
        seq, head, urgent, files = self._in_flight
        self._group.finished()
        if error is not None:
            self.end(f"sync failed: {error.strerror}", "journal-fault")
            return
        self.journal.flushed(files)
        self.synced = seq
        self._on_synced(seq, head, urgent)
        while self._waiting and self._waiting[0][0] <= seq:
            self._waiting.popleft()[1](True)

    def end(self, why: str, code: str) -> None:
        """No more lines, for good: whoever waits for a sync is told that it never comes."""
        self.journal.end(why)
        waiting, self._waiting = self._waiting, deque()
        for _, then in waiting:
            then(False)
        self._on_fault(code, why)

    def continue_in(self, journal: Journal) -> None:
        """After `end`: go on in a new, empty journal. What was not yet a line goes into it."""
        if self._group.syncing:
            self._syncer.wait()
            self._group.finished()
        self.journal = journal
        self.synced, self.full, self._urgent = 0, bool(self._blocked), False

    def try_again(self) -> None:
        """While `full`: look whether there is room, and go on by itself."""
        if not self.full or not self.open or not self.journal.make_room():
            return
        self.full = False
        try:
            while self._blocked:
                self._append("output", self._blocked[0], urgent=False)
                self._blocked.popleft()
        except (Full, Closed):
            return
        self._on_fault("disk-full", "there is room again; the session goes on")

    def finish_output(self) -> None:
        """No more is printed: write what is left of it. What a full disk does not take is told."""
        self._cut(everything=True)
        self.try_again()
        while self._blocked:
            body = self._blocked.popleft()
            text = body.get("text")
            raw = text.encode() if isinstance(text, str) else base64.b64decode(str(body["b64"]))
            self._budget.leave_out(raw)
        self._tell_elided(all_of_it=True)

    def finish(self) -> None:
        """Sync all that is left, and wait for it; at the session's end."""
        if self._group.syncing:
            self.sync_finished(self._syncer.wait())
        if self.open and self.journal.seq > self.synced:
            self._begin_sync()
            self.sync_finished(self._syncer.wait())

    def _cut(self, *, everything: bool = False) -> None:
        self._group.cut()
        if not self.open:
            return
        data = self._pending.take(everything=everything)
        for body in output.bodies(data):
            if self._blocked or self.full:
                # Bounded: the program is not read while the disk is full.
                self._blocked.append(body)
                continue
            try:
                self._append("output", body, urgent=False)
            except Full:
                self._blocked.append(body)
            except Closed:
                return

    def _tell_elided(self, *, all_of_it: bool = False) -> None:
        body = self._budget.elided(self._now(), all_of_it=all_of_it)
        if body is not None and self.open:
            try:
                # Small, and without it the record would not say that something is missing.
                self._append("elided", body, urgent=True)
            except (Full, Closed):
                pass  # both are told by _append, and the session stops being read

    def _append(self, kind: str, body: dict[str, Any], urgent: bool) -> None:
        try:
            self.journal.append(self._timeline.now_us(), kind, body, urgent=urgent)
        except Full:
            if not self.full:
                self.full = True
                self._on_fault("disk-full", "the program is not read until there is room")
            raise
        except Closed as closed:
            self.end(str(closed), "journal-fault")
            raise
        self._urgent = self._urgent or KINDS[kind].urgent
        self._group.lined(self._now(), urgent=urgent)

    def _begin_sync(self) -> None:
        files = self.journal.due()
        self._in_flight = (self.journal.seq, self.journal.head, self._urgent, files)
        self._urgent = False
        self._group.started()
        self._syncer.begin(files)
