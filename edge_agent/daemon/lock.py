"""One daemon per home: `edge/daemon.lock`, held for life, holds its pid.

Hosts read the pid to know who may speak for people from afar.
"""

from __future__ import annotations

import fcntl
import os

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home


def take(home: Home) -> int:
    """Take the lock; the open file, to be kept. Raises `Refused("already-running")`."""
    try:
        layout.make_private(home.root)
        layout.make_private(home.edge)
        path = home.edge / "daemon.lock"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise Refused("home-unwritable", f"{home.edge}: {error.strerror}") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(file, 32, 0).decode("ascii", "replace").strip()
        os.close(file)
        raise Refused("already-running", f"a daemon of {home.root}, pid {holder}") from None
    os.ftruncate(file, 0)
    os.pwrite(file, b"%d\n" % os.getpid(), 0)
    return file
