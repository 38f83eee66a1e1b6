"""How many connections there may be: in all, from one address, and before they have logged in."""

from __future__ import annotations

from collections import Counter

from broker.mqtt.limits import Limits


class Door:
    """Counts connections. Addresses are text; "" (the Unix socket, where nobody said one) counts
    only in the totals."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.total = 0
        self.strangers = 0
        """Connections that have not logged in."""
        self._total: Counter[str] = Counter()
        self._strangers: Counter[str] = Counter()

    def enter(self, address: str) -> str:
        """Let one in, or return the reason (of states.REFUSALS) why not."""
        limits = self._limits
        if self.total >= limits.connections or self.strangers >= limits.unauthenticated:
            return "connections"
        if address and (
            self._total[address] >= limits.per_address
            or self._strangers[address] >= limits.unauthenticated_per_address
        ):
            return "address"
        self.total += 1
        self.strangers += 1
        self._total[address] += 1
        self._strangers[address] += 1
        return ""

    def known(self, address: str) -> None:
        """One has logged in."""
        self.strangers -= 1
        _less(self._strangers, address)

    def leave(self, address: str, known: bool) -> None:
        """One has gone; `known` as it was at the end."""
        if not known:
            self.known(address)
        self.total -= 1
        _less(self._total, address)


def _less(counter: Counter[str], address: str) -> None:
    counter[address] -= 1
    if not counter[address]:
        del counter[address]
