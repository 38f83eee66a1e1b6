"""A session without a gate carries none, and one that cannot have one does not start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from edge_agent.host.launch import Launch
from edge_agent.host.spawn import spawn
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from tests.edge_agent.host.gated import AGENT, give_policy

LOADED = """
import sys
import edge_agent.host.host
print(*[one for one in sys.modules if one.startswith(("edge_agent.", "subprocess"))])
"""


def test_a_plain_terminals_host_loads_nothing_of_the_gate() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", LOADED], capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "edge_agent.host.host" in loaded
    strangers = [
        one for one in loaded
        if not one.startswith("edge_agent.host") and one not in ("edge_agent", "edge_agent.peers")
    ]  # fmt: skip
    assert strangers == []
    assert not {f"edge_agent.host.{one}" for one in ("gated", "gate", "judging")} & {*loaded}


def refused(short_dir: Path, script: str = AGENT, **fields: Any) -> Refused:
    program = short_dir / "bin" / "claude"
    program.parent.mkdir()
    (short_dir / "work").mkdir()
    program.write_text(script)
    program.chmod(0o755)
    home = Home(short_dir / "home")
    give_policy(home)
    asked = {
        "machine": "m1", "project": "-", "folder": str(short_dir / "work"), "argv": [str(program)],
        "agent": "claude", "gate": "gated", "level": "plain", **fields,
    }  # fmt: skip
    with pytest.raises(Refused) as caught:
        spawn(home, Launch(**asked))
    (session,) = home.sessions.iterdir()
    journal = b"".join(path.read_bytes() for path in (session / "journal").iterdir())
    assert b'"kind":"fault"' in journal and b'"kind":"ended"' in journal
    return caught.value


def test_a_gate_that_cannot_be_had_starts_nothing_and_says_why(short_dir: Path) -> None:
    assert refused(short_dir, script="#!/bin/sh\necho 0.0.1\n").code == "not-verified"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"agent": "terminal"}, "not-possible"),
        ({"mode": "custom"}, "not-possible"),
        ({"argv": ["no-such-agent-anywhere"]}, "no-such-program"),
    ],
)
def test_what_nothing_gates_is_not_started_as_gated(
    short_dir: Path, fields: dict[str, Any], code: str
) -> None:
    if "argv" in fields:
        home = Home(short_dir / "home")
        with pytest.raises(Refused) as caught:
            spawn(home, Launch(machine="m1", project="-", folder="/tmp", gate="gated", **fields))
        assert caught.value.code == code
    else:
        assert refused(short_dir, **fields).code == code


@pytest.mark.parametrize("argument", ["--settings", "--bare", "--permission-mode=auto", "--sett"])
def test_arguments_that_go_round_the_gate_are_refused(short_dir: Path, argument: str) -> None:
    program = str(short_dir / "bin" / "claude")
    assert refused(short_dir, argv=[program, argument]).code == "bad-field"


def test_a_program_of_the_worktree_itself_is_not_even_asked_for_its_version(
    short_dir: Path,
) -> None:
    ran = short_dir / "ran"
    script = f"#!/bin/sh\ntouch {ran}\necho '2.1.330 (Claude Code)'\n"
    assert refused(short_dir, script=script, folder=str(short_dir)).code == "not-possible"
    assert not ran.exists()
