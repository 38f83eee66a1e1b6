"""The hook's helper: a decision is passed on only whole and plain; all else is a *no*."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from edge_agent.agents import claude_terminal, gate_helper

HELPER = Path(gate_helper.__file__).resolve()
CALL = {"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "ls"}}


@contextmanager
def gate(path: Path, answer: bytes | None) -> Iterator[list[bytes]]:
    """A gate that says `answer`, or listens and says nothing (None)."""
    heard: list[bytes] = []
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    done = threading.Event()

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            data = b""
            while more := connection.recv(65536):
                data += more
            heard.append(data)
            if answer is None:
                done.wait(30)
            else:
                with suppress(BrokenPipeError):  # one that is too long is not read to its end
                    connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        done.set()
        server.close()


def run(path: Path, call: Any = CALL, seconds: str = "10") -> tuple[int, dict[str, Any], str]:
    """Exit status, the decision printed, stderr."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(HELPER), str(path), seconds],
        input=json.dumps(call),
        capture_output=True,
        text=True,
        timeout=30,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("allow", [True, False])
def test_a_whole_decision_is_passed_on_and_the_gate_hears_every_byte(
    short_dir: Path, allow: bool
) -> None:
    with gate(short_dir / "g", claude_terminal.answer(allow, "said so")) as heard:
        status, told, error = run(short_dir / "g")
    inner = told["hookSpecificOutput"]
    assert (status, error) == (0, "")
    assert inner["permissionDecision"] == ("allow" if allow else "deny")
    assert json.loads(heard[0]) == CALL


def _with(**other: Any) -> bytes:
    inner = {
        "hookEventName": "PreToolUse",
        "permissionDecision": "allow",
        "permissionDecisionReason": "",
    }
    return json.dumps({"hookSpecificOutput": {**inner, **other}}).encode() + b"\n"


BAD = {
    "nothing": b"",
    "half": claude_terminal.answer(True, "x")[:-3],
    "no newline": claude_terminal.answer(True, "x")[:-1],
    "no json": b"{yes}\n",
    "a list": b"[{}\n",
    "empty": b"{}\n",
    "other": b'{"x":1}\n',
    "approve": b'{"decision":"approve"}\n',
    "no decision": _with(permissionDecision=None),
    "unknown decision": _with(permissionDecision="yes"),
    "ask": _with(permissionDecision="ask"),
    "defer": _with(permissionDecision="defer"),
    "other event": _with(hookEventName="PostToolUse"),
    "rewrites": _with(updatedInput={"command": "evil"}),
    "async": b'{"async":true}\n',
    "too long": _with(permissionDecisionReason="x" * 2_000_000),
}


@pytest.mark.parametrize("name", BAD)
def test_an_answer_that_is_not_a_plain_decision_is_a_no(short_dir: Path, name: str) -> None:
    with gate(short_dir / "g", BAD[name]):
        status, told, error = run(short_dir / "g")
    assert status == 2 and error.startswith("signalbox: ")
    assert told["hookSpecificOutput"]["permissionDecision"] == "deny"


def test_no_gate_is_a_no(short_dir: Path) -> None:
    status, told, error = run(short_dir / "nobody")
    assert status == 2 and "FileNotFoundError" in error
    assert told["hookSpecificOutput"]["permissionDecision"] == "deny"


def test_a_gate_that_says_nothing_is_a_no_in_time(short_dir: Path) -> None:
    with gate(short_dir / "g", None):
        status, told, _ = run(short_dir / "g", seconds="1")
    assert status == 2
    assert told["hookSpecificOutput"]["permissionDecision"] == "deny"


@pytest.mark.parametrize("call", ["text", [], {}, {"hook_event_name": "PreToolUse", "x": "\ud800"}])
def test_an_input_that_is_no_hooks_is_a_no_or_goes_to_the_gate_whole(
    short_dir: Path, call: Any
) -> None:
    with gate(short_dir / "g", claude_terminal.answer(False, "no")):
        _, told, _ = run(short_dir / "g", call)
    assert told["hookSpecificOutput"]["permissionDecision"] == "deny"


def test_it_needs_nothing_but_the_standard_library() -> None:
    text = HELPER.read_text()
    assert "schemas" not in text and "edge_agent" not in text


def test_a_result_that_is_too_large_is_left_out_and_the_rest_is_told(short_dir: Path) -> None:
    call = {**CALL, "hook_event_name": "PostToolUse", "tool_response": "x" * 2_000_000}
    with gate(short_dir / "g.sock", b"{}\n") as heard:
        status, _, errors = run(short_dir / "g.sock", call)
    assert status == 0 and not errors
    told = json.loads(heard[0])
    assert told["tool_input"] == CALL["tool_input"] and len(told["tool_response"]) < 100
