"""Claude Code's own TUI as a session with no hub: started by `run`, steered, taken up again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from edge_agent.verify.anthropic import Endpoint
from tests.agents import claude
from tests.agents.screen import Screen
from tests.waiting import until

pytestmark = pytest.mark.timeout(600)  # the first run fetches the program

SIGNALBOX = [sys.executable, "-I", "-m", "signalbox"]
READY = "? for shortcuts"
CLAUDE = ("claude", "--", "--permission-mode", "manual")


@dataclass
class Machine:
    """A home of Signalbox, the pinned Claude Code first on PATH, a folder to work in."""

    environment: dict[str, str]
    folder: Path

    def signalbox(self, *words: str) -> str:
        """What a command prints; it must succeed."""
        done = subprocess.run(
            [*SIGNALBOX, *words],
            env=self.environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def desk(self, *words: str) -> Screen:
        """A command on a terminal, with somebody at it."""
        return Screen([*SIGNALBOX, *words], Path("/"), self.environment)

    def sessions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.signalbox("ls", "--all", "--json"))
        return found

    def has_ended(self) -> bool:
        return [s["phase"] for s in self.sessions()] == ["ended"]


@pytest.fixture
def machine(claude_program: Path, short_dir: Path) -> Iterator[Machine]:
    folder = short_dir / "work"
    folder.mkdir()
    with Endpoint() as model:
        environment = claude.home(short_dir / "home", folder, model.url)
        environment["PATH"] = f"{claude_program.parent}:{os.environ['PATH']}"
        environment["SIGNALBOX_HOME"] = str(short_dir / "sb")
        made = Machine(environment, folder)
        yield made
        for session in made.sessions():
            if session["phase"] not in ("ended", "lost"):
                made.signalbox("stop", session["session"])


def test_it_starts_shows_takes_a_prompt_writes_a_file_and_ends(machine: Machine) -> None:
    argv = ["run", "--in", str(machine.folder), "--not-gated", *CLAUDE]
    with machine.desk(*argv) as desk:
        desk.shows(f"Claude Code v{claude.VERSION}")
        desk.shows(READY)
        desk.write("\x1b[200~script: write hello.txt hello there; say it is done now\x1b[201~\r")
        desk.shows("Do you want to create hello.txt?")
        desk.press("\r", until_gone="Do you want")
        desk.shows("● it is done now")
        assert (machine.folder / "hello.txt").read_text() == "hello there"
        (session,) = machine.sessions()
        assert session["launch"]["agent"] == "claude"
        desk.write("/exit")
        desk.shows("/exit")
        desk.write("\r")
        assert desk.ends() == 0
    until(machine.has_ended, "the session's end")
    recorded = machine.signalbox("log", session["session"])
    assert "hello.txt" in recorded
    assert "ended" in recorded.splitlines()[-1]


def test_a_prompt_from_the_command_line_is_one_turn_and_a_late_desk_sees_its_answer(
    machine: Machine,
) -> None:
    session = machine.signalbox(
        "run", "-d", "--in", str(machine.folder), "--not-gated", *CLAUDE
    ).splitlines()[0]
    with machine.desk("attach", "--watch", session) as first:
        first.shows(READY)
    machine.signalbox("prompt", session, "script: say seen from afar")
    with machine.desk("attach", session) as desk:
        desk.shows("● seen from afar")
        desk.write("\x1c")  # Ctrl-\ leaves
        assert desk.ends() == 0
    machine.signalbox("prompt", session, "script: say so far; hang")
    with machine.desk("attach", session) as desk:
        desk.shows("● so far")
        machine.signalbox("interrupt", session)
        desk.shows("Interrupted")
    machine.signalbox("stop", session)
    until(machine.has_ended, "the session's end")


def test_what_it_did_is_found_in_the_archive(machine: Machine) -> None:
    machine.signalbox("up")
    try:
        argv = ["run", "--in", str(machine.folder), "--not-gated", *CLAUDE]
        with machine.desk(*argv) as desk:
            desk.shows(READY)
            desk.write("\x1b[200~script: say kept for good\x1b[201~\r")
            desk.shows("● kept for good")
            (session,) = machine.sessions()
            desk.write("/exit")
            desk.shows("/exit")
            desk.write("\r")
            assert desk.ends() == 0
        query = (
            "select count(*) filter (kind = 'ended') as ended, count(*) = max(seq) as whole "
            f"from events where session = '{session['session']}'"
        )

        def archived() -> bool:
            rows = json.loads(machine.signalbox("audit", "sql", "--json", query))
            assert [row["ended"] for row in rows] == [1], rows
            return [row["whole"] for row in rows] == [True]

        until(archived, "the whole session in the archive", 30, every=0.5)
        said = "select count(*) as n from output where text like '%kept for good%'"
        assert json.loads(machine.signalbox("audit", "sql", "--json", said))[0]["n"] > 0
    finally:
        machine.signalbox("down")
