"""When output becomes a line, and when lines are synced: pure rules, told the time by the host.

As soon as the terminal is drained what was printed becomes a line and is synced; nobody waits
for a timer while typing. While a program prints without pause, lines of 28 KiB are cut and synced
50 ms after the first. One sync runs at a time; what comes meanwhile becomes the next group.
"""

from __future__ import annotations

from edge_agent.host.output import LINE_BYTES

PRINTING_S = 0.05
"""Seconds after the first byte or line of a group, while a program prints without pause."""


class GroupSync:
    """`now` is in seconds of a steady clock."""

    def __init__(self) -> None:
        self._output = 0
        self._output_since = 0.0
        self._lines = False
        self._lines_since = 0.0
        self._drained = True
        self._urgent = False
        self.syncing = False

    def printed(self, count: int, now: float) -> None:
        """So many bytes were added to what is not yet a line."""
        if not self._output:
            self._output_since = now
        self._output += count
        self._drained = False

    def drained(self) -> None:
        """The terminal has nothing more to read just now."""
        self._drained = True

    def cut(self) -> None:
        """What was printed has become lines (`lined` is told of each)."""
        self._output = 0

    def lined(self, now: float, *, urgent: bool = False) -> None:
        """A line was appended."""
        if not self._lines:
            self._lines, self._lines_since = True, now
        self._urgent = self._urgent or urgent

    def should_cut(self, now: float) -> bool:
        """Whether what was printed is to become a line now."""
        if not self._output:
            return False
        if self._output >= LINE_BYTES or now - self._output_since >= PRINTING_S:
            return True
        return self._drained and not self.syncing

    def should_sync(self, now: float) -> bool:
        """Whether a sync is to begin now."""
        if self.syncing or not self._lines:
            return False
        return self._drained or self._urgent or now - self._lines_since >= PRINTING_S

    def started(self) -> None:
        """A sync of all lines so far has begun."""
        self.syncing, self._lines, self._urgent = True, False, False

    def finished(self) -> None:
        """That sync has ended."""
        self.syncing = False

    def wait(self, now: float) -> float | None:
        """Seconds until a rule that waits for time alone may say yes; None: no such rule."""
        due = []
        if self._output:
            due.append(self._output_since + PRINTING_S - now)
        if self._lines and not self.syncing:
            due.append(self._lines_since + PRINTING_S - now)
        return max(0.0, min(due)) if due else None
