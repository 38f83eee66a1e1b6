"""A hub with its console for one benchmark, and what its processes cost."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.console.rig import Rig


@contextmanager
def console(machine: bool = True) -> Iterator[Rig]:
    """A hub of real processes in a home of its own, with this computer's daemon or without."""
    folder = Path(tempfile.mkdtemp(prefix="sb-bench-", dir="/tmp"))
    rig = Rig(folder)
    try:
        yield rig.whole() if machine else rig.hub()
    finally:
        rig.down()
        shutil.rmtree(folder, ignore_errors=True)


def cpu_s(rig: Rig, part: str) -> float:
    """Seconds of processor time that this part has used since it began."""
    times = psutil.Process(rig.parts[part].pid).cpu_times()
    return float(times.user + times.system)


def pss_mib(rig: Rig, part: str) -> float:
    """Memory of this part, pages that it shares counted by their share."""
    return float(psutil.Process(rig.parts[part].pid).memory_full_info().pss) / 2**20


def load() -> str:
    """How busy this computer was: for a table's last line."""
    one, five, _ = os.getloadavg()
    return f"load {one:.1f} (1 min), {five:.1f} (5 min)"
