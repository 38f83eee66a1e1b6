"""A second computer: a home of its own that has nothing but a log-in to the fleet's hub."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect

from tests.system.fleet import Fleet
from tests.waiting import until

ME = [sys.executable, "-I", "-m", "signalbox"]


class Elsewhere:
    """A person at another computer. Close it."""

    def __init__(self, fleet: Fleet, name: str, user: str | None = None) -> None:
        self.fleet = fleet
        self.user = user or fleet.owner
        self.root: Path = fleet.root / name
        self.root.mkdir(mode=0o700)
        self.environment = {
            **os.environ,
            "SIGNALBOX_HOME": str(self.root),
            "TERM": "xterm-256color",
        }
        self.terminals: list[pexpect.spawn] = []

    @property
    def kept_login(self) -> Path:
        """The file that `login` leaves."""
        return self.root / "login.json"

    def do(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """One command line, to its end."""
        return subprocess.run(
            [*ME, *words],
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
            cwd="/",
        )

    def good(self, *words: str, typed: str = "") -> str:
        """One command line that must succeed: what it printed."""
        done = self.do(*words, typed=typed)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def refused(self, *words: str) -> str:
        """One command line that must fail with status 1 and one line: that line."""
        done = self.do(*words)
        assert done.returncode == 1 and done.stderr.count("\n") == 1, (words, done)
        return done.stderr

    def json(self, *words: str) -> Any:
        """What a command line prints with `--json`."""
        return json.loads(self.good(*words, "--json"))

    def login(self, *words: str) -> Elsewhere:
        """Log in with the person's password."""
        url = f"mqtt://127.0.0.1:{self.fleet.port}"
        typed = self.fleet.passwords[self.user] + "\n"

        def let_in() -> bool:
            done = self.do("login", url, "--user", self.user, *words, typed=typed)
            assert done.returncode == 0, done
            return True

        # Who was added a moment ago is known to the broker, and told by the steward, within 1 s.
        until(let_in, f"{self.user} is let in", 30, every=0.5)
        return self

    def terminal(self, *words: str, size: tuple[int, int] = (30, 100)) -> pexpect.spawn:
        """A new terminal that runs this command line."""
        child = pexpect.spawn(
            ME[0],
            [*ME[1:], *words],
            env=self.environment,
            dimensions=size,
            timeout=20,
            encoding="utf-8",
            codec_errors="replace",
            cwd="/",
        )
        self.terminals.append(child)
        return child

    def close(self) -> None:
        """End the terminals that are still open."""
        for terminal in self.terminals:
            terminal.close(force=True)
