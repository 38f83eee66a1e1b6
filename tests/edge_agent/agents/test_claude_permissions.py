"""A project's deny and ask rules for Claude hold in gated sessions, and only make them stricter."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from edge_agent.agents import claude_permissions
from edge_agent.agents.claude_permissions import rules_of
from edge_agent.agents.project_settings import ProjectSettings
from edge_agent.gate.decide import decide
from edge_agent.gate.decision import Guard, Request
from edge_agent.gate.rules import Rule, from_values
from tests.edge_agent.gate.pretended import HOME, PROJECT, WHERE, WORLD

OPEN = from_values(
    [
        {"name": f"open {kind}", "kind": kind, "match": match, "decide": "allow"}
        for kind, match in (
            ("command", ["touch *", "cat *", "npm *", "git *", "curl https://example.com/*",
            "aws s3 ls", "ls *"]),
            ("path", ["read **", "write src/**", "read ~/**"]),
            ("url", ["https://example.com/*", "https://docs.example.com/*"]),
            ("mcp", ["*"]),
        )
    ]
)  # fmt: skip


def settings(*deny: Any, ask: Any = ()) -> dict[str, Any]:
    return {"permissions": {"deny": list(deny), "ask": list(ask), "allow": ["Bash", "Edit"]}}


def verdict(rules: tuple[Rule, ...], kind: str, subject: str, way: str = "read") -> str:
    accepted = {"github": "d"}
    guard = Guard(OPEN, stricter=rules, mcp_accepted=accepted)
    return decide(Request(kind, subject, way=way, server_digest="d"), guard, WORLD, WHERE).decide


ROWS = [
    # entry, kind, subject, without it, with it in deny, with it in ask
    ("Bash(touch:*)", "command", "touch x", "allow", "deny", "ask"),
    ("Bash(touch:*)", "command", "cat x && touch x", "allow", "deny", "ask"),
    ("Bash(touch:*)", "command", "/usr/bin/touch x", "ask", "deny", "ask"),
    ("Bash(touch:*)", "command", "cat touch", "allow", "allow", "allow"),
    ("Bash(touch *)", "command", "touch", "allow", "deny", "ask"),
    ("Bash(touch)", "command", "touch", "allow", "deny", "ask"),
    ("Bash(touch)", "command", "touch x", "allow", "allow", "allow"),
    ("Bash(npm run test:*)", "command", "npm run test -- -x", "allow", "deny", "ask"),
    ("Bash(git * main)", "command", "git log main", "allow", "deny", "ask"),
    ("Bash(git * main)", "command", "git log dev", "allow", "allow", "allow"),
    ("Bash(aws *)", "command", "aws s3 ls", "allow", "deny", "ask"),
    ("Bash(git log*)", "command", "git log --oneline", "allow", "deny", "ask"),
    ("Bash", "command", "cat x", "allow", "deny", "ask"),
    ("Bash(*)", "command", "cat x", "allow", "deny", "ask"),
    ("Bash()", "command", "cat x", "allow", "deny", "ask"),
    ("Bash(touch:*)", "command", "touch $x", "ask", "ask", "ask"),
    # what our patterns cannot say asks for all that it may mean
    ("Bash(gi*)", "command", "cat x", "allow", "ask", "ask"),
    ("Bash(* --version)", "command", "cat x", "allow", "ask", "ask"),
    ("Bash('touch)", "command", "cat x", "allow", "ask", "ask"),
    ("Bash(curl * | bash)", "command", "curl https://example.com/x", "allow", "ask", "ask"),
    ("Bash(curl * | bash)", "command", "cat x", "allow", "allow", "allow"),
    ("Read(./secrets/**)", "path", "secrets/key", "allow", "deny", "ask"),
    ("Read(./secrets/**)", "path", "src/key", "allow", "allow", "allow"),
    ("Read(secrets)", "path", "src/secrets/a/b", "allow", "deny", "ask"),
    ("Read(/secrets/)", "path", "secrets/a", "allow", "deny", "ask"),
    ("Read(*.log)", "path", "src/a.log", "allow", "deny", "ask"),
    ("Read(~/notes/**)", "path", f"{HOME}/notes/x", "allow", "deny", "ask"),
    (f"Read(/{HOME}/notes)", "path", f"{HOME}/notes/x", "allow", "deny", "ask"),
    ("Read", "path", "src/x", "allow", "deny", "ask"),
    ("Read(**)", "path", "src/x", "allow", "deny", "ask"),
    ("Grep(src/**)", "path", "src/x", "allow", "deny", "ask"),
    ("Read([ab].txt)", "path", "src/x", "allow", "ask", "ask"),
    ("Read(../x)", "path", "src/x", "allow", "ask", "ask"),
    ("Read(!src)", "path", "src/x", "allow", "ask", "ask"),
    # a command that names such a path is for people to see
    ("Read(./secrets/**)", "command", "cat secrets/key", "allow", "ask", "ask"),
    ("Read(./secrets/**)", "command", "cat src/key", "allow", "allow", "allow"),
    ("Read(./secrets/**)", "command", "cat <secrets/key", "allow", "deny", "ask"),
    ("Edit(src/**)", "command", "touch src/x", "allow", "ask", "ask"),
    ("Edit(src/**)", "command", "cat src/x", "allow", "allow", "allow"),
    ("WebFetch(domain:example.com)", "url", "https://example.com/x", "allow", "deny", "ask"),
    ("WebFetch(domain:example.com)", "url", "https://docs.example.com/x", "allow", "ask", "ask"),
    ("WebFetch(domain:*.example.com)", "url", "https://docs.example.com/", "allow", "deny", "ask"),
    ("WebFetch(evil)", "url", "https://example.com/x", "allow", "ask", "ask"),
    ("WebFetch", "url", "https://example.com/x", "allow", "deny", "ask"),
    ("mcp__github", "mcp", "github/push", "allow", "deny", "ask"),
    ("mcp__github__push", "mcp", "github/push", "allow", "deny", "ask"),
    ("mcp__github__*", "mcp", "github/push", "allow", "deny", "ask"),
    ("mcp__github__push", "mcp", "github/pull", "allow", "allow", "allow"),
    # nobody knows what these would say
    ("*", "command", "cat x", "allow", "ask", "ask"),
    ("Ba*", "command", "cat x", "allow", "ask", "ask"),
    ("Bash(touch:*", "command", "cat x", "allow", "ask", "ask"),
    ("", "path", "src/x", "allow", "ask", "ask"),
    (7, "mcp", "github/pull", "allow", "ask", "ask"),
    (None, "url", "https://example.com/x", "allow", "ask", "ask"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[2]}"[:60])
def test_an_entry_forbids_or_asks_for_what_it_means(row: tuple[Any, ...]) -> None:
    entry, kind, subject, without, denied, asked = row
    assert verdict((), kind, subject) == without
    assert verdict(rules_of(settings(entry), PROJECT), kind, subject) == denied
    assert verdict(rules_of(settings(ask=[entry]), PROJECT), kind, subject) == asked


def test_an_edit_is_denied_by_either_word_for_it() -> None:
    for entry in ("Edit(src/**)", "Write(src/**)", "Edit"):
        rules = rules_of(settings(entry), PROJECT)
        assert verdict(rules, "path", "src/x", "write") == "deny"
        assert verdict(rules, "path", "src/x", "read") == "allow"


def test_no_settings_make_anything_less_strict() -> None:
    for entry in ("Bash", "Edit", "Read(**)", "*", "mcp__github"):
        rules = rules_of({"permissions": {"allow": [entry]}, "deny": [], "hooks": {}}, PROJECT)
        assert rules == ()
    assert all(
        rule.decide in ("deny", "ask")
        for entry, *_ in ROWS
        for rule in rules_of(settings(entry, ask=[entry]), PROJECT)
    )


def test_a_denial_comes_before_what_asks_wherever_they_stand() -> None:
    rules = rules_of(settings("Bash(touch:*)", ask=["Bash"]), PROJECT)
    assert verdict(rules, "command", "touch x") == "deny"
    assert verdict(rules, "command", "cat x") == "ask"


@pytest.mark.parametrize(
    "odd",
    [
        [],
        "x",
        None,
        {"permissions": []},
        {"permissions": {"deny": "Bash"}},
        {"permissions": {"ask": {"Bash": True}}},
        {"permissions": {"deny": ["Bash(a)"] * 501}},
    ],
)
def test_settings_of_another_shape_ask_for_everything(odd: Any) -> None:
    assert verdict(rules_of(odd, PROJECT), "command", "cat x") == "ask"
    assert verdict(rules_of(odd, PROJECT), "path", "src/x") == "ask"


# ----- reading them


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "web/src/.claude").mkdir(parents=True)
    (tmp_path / "web/.claude").mkdir()
    return tmp_path / "web"


def write(folder: Path, *deny: Any, file: str = "settings.json") -> None:
    (folder / ".claude" / file).write_text(json.dumps(settings(*deny)))


def names(found: ProjectSettings, folder: Path) -> set[str]:
    return {rule.name.removeprefix("project: ") for rule in found.rules(str(folder))}


def test_both_files_of_the_folder_and_of_those_above_it_are_read_and_read_again(
    project: Path,
) -> None:
    found = ProjectSettings("claude", str(project))
    assert names(found, project) == set()
    write(project, "Bash(a)")
    write(project, "Bash(b)", file="settings.local.json")
    write(project / "src", "Bash(c)")
    assert names(found, project) == {"Bash(a)", "Bash(b)"}
    assert names(found, project / "src") == {"Bash(a)", "Bash(b)", "Bash(c)"}
    assert names(found, project.parent) == {"Bash(a)", "Bash(b)"}
    write(project, "Bash(longer)")
    assert names(found, project) == {"Bash(longer)", "Bash(b)"}
    assert names(ProjectSettings("codex", str(project)), project) == set()


def _link_out(project: Path) -> None:
    outside = project.parent / "settings.json"
    outside.write_text("{}")
    (project / ".claude/settings.json").symlink_to(outside)


def _folder_out(project: Path) -> None:
    (project / ".claude").rmdir()
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "settings.json").write_text("{}")
    (project / ".claude").symlink_to(elsewhere)


def _fifo(project: Path) -> None:
    os.mkfifo(project / ".claude/settings.json")


def _folder(project: Path) -> None:
    (project / ".claude/settings.json").mkdir()


def _large(project: Path) -> None:
    text = "[" + " " * claude_permissions.MAX_BYTES + "]"
    (project / ".claude/settings.json").write_text(text)


def _deep(project: Path) -> None:
    (project / ".claude/settings.json").write_text("[" * 100_000)


def _broken(project: Path) -> None:
    (project / ".claude/settings.json").write_text('{"permissions": {')


def _circle(project: Path) -> None:
    (project / ".claude/settings.json").symlink_to("settings.json")


@pytest.mark.parametrize(
    "make", [_link_out, _folder_out, _fifo, _folder, _large, _deep, _broken, _circle]
)
def test_settings_that_cannot_be_read_ask_for_everything(project: Path, make: Any) -> None:
    make(project)
    rules = ProjectSettings("claude", str(project)).rules(str(project))
    assert [(rule.kind, rule.decide, rule.match) for rule in rules] == [("any", "ask", ())]
    assert "cannot be read" in rules[0].reason
