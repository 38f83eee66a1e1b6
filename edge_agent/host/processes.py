"""The processes of this computer as a table, and who descends from whom."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Process:
    """`parent`: its pid. `started`: ticks since boot, which with the pid names one process for
    ever; None where the system does not tell (Linux alone does)."""

    parent: int
    started: int | None


def table() -> dict[int, Process]:
    """pid → process, of all that still run; zombies are gone already."""
    return _from_proc() if sys.platform == "linux" else _from_ps()


def below(
    roots: Iterable[int], found: Mapping[int, Process], without: Iterable[int] = ()
) -> list[int]:
    """Pids of all descendants of `roots`, parents first; `without` and below left out."""
    children: dict[int, list[int]] = {}
    for pid, process in found.items():
        children.setdefault(process.parent, []).append(pid)
    seen = set(without)
    listed: list[int] = []
    queue = list(roots)
    while queue:
        for pid in children.get(queue.pop(), ()):
            if pid not in seen:
                seen.add(pid)
                listed.append(pid)
                queue.append(pid)
    return listed


def _from_proc() -> dict[int, Process]:
    found: dict[int, Process] = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                rest = file.read().rpartition(b")")[2].split()
        except OSError:
            continue
        # proc_pid_stat(5): state is field 3, ppid 4, starttime 22; `rest` begins with field 3.
        if len(rest) > 19 and rest[0] not in (b"Z", b"X"):
            found[int(name)] = Process(int(rest[1]), int(rest[19]))
    return found


def _from_ps() -> dict[int, Process]:
    import subprocess  # not needed on Linux, and a host stays small

    listed = subprocess.run(
        ["/bin/ps", "-axo", "pid=,ppid=,stat="], capture_output=True, check=False, timeout=10
    )
    found: dict[int, Process] = {}
    for row in listed.stdout.splitlines():
        pid, parent, state = row.split(None, 2)
        if not state.startswith(b"Z"):
            found[int(pid)] = Process(int(parent), None)
    return found
