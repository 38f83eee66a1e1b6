"""What a host asks of its operating system; where one cannot do it, the host runs without."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

# linux/prctl.h
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36
_PT_DENY_ATTACH = 31  # macOS, sys/ptrace.h

PRIVATE_UMASK = 0o077


def make_private() -> int:
    """No core, no tracing and no /proc for neighbours of this account; files are ours alone.

    Returns the umask that was in force, for the program.
    """
    before = os.umask(PRIVATE_UMASK)
    if sys.platform == "linux":
        _prctl(_PR_SET_DUMPABLE, 0)
    elif sys.platform == "darwin":
        ctypes.CDLL(None).ptrace(_PT_DENY_ATTACH, 0, None, 0)
    return before


def become_subreaper() -> bool:
    """Orphans of the program become our children. False where the system knows no such thing."""
    return sys.platform == "linux" and _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def restore_for_program(umask: int) -> None:
    """In the child, before exec: what Python and we have changed is undone."""
    os.umask(umask)
    for name in ("SIGPIPE", "SIGXFSZ", "SIGXFZ", "SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _prctl(option: int, value: int) -> bool:
    return int(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)) == 0
