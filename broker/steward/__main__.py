"""The steward as a process: `python -I -m broker.steward --home DIR`.

Prints one line, `ready {}`, when the broker has taken its subscriptions; SIGTERM and SIGINT stop
it cleanly. Exit status: 0 stopped, 1 it cannot start (one line `error: …` on stderr), 2 wrong
arguments, 75 another one holds the lock.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import logging
import os
import signal
import sys
from pathlib import Path

from broker.steward.steward import Steward
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private

EXIT_FAILED = 1
EXIT_RUNNING = 75
"""EX_TEMPFAIL of sysexits.h."""


def main(arguments: list[str] | None = None, clock: Clock | None = None) -> int:
    """Run until a signal; returns the exit status."""
    parser = argparse.ArgumentParser(prog="broker.steward", description="Signalbox's steward")
    parser.add_argument("--home", type=Path, required=True, help="Signalbox's home folder")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    home = Home(options.home.absolute())
    try:
        make_private(home.root)
        make_private(home.hub)
        with open(home.hub / "steward.lock", "ab") as lock:
            os.chmod(lock.fileno(), 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return _error(f"the steward of {home.root} is running already", EXIT_RUNNING)
            serve(Steward(home, clock))
        return 0
    except (Refused, OSError) as error:
        return _error(str(error), EXIT_FAILED)


def serve(steward: Steward) -> None:
    """Serve until SIGTERM or SIGINT."""
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda signum, _frame: stopping.append(signum))
    told = False
    try:
        while not stopping:
            steward.serve_once()
            if not told and steward.link.ready:
                told = True
                print("ready", json.dumps({"part": "steward"}), flush=True)
    finally:
        steward.close()


def _error(reason: str, status: int) -> int:
    print(f"error: {reason}", file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
