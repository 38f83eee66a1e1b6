"""A terminal that a benchmark types into, and the statistics of what came back when."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
import tty
from collections.abc import Mapping, Sequence


class Terminal:
    """A child in a PTY of its own, driven without any library in the way."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(argv[0], list(argv), dict(environment))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        tty.setraw(self.fd)

    def read_for(self, seconds: float) -> bytes:
        """Everything that arrives until it was quiet for so long."""
        found = b""
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            found += data
        return found

    def write(self, data: bytes) -> None:
        """Type this."""
        os.write(self.fd, data)

    def echo(self, key: bytes, timeout_s: float = 5) -> float:
        """Type `key`; seconds until it came back. Raises TimeoutError."""
        began = time.perf_counter()
        os.write(self.fd, key)
        seen = b""
        while key not in seen:
            left = timeout_s - (time.perf_counter() - began)
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise TimeoutError(f"no echo within {timeout_s} s")
            seen += os.read(self.fd, 65536)
        return time.perf_counter() - began

    def close(self) -> None:
        """Hang up."""
        os.close(self.fd)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def milliseconds(values: Sequence[float]) -> list[str]:
    """p50, p90, p99 and the worst, in milliseconds."""
    return [f"{percentile(values, s) * 1000:.2f}" for s in (0.5, 0.9, 0.99, 1)]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table."""
    print("| " + " | ".join(heads) + " |")
    print("|" + " --- |" * len(heads))
    for row in rows:
        print("| " + " | ".join(row) + " |")
