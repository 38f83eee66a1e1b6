from __future__ import annotations

import os
from pathlib import Path

import pytest

from edge_agent.agents import looking, verdicts
from edge_agent.agents.verdicts import Row, Verdict, verdict_for
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from tests.edge_agent.agents.installed import install

GREEN = [Row("denied: not written", "green"), Row("shielded", "skipped", "no bubblewrap here")]
RED = [Row("denied: not written", "red", "it was written"), *GREEN]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    root = tmp_path / "home"
    root.mkdir(mode=0o700)
    return Home(root)


def kept(home: Home, program: Path, rows: list[Row], version: str = "2.1.330") -> str:
    return verdicts.keep(
        home,
        "claude",
        "terminal",
        program=str(program),
        version=version,
        digest=looking.digest(str(program)),
        identity=looking.identity(str(program)),
        at=5,
        rows=rows,
    )


def found(home: Home, program: Path) -> Verdict:
    return verdict_for(home, "claude", "terminal", str(program), {"PATH": "/usr/bin:/bin"})


def code(verdict: Verdict, required: bool) -> str:
    try:
        verdict.check(required)
    except Refused as refused:
        return refused.code
    return ""


def test_what_was_verified_starts_and_stays_so_for_the_very_same_bytes(
    home: Home, tmp_path: Path
) -> None:
    program = install(tmp_path / "bin")
    assert kept(home, program, GREEN) == "verified"
    assert found(home, program).state == "verified"
    assert code(found(home, program), required=True) == ""
    os.utime(program, (1, 1))
    assert found(home, program).state == "verified"
    assert verdicts.path_of(home, "claude", "terminal").stat().st_mode & 0o777 == 0o600


def test_another_program_or_an_update_is_unverified(home: Home, tmp_path: Path) -> None:
    program = install(tmp_path / "bin")
    kept(home, program, GREEN)
    other = install(tmp_path / "other")
    other.write_text(other.read_text() + "#")
    assert found(home, other).state == "unverified"
    install(tmp_path / "bin", "2.1.331")
    assert found(home, program) == Verdict(
        "claude", "terminal", "unverified", str(program), "2.1.331", known=False
    )


def test_what_failed_does_not_start_whatever_its_version(home: Home, tmp_path: Path) -> None:
    program = install(tmp_path / "bin")
    assert kept(home, program, RED) == "failed"
    verdict = found(home, program)
    assert verdict.known
    assert code(verdict, required=False) == "gate-failed"
    with pytest.raises(Refused, match=r"denied: not written.*signalbox agents verify claude"):
        verdict.check(False)


def test_an_unverified_one_starts_only_in_a_version_that_our_tests_know_and_nobody_asks_more(
    home: Home, tmp_path: Path
) -> None:
    known, unknown = install(tmp_path / "a"), install(tmp_path / "b", "9.9.9")
    silent = install(tmp_path / "c", then="exit 0")
    assert [code(found(home, p), False) for p in (known, unknown, silent)] == [
        "", "not-verified", "not-verified",
    ]  # fmt: skip
    assert code(found(home, known), required=True) == "not-verified"


def test_nothing_but_skipped_rows_proves_nothing(home: Home, tmp_path: Path) -> None:
    program = install(tmp_path / "bin")
    assert kept(home, program, [GREEN[1]]) == "failed"
    assert kept(home, program, []) == "failed"


@pytest.mark.parametrize("text", ["", "{}", '{"state":"verified"}', '{"rows":1,"state":1}'])
def test_a_verdict_that_cannot_be_read_is_none(home: Home, tmp_path: Path, text: str) -> None:
    program = install(tmp_path / "bin")
    kept(home, program, GREEN)
    verdicts.path_of(home, "claude", "terminal").write_text(text)
    assert found(home, program).state == "unverified"


def test_an_agent_that_is_not_here_has_an_unverified_gate_and_an_unknown_one_is_refused(
    home: Home,
) -> None:
    nothing = verdict_for(home, "claude", "terminal", environment={"PATH": "/nonexistent"})
    assert (nothing.program, nothing.state, nothing.may_start) == (None, "unverified", False)
    with pytest.raises(Refused, match="nobody"):
        verdict_for(home, "nobody", "terminal")
