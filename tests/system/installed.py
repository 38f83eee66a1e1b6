"""A home that nobody has used yet, and the command line on it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from schemas.wire import layout
from schemas.wire.layout import Home
from signalbox import settings_file, up_lock
from tests.edge_agent.host.session import below
from tests.ports import free_port


class Installed:
    """`do` is one command line; `clean` stops and ends everything."""

    prefix: tuple[str, ...] = ()
    """Words before each command line, as to run it elsewhere."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "h")
        self.home.root.mkdir(mode=0o700)
        self.port = free_port()
        settings_file.change(self.home.config, broker__port=self.port, gateway__port=free_port())

    @property
    def run_dir(self) -> Path:
        """Where the sockets lie."""
        return layout.run_dir(self.home).root

    def do(
        self,
        *words: str,
        cwd: Path | None = None,
        typed: str = "",
        environment: dict[str, str] | None = None,
    ) -> tuple[int, str]:
        """One command line: its exit status and all that it said."""
        done = subprocess.run(
            [*self.prefix, sys.executable, "-I", "-m", "signalbox", *words],
            env={**os.environ, "SIGNALBOX_HOME": str(self.home.root), **(environment or {})},
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=100,
            cwd=cwd,
        )
        return done.returncode, done.stdout

    def good(self, *words: str, **given: object) -> str:
        """One command line that must succeed."""
        status, said = self.do(*words, **given)  # type: ignore[arg-type]
        assert status == 0, (words, said)
        return said

    def refused(self, *words: str, **given: object) -> str:
        """One command line that must be refused with one clear line."""
        status, said = self.do(*words, **given)  # type: ignore[arg-type]
        assert status == 1 and said.startswith("signalbox: ") and said.count("\n") == 1, said
        return said

    def clean(self) -> None:
        """Stop everything."""
        with contextlib.suppress(OSError):
            if up_lock.holder(self.home.up_lock) is not None:
                self.do("down")
        for path in self.run_dir.glob("*/pid"):
            host = int(path.read_text())
            for pid in [*below(host), host]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.run_dir, ignore_errors=True)
