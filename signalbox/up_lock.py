"""The supervisor's lock: one supervisor a home, and who it is."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from schemas.wire.errors import Refused


def take(path: Path) -> int:
    """Hold the lock for life and write our pid into it. Raises `Refused("already-running")`.

    The descriptor is inherited by nobody; it ends with the process, however that ends.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise Refused("already-running", f"signalbox in {path.parent}") from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)
    return descriptor


def holder(path: Path) -> int | None:
    """The pid of the supervisor that runs, or None. A pid without a lock means nothing."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        text = os.pread(descriptor, 32, 0).strip()
        return int(text) if text.isdigit() else None
    else:
        return None
    finally:
        os.close(descriptor)
