"""Everything that a session started: find it, stop it, know when it is gone.

The host is the sub-reaper, so a daemon that leaves its session and its parent becomes the host's
own child and is found all the same.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

GRACE_S = 5
"""Seconds between asking and killing where nobody said otherwise."""

_LOOK_EVERY_S = 0.05
_KILL_EVERY_S = 0.1


def descendants(root: int, without: Iterable[int] = ()) -> list[int]:
    """Pids of all living descendants of `root`, parents first; `without` and below left out."""
    children: dict[int, list[int]] = {}
    for pid, parent in _processes():
        children.setdefault(parent, []).append(pid)
    skipped = set(without)
    found: list[int] = []
    queue = [root]
    while queue:
        for pid in children.get(queue.pop(), ()):
            if pid not in skipped:
                found.append(pid)
                queue.append(pid)
    return found


def _processes() -> Iterable[tuple[int, int]]:
    """(pid, parent) of every process that still runs; zombies are gone already."""
    if sys.platform == "linux":
        for name in os.listdir("/proc"):
            if not name.isdigit():
                continue
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    rest = file.read().rpartition(b")")[2].split()
            except OSError:
                continue
            if rest and rest[0] not in (b"Z", b"X"):
                yield int(name), int(rest[1])
        return
    import subprocess  # not needed on Linux, and a host stays small

    listed = subprocess.run(
        ["/bin/ps", "-axo", "pid=,ppid=,stat="], capture_output=True, check=False, timeout=10
    )
    for row in listed.stdout.splitlines():
        pid, parent, state = row.split(None, 2)
        if not state.startswith(b"Z"):
            yield int(pid), int(parent)


@dataclass
class Stopping:
    """Ends a tree: TERM (and a hang-up for shells, which ignore TERM), grace, KILL until gone.

    `step(now)` does what is due and says in how many seconds it wants to be called again, or
    None when the tree is gone. `now` in seconds of a steady clock.
    """

    find: Callable[[], list[int]]
    grace: float
    now: float
    _asked: set[int] = field(default_factory=set)
    _kill_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._kill_at = self.now + self.grace

    def hurry(self, grace: float, now: float) -> None:
        """Somebody asked again: the shorter grace counts."""
        self._kill_at = min(self._kill_at, now + grace)

    def step(self, now: float) -> float | None:
        """See above."""
        alive = self.find()
        if not alive:
            return None
        if now >= self._kill_at:
            for pid in alive:
                _send(pid, signal.SIGKILL)
            return _KILL_EVERY_S
        for pid in alive:
            if pid not in self._asked:
                self._asked.add(pid)
                for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCONT):
                    _send(pid, number)
        return min(_LOOK_EVERY_S, max(self._kill_at - now, 0.001))


def _send(pid: int, number: int) -> bool:
    try:
        os.kill(pid, number)
    except OSError:
        return False
    return True
