"""What all connections and sessions of one principal hold together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from broker.mqtt.limits import ClientLimits
from broker.mqtt.rate import Rate
from broker.mqtt.retained import Owner
from broker.mqtt.session import Budget

REMEMBERED = 1_000
"""Shares of principals without a session: coming back must not make somebody's debt void."""


class Share:
    """One principal's. Set to its limits by `follow`."""

    def __init__(self, all_queued: Budget, clock: Callable[[], float]) -> None:
        self.sessions = 0
        self.filters = 0
        self.queued = Budget(0, all_queued)
        self.rate = Rate(clock)

    def follow(self, limits: ClientLimits) -> None:
        self.queued.most = limits.all_queued_bytes
        self.rate.follow(
            limits.publish_rate,
            limits.publish_bytes_rate,
            limits.sure_rate,
            limits.sure_bytes_rate,
        )


class Shares:
    """By principal; those without a session are forgotten one day."""

    def __init__(self, all_queued: Budget, clock: Callable[[], float]) -> None:
        self._all_queued = all_queued
        self._clock = clock
        self._held: dict[Owner, Share] = {}
        self._idle: OrderedDict[Owner, Share] = OrderedDict()

    def of(self, owner: Owner) -> Share:
        """Somebody's share, whether there is a session or not."""
        found = self._held.get(owner) or self._idle.get(owner)
        return found if found is not None else Share(self._all_queued, self._clock)

    def entered(self, owner: Owner) -> Share:
        """One more session."""
        share = self._held.get(owner)
        if share is None:
            share = self._idle.pop(owner, None) or Share(self._all_queued, self._clock)
            self._held[owner] = share
        share.sessions += 1
        return share

    def left(self, owner: Owner) -> None:
        """One less."""
        share = self._held[owner]
        share.sessions -= 1
        if not share.sessions:
            self._idle[owner] = self._held.pop(owner)
            while len(self._idle) > REMEMBERED:
                self._idle.popitem(last=False)

    def __len__(self) -> int:
        """How many have a session."""
        return len(self._held)
