"""What a gated program is given in the child, before exec, at every level.

No new privileges (a setting), death with its host, and where the kernel has it a Landlock scope:
no signal and no abstract Unix socket reaches out of the session. Raw system calls through ctypes;
everything is looked up before the fork.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass

# linux/prctl.h
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
# The same numbers on every architecture (linux/landlock.h, asm-generic/unistd.h).
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446
_LANDLOCK_VERSION = 1
_SCOPE_ABSTRACT_SOCKET, _SCOPE_SIGNAL = 1, 2
SCOPE_ABI = 6
"""The first Landlock ABI with scopes (Linux 6.12); an older one refuses the longer structure."""
_CAP_SYS_ADMIN = 21


@dataclass(frozen=True, slots=True)
class Given:
    """`apply` runs in the child and raises OSError; `notes`: what cannot be had here, in words."""

    apply: Callable[[], None]
    notes: tuple[str, ...]


def given(no_new_privs: bool, abi: int | None = None) -> Given:
    """What a program gets on this system. `abi`: Landlock's; None asks the kernel.

    The program dies with the *thread* that starts it: start it from one that lives as long as the
    session, which is the main thread.
    """
    if sys.platform != "linux":
        return Given(lambda: None, (f"nothing of Linux's walls can be had on {sys.platform}",))
    library = ctypes.CDLL(None, use_errno=True)
    found = landlock_abi(library) if abi is None else abi
    notes = []
    if not no_new_privs:
        notes.append("no_new_privs is off (shield.no_new_privs): setuid programs keep their power")
    scoped = found >= SCOPE_ABI
    if not scoped:
        has = f"only version {found} of Landlock" if found > 0 else "no Landlock"
        notes.append(
            f"this kernel has {has}, and a scope needs {SCOPE_ABI}: the session can signal the"
            " account's processes and reach abstract sockets"
        )
    elif not no_new_privs and not _may_administer():
        scoped = False
        notes.append("no Landlock scope, because it takes no_new_privs")
    parent = os.getpid()

    def apply() -> None:
        if no_new_privs:
            _call(library.prctl, _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if scoped:
            # Nothing handled of the file system or the network: signals and sockets alone.
            attributes = struct.pack("QQQ", 0, 0, _SCOPE_ABSTRACT_SOCKET | _SCOPE_SIGNAL)
            rules = _call(
                library.syscall,
                _LANDLOCK_CREATE_RULESET,
                attributes,
                ctypes.c_size_t(len(attributes)),
                0,
            )
            _call(library.syscall, _LANDLOCK_RESTRICT_SELF, rules, 0)
            os.close(rules)
        _call(library.prctl, _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        # It may have died before that call; then nobody would end this program.
        if os.getppid() != parent:
            raise OSError(errno.ESRCH, "the host has gone")

    return Given(apply, tuple(notes))


def landlock_abi(library: ctypes.CDLL | None = None) -> int:
    """The version of Landlock that the kernel has; 0 where it has none or it is switched off."""
    if sys.platform != "linux":
        return 0
    asked = library or ctypes.CDLL(None, use_errno=True)
    version = asked.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), _LANDLOCK_VERSION)
    return max(int(version), 0)


def _may_administer() -> bool:
    """Whether this process holds CAP_SYS_ADMIN, which Landlock takes in place of no_new_privs."""
    with open("/proc/self/status") as file:
        effective = next((line for line in file if line.startswith("CapEff:")), "CapEff: 0")
    return bool(int(effective.split()[1], 16) >> _CAP_SYS_ADMIN & 1)


def _call(function: Callable[..., int], *arguments: object) -> int:
    result = int(function(*arguments))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)} ({arguments[0]})")
    return result
