"""`signalbox log` on this machine: what was changed on the disk is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.wire.layout import Home
from signalbox import local_sessions
from tests.waiting import until

PRINTS = "for i in 1 2 3; do echo line-$i; sleep 0.05; done"


def cli(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-m", "signalbox", *words],
        env={**os.environ, "SIGNALBOX_HOME": str(home.root)},
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.fixture
def journal(short_dir: Path) -> tuple[Home, str, Path]:
    """The one journal of a session that has ended."""
    home = Home(short_dir / "h")
    session = cli(home, "run", "-d", "sh", "-c", PRINTS).stdout.strip()
    until(lambda: not local_sessions.look(home, session).alive, "it ends", 20)
    (path,) = local_sessions.segments(home, session)
    return home, session, path


def test_a_whole_journal_is_printed_and_nothing_is_said(journal: tuple[Home, str, Path]) -> None:
    home, session, _ = journal
    done = cli(home, "log", session)
    assert done.returncode == 0 and not done.stderr and "line-3" in done.stdout


@pytest.mark.parametrize("words", [("log",), ("log", "-n", "1"), ("log", "--json")])
def test_a_line_that_was_changed_left_out_or_swapped_is_told(
    journal: tuple[Home, str, Path], words: tuple[str, ...]
) -> None:
    home, session, path = journal
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for damaged in (
        whole.replace(b"line-2", b"l1ne-2"),
        b"".join(lines[:2] + lines[3:]),
        b"".join([lines[1], lines[0], *lines[2:]]),
    ):
        path.write_bytes(damaged)
        done = cli(home, *words, session)
        assert done.returncode == 1, damaged
        assert "does not follow" in done.stderr and done.stderr.count("\n") == 1


def test_without_its_key_a_journal_is_printed_and_said_to_prove_nothing(
    journal: tuple[Home, str, Path],
) -> None:
    home, session, _ = journal
    home.session(session).key.unlink()
    done = cli(home, "log", session)
    assert done.returncode == 1 and "line-3" in done.stdout and "nothing is proved" in done.stderr
