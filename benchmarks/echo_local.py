"""Keystroke → echo at the desk: `signalbox attach` beside tmux, dtach and a bare PTY.

Each types into `cat` behind a raw terminal; one key of each in turn, so that whatever else this
machine does falls on all alike.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from benchmarks.terminal import Terminal, milliseconds, percentile, table

PROGRAM = "stty raw -echo; exec cat"
KEYS = b"abcdefghijklmnopqrstuvwxyz"


def end_dtach(socket: Path) -> None:
    """dtach has no command for this: end the master, which outlives its terminal as it should."""
    for process in psutil.process_iter(["cmdline"]):
        if str(socket) in (process.info["cmdline"] or ()):
            process.terminate()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=500)
    keys = parser.parse_args().keys
    folder = Path(tempfile.mkdtemp(prefix="sb-bench-"))
    environment = {**os.environ, "TERM": "xterm-256color", "SIGNALBOX_HOME": str(folder / "home")}
    me = [sys.executable, "-I", "-m", "signalbox"]
    argv = {
        "bare PTY": ["sh", "-c", PROGRAM],
        "signalbox attach": [*me, "run", "--title", "bench", "sh", "-c", PROGRAM],
        "tmux attach": ["tmux", "-f", "/dev/null", "-S", str(folder / "tmux"), "new", PROGRAM],
        "dtach": ["dtach", "-A", str(folder / "dtach"), "-E", "sh", "-c", PROGRAM],
    }
    terminals = {name: Terminal(a, environment) for name, a in argv.items() if shutil.which(a[0])}
    try:
        for terminal in terminals.values():
            terminal.read_for(1.5)
        took: dict[str, list[float]] = {name: [] for name in terminals}
        for number in range(keys):
            key = KEYS[number % len(KEYS)]
            for name, terminal in terminals.items():
                took[name].append(terminal.echo(bytes([key])))
                terminal.read_for(0.002)
    finally:
        subprocess.run([*me, "stop", "bench", "--grace", "0"], env=environment, capture_output=True)
        subprocess.run(["tmux", "-S", str(folder / "tmux"), "kill-server"], capture_output=True)
        end_dtach(folder / "dtach")
        for terminal in terminals.values():
            terminal.close()
        shutil.rmtree(folder, ignore_errors=True)
    tmux = percentile(took["tmux attach"], 0.5)
    table(
        ("path", "p50 ms", "p90", "p99", "worst", "p50 ÷ tmux"),
        [
            (name, *milliseconds(values), f"{percentile(values, 0.5) / tmux:.2f}")
            for name, values in took.items()
        ],
    )


if __name__ == "__main__":
    main()
