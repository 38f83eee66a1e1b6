"""What each process holds, how long `--help` takes, and `up` until all is ready.

PSS shares a page out among the processes that map it, so it is smaller where more Pythons run;
RSS counts every page in full and is the bound. Daemon and hosts forbid others to look into them:
memory is read as root, or not at all.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.hub import Hub, load, pss_mib, rss_mib, signalbox
from benchmarks.terminal import table
from schemas.wire import layout
from schemas.wire.layout import Home

PRINTED = 10_000_000
QUIET = ["sh", "-c", f"yes 'the quick brown fox' | head -c {PRINTED}; echo DONE; exec cat"]
SETTLE_S = 3.0
AIMS = {"host and its screen": 25, "daemon": 45}
PARTS = ("daemon", "broker", "steward", "archiver")


def memory(runs: int) -> list[list[str]]:
    """Rows of the table of memory: medians over several starts."""
    pss: dict[str, list[float]] = {}
    rss: dict[str, list[float]] = {}
    for _ in range(runs):
        with Hub() as hub:
            idle = hub.run("cat")
            busy = hub.run(*QUIET)
            hub.wait_printed(busy, "DONE", 30)
            hub.wait_archived(busy)
            time.sleep(SETTLE_S)
            pids = {"host and its screen": hub.host_tree(idle)}
            pids["the same after 10 MB"] = hub.host_tree(busy)
            pids |= {part: [hub.parts[part].pid] for part in PARTS}
            for name, of in pids.items():
                pss.setdefault(name, []).append(pss_mib(of))
                rss.setdefault(name, []).append(rss_mib(of))
    return [
        [
            name,
            f"{statistics.median(values):.1f}",
            f"{statistics.median(rss[name]):.1f}",
            f"<= {AIMS[name]}" if name in AIMS else "",
        ]
        for name, values in pss.items()
    ]


def took_ms(argv: list[str], environment: dict[str, str]) -> float:
    """Milliseconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(argv, env=environment, capture_output=True, check=True)
    return (time.perf_counter() - began) * 1000


def times(runs: int) -> list[list[str]]:
    """Rows of the table of times."""
    found: dict[str, list[float]] = {}

    def note(name: str, milliseconds: float) -> None:
        found.setdefault(name, []).append(milliseconds)

    for _ in range(runs):
        root = Path(tempfile.mkdtemp(prefix="sb-bench-", dir="/tmp"))
        environment = {**os.environ, "SIGNALBOX_HOME": str(root / "h")}
        try:
            for name in ("first `up` on a new home", "`up`"):
                note(name, took_ms(signalbox("up"), environment))
                note("`down`", took_ms(signalbox("down"), environment))
        finally:
            subprocess.run(signalbox("down"), env=environment, capture_output=True)
            shutil.rmtree(layout.run_dir(Home(root / "h")).root, ignore_errors=True)
            shutil.rmtree(root, ignore_errors=True)
        for _ in range(5):
            note("`--help`", took_ms(signalbox("--help"), environment))
            note("`ls` on an empty home", took_ms(signalbox("ls"), environment))
            note(
                "a bare `python -I -c pass`", took_ms([*signalbox()[:2], "-c", "pass"], environment)
            )
    aims = {"`--help`": 150, "`up`": 3000, "first `up` on a new home": 3000}
    return [
        [
            name,
            f"{statistics.median(values):.0f}",
            f"{min(values):.0f}",
            f"{max(values):.0f}",
            f"<= {aims[name]}" if name in aims else "",
        ]
        for name, values in found.items()
    ]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    table(("idle", "PSS MiB", "RSS MiB", "aim (PSS)"), memory(runs))
    print()
    table(("command", "median ms", "least", "most", "aim"), times(runs))
    print(f"\nmedians of {runs} starts; {load()}")


if __name__ == "__main__":
    main()
