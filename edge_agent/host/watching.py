"""Who watches from afar: leases, who held one from when to when, how often the screen is sent."""

from __future__ import annotations

from dataclasses import dataclass

SCREEN_EVERY_S = 1.0
RECORD_EVERY_S = 300.0
"""A long watch is recorded in pieces, so that a crash loses at most one."""

MAX_WATCHERS = 100


@dataclass
class _Lease:
    since_us: int
    since: float
    until: float


class Watching:
    """Pure; `now` in seconds of a steady clock, `at_us` the time line's microseconds."""

    def __init__(self) -> None:
        self._leases: dict[str, _Lease] = {}

    @property
    def who(self) -> list[str]:
        """Everybody who holds a lease."""
        return sorted(self._leases)

    def full_for(self, who: str) -> bool:
        """Whether one more person would be too many."""
        return who not in self._leases and len(self._leases) >= MAX_WATCHERS

    def renew(self, who: str, seconds: int, now: float, at_us: int) -> None:
        """A lease from now on; 0 seconds end it at the next `over`."""
        lease = self._leases.setdefault(who, _Lease(at_us, now, now))
        lease.until = now + seconds

    def over(self, now: float, at_us: int, *, all_of_them: bool = False) -> list[dict[str, object]]:
        """Bodies of `watching` lines that are due: ended leases, and pieces of long ones."""
        bodies: list[dict[str, object]] = []
        for who, lease in list(self._leases.items()):
            ended = all_of_them or lease.until <= now
            if ended or now - lease.since >= RECORD_EVERY_S:
                bodies.append({"who": who, "from": lease.since_us, "until": at_us})
                lease.since_us, lease.since = at_us, now
            if ended:
                del self._leases[who]
        return bodies
