"""How much each machine may have in flight, and when its ack goes out. No I/O; times in ms.

More in flight than the archiver syncs within about a second would only wait longer than the
machines' 3 s and be sent twice; less would leave the link idle between acks. Both were measured:
lines/s ≈ credit / (round trip + wait for the commit + wait for the ack) / bytes a line.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from schemas.wire import uplink

BEHIND_MS = 2_000
"""A machine counts as behind for so long after it showed that it is."""

DRAIN_MS = 1_000


class Drain:
    """Bytes that were synced within the last second."""

    def __init__(self) -> None:
        self._synced: deque[tuple[int, int]] = deque()
        self._sum = 0

    def add(self, now: int, count: int) -> None:
        """`count` bytes were synced."""
        self._synced.append((now, count))
        self._sum += count

    def rate(self, now: int) -> int:
        """Bytes synced in the second before `now`."""
        while self._synced and self._synced[0][0] <= now - DRAIN_MS:
            self._sum -= self._synced.popleft()[1]
        return self._sum


def share(rate: int, behind: int) -> int:
    """Bytes that one machine may have in flight, while `behind` machines are behind."""
    whole = max(uplink.CREDIT_LEAST_ALL, min(uplink.CREDIT_ALL, rate))
    return max(uplink.CREDIT_LEAST, min(uplink.CREDIT_MOST, whole // max(1, behind)))


@dataclass(slots=True)
class Peer:
    """One machine, as far as its acks go."""

    credit: int = uplink.CREDIT_MOST
    last_ack: int = -(10**9)
    first_synced: int | None = None
    """When the first line was synced that no ack has told of."""
    synced_bytes: int = 0
    asked: bool = False
    """An offer waits for its answer."""
    behind_until: int = -(10**9)
    moved: dict[str, None] = field(default_factory=dict)
    """Sessions that the next ack tells of, in order."""
    missing: dict[str, None] = field(default_factory=dict)
    forked: dict[str, int] = field(default_factory=dict)
    n: int = 0


class Acks:
    """Says to whom an ack is due. Keyed by machine."""

    def __init__(self) -> None:
        self.peers: dict[str, Peer] = {}
        self.drain = Drain()
        self._waiting: dict[str, None] = {}

    def peer(self, machine: str) -> Peer:
        """The machine's entry, made when it is first heard of."""
        found = self.peers.get(machine)
        if found is None:
            found = self.peers[machine] = Peer()
        return found

    def offered(self, machine: str, session: str, now: int, behind: bool) -> None:
        """An offer came, or a key, or something else that must be answered at once."""
        peer = self.peer(machine)
        peer.asked = True
        peer.moved[session] = None
        if behind:
            peer.behind_until = now + BEHIND_MS
        self._waiting[machine] = None

    def synced(self, machine: str, session: str, now: int, count: int) -> None:
        """`count` bytes of lines of this session were synced."""
        peer = self.peer(machine)
        peer.moved[session] = None
        peer.synced_bytes += count
        if peer.first_synced is None:
            peer.first_synced = now
        if peer.synced_bytes * 4 >= peer.credit:
            peer.behind_until = now + BEHIND_MS
        self._waiting[machine] = None

    def due_at(self, peer: Peer, now: int) -> int | None:
        """When the machine's next ack goes out; None while there is nothing to tell."""
        if peer.asked or peer.synced_bytes * 4 >= peer.credit:
            wanted = now
        elif peer.first_synced is not None:
            wait = uplink.ACK_EVERY_MS if peer.behind_until > now else uplink.ACK_IDLE_MS
            wanted = peer.first_synced + wait
        else:
            return None
        return max(wanted, peer.last_ack + uplink.ACK_FLOOR_MS)

    def due(self, now: int) -> list[str]:
        """Machines whose ack goes out now."""
        out = []
        for machine in self._waiting:
            when = self.due_at(self.peers[machine], now)
            if when is not None and when <= now:
                out.append(machine)
        return out

    def next_due(self, now: int) -> int | None:
        """When to look again, or None."""
        times = [self.due_at(self.peers[machine], now) for machine in self._waiting]
        return min((when for when in times if when is not None), default=None)

    def behind(self, now: int) -> int:
        """How many machines are behind."""
        return sum(peer.behind_until > now for peer in self.peers.values())

    def sent(self, machine: str, now: int, more: bool) -> None:
        """The ack went out; `more` where it could not tell of everything."""
        peer = self.peers[machine]
        peer.last_ack = now
        peer.asked = more
        peer.first_synced = None
        peer.synced_bytes = 0
        if not more:
            self._waiting.pop(machine, None)
