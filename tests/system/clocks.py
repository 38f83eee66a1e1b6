"""Entries of parts with a clock that a file of the home moves: microseconds, `wall boot`."""

from __future__ import annotations

_CLOCK = """
import sys
from pathlib import Path
from schemas.wire.clock import Clock

class Moved(Clock):
    def _by(self, place):
        try:
            return int((Path(sys.argv[1]) / "moved").read_text().split()[place])
        except (OSError, ValueError, IndexError):
            return 0

    def wall_us(self):
        return super().wall_us() + self._by(0)

    def boot_us(self):
        return super().boot_us() + self._by(1)
"""
MOVED = {
    "daemon": _CLOCK
    + """
from edge_agent.daemon.__main__ import run
sys.exit(run(Path(sys.argv[1]), clock=Moved()))
""",
    "archiver": _CLOCK
    + """
from archiver.process import run
from schemas.wire.layout import Home
sys.exit(run(Home(Path(sys.argv[1])), clock=Moved()))
""",
    "steward": _CLOCK
    + """
from broker.steward.__main__ import main
sys.exit(main(["--home", sys.argv[1]], clock=Moved()))
""",
}
"""Part → Python text, for `Fleet.entries`."""
