"""A whole Signalbox of real processes on a home of its own, each of which can be killed.

Parts are started one by one, as the supervisor does, so that a test decides who dies and when.
The broker is ours or Debian's Mosquitto with the rights that we export for it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from schemas.wire import ids, layout, line
from schemas.wire.layout import Home
from signalbox import first_time, local_sessions, settings_file
from tests.mosquitto import free_port
from tests.waiting import until

MODULES = {
    "broker": "broker",
    "steward": "broker.steward",
    "archiver": "archiver",
    "daemon": "edge_agent.daemon",
}
READY_S = 30


class Fleet:
    """One home, its parts, and the command line on it."""

    def __init__(self, root: Path, broker: str = "embedded") -> None:
        self.home = Home(root / "h")
        self.broker = broker
        self.port = free_port()
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self._logs = root / "logs"
        self._logs.mkdir()
        self.home.root.mkdir(mode=0o700)
        settings_file.change(
            self.home.config,
            machine__name="build-01",
            broker__port=self.port,
            hub__urls=[f"mqtt://127.0.0.1:{self.port}"],
        )
        for folder in (self.home.edge, self.home.sessions, self.home.logs):
            layout.make_private(folder)
        owner = first_time.hub(self.home)
        assert owner is not None
        self.owner = owner
        first_time.edge(self.home)

    # ----- parts

    def up(self, parts: Iterable[str] = MODULES) -> Fleet:
        """Start these parts and wait until each is ready."""
        for part in parts:
            self.start(part)
        for part in parts:
            self.wait_ready(part)
        return self

    def start(self, part: str) -> None:
        """Start one part; does not wait."""
        if part == "broker" and self.broker == "mosquitto":
            from tests.system.mosquitto_hub import start

            self.parts[part] = start(self)
            return
        log = (self._logs / f"{part}.log").open("ab")
        self.parts[part] = subprocess.Popen(
            [sys.executable, "-I", "-m", MODULES[part], "--home", str(self.home.root)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd="/",
        )
        log.close()

    def wait_ready(self, part: str) -> None:
        """Wait for the part's `ready` line."""
        process = self.parts[part]
        if process.stdout is None:
            return
        deadline = time.monotonic() + READY_S
        while True:
            left = deadline - time.monotonic()
            assert left > 0, f"{part} was not ready within {READY_S} s: {self.log(part)}"
            if select.select([process.stdout], [], [], left)[0]:
                text = process.stdout.readline()
                if text.startswith(b"ready"):
                    return
                assert text, f"{part} ended: {self.log(part)}"

    def kill(self, part: str) -> None:
        """kill -9, and wait until it is gone."""
        process = self.parts.pop(part)
        process.kill()
        process.wait(10)
        if process.stdout:
            process.stdout.close()

    def signal(self, part: str, number: int) -> None:
        """Send a signal to one part."""
        self.parts[part].send_signal(number)

    def log(self, part: str) -> str:
        """The end of what the part has said."""
        path = self._logs / f"{part}.log"
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""

    def down(self) -> None:
        """Stop the parts, and end every session that is left."""
        for part in reversed(list(self.parts)):
            process = self.parts.pop(part)
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
            if process.stdout:
                process.stdout.close()
        for session in self.alive():
            self.cli("stop", session, "--grace", "0", check=False)

    # ----- people

    def environment(self, **more: str) -> dict[str, str]:
        """A shell's environment with this home."""
        return {
            **os.environ,
            "SIGNALBOX_HOME": str(self.home.root),
            "TERM": "xterm-256color",
            **more,
        }

    def cli(
        self, *words: str, check: bool = True, typed: str = "", cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command line to its end."""
        done = subprocess.run(
            [sys.executable, "-I", "-m", "signalbox", *words],
            env=self.environment(),
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=cwd,
        )
        assert not check or done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done

    def run(self, *argv: str, cwd: Path | None = None) -> str:
        """Start a detached session; returns its id."""
        done = self.cli("run", "-d", *argv, cwd=cwd)
        return ids.check_session(done.stdout.split()[0])

    def sql(self, query: str, limit: int = 100_000) -> list[dict[str, Any]]:
        """Rows of one SELECT on the archive."""
        done = self.cli("audit", "sql", "--json", "--limit", str(limit), query)
        rows: list[dict[str, Any]] = json.loads(done.stdout)
        return rows

    # ----- sessions

    def alive(self) -> list[str]:
        """Sessions whose host answers."""
        known = local_sessions.all_ids(self.home)
        return [s for s in known if local_sessions.look(self.home, s).alive]

    def journal(self, session: str) -> list[line.Line]:
        """The lines on this machine's disk."""
        data = b"".join(p.read_bytes() for p in local_sessions.segments(self.home, session))
        return [line.split(raw) for raw in data.splitlines(keepends=True) if raw.endswith(b"\n")]

    def wait_ended(self, session: str, seconds: float = 30) -> None:
        """Wait until the session's host is gone."""
        until(lambda: not local_sessions.look(self.home, session).alive, f"{session} ends", seconds)

    def wait_archived(self, session: str, seconds: float = 30) -> list[dict[str, Any]]:
        """Wait until the archive has as many lines as the machine; returns them in order."""
        wanted = len(self.journal(session))

        def all_there() -> list[dict[str, Any]] | None:
            rows = self.sql(
                f"SELECT seq, kind, text FROM events WHERE session = '{session}' ORDER BY seq"
            )
            return rows if len(rows) >= wanted else None

        return until(all_there, f"{wanted} lines of {session} in the archive", seconds, every=0.2)
