"""`signalbox rule replay` judges the archive's real tool calls by other rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.wire.layout import Home
from signalbox import cli
from signalbox.commands import replay
from tests.archiver.direct import Direct
from tests.archiver.machine import Journal

SINCE = "9999d"
RULES = """
[[rules]]
name = "read-only git"
kind = "command"
match = ["git log *"]
decide = "allow"

[[rules]]
name = "no network"
kind = "command"
match = ["curl *"]
decide = "deny"
reason = "not from here"
"""
DIGEST = "0" * 64


def journal(gate: str, agent: str = "claude", folder: str = "/srv") -> Journal:
    made = Journal()
    begun: dict[str, object] = {
        "argv": [agent],
        "folder": folder,
        "machine": "build-01",
        "project": "web",
        "kind": "terminal",
        "agent": agent,
        "who": "ana",
        "gate": gate,
        "columns": 80,
        "rows": 24,
    }
    made.add("started", begun)
    return made


def bash(command: str, **more: object) -> dict[str, object]:
    told = {"rule": "no rule", "digest": DIGEST, "tool": "Bash", "folder": "/srv"}
    return {**told, "input": {"command": command}, **more}


def asked(command: str, **more: object) -> dict[str, object]:
    return {**bash(command), "approval": "k3m9x2ab", "form": "permission", **more}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A hub whose archive has one gated session, one that was not, and one of another agent."""
    monkeypatch.setenv("SIGNALBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    made = Home(tmp_path / "home")
    made.hub.mkdir(parents=True)
    (made.hub / "rules.toml").write_text(RULES)
    made.archive.mkdir(parents=True, exist_ok=True)
    gated = journal("gated")
    gated.add("asked", asked("git log -3"))
    gated.add("allowed_by_rule", bash("curl http://x.example", rule="old"))
    gated.add("allowed_by_rule", bash("git log", rule="read-only git"))
    gated.add("allowed_by_rule", bash("make", rule="old", granted=True))
    gated.add("denied_by_rule", bash("git log -p", rule="old", reason="no"))
    gated.add("tool_call", {"call": "1", "tool": "Bash", "input": {"command": "git log"}})
    gated.add("asked", asked("echo [masked] > note", masked=True))
    gated.add("asked", {"bytes": 50_000, "parts": 3, "sha256": DIGEST})
    free = journal("not gated")
    free.add(
        "tool_call", {"call": "1", "tool": "Bash", "input": {"command": "curl y"}, "claimed": True}
    )
    other = journal("not gated", agent="codex")
    other.add("tool_call", {"call": "1", "tool": "shell", "input": {"command": "ls"}})
    archive = Direct(made.archive)
    for one in (gated, free, other):
        archive.bring(one)
    archive.ingest.close()
    return made


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert cli.main(["rule", "replay", "--since", SINCE, "--json", *words]) == 0
    value: dict[str, Any] = json.loads(capsys.readouterr().out)
    return value


def test_calls_are_counted_by_old_and_new_decision_and_those_that_change_are_told(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    value = told(capsys)
    counts = {(one["was"], one["now"]): one["calls"] for one in value["counts"]}
    assert counts == {
        ("ask", "allow"): 1,
        ("allow", "deny"): 1,
        ("allow", "allow"): 1,
        ("deny", "allow"): 1,
        ("ask", "ask"): 2,
        ("ask", "?"): 1,
        ("not gated", "deny"): 1,
        ("not gated", "?"): 1,
    }
    assert value["calls"] == sum(counts.values())
    changes = {(one["input"]["command"], one["was"], one["now"]) for one in value["changes"]}
    assert changes == {
        ("git log -3", "ask", "allow"),
        ("curl http://x.example", "allow", "deny"),
        ("git log -p", "deny", "allow"),
        ("curl y", "not gated", "deny"),
    }
    assert {one["why"] for one in value["changes"] if one["now"] == "deny"} == {"not from here"}


def test_what_cannot_be_judged_again_is_said_and_never_counted_as_unchanged(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {one["why"]: one["calls"] for one in told(capsys)["unjudged"]} == {
        "its input is not in the archive in one line": 1,
        "nothing here reads the tool calls of 'codex'": 1,
    }
    assert cli.main(["rule", "replay", "--since", SINCE]) == 0
    out = capsys.readouterr().out
    assert "9 tool calls since" in out
    assert "?: 1 call cannot be judged again: nothing here reads" in out
    assert "1 call: judged as recorded, with secrets masked" in out
    assert "of other machines" in out, "nothing here says that this computer is build-01"


def test_other_rules_make_other_decisions_and_the_hubs_stay(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(RULES.replace('"allow"', '"ask"'))
    found = told(capsys, "--rules", str(other))
    assert all(one["now"] != "allow" for one in found["counts"])
    assert (home.hub / "rules.toml").read_text() == RULES


def test_it_reads_on_where_one_answer_of_the_archive_is_full(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = told(capsys)
    monkeypatch.setattr(replay, "PAGE", 2)
    assert told(capsys)["counts"] == whole["counts"]


def test_a_span_that_is_none_is_one_line(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rule", "replay", "--since", "yesterday"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_long_work_says_how_far_it_is_and_leaves_the_answer_alone(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "TELL_EVERY_S", 0)
    assert cli.main(["rule", "replay", "--since", SINCE, "--json"]) == 0
    told = capsys.readouterr()
    assert "5 of 9 calls judged" in told.err
    assert json.loads(told.out)["calls"] == 9
