"""Real programs run in a terminal of 120×40 whose queries are answered, and what they printed."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Sequence
from pathlib import Path

from ptyprocess import PtyProcess

from edge_agent.host.ghostty import Ghostty

COLUMNS, ROWS = 120, 40


class Step:
    """Wait until the screen shows `shown`, then type `keys`."""

    def __init__(self, shown: str, keys: bytes = b"") -> None:
        self.shown, self.keys = shown, keys


def record(argv: Sequence[str], steps: Sequence[Step], home: Path, seconds: float = 20) -> bytes:
    """Everything that the program printed until the last step's text was shown and it was quiet."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PS1": "$ ",
        "COLORTERM": "truecolor",
    }
    terminal = Ghostty(COLUMNS, ROWS)
    program = PtyProcess.spawn(
        list(argv), cwd=str(home), env=environment, dimensions=(ROWS, COLUMNS)
    )
    printed = bytearray()
    deadline = time.monotonic() + seconds
    try:
        for step in steps:
            while step.shown not in terminal.text():
                if time.monotonic() > deadline:
                    raise AssertionError(f"{argv}: no {step.shown!r} on\n{terminal.text()}")
                _read(program, terminal, printed, 0.2)
            program.write(step.keys)
        while _read(program, terminal, printed, 0.3):
            if time.monotonic() > deadline:
                break  # htop never rests
            if argv[0].endswith("htop") and len(printed) > 20_000:
                break
    finally:
        program.close(force=True)
        terminal.close()
    return bytes(printed)


def _read(program: PtyProcess, terminal: Ghostty, printed: bytearray, wait: float) -> bool:
    if not select.select([program.fd], [], [], wait)[0]:
        return False
    try:
        data = os.read(program.fd, 65536)
    except OSError:
        return False
    printed += data
    terminal.feed(data)
    if terminal.replies:
        program.write(bytes(terminal.replies))
        terminal.replies.clear()
    return bool(data)
