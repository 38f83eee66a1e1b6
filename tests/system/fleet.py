"""A whole Signalbox of real processes on a home of its own, each of which can be killed.

Parts are started one by one, as the supervisor does, so that a test decides who dies and when.
The broker is ours or Debian's Mosquitto with the rights that we export for it.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from schemas.wire import chain, ids, layout, line
from schemas.wire.layout import Home
from schemas.wire.strictjson import canon
from signalbox import first_time, local_sessions, settings_file
from tests.edge_agent.host.session import alive, below
from tests.ports import free_port
from tests.system import mosquitto_hub
from tests.system.person import Person
from tests.waiting import until

MODULES = {
    "broker": "broker",
    "steward": "broker.steward",
    "archiver": "archiver",
    "daemon": "edge_agent.daemon",
    "gateway": "console",
}
ALL = ("broker", "steward", "archiver", "daemon")
"""What is started where nothing else is said: no page is needed for what people do elsewhere."""
READY_S = 30


class Fleet:
    """One home, its parts, and the command line on it."""

    def __init__(self, root: Path, broker: str = "embedded") -> None:
        self.home = Home(root / "h")
        self.broker = broker
        self.port = free_port()
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.root = root
        self.passwords: dict[str, str] = {}
        """Of people, by user name; Mosquitto is told them when it starts."""
        self.entries: dict[str, str] = {}
        """Python text to run in the place of a part's own entry, for a clock of the test's."""
        self._logs = root / "logs"
        self._logs.mkdir()
        self.home.root.mkdir(mode=0o700)
        settings_file.change(
            self.home.config,
            machine__name="build-01",
            broker__port=self.port,
            gateway__port=free_port(),
            hub__urls=[f"mqtt://127.0.0.1:{self.port}"],
        )
        for folder in (self.home.edge, self.home.sessions, self.home.logs):
            layout.make_private(folder)
        owner = first_time.hub(self.home)
        assert owner is not None
        self.owner = owner.user
        self.passwords[owner.user] = owner.password
        first_time.edge(self.home)

    # ----- parts

    def up(self, parts: Iterable[str] = ALL) -> Fleet:
        """Start these parts and wait until each is ready."""
        for part in parts:
            self.start(part)
        for part in parts:
            self.wait_ready(part)
        return self

    def start(self, part: str) -> None:
        """Start one part; does not wait."""
        if part == "broker" and self.broker == "mosquitto":
            conf = mosquitto_hub.configure(self.home, self.port, self.root / "m", self.passwords)
            command = [mosquitto_hub.PROGRAM, "-c", str(conf)]
        else:
            command = [sys.executable, "-I", "-m", MODULES[part], "--home", str(self.home.root)]
        if part in self.entries:
            command = [sys.executable, "-I", "-c", self.entries[part], str(self.home.root)]
        log = (self._logs / f"{part}.log").open("ab")
        self.parts[part] = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd="/",
        )
        log.close()

    def wait_ready(self, part: str) -> None:
        """Wait for the part's `ready` line."""
        process = self.parts[part]
        assert process.stdout is not None
        if part == "broker" and self.broker == "mosquitto":
            until(self._listens, f"mosquitto on {self.port}: {self.log(part)}", READY_S)
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

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def down(self) -> None:
        """Stop the parts, and end whatever is left of every session."""
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
        run_dir = layout.run_dir(self.home).root
        for path in run_dir.glob("*/pid"):
            host = int(path.read_text())
            for pid in [*below(host), host]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            until(lambda pid=host: not alive(pid), "the host's end")
        shutil.rmtree(run_dir, ignore_errors=True)

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

    def person(self, user: str | None = None) -> Person:
        """A connection of this person (default: the owner). Use it as a context manager."""
        user = user or self.owner
        url = f"mqtt://127.0.0.1:{self.port}"
        return Person([url], user, self.passwords[user])

    def add_user(self, user: str, role: str) -> None:
        """Add a person with one role everywhere; in force within a second, or with Mosquitto
        when it starts."""
        told = json.loads(self.cli("user", "add", user, "--role", role, "--json").stdout)
        self.passwords[user] = told["password"]

    # ----- sessions

    def alive(self) -> list[str]:
        """Sessions whose host answers."""
        known = local_sessions.all_ids(self.home)
        return [s for s in known if local_sessions.look(self.home, s).alive]

    def host_pid(self, session: str) -> int:
        """The host's process."""
        return int((layout.run_dir(self.home).session(session) / "pid").read_text())

    def journal_bytes(self, session: str) -> bytes:
        """Whole lines on this machine's disk, as they stand there."""
        data = b"".join(p.read_bytes() for p in local_sessions.segments(self.home, session))
        return data[: data.rfind(b"\n") + 1]

    def journal(self, session: str) -> list[line.Line]:
        """The lines on this machine's disk."""
        return [line.split(raw) for raw in self.journal_bytes(session).splitlines(keepends=True)]

    def bodies(self, session: str, kind: str) -> list[dict[str, Any]]:
        """The bodies of the journal's lines of one kind."""
        found = self.journal(session)
        return [local_sessions.body_of(one) for one in found if one.kind == kind]

    def printed(self, session: str) -> str:
        """All journalled output that is text."""
        return "".join(body.get("text", "") for body in self.bodies(session, "output"))

    def wait_printed(self, session: str, text: str, seconds: float = 20) -> None:
        """Wait until the journal has this output."""
        until(lambda: text in self.printed(session), f"{text!r} in {session}", seconds)

    def wait_ended(self, session: str, seconds: float = 30) -> None:
        """Wait until the session's host is gone."""
        until(lambda: not local_sessions.look(self.home, session).alive, f"{session} ends", seconds)

    # ----- the archive

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of one SELECT, asked of `archive.sql` as anybody with a DuckDB would."""
        with duckdb.connect() as connection:
            connection.execute("SET enable_progress_bar = false; SET threads = 1")
            connection.execute((self.home.archive / "archive.sql").read_text())
            return connection.execute(sql).fetchall()

    def archived_head(self, session: str) -> int:
        """The highest seq of this session in the archive."""
        if not (self.home.archive / "archive.sql").exists():
            return 0
        return int(
            self.rows(f"SELECT coalesce(max(seq), 0) FROM events WHERE session = '{session}'")[0][0]
        )

    def wait_archived(self, session: str, seconds: float = 30) -> None:
        """Wait until the archive is as far as the machine's journal is now."""
        wanted = self.journal(session)[-1].seq
        until(
            lambda: self.archived_head(session) >= wanted,
            f"line {wanted} of {session} in the archive",
            seconds,
            every=0.2,
        )

    def archived_bytes(self, session: str) -> bytes:
        """The session's lines, made anew from SQL and from the key that the archive keeps.

        Equal to the journal only if every time, kind, number and body is, and each hash follows.
        """
        rows = self.rows(
            'SELECT seq, epoch_us("at"), kind, body, project FROM events '
            f"WHERE session = '{session}' ORDER BY seq"
        )
        machine = "build-01"
        key = bytes.fromhex((self.home.archive / "keys" / machine / session).read_text().strip())
        project = rows[0][4]
        head, made = chain.start(machine, project, session, key), b""
        for seq, at, kind, body, _ in rows:
            encoded = canon(json.loads(body))
            commitment = chain.commitment(chain.salt(key, seq), encoded)
            head = chain.link(head, at, kind, seq, commitment)
            made += line.encode(at, encoded, head, kind, seq)
        return made

    def check_record(self, session: str) -> None:
        """Archive and journal of an ended session are equal to the byte, each line once."""
        assert self.archived_bytes(session) == self.journal_bytes(session)
