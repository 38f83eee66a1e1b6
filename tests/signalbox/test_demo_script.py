"""The scripted agent's language and its playing."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

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
