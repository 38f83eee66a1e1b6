"""Claude Code's own TUI on a bare PTY, nothing of ours between: what a session must keep true."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from edge_agent.verify.anthropic import Endpoint
from tests.agents import claude
from tests.agents.screen import Screen

pytestmark = pytest.mark.timeout(600)  # the first run fetches the program

READY = "? for shortcuts"


@dataclass
class Desk:
    screen: Screen
    folder: Path
    model: Endpoint


@pytest.fixture
def desk(claude_program: Path, short_dir: Path) -> Iterator[Desk]:
    """The TUI in an empty trusted folder, at its prompt."""
    folder = short_dir / "work"
    folder.mkdir()
    with Endpoint() as model:
        environment = claude.home(short_dir / "home", folder, model.url)
        # Said outright: the TUI's own default is `auto`, which runs commands unasked.
        argv = [str(claude_program), "--permission-mode", "manual"]
        with Screen(argv, folder, environment) as screen:
            screen.shows(READY)
            yield Desk(screen, folder, model)


def test_the_program_is_the_version_that_the_agent_file_names(claude_program: Path) -> None:
    said = subprocess.run(
        [str(claude_program), "--version"], check=True, capture_output=True, text=True, timeout=30
    )
    assert said.stdout.strip() == f"{claude.VERSION} (Claude Code)"


def test_it_takes_a_prompt_asks_before_it_writes_a_file_and_ends(desk: Desk) -> None:
    desk.screen.shows(f"Claude Code v{claude.VERSION}")
    desk.screen.write("script: say a file comes; write hello.txt hello there; say it is there")
    desk.screen.shows("say it is there")
    desk.screen.write("\r")
    desk.screen.shows("Do you want to create hello.txt?")
    assert not (desk.folder / "hello.txt").exists()
    desk.screen.press("\r", until_gone="Do you want")
    desk.screen.shows("● it is there")
    assert (desk.folder / "hello.txt").read_text() == "hello there"
    asked = desk.model.conversations()
    assert all(request.headers["x-api-key"] == claude.KEY for request in asked)
    results = [b["type"] for b in asked[-1].body["messages"][-1]["content"] if "type" in b]
    assert "tool_result" in results
    desk.screen.write("/exit")
    desk.screen.shows("/exit")
    desk.screen.write("\r")
    assert desk.screen.ends() == 0


def test_a_pasted_prompt_and_enter_in_one_write_are_one_prompt(desk: Desk) -> None:
    """Typed in one write without the paste marks, the Enter would be a line break in the prompt."""
    desk.screen.write("\x1b[200~script: say pasted well\x1b[201~\r")
    desk.screen.shows("● pasted well")


def test_a_refused_file_is_not_written_and_escape_ends_a_hung_turn(desk: Desk) -> None:
    desk.screen.write("\x1b[200~script: write no.txt x; say never\x1b[201~\r")
    desk.screen.shows("Do you want to create no.txt?")
    desk.screen.press("\x1b", until_gone="Do you want")
    desk.screen.shows(READY)
    assert not (desk.folder / "no.txt").exists()
    desk.screen.write("\x1b[200~script: say so far; hang\x1b[201~\r")
    desk.screen.shows("● so far")
    desk.screen.write("\x1b")
    desk.screen.shows("Interrupted")
