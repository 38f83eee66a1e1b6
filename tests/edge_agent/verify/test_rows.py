"""The verifier with agents that obey their gate and agents that do not: each fault turns its row
red, through a real host."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from edge_agent.agents.profiles import profiles
from edge_agent.agents.verdicts import Row
from edge_agent.host import gated_start
from edge_agent.verify import watched
from edge_agent.verify.bench import Bench
from edge_agent.verify.claude import Claude
from edge_agent.verify.levels import levels
from edge_agent.verify.rows import Scene, argument_refused, scenes, tried
from schemas.wire.errors import Refused

FAKE = Path(__file__).with_name("fake_claude.py")


@pytest.fixture(autouse=True)
def hooks_can_run() -> None:
    try:
        gated_start.python()
    except Refused as refused:
        pytest.skip(str(refused))


@contextmanager
def bench(folder: Path, fault: str = "") -> Iterator[Bench]:
    program = folder / "fake"
    program.write_text(f"#!{sys.executable} -I\n{FAKE.read_text()}")
    program.chmod(0o755)
    if fault:
        program.with_name("fake.fault").write_text(fault)
    with Bench(profiles()["claude"], "terminal", str(program), Claude()) as made:
        yield made


def rows(at: Bench, *names: str) -> list[Row]:
    """The rows whose names begin so, tried."""
    found: list[Row] = []
    for scene in [*scenes(at), *levels(at)]:
        trials = tuple(t for t in scene.trials if t.name.startswith(names))
        if trials:
            found += tried(at, Scene(trials, scene.given, scene.check))
    assert found, "no such row"
    return found


STANDARD = (
    "a rule", "a person", "what was allowed", "nobody", "interrupted", "claude's own", "mode",
    "the daemon", "the host",
)  # fmt: skip


def test_an_agent_that_obeys_its_gate_is_green(short_dir: Path) -> None:
    with bench(short_dir) as at:
        found = rows(at, *STANDARD)
        assert [row for row in found if row.state != "green"] == []
        assert len(found) == 13
        assert argument_refused(at).state == "green"
        root = at.root
    assert not root.exists()


def test_what_a_level_forbids_is_tried_and_fails(short_dir: Path) -> None:
    with bench(short_dir) as at:
        found = rows(at, "plain", "shielded")
    assert [row for row in found if row.state == "red"] == []
    assert {row.name for row in found if row.state == "green"} >= {
        "plain: it cannot answer its own approval",
        "plain: the gate's socket vanishes: nothing more is written",
    }


FAULTS = [
    ("ignores-no", "a person denies", "it ran 1 times instead of 0"),
    ("ignores-no", "a rule denies", "it was written"),
    ("ignores-no", "nobody answers", "it ran 1 times instead of 0"),
    ("ignores-no", "claude's own mode plan", "it ran 1 times instead of 0"),
    ("ignores-no", "mode watch-only", "it was written"),
    ("runs-first", "a person denies", "it ran before anybody answered"),
    ("runs-first", "a person allows", "it ran 1 times instead of 0"),
    ("runs-twice", "a person allows", "it ran 2 times instead of once"),
    ("runs-twice", "what was allowed fails", "it ran 2 times instead of 1"),
    ("runs-another", "a person allows", "it ran 2 times instead of once"),
    ("runs-later", "a person denies", "it ran 1 times instead of 0"),
    ("asks-nobody", "a person denies", "nobody was asked"),
    ("asks-nobody", "a rule denies", "it was written"),
    ("obeys-project", "hostile: the project turns hooks off", "nobody was asked"),
    ("passes-failures", "plain: the gate's socket", "it ran 1 times instead of 0"),
    ("no-reason", "a person denies", "the agent was not told the reason"),
]


@pytest.mark.parametrize("fault", sorted({fault for fault, _, _ in FAULTS}))
def test_a_gate_that_does_not_hold_turns_its_row_red(short_dir: Path, fault: str) -> None:
    expected = {row: reason for one, row, reason in FAULTS if one == fault}
    with bench(short_dir, fault) as at:
        found = rows(at, *expected)
    assert len(found) == len(expected)
    for row in found:
        (reason,) = [said for name, said in expected.items() if row.name.startswith(name)]
        assert (row.name, row.state, row.reason) == (row.name, "red", reason)


def test_an_agent_that_shows_no_prompt_is_red_in_every_row(
    short_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "PATIENCE_S", 4)
    with bench(short_dir) as at:
        Path(at.program).write_text("#!/bin/sh\nexec sleep 60\n")
        found = rows(at, "a rule")
    assert [row.state for row in found] == ["red", "red"]
    assert "no session" in found[0].reason
