"""What the README promises: from a clean clone, one command to a session that is recorded."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.waiting import until

ROOT = Path(__file__).resolve().parents[1]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_a_clean_clone_comes_up_runs_a_program_finds_it_in_sql_and_goes_down(
    short_dir: Path,
) -> None:
    clone = short_dir / "a clone"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(short_dir),
        **{name: value for name, value in os.environ.items() if name.startswith("PIP_")},
    }

    def call(*words: str) -> str:
        done = subprocess.run(
            words,
            cwd=clone if clone.exists() else "/",
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    call("git", "clone", "--quiet", str(ROOT), str(clone))
    said = call("make", "up")
    try:
        assert "password" in said
        assert "bin/signalbox run" in said, "the next line to type is one that can be typed"
        assert call("git", "status", "--porcelain") == "", "make leaves no file that git would see"
        call("bin/signalbox", "run", "-d", "--in", "/", "echo", "seen from a clone")

        def archived() -> bool:
            query = "select count(*) as n from output where text like '%seen from a clone%'"
            return bool(json.loads(call("bin/signalbox", "audit", "sql", "--json", query))[0]["n"])

        until(archived, "the line in the archive", 30, every=0.5)
    finally:
        call("make", "down")
    assert [s["phase"] for s in json.loads(call("bin/signalbox", "ls", "--all", "--json"))] == [
        "ended"
    ]
