"""What each kind of process used of the processor, and how long it stood in line for it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.console.rig import Rig

KINDS = {
    "gpu-process": "browser: GPU process (draws in software)",
    "renderer": "browser: pages",
    "utility": "browser: network and others",
    "": "browser: itself",
}
"""By the `--type` of a Chromium process."""


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds since each of them began."""

    ran: float
    waited: float
    """Ready to run while others had the processors."""

    def __add__(self, other: Used) -> Used:
        return Used(self.ran + other.ran, self.waited + other.waited)

    def __sub__(self, other: Used) -> Used:
        return Used(self.ran - other.ran, self.waited - other.waited)


NOTHING = Used(0.0, 0.0)


def used(rig: Rig, flood: str) -> dict[str, Used]:
    """By name: the hub's parts, every host, the screen and the program of the session `flood`, and
    what Chromium is made of."""
    found = {part: of(process.pid) for part, process in rig.parts.items()}

    def add(name: str, pid: int) -> None:
        found[name] = found.get(name, NOTHING) + of(pid)

    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            if "edge_agent.host" in words and str(rig.home.root) in " ".join(words):
                floods = any(flood in word for word in words)
                add("host of the flood" if floods else "other hosts", process.pid)
                for child in process.children(recursive=True):
                    screen = "edge_agent.host.screen_child" in child.cmdline()
                    add(("screen" if screen else "program") + " of the flood" * floods, child.pid)
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            if "chrom" in process.name():
                kinds = [word[7:] for word in words if word.startswith("--type=")]
                add(KINDS.get(kinds[0] if kinds else "", "browser: others"), process.pid)
            elif any("run-driver" in word for word in words):
                add("what drives the browser", process.pid)
    return found | {"this program": of(psutil.Process().pid)}


def of(pid: int) -> Used:
    """All threads of one process; nothing where it is gone."""
    total = NOTHING
    for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):
            ran, waited, _ = file.read_text().split()
            total += Used(int(ran) / 1e9, int(waited) / 1e9)
    return total
