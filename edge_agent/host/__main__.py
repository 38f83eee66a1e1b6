"""`python -I -m edge_agent.host --session-dir DIR --run-dir DIR [--detach]`.

Prints `ready {…}` on standard output once the program runs and the sockets answer; one line
`error: …` on standard error and status 1 where that cannot be (2: usage, 75: somebody else holds
the session). With `--detach` it leaves its parent first, and lets go of standard output when it
is ready.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from schemas.wire.clock import Clock
from schemas.wire.errors import Refused

USAGE = "usage: python -I -m edge_agent.host --session-dir DIR --run-dir DIR [--detach]"


def main(arguments: list[str]) -> int:
    """Read the arguments and run; the exit status."""
    given = dict(zip(arguments[::2], arguments[1::2], strict=False))
    detach = arguments[-1:] == ["--detach"]
    if detach:
        given = dict(zip(arguments[:-1:2], arguments[1:-1:2], strict=False))
    if given.keys() != {"--session-dir", "--run-dir"} or len(arguments) != 4 + detach:
        print(USAGE, file=sys.stderr)
        return 2
    if detach and os.fork():
        os._exit(0)  # the host is nobody's child, and no session leader that could get a terminal
    return run(Path(given["--session-dir"]), Path(given["--run-dir"]), detach=detach)


def run(session_dir: Path, run_dir: Path, clock: Clock | None = None, detach: bool = False) -> int:
    """Be the host of this session until it has ended; the exit status."""
    from edge_agent.host import hardening
    from edge_agent.host.host import Host

    umask = hardening.make_private()
    try:
        host = Host(session_dir.absolute(), run_dir.absolute(), clock or Clock(), umask)
        host.start()
    except Refused as refused:
        print(f"error: {refused}", file=sys.stderr)
        if detach:
            print("refused " + json.dumps({"code": refused.code, "detail": refused.detail}))
        return 75 if refused.code == "already-running" else 1
    print("ready " + json.dumps({"pid": os.getpid(), "session": session_dir.name}), flush=True)
    if detach:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.close(nothing)
    host.run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
