"""A throw-away child process: one JSON job in, one JSON result out, never waited for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any


class Child:
    """A running job of `archiver.seal_child`."""

    def __init__(self, job: dict[str, Any]) -> None:
        """Start it. Raises OSError."""
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-m", "archiver.seal_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            close_fds=True,
        )
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({**job, "parent": os.getpid()}).encode())
            self._process.stdin.close()
        except BrokenPipeError:
            pass  # it died; its exit status tells

    def done(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def result(self) -> dict[str, Any]:
        """What a job that is done gave. Raises `ChildFailed`."""
        assert self._process.stdout is not None and self._process.stderr is not None
        out, err = self._process.stdout.read(), self._process.stderr.read()
        self._process.stdout.close()
        self._process.stderr.close()
        if self._process.returncode != 0:
            said = err.decode("utf-8", "replace").strip() or "it said nothing"
            raise ChildFailed(f"exit {self._process.returncode}: {said[-500:]}")
        return json.loads(out)

    def wait(self, seconds: float) -> None:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        self._process.wait(seconds)

    def kill(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait()


class ChildFailed(Exception):
    """A job did not come to its end; the text says why."""
