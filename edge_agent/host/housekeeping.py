"""What is looked at every few seconds: the wall clock, the quota, a full disk, what goes on."""

from __future__ import annotations

from collections.abc import Callable

from edge_agent.host import quota
from edge_agent.host.document import UNWATCHED_EVERY_S, WATCHED_EVERY_S, Document
from edge_agent.host.flood import Budget
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns, mask_text
from edge_agent.host.printed import Printed
from edge_agent.host.pty import Terminal
from edge_agent.host.record import Record
from edge_agent.host.watching import Watching
from edge_agent.host.work import running_command
from schemas.wire.clock import Timeline
from schemas.wire.layout import Home

QUOTA_EVERY_S = 60.0
"""How often all journals of this machine are added up."""

ROOM_EVERY_S = 0.5
"""How often a full disk is looked at."""


class Housekeeping:
    """Runs by timers of its own once `start`ed."""

    def __init__(
        self,
        loop: Loop,
        home: Home,
        quota_gib: int,
        terminal: Terminal,
        printed: Printed,
        record: Record,
        budget: Budget,
        document: Document,
        watching: Watching,
        timeline: Timeline,
        patterns: Patterns,
        note: Callable[[str], None],
        fault: Callable[[str, str], None],
        each: Callable[[], None],
    ) -> None:
        """`each()` is called at every look."""
        self._loop = loop
        self._home = home
        self._quota_gib = quota_gib
        self._terminal = terminal
        self._printed = printed
        self._record = record
        self._budget = budget
        self._document = document
        self._watching = watching
        self._timeline = timeline
        self._patterns = patterns
        self._note = note
        self._fault = fault
        self._each = each
        self._quota_at = float("-inf")
        self._quota_nearly = False
        self._looking_for_room = False

    def start(self) -> None:
        """Look now, and then every few seconds."""
        step = self._timeline.step_us()
        if step is not None:
            self._note(f"the wall clock moved by {step / 1_000_000:+.1f} s")
        if self._loop.now() - self._quota_at >= QUOTA_EVERY_S:
            self._look_at_quota()
        self._say_what_goes_on()
        self._each()
        every = WATCHED_EVERY_S if self._watching.who else UNWATCHED_EVERY_S
        self._loop.after(every, self.start)

    def step(self) -> None:
        """Once a pass: while the disk is full, look for room."""
        if self._record.full and not self._looking_for_room:
            self._looking_for_room = True
            self._loop.after(ROOM_EVERY_S, self._look_for_room)

    def _look_for_room(self) -> None:
        self._looking_for_room = False
        self._record.try_again()

    def _say_what_goes_on(self) -> None:
        command = running_command(self._terminal.foreground(), self._terminal.pid)
        self._document.doing(mask_text(f"runs `{command}`", self._patterns) if command else "")
        self._document.set(urgent=False, head=self._record.synced)
        if self._printed.last_at:
            ago_us = int((self._loop.now() - self._printed.last_at) * 1_000_000)
            # Whole seconds: a document is sent when it differs.
            second = (self._timeline.now_us() - ago_us) // 1_000_000
            self._document.set(urgent=False, last_output=second * 1_000_000)

    def _look_at_quota(self) -> None:
        self._quota_at = self._loop.now()
        try:
            found = quota.measure(self._home, self._quota_gib)
        except OSError:
            return  # the journal's own writes tell what is wrong with this disk
        self._budget.forced = found.full
        if found.nearly != self._quota_nearly:
            self._quota_nearly = found.nearly
            text = f"journals take {found.used_mib} MiB of {found.quota_mib} MiB"
            self._note(f"{text}; output is left out when all of it is used")
            if found.nearly:
                self._fault("quota-full", text)
