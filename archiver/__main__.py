"""`python -I -m archiver --home DIR`: the archiver's process."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from archiver.process import run
from schemas.wire.layout import Home


def main() -> int:
    """Run it; the exit status: 0 ended, 1 failed, 2 usage, 75 another one holds the archive."""
    parser = argparse.ArgumentParser(prog="archiver", description="The archive of a hub.")
    parser.add_argument("--home", type=Path, required=True, help="Signalbox's home, absolute")
    os.umask(0o077)  # DuckDB makes its files by it
    home: Path = parser.parse_args().home
    if not home.is_absolute():
        parser.error("--home must be an absolute path")
    return run(Home(home))


if __name__ == "__main__":
    sys.exit(main())
