"""The real Claude Code under a shield: its hooks reach the gate, what it runs reaches nothing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from edge_agent.host.tree import descendants
from tests.agents.test_claude_host import claude_in_a_host
from tests.edge_agent.host.gated import WAIT
from tests.edge_agent.host.session import alive
from tests.edge_agent.shield.walled import need_shield
from tests.waiting import until

pytestmark = pytest.mark.timeout(600)  # the first run fetches the program


@pytest.fixture(autouse=True)
def shield() -> None:
    """Only where this computer gives one."""
    need_shield()


def test_a_shielded_claude_asks_its_gate_and_sees_nothing_of_our_home(
    claude_program: Path, short_dir: Path
) -> None:
    with claude_in_a_host(claude_program, short_dir, level="shielded") as at:
        assert at.gate.session.bodies("started")[0]["level"] == "shielded"
        home = at.gate.session.home.root
        # By a script: the gate itself denies a command that names our home.
        (at.folder / "look.sh").write_text(
            f"echo x >> count; ls -A {home} > seen; echo end >> seen"
        )
        at.prompt("bash bash look.sh; say first")
        assert at.gate.say(at.gate.question(), "allow")["status"] == "accepted"
        at.said("first")
        assert at.runs() == 1
        assert (at.folder / "seen").read_text() == "end\n"
        at.gate.wait_for_line("effected")

        at.prompt("bash echo x >> count; say second")
        at.gate.say(at.gate.question(), "deny", reason="not twice")
        at.said("second")
        assert at.runs() == 1
        assert at.told_the_model("not twice")
        assert not at.gate.session.bodies("fault")


def test_a_killed_host_leaves_no_shielded_claude_and_nothing_that_it_started(
    claude_program: Path, short_dir: Path
) -> None:
    with claude_in_a_host(claude_program, short_dir, level="shielded") as at:
        at.prompt("bash setsid nohup sleep 1000 >/dev/null 2>&1 & echo x >> count; say first")
        assert at.gate.say(at.gate.question(), "allow")["status"] == "accepted"
        until(at.runs, "the command", WAIT)
        tree = descendants(at.gate.session.pid)
        assert any(b"sleep\x001000" in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in tree)
        os.kill(at.gate.session.pid, signal.SIGKILL)
        until(lambda: not any(alive(pid) for pid in tree), "the end of all of it", WAIT)
        assert at.runs() == 1
