"""`python -I -m signalbox.joining.seen --home DIR --within S`: has the hub let this machine in?

For `install.sh`: exit status 0 and the machine's name, or 1 and why not, in one line.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from schemas.wire.layout import Home
from schemas.wire.plain import plain
from schemas.wire.settings import load
from signalbox import daemon_client


def main() -> int:
    """Wait, tell, end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--within", type=float, default=30)
    arguments = parser.parse_args()
    home = Home(arguments.home.absolute())
    trouble = daemon_client.wait_for_hub(home, arguments.within)
    if trouble:
        print(plain(trouble, most=300))
        return 1
    print(load(home.config)["machine.name"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
