"""Notices a cloned home: two daemons under one machine's name, displacing each other.

Each start of a daemon has an incarnation of its own, and the broker lets one of them be connected.
One that comes *back* after another was there is no restart: both live. Which is the right one
nobody can say from here, so neither is let in until one of them joins again.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import replace

from broker import enrol
from broker.enrol import Joined
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

log = logging.getLogger(__name__)

REMEMBERED = 8
"""Incarnations of one machine; twins take turns, so few are enough."""
WITHIN_US = 600 * 1_000_000
"""Two that live displace each other within seconds; a document that comes late is no sign."""
MACHINES = 10_000


class Twins:
    """Told of each change of a machine's incarnation."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._seen: OrderedDict[str, OrderedDict[str, int]] = OrderedDict()

    def seen(self, machine: str, incarnation: str, now_us: int) -> bool:
        """This incarnation is connected now; True where its machine turned out to have a twin."""
        known = self._seen.setdefault(machine, OrderedDict())
        self._seen.move_to_end(machine)
        while len(self._seen) > MACHINES:
            self._seen.popitem(last=False)
        before = known.pop(incarnation, None)
        others = bool(known)
        known[incarnation] = now_us
        while len(known) > REMEMBERED:
            known.popitem(last=False)
        if before is None or not others or now_us - before > WITHIN_US:
            return False
        known.clear()
        self._refuse(machine)
        return True

    def _refuse(self, machine: str) -> None:
        log.error("%s runs twice (a cloned home); neither is let in until one joins again", machine)
        try:
            with enrol.changing(self._home) as (_, machines):
                found = machines.get(machine) or Joined("", Clock().wall_us())
                machines[machine] = replace(found, twins=True)
        except (OSError, Refused) as error:
            log.error("%s: %s", machine, error)
