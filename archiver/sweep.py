"""Deleting what is superseded, after a grace, so that readers with an older snapshot finish.

A segment goes in two steps: first OLDEST says that it is no longer to be relied on, and a whole
grace later the file is unlinked; a reader that looked at OLDEST just before has that long to read.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path

from archiver.files import Archive, Crash, no_crash, replace


class Sweep:
    """What waits to be deleted. Times in milliseconds."""

    def __init__(self, archive: Archive, grace_ms: int, crash: Crash = no_crash) -> None:
        self._archive = archive
        self._grace = grace_ms
        self._crash = crash
        self._segments: deque[tuple[int, int]] = deque()
        self._files: deque[tuple[int, Path]] = deque()

    def segment(self, number: int, now: int) -> None:
        """Segment `number` is sealed."""
        self._segments.append((now + self._grace, number))

    def file(self, path: Path, now: int) -> None:
        """Nothing in the manifest names `path`."""
        self._files.append((now + self._grace, path))

    def run(self, now: int) -> None:
        """Do what is due. Raises OSError."""
        last = None
        while self._segments and self._segments[0][0] <= now:
            last = self._segments.popleft()[1]
            self._files.append((now + self._grace, self._archive.segment(last)))
        if last is not None:
            replace(self._archive.oldest, b"%d\n" % (last + 1), self._crash, "oldest")
        while self._files and self._files[0][0] <= now:
            self._files.popleft()[1].unlink(missing_ok=True)
            self._crash("sweep.unlinked")
