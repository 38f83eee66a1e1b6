"""How fast passwords may be tried: a pure account of failures, bounded in size.

Failures count for a user *from* an address, so that somebody who guesses elsewhere shuts nobody
out; and, with much more room, for an address and for a user as a whole, so that neither many
users from one address nor one user from many addresses are tried for long.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

FREE = 3
"""Failures without a wait: people mistype."""
FIRST_S = 1.0
"""The wait after the next one; each further one doubles it."""
MOST_S = 30.0
FORGET_S = 600.0
"""A count is forgotten so long after its last failure."""

ADDRESS_BURST, ADDRESS_REFILL_S = 60, 2.0
"""Failures in a row from one address, and the seconds that give one back."""
USER_BURST, USER_REFILL_S = 30, 5.0
"""The same for one user, from addresses where this user has never logged in."""
KEYS = 10_000
"""Counts that are kept of each sort; the oldest goes first."""


T = TypeVar("T")


@dataclass(slots=True)
class _Failures:
    count: int
    last_s: float


@dataclass(slots=True)
class _Bucket:
    left: float
    at_s: float


class _Kept(Generic[T]):
    """A dict of at most KEYS entries."""

    def __init__(self) -> None:
        self._items: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        return self._items.get(key)

    def put(self, key: Hashable, value: T) -> None:
        self._items[key] = value
        self._items.move_to_end(key)
        while len(self._items) > KEYS:
            self._items.popitem(last=False)

    def drop(self, key: Hashable) -> None:
        self._items.pop(key, None)


class Attempts:
    """What was tried of late. Times are seconds of a monotonic clock that the caller brings."""

    def __init__(self) -> None:
        self._pairs: _Kept[_Failures] = _Kept()
        self._addresses: _Kept[_Bucket] = _Kept()
        self._users: _Kept[_Bucket] = _Kept()
        self._homes: _Kept[bool] = _Kept()

    def begin(self, user: str, address: str, now_s: float) -> bool:
        """Whether an attempt may be made now. It counts as failed until `succeeded` is told."""
        pair = (user, address)
        failures = self._pairs.get(pair) or _Failures(0, now_s)
        if now_s - failures.last_s > FORGET_S:
            failures = _Failures(0, now_s)
        if failures.count > FREE:
            pause = min(FIRST_S * 2.0 ** min(failures.count - FREE - 1, 10), MOST_S)
            if now_s < failures.last_s + pause:
                return False
        # On the Unix socket a connection may have no address.
        if address and not self._take(self._addresses, address, now_s, ADDRESS_BURST):
            return False
        if not self._homes.get(pair) and not self._take(self._users, user, now_s, USER_BURST):
            return False
        self._pairs.put(pair, _Failures(failures.count + 1, now_s))
        return True

    def succeeded(self, user: str, address: str) -> None:
        """The password was right: forget this user's failures from there."""
        self._pairs.drop((user, address))
        self._homes.put((user, address), True)
        for buckets, key in ((self._addresses, address), (self._users, user)):
            bucket = buckets.get(key)
            if bucket is not None:
                bucket.left += 1

    def _take(self, buckets: _Kept[_Bucket], key: str, now_s: float, burst: int) -> bool:
        refill_s = ADDRESS_REFILL_S if buckets is self._addresses else USER_REFILL_S
        bucket = buckets.get(key) or _Bucket(float(burst), now_s)
        bucket.left = min(burst, bucket.left + (now_s - bucket.at_s) / refill_s)
        bucket.at_s = now_s
        buckets.put(key, bucket)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True
