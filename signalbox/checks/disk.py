"""Home, syncing and room on the disk."""

from __future__ import annotations

import os
import shutil
import statistics
import time

from schemas.wire.layout import Home
from signalbox import home_checks

SLOW_SYNC_MS = 20
LITTLE_ROOM = 2 * 1024**3
SYNCS = 20


def home(home: Home) -> tuple[str, str, str]:
    """Writable, private, in no worktree."""
    home_checks.checked(home)
    return "good", f"{home.root} is private and can be written", ""


def fsync(home: Home) -> tuple[str, str, str]:
    """How long a line waits for the disk."""
    path = home.root / f".sync-{os.getpid()}"
    took = []
    with path.open("wb", buffering=0) as file:
        try:
            for _ in range(SYNCS):
                file.write(b"x" * 400)
                began = time.perf_counter()
                os.fsync(file.fileno())
                took.append((time.perf_counter() - began) * 1000)
        finally:
            path.unlink()
    middle, worst = statistics.median(took), max(took)
    text = f"a line is on the disk after {middle:.1f} ms (worst of {SYNCS}: {worst:.1f} ms)"
    if middle > SLOW_SYNC_MS:
        return "warning", text, "put SIGNALBOX_HOME on a local disk; echo from afar waits for it"
    return "good", text, ""


def space(home: Home) -> tuple[str, str, str]:
    """Room for journals and the archive."""
    usage = shutil.disk_usage(home.root)
    text = f"{usage.free / 1024**3:.1f} GiB free of {usage.total / 1024**3:.0f}"
    if usage.free < LITTLE_ROOM:
        return "bad", text, "make room: without it no session starts and the archive stands still"
    return "good", text, ""
