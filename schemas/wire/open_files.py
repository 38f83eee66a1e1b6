"""How many files and connections a process may have open: 1024 by default, too few for a server."""

from __future__ import annotations

import contextlib
import resource


def allow(wanted: int) -> None:
    """Raise this process's own limit to `wanted`, or as far as the system lets us; never lower."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft < most:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
