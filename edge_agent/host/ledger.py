"""The gate's lines: written and synced first, acted on after. Where they cannot be, it is shut.

A full disk shuts it until there is room again, a closed journal for good.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from edge_agent.gate.gate_lines import Line
from edge_agent.host.journal import Closed, Full
from edge_agent.host.record import Record
from schemas.wire.errors import Refused

FULL = "the disk is full"


class Ledger:
    """`broken(why)`: nothing can be written; called before the `otherwise` of what waits."""

    def __init__(self, record: Record, broken: Callable[[str], None]) -> None:
        self._record = record
        self._broken = broken

    @property
    def trouble(self) -> str:
        """Why nothing is to be asked or allowed now; "" where all is well."""
        if not self._record.open:
            return f"the journal cannot be written: {self._record.journal.closed}"
        return FULL if self._record.full else ""

    def write(
        self,
        lines: Sequence[Line],
        then: Callable[[], None],
        otherwise: Callable[[str], None],
    ) -> int:
        """Call `then` once all lines are on the disk, or `otherwise(why)` if they never will be.

        The last line's seq; 0 where there is none.
        """
        seq = 0
        try:
            for kind, body in lines:
                seq = self._record.add(kind, body)
        except (Full, Closed, Refused) as error:
            self._fail(str(error), otherwise)
            return 0
        if not seq:
            then()
            return 0
        self._record.when_synced(
            seq, lambda safe: then() if safe else self._fail(self.trouble, otherwise)
        )
        return seq

    def try_to_write(self, lines: Sequence[Line]) -> None:
        """Lines that nothing waits for, on the way to being shut: as many as there is room for."""
        try:
            for kind, body in lines:
                self._record.add(kind, body)
        except (Full, Closed, Refused):
            pass  # the gate is shut because of the same trouble, and everybody is told of that

    def _fail(self, why: str, otherwise: Callable[[str], None]) -> None:
        why = why or "the journal cannot be written"
        self._broken(why)
        otherwise(why)
