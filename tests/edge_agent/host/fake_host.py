"""A host whose wall clock and boot clock are moved by a file: `python -I fake_host.py ROOT S R F`.

F holds two integers, microseconds to add to the wall clock and to the boot clock.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    root, session_dir, run_dir, moved = sys.argv[1:]
    sys.path.insert(0, root)
    from edge_agent.host.__main__ import run
    from schemas.wire.clock import Clock

    class Moved(Clock):
        _last = ("0", "0")

        def _by(self, which: int) -> int:
            # Just being written anew it may be empty for a moment: then what it said before holds.
            found = Path(moved).read_text().split()
            if len(found) == 2:
                self._last = found
            return int(self._last[which])

        def wall_us(self) -> int:
            return super().wall_us() + self._by(0)

        def boot_us(self) -> int:
            return super().boot_us() + self._by(1)

    sys.exit(run(Path(session_dir), Path(run_dir), Moved()))


if __name__ == "__main__":
    main()
