"""`signalbox rule test` explains each part of a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signalbox import cli

RULES = """
[[rules]]
name = "read-only git"
kind = "command"
match = ["git log *"]
decide = "allow"

[[rules]]
name = "write"
kind = "path"
match = ["write **"]
decide = "allow"

[[rules]]
name = "build"
kind = "command"
match = ["make *"]
decide = "allow"
"""


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIGNALBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    path = tmp_path / "rules.toml"
    path.write_text(RULES)
    return path


def test_each_part_is_told_with_its_rule_and_why(
    rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["rule", "test", "git log; rm -rf ~", "--rules", str(rules), "--in", str(tmp_path)]
    assert cli.main(words) == 0
    told = capsys.readouterr()
    assert "read-only git: the rule 'read-only git' says so" in told.out
    assert "remove-outside: it removes what lies outside the project" in told.out
    assert told.out.startswith("ask: ")
    assert "a loop: 'write' lets agents write files" in told.err
    assert cli.main([*words, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert [part["decide"] for part in value["parts"]] == ["allow", "ask"]
    assert [one["rule"] for one in value["concerns"]] == ["build"]


def test_a_mistake_in_the_rules_is_one_line_that_names_its_line(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules.write_text(RULES.replace('"git log *"', '"* log"'))
    assert cli.main(["rule", "test", "ls", "--rules", str(rules)]) == 1
    told = capsys.readouterr().err
    assert "rules.toml line" in told and told.count("\n") == 1


def test_without_rules_and_without_a_policy_it_says_so(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["rule", "test", "ls"]) == 1
    assert "nor a policy is here" in capsys.readouterr().err


def test_what_the_owner_and_the_project_forbid_counts_too(
    rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["rule", "test", "git log -3", "--rules", str(rules), "--in", str(tmp_path)]
    settings = tmp_path / ".claude/settings.json"
    settings.parent.mkdir()
    settings.write_text('{"permissions": {"ask": ["Bash(git log:*)"]}}')
    assert cli.main([*words, "--agent", "claude"]) == 0
    assert capsys.readouterr().out.startswith("ask: the project's .claude/settings.json says ask")
    veto = tmp_path / "home/edge/never.toml"
    veto.parent.mkdir(parents=True)
    veto.write_text('commands = ["git log *"]')
    assert cli.main(words) == 0
    assert capsys.readouterr().out.startswith("deny: the owner of this machine forbids")
    veto.write_text("commands = [")
    assert cli.main(words) == 1
    assert "never.toml cannot be read" in capsys.readouterr().err
