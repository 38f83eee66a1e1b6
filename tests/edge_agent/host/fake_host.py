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
        def _by(self, which: int) -> int:
            return int(Path(moved).read_text().split()[which])

        def wall_us(self) -> int:
            return super().wall_us() + self._by(0)

        def boot_us(self) -> int:
            return super().boot_us() + self._by(1)

    sys.exit(run(Path(session_dir), Path(run_dir), Moved()))


if __name__ == "__main__":
    main()
