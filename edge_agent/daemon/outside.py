"""Agents of this account that run outside Signalbox, and the line that takes them in.

One pass over /proc: a process whose program is called like an agent's, whose ancestors none of
which is a session's host. Of a tree of them the topmost alone counts.
"""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from edge_agent import peers
from edge_agent.agents.profiles import Profile
from schemas.wire.errors import Refused

MOST = 16
SETTLED_US = 5_000_000
"""Younger ones are not told of: most of them only print their version."""
MAX_FOLDER = 1024
_INTERPRETERS = (b"node", b"bun", b"python", b"MainThread", b"sh", b"bash")


@dataclass(frozen=True, slots=True)
class Outside:
    """One that runs. `since`: microseconds since 1970; `line`: what brings it in."""

    agent: str
    pid: int
    since: int
    folder: str | None
    line: str | None


@dataclass(frozen=True, slots=True)
class _Process:
    parent: int
    name: bytes
    started: int


def scan(
    profiles: Iterable[Profile], now_us: int | None = None, own: int | None = None
) -> list[Outside]:
    """All of them, oldest first, at most MOST. Empty on systems without /proc.

    `own`: what this process (by default ours) has started is its own affair.
    """
    if sys.platform != "linux":
        return []
    now = time.time_ns() // 1000 if now_us is None else now_us
    named = {profile.command.encode(): profile for profile in profiles}
    ours = os.getpid() if own is None else own
    table = _table()
    fitting = {pid: found for pid in table if (found := _agent_of(pid, table[pid], named))}
    listed = []
    for pid, profile in fitting.items():
        since = _boot_us() + table[pid].started * 1_000_000 // os.sysconf("SC_CLK_TCK")
        if now - since < SETTLED_US or not _is_outside(pid, profile, fitting, ours):
            continue
        folder = _folder(pid)
        listed.append(Outside(profile.agent, pid, since, folder, line(profile, folder)))
    return sorted(listed, key=lambda one: (one.since, one.pid))[:MOST]


def line(profile: Profile, folder: str | None) -> str | None:
    """What takes its conversation into a session, once it was ended itself; None: nothing does."""
    if folder is None or not profile.continues:
        return None
    words = ["signalbox", "run", "--in", folder, profile.agent, "--", *profile.continues]
    return shlex.join(words)


def _table() -> dict[int, _Process]:
    """The living processes of this account; others are nobody's affair here."""
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            if os.stat(f"/proc/{name}").st_uid != os.getuid():
                continue
            raw = Path(f"/proc/{name}/stat").read_bytes()
        except OSError:
            continue
        # proc_pid_stat(5): the name stands in parentheses and may hold some itself.
        begun, _, rest = raw.rpartition(b")")
        fields = rest.split()
        if len(fields) > 19 and fields[0] not in (b"Z", b"X"):
            title = begun.partition(b"(")[2]
            found[int(name)] = _Process(int(fields[1]), title, int(fields[19]))
    return found


def _agent_of(pid: int, process: _Process, named: dict[bytes, Profile]) -> Profile | None:
    for name, profile in named.items():
        if process.name == name[:15]:  # the kernel keeps 15 characters
            return profile
    if not process.name.startswith(_INTERPRETERS):
        return None
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()[:8192].split(b"\0")[:2]
    except OSError:
        return None
    return next((named[base] for w in words if (base := os.path.basename(w)) in named), None)


def _is_outside(pid: int, profile: Profile, fitting: dict[int, Profile], ours: int) -> bool:
    try:
        for above in peers.ancestry(pid)[1:]:
            if above == ours or fitting.get(above) == profile:
                return False
            if above != os.getpid() and peers.is_host(above):
                return False
    except Refused:
        return False  # nobody can tell
    return True


def _folder(pid: int) -> str | None:
    try:
        folder = os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return None
    try:
        folder.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return folder if len(folder) <= MAX_FOLDER and folder.isprintable() else None


@cache
def _boot_us() -> int:
    """When the system started, microseconds since 1970; once, so that it does not waver."""
    return (time.time_ns() - time.clock_gettime_ns(time.CLOCK_BOOTTIME)) // 1000
