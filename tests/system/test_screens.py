"""Real programs behind the real host: a terminal that attaches late shows what the first one does.

Both terminals are panes of a real tmux. The first was there from the start and interprets what
the program prints; the late one gets the host's screen.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from edge_agent.host import screen as screens
from edge_agent.verify.anthropic import Endpoint
from tests.agents import claude
from tests.edge_agent.host.recording import COLUMNS, ROWS
from tests.edge_agent.host.session import below
from tests.edge_agent.host.test_screen_equality import Tmux, compare, programs
from tests.system.installed import Installed
from tests.waiting import until

pytestmark = [
    pytest.mark.skipif(not screens.available(), reason="no libghostty-vt for this machine"),
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]
SIGNALBOX = [sys.executable, "-I", "-m", "signalbox"]


class Desks:
    """Panes of a tmux that run command lines of ours on one home."""

    def __init__(self, installed: Installed, folder: Path) -> None:
        self.installed, self.folder = installed, folder
        self.tmux = Tmux(folder)

    def open(self, words: list[str], environment: Mapping[str, str], cwd: Path) -> str:
        """A pane in which this command line runs."""
        variables = [f"{name}={value}" for name, value in environment.items()]
        variables.append(f"SIGNALBOX_HOME={self.installed.home.root}")
        command = shlex.join(["env", "-i", *variables, *SIGNALBOX, *words])
        size = ("-x", str(COLUMNS), "-y", str(ROWS))
        named = ("new-session", "-d", "-P", "-F", "#{pane_id}", "-c", str(cwd))
        return self.tmux.call(*named, *size, command).strip()

    def shows(self, pane: str, text: str, seconds: float = 30) -> None:
        """Wait until a pane shows this."""

        def seen() -> bool:
            shown = self.tmux.call("capture-pane", "-p", "-t", pane)
            assert text in shown, f"the pane shows\n{shown}"
            return True

        until(seen, f"{text!r}", seconds, every=0.1)

    def type(self, pane: str, keys: bytes) -> None:
        """Type these bytes into a pane."""
        if not keys:
            return
        file = self.folder / "keys"
        file.write_bytes(keys)
        self.tmux.call("load-buffer", str(file))
        self.tmux.call("paste-buffer", "-r", "-t", pane)

    def late(self, session: str, environment: Mapping[str, str]) -> str:
        """A pane that attaches now."""
        return self.open(["attach", session], environment, self.folder)


@pytest.fixture
def desks(installed: Installed, short_dir: Path) -> Iterator[Desks]:
    folder = short_dir / "d"
    folder.mkdir()
    made = Desks(installed, folder)
    yield made
    made.tmux.call("kill-server")


def shell(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PS1": "$ ",
    }


@pytest.mark.parametrize("name", ["bash", "vim", "less", "htop"])
def test_a_late_terminal_shows_what_the_first_one_shows(
    desks: Desks, name: str, short_dir: Path
) -> None:
    folder = short_dir / "w"
    folder.mkdir()
    known = programs(folder)
    if name not in known:
        pytest.skip(f"{name} is not installed")
    argv, steps = known[name]
    environment = shell(folder)
    first = desks.open(["run", "--title", "it", "--", *argv], environment, folder)
    for step in steps:
        desks.shows(first, step.shown)
        desks.type(first, step.keys)
    desks.shows(first, steps[-1].shown)
    (session,) = json.loads(desks.installed.good("ls", "--json"))
    if name == "htop":  # it never rests by itself
        hold(desks.installed, session["session"], "htop")
    late = desks.late("it", environment)
    compare(desks.tmux, first, late, name)
    # The first desk leaves, and one that comes after that sees the same.
    desks.tmux.call("kill-pane", "-t", first)
    compare(desks.tmux, late, desks.late("it", environment), f"{name} again")


def test_a_late_terminal_shows_claude_as_the_first_one_does(desks: Desks, short_dir: Path) -> None:
    try:
        program = claude.program()
    except (FileNotFoundError, KeyError, subprocess.SubprocessError) as wrong:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"Claude Code could not be fetched: {wrong!r}")
    folder = short_dir / "w"
    folder.mkdir()
    with Endpoint() as model:
        environment = claude.home(short_dir / "c", folder, model.url)
        environment["PATH"] = f"{program.parent}:{os.environ['PATH']}"
        words = [
            "run",
            "--not-gated",
            "--title",
            "it",
            "claude",
            "--",
            "--permission-mode",
            "manual",
        ]
        first = desks.open(words, environment, folder)
        desks.shows(first, "? for shortcuts", 60)
        desks.type(first, b"\x1b[200~script: write a.txt hello; say it is done now\x1b[201~\r")
        desks.shows(first, "Do you want to create a.txt?")
        late = desks.late("it", environment)
        compare(desks.tmux, first, late, "claude asks")
        desks.shows(late, "Do you want to create a.txt?")


def hold(installed: Installed, session: str, name: str) -> None:
    """Stop a program of a session where it is, so that its screen rests."""
    host = int((installed.run_dir / session / "pid").read_text())
    for pid in below(host):
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/comm").read_text().strip() == name:
                os.kill(pid, signal.SIGSTOP)
