"""`python -I -m edge_agent.daemon --home DIR`.

Prints `ready {…}` on standard output once it serves; one line `error: …` on standard error and
status 1 where it cannot (2: usage, 75: another daemon serves this home).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from schemas.wire import settings
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

USAGE = "usage: python -I -m edge_agent.daemon --home DIR"


def main(arguments: list[str]) -> int:
    """Read the arguments and run; the exit status."""
    if len(arguments) != 2 or arguments[0] != "--home":
        print(USAGE, file=sys.stderr)
        return 2
    return run(Path(arguments[1]))


def run(home_dir: Path, clock: Clock | None = None) -> int:
    """Be the daemon of this home until SIGTERM; the exit status."""
    from edge_agent.daemon import lock
    from edge_agent.daemon.daemon import Daemon
    from edge_agent.host import hardening

    umask = hardening.make_private()
    home = Home(home_dir.absolute())
    try:
        chosen = settings.load(home.config)
        if not chosen["machine.name"]:
            raise Refused("bad-config", f"{home.config} names no machine")
        held = lock.take(home)
        daemon = Daemon(home, chosen, _secret(home), clock or Clock(), umask)
        daemon.start()
    except Refused as refused:
        print(f"error: {refused}", file=sys.stderr)
        return 75 if refused.code == "already-running" else 1
    print(
        "ready " + json.dumps({"pid": os.getpid(), "machine": chosen["machine.name"]}), flush=True
    )
    daemon.run()
    os.close(held)
    return 0


def _secret(home: Home) -> str:
    path = home.edge_keys / "machine.secret"
    try:
        return path.read_text("ascii").strip()
    except (OSError, ValueError) as error:
        raise Refused("bad-config", f"{path}: {error}") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
