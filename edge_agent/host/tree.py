"""Everything that a session started: find it, stop it, know when it is gone.

The host is the sub-reaper, so a daemon that leaves its session and its parent becomes the host's
own child and is found all the same.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from edge_agent.host import processes

GRACE_S = 5
"""Seconds between asking and killing where nobody said otherwise."""

_LOOK_EVERY_S = 0.05
_KILL_EVERY_S = 0.1


def descendants(root: int, without: Iterable[int] = ()) -> list[int]:
    """Pids of all living descendants of `root`, parents first; `without` and below left out."""
    return processes.below([root], processes.table(), without)


@dataclass
class Stopping:
    """Ends a tree: TERM (and a hang-up for shells, which ignore TERM), grace, KILL until gone.

    `step(now)` does what is due and says in how many seconds it wants to be called again, or
    None when the tree is gone. `now` in seconds of a steady clock. `only_killed` are not asked:
    what is wrapped around the program would take everything with it, without any grace.
    """

    find: Callable[[], list[int]]
    grace: float
    now: float
    only_killed: Iterable[int] = ()
    _asked: set[int] = field(init=False)
    _kill_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._kill_at = self.now + self.grace
        self._asked = set(self.only_killed)

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
