"""How much may be written down: repeats are counted, and nobody can fill a disk. Pure.

Within one window each different thing is one line; what comes again is counted and told when the
window is over. Each cause (a principal, or an address that nobody has logged in from) has a share
of lines, strangers and the known have a budget of bytes each; beyond them things are only counted.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

WINDOW_S = 60.0
PER_CAUSE = 30
"""Lines of one cause in a window."""
DIFFERENT = 2_000
"""Different things that are told apart in one window."""
CAUSES = 20
"""Causes whose further things are counted by name; those of all others are counted together."""
BURST_BYTES = 4 * 1024 * 1024
REFILL_BYTES_S = 128
"""A budget, strangers' or the known's: 11 MB a day for as long as a flood lasts."""
LINE_BYTES = 200
"""What a line is counted for beside its body: seq, hash, kind and time (154 and more)."""

Body = dict[str, Any]


@dataclass(slots=True)
class _Budget:
    left: float = BURST_BYTES
    at_s: float = 0.0

    def take(self, size: int, now_s: float) -> bool:
        self.left = min(BURST_BYTES, self.left + (now_s - self.at_s) * REFILL_BYTES_S)
        self.at_s = now_s
        if self.left < size:
            return False
        self.left -= size
        return True


@dataclass(slots=True)
class _Seen:
    kind: str
    body: Body
    again: int = 0


@dataclass(slots=True)
class Quota:
    """Times are seconds of a monotonic clock that the caller brings."""

    since_s: float
    _budgets: dict[bool, _Budget] = field(init=False)
    _seen: OrderedDict[tuple[object, ...], _Seen] = field(default_factory=OrderedDict)
    _lines: Counter[str] = field(default_factory=Counter)
    _more: Counter[tuple[str, str, bool]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._budgets = {known: _Budget(at_s=self.since_s) for known in (False, True)}

    def take(self, kind: str, body: Body, cause: str, now_s: float, *, known: bool) -> bool:
        """Whether this thing is to be written now; otherwise it has been counted."""
        key = (kind, *body.items())
        seen = self._seen.get(key)
        if seen is not None:
            seen.again += 1
            return False
        size = LINE_BYTES + sum(len(str(value)) + len(name) for name, value in body.items())
        if (
            self._lines[cause] >= PER_CAUSE
            or len(self._seen) >= DIFFERENT
            or not self._budgets[known].take(size, now_s)
        ):
            self._count(kind, cause, known)
            return False
        self._lines[cause] += 1
        self._seen[key] = _Seen(kind, body)
        return True

    def over(self, now_s: float) -> bool:
        """Whether the window is over and `flush` is due."""
        return now_s - self.since_s >= WINDOW_S

    def flush(self, now_s: float) -> Iterator[tuple[str, Body]]:
        """The counts of the window, as (kind, body with `times`), and a new window.

        At most as many lines as were written in it, and CAUSES + 1 of each kind.
        """
        seen, self._seen = self._seen, OrderedDict()
        more, self._more = self._more, Counter()
        self._lines.clear()
        self.since_s = now_s
        for thing in seen.values():
            if thing.again:
                yield thing.kind, {**thing.body, "times": thing.again}
        for (kind, cause, known), times in more.items():
            whose = {"who": cause} if known or cause == "-" else {"who": "-", "address": cause}
            yield kind, {**whose, "times": times}

    def _count(self, kind: str, cause: str, known: bool) -> None:
        if (kind, cause, known) not in self._more:
            named = sum(1 for found, _, _ in self._more if found == kind)
            if named >= CAUSES:
                cause = "-"
        self._more[kind, cause, known] += 1
