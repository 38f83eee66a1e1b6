"""What the next ack to a machine says, within the bound of a message."""

from __future__ import annotations

from archiver.credit import Acks, share
from archiver.heads import Heads
from schemas.wire import uplink

MOST_SESSIONS = 200
"""Sessions in one ack: with their holes about 200 bytes each, well below 64 KiB."""
MOST_HOLES = 2
"""The newest of a session; all of them are on record."""


def ack_of(acks: Acks, heads: Heads, machine: str, run: str, now: int) -> tuple[bytes, bool]:
    """The payload for `machine`, and whether more must follow. It clears what it tells."""
    peer = acks.peer(machine)
    told: dict[str, tuple[int, str]] = {}
    holes: dict[str, tuple[tuple[int, int], ...]] = {}
    for session in list(peer.moved)[:MOST_SESSIONS]:
        del peer.moved[session]
        head = heads.get(machine, session)
        if head is None or head.synced_seq == 0:
            told[session] = (0, "")
            continue
        told[session] = (head.synced_seq, head.synced_h.hex())
        if head.holes:
            holes[session] = tuple(head.holes[-MOST_HOLES:])
    missing = [_pop(peer.missing) for _ in range(min(len(peer.missing), MOST_SESSIONS))]
    forks = {s: peer.forked.pop(s) for s in list(peer.forked)[:MOST_SESSIONS]}
    peer.n += 1
    peer.credit = share(acks.drain.rate(now), acks.behind(now))
    ack = uplink.Ack(
        run=run,
        n=peer.n,
        credit=peer.credit,
        heads=told,
        missing_keys=tuple(missing),
        forks=forks,
        holes=holes,
    )
    return ack.encode(), bool(peer.moved or peer.missing or peer.forked)


def _pop(waiting: dict[str, None]) -> str:
    first = next(iter(waiting))
    del waiting[first]
    return first
