"""`run` starts an agent with its gate, and says so where it does not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.edge_agent.agents.installed import install
from tests.edge_agent.host.gated import give_policy
from tests.signalbox.test_attach import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def with_claude(desk: Desk, tmp_path: Path) -> Desk:
    """A home with no hub, and a program that passes for the agent."""
    install(tmp_path / "bin", then="sleep 0.2")
    desk.environment["PATH"] = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    return desk


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done
    return done.stderr


def test_without_a_policy_an_agent_is_not_started_and_the_next_step_is_told(
    with_claude: Desk,
) -> None:
    said = refused(with_claude.cli("run", "-d", "claude"))
    assert "no valid policy" in said and "bin/signalbox up" in said and "--not-gated" in said
    assert json.loads(with_claude.cli("ls", "--json").stdout) == []


def test_not_gated_is_a_word_that_somebody_has_to_say_and_is_told_back(with_claude: Desk) -> None:
    done = with_claude.cli("run", "-d", "--not-gated", "claude")
    assert done.returncode == 0 and "[claude: NOT GATED" in done.stderr
    assert with_claude.only().launch["gate"] == "not gated"


def test_a_program_that_nothing_gates_has_no_mode_and_no_word_is_said_of_it(desk: Desk) -> None:
    assert "no mode" in refused(desk.cli("run", "-d", "--mode", "ask-all", "true"))
    assert "no mode" in refused(desk.cli("run", "-d", "--not-gated", "--mode", "ask-all", "claude"))
    assert desk.cli("run", "-d", "true").stderr == ""


def test_a_version_whose_gate_nobody_knows_is_not_started_and_the_line_to_type_is_told(
    with_claude: Desk, tmp_path: Path
) -> None:
    give_policy(with_claude.home, ())
    install(tmp_path / "bin", version="9.9.9")
    said = refused(with_claude.cli("run", "-d", "claude"))
    assert "claude 9.9.9" in said and "signalbox agents verify claude" in said
    assert [one["phase"] for one in json.loads(with_claude.cli("ls", "--json").stdout)] in (
        [],
        ["ended"],
    )
