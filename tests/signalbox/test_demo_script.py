"""The scripted agent's language and its playing."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from edge_agent.agents import demo_terminal
from edge_agent.agents.demo_terminal import PROGRAM
from schemas.wire.errors import Refused
from signalbox.demo.script import parse


def play(tmp_path: Path, script: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    path = tmp_path / "a.script"
    path.write_text(script)
    return subprocess.run(
        [sys.executable, "-I", "-m", "signalbox.demo.agent", str(path)],
        input=typed,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=30,
    )


@pytest.mark.parametrize(
    "wrong",
    ["dance", "say", "use fly x", "expect (", "count 1 x", "use write onlyname", "exit now"],
)
def test_a_wrong_line_is_named_with_its_number(wrong: str) -> None:
    with pytest.raises(Refused, match="line 2"):
        parse(f"say hello\n{wrong}\n")


def test_the_shipped_script_reads() -> None:
    assert parse(files("signalbox.demo").joinpath("demo.script").read_text())


def test_it_expects_uses_tools_and_exits_with_its_status(tmp_path: Path) -> None:
    done = play(
        tmp_path,
        "expect ^go\nuse write out.txt got {prompt}\nuse run cat out.txt\ncount 1 3\nexit 7\n",
        "not yet\ngo on\n",
    )
    assert done.returncode == 7
    assert (tmp_path / "out.txt").read_text() == "got go on\n"
    assert "got go on" in done.stdout and "line 3" in done.stdout
    assert "waiting for something else" in done.stdout


def test_a_missing_script_is_one_line(tmp_path: Path) -> None:
    done = play(tmp_path, "dance\n")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "nobody knows" in done.stderr


def gated(tmp_path: Path, hook: str) -> subprocess.CompletedProcess[str]:
    """Play one write with a hook that is this shell script."""
    program = tmp_path / "hook"
    program.write_text(f"#!/bin/sh\ncat >> {tmp_path}/told; echo >> {tmp_path}/told\n{hook}\n")
    program.chmod(0o755)
    one = {"hooks": [{"command": str(program), "args": []}]}
    hooks = {event: [one] for event in ("SessionStart", "PreToolUse", "PostToolUse")}
    script = tmp_path / "a.script"
    script.write_text("use write note.txt hello\nuse run false\n")
    return subprocess.run(
        [*PROGRAM, "--settings", json.dumps({"hooks": hooks}), str(script)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=30,
    )


def decision(what: str) -> str:
    inner = {"permissionDecision": what, "permissionDecisionReason": "because"}
    return f"echo '{json.dumps({'hookSpecificOutput': inner})}'"


def test_with_a_gate_it_does_what_was_allowed_and_tells_that_it_did(tmp_path: Path) -> None:
    done = gated(tmp_path, decision("allow"))
    assert (tmp_path / "note.txt").read_text() == "hello\n" and "✓ because" in done.stdout
    told = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]
    assert [one["hook_event_name"] for one in told[:3]] == [
        "SessionStart",
        "PreToolUse",
        "PostToolUse",
    ]
    assert told[1]["tool_input"] == told[2]["tool_input"]
    assert told[1]["tool_use_id"] == told[2]["tool_use_id"]


@pytest.mark.parametrize(
    "hook",
    [decision("deny"), decision("ask"), "exit 1", "echo nonsense", f"{decision('allow')}; exit 2"],
)
def test_with_a_gate_everything_but_a_plain_yes_is_a_no(tmp_path: Path, hook: str) -> None:
    done = gated(tmp_path, hook)
    assert not (tmp_path / "note.txt").exists() and "✗" in done.stdout and done.returncode == 0


def test_under_its_name_nothing_else_is_started_as_gated() -> None:
    given = ["-I", "-m", "signalbox.demo.agent", "/a.script"]
    made = demo_terminal.argv(PROGRAM[0], {"hooks": {}}, "/srv", given)
    assert made == [*PROGRAM, "--settings", '{"hooks":{}}', "/a.script"]
    for program, rest in (("/bin/sh", given), (PROGRAM[0], ["-c", "x"]), (PROGRAM[0], [])):
        with pytest.raises(Refused):
            demo_terminal.argv(program, {}, "/srv", rest)
