"""Claude Code under the gate: arguments that go round it, and what its tool calls come to."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from edge_agent.agents import claude_terminal
from schemas.wire.errors import Refused

OURS = claude_terminal.settings(["/usr/bin/python3", "-I", "-S", "/h.py"], "/s/gate.sock", 3600)


@pytest.mark.parametrize(
    "argument",
    [*claude_terminal.REFUSED, "--settings=x", "--setting", "--dangerously-skip", "--perm"],
)
def test_an_argument_that_goes_round_the_gate_is_refused(argument: str) -> None:
    with pytest.raises(Refused):
        claude_terminal.argv("/c", OURS, "/p", ["--model", "x", argument])


def test_other_arguments_are_passed_on_behind_ours() -> None:
    argv = claude_terminal.argv("/c", OURS, "/p", ["--model", "opus", "--resume", "x"])
    assert argv[-4:] == ["--model", "opus", "--resume", "x"]
    assert argv[argv.index("--permission-mode") + 1] == "manual"
    assert argv[argv.index("--setting-sources") + 1] == "user"


def test_the_environment_loses_what_turns_hooks_off() -> None:
    own = {
        "HOME": "/home/ana", "CLAUDE_CODE_SIMPLE": "1", "CLAUDECODE": "1", "LD_PRELOAD": "x",
        "PYTHONPATH": "x", "IS_SANDBOX": "1", "BASH_FUNC_ls%%": "x", "NODE_OPTIONS": "x",
        "BASH_ENV": "x", "CLAUDE_CODE_SHELL": "/bin/zsh",
    }  # fmt: skip
    assert claude_terminal.environment(own) == {"HOME": "/home/ana", **claude_terminal.QUIET}


def test_the_shell_of_commands_reads_no_file_of_the_user_and_defines_nothing(
    tmp_path: Path,
) -> None:
    evil = tmp_path / "evil"
    for name in (".bashrc", ".bash_profile", ".profile", "env"):
        (tmp_path / name).write_text(f"echo {name} >> {evil}; PATH=/evil; cat() {{ :; }}\n")
    own = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "BASH_FUNC_cat%%": "() { echo no; }",
           "BASH_ENV": str(tmp_path / "env"), "ENV": str(tmp_path / "env"),
           "SHELLOPTS": "noexec"}  # fmt: skip

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [claude_terminal.SHELL, *words], env=own, capture_output=True, text=True, timeout=30
        )

    done = run("-c", "-l", "echo $PATH; type -t cat; [[ a == a ]] && echo $0")
    assert done.stdout.splitlines()[:2] == ["/usr/bin:/bin", "file"] and not evil.exists()
    assert "bash" in done.stdout.splitlines()[2]
    # What the program would copy of those files, it may not even begin to copy.
    copied = run("-c", "-l", f"SNAPSHOT_FILE={tmp_path}/snapshot\n. {tmp_path}/.bashrc")
    assert copied.returncode != 0 and not evil.exists()


def test_settings_of_the_user_can_name_no_other_shell_and_no_other_path() -> None:
    pinned = claude_terminal.settings(["/p"], "/s", 5, path="/usr/bin:/bin")["env"]
    assert pinned["CLAUDE_CODE_SHELL"] == claude_terminal.SHELL
    assert pinned["PATH"] == "/usr/bin:/bin" and pinned["BASH_ENV"] == ""


def test_every_hook_blocks_when_it_fails_and_runs_without_a_shell() -> None:
    for groups in OURS["hooks"].values():
        (hook,) = groups[0]["hooks"]
        assert hook["onFailure"] == "block" and hook["command"].startswith("/")
        assert int(hook["args"][-1]) < hook["timeout"]
    with pytest.raises(ValueError):
        claude_terminal.settings(["/p"], "/s", claude_terminal.HOOK_S)


CALLS: list[tuple[str, dict[str, Any], str, str]] = [
    ("Bash", {"command": "ls", "description": "x", "timeout": 5}, "command", "ls"),
    ("Bash", {"command": "ls", "run_in_background": True}, "Bash", "ls"),
    ("Bash", {"command": "ls", "dangerouslyDisableSandbox": True}, "Bash", "ls"),
    ("Monitor", {"command": "ls"}, "Monitor", "ls"),
    ("Write", {"file_path": "/p/a", "content": "x"}, "path", "/p/a"),
    ("Read", {"file_path": "/p/a"}, "path", "/p/a"),
    ("Grep", {"pattern": "x"}, "path", "."),
    ("WebFetch", {"url": "https://x.example/", "prompt": "y"}, "url", "https://x.example/"),
    ("mcp__files__read_one", {}, "mcp", "files/read_one"),
    ("Task", {"prompt": "x"}, "tool Task", ""),
]


@pytest.mark.parametrize(("tool", "given", "kind", "subject"), CALLS)
def test_each_tool_is_judged_as_what_it_does(
    tool: str, given: dict[str, Any], kind: str, subject: str
) -> None:
    told = {"tool_name": tool, "tool_input": given, "cwd": "/p"}
    request, action = claude_terminal.request(told)
    assert (request.kind, request.subject) == (kind, subject)
    assert action.tool == tool and action.folder == "/p"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"tool_name": "Bash", "tool_input": {"command": 5}, "cwd": "/p"},
        {"tool_name": "Bash", "tool_input": {}, "cwd": "/p"},
        {"tool_name": "Write", "tool_input": {"content": "x"}, "cwd": "/p"},
        {"tool_name": "Bash", "tool_input": {"command": "ls"}},
        {"tool_name": "Bash", "tool_input": "ls", "cwd": "/p"},
        {"tool_name": "Bash", "tool_input": {"command": "ls", "x": float("nan")}, "cwd": "/p"},
    ],
)
def test_a_call_that_says_too_little_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        claude_terminal.request(told)
