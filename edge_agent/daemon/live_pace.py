"""How much output of one session goes out live: what people can follow. Pure."""

from __future__ import annotations

from edge_agent.host.flood import Bucket

RATE = 256 * 1024
"""Bytes of `output` lines a second; a person reads a hundredth of that."""

BURST = 1024 * 1024
"""A long listing goes out whole."""

RESUME = BURST // 2
"""Once it was too much, lines go out again when so many bytes may: seldom, and then in a row."""


class LivePace:
    """`now` in seconds of a steady clock."""

    def __init__(self) -> None:
        self._bucket: Bucket | None = None
        self._too_much = False

    def takes(self, count: int, now: float) -> bool:
        """Whether an `output` line of so many bytes goes out now."""
        if self._bucket is None:
            self._bucket = Bucket(RATE, BURST, now)
        level = self._bucket.level(now)
        self._too_much = level < (RESUME if self._too_much else count)
        if not self._too_much:
            self._bucket.spend(count, now)
        return not self._too_much
