"""Who watches from afar: leases, who held one from when to when, how often the screen is sent."""

from __future__ import annotations

from dataclasses import dataclass, field

SCREEN_EVERY_S = 1.0
RECORD_EVERY_S = 300.0
"""A long watch is recorded in pieces, so that a crash loses at most one."""

MAX_WATCHERS = 100
MAX_WINDOWS = 20
"""Of one person; beyond it the one whose lease ends first makes room."""


@dataclass
class _Lease:
    since_us: int
    since: float
    windows: dict[str, float] = field(default_factory=dict)
    """Until when each window of this person has a lease."""


class Watching:
    """Pure; `now` in seconds of a steady clock, `at_us` the time line's microseconds."""

    def __init__(self) -> None:
        self._leases: dict[str, _Lease] = {}

    @property
    def who(self) -> list[str]:
        """Everybody who holds a lease."""
        return sorted(self._leases)

    @property
    def windows(self) -> set[tuple[str, str]]:
        """Person and window of every lease."""
        return {(who, window) for who, held in self._leases.items() for window in held.windows}

    def full_for(self, who: str) -> bool:
        """Whether one more person would be too many."""
        return who not in self._leases and len(self._leases) >= MAX_WATCHERS

    def renew(self, who: str, seconds: int, now: float, at_us: int, window: str = "") -> None:
        """A lease from now on; 0 seconds end it at the next `over`, and no other window's."""
        windows = self._leases.setdefault(who, _Lease(at_us, now)).windows
        windows[window] = now + seconds
        if len(windows) > MAX_WINDOWS:
            del windows[min(windows, key=lambda name: (windows[name], name == window))]

    def over(self, now: float, at_us: int, *, all_of_them: bool = False) -> list[dict[str, object]]:
        """Bodies of `watching` lines that are due: who watches in no window any more, and pieces
        of long ones."""
        bodies: list[dict[str, object]] = []
        for who, lease in list(self._leases.items()):
            lease.windows = {name: at for name, at in lease.windows.items() if at > now}
            ended = all_of_them or not lease.windows
            if ended or now - lease.since >= RECORD_EVERY_S:
                bodies.append({"who": who, "from": lease.since_us, "until": at_us})
                lease.since_us, lease.since = at_us, now
            if ended:
                del self._leases[who]
        return bodies
