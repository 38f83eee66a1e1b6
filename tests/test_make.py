"""The Makefile on machines as people have them: no venv module, odd folders, a second call."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Stands for an installed python: notes each call, and prints what it was started with.
NOTING_PYTHON = """#!/bin/sh
echo "$*" >> "$(dirname "$0")/calls"
printf '%s\\n' "$SIGNALBOX_HOME" "$SIGNALBOX_LAUNCHER" "$@"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what make reads, in a folder with a name that shells trip over."""
    folder = tmp_path / "it's a $HOME"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy2(ROOT / name, folder)
    return folder


def make(
    folder: Path, *targets: str, path: str = os.defpath, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *targets],
        cwd=folder,
        env={"PATH": path, "HOME": str(folder / "home"), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def install_fake(folder: Path) -> Path:
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(NOTING_PYTHON)
    python.chmod(0o755)
    return python.parent / "calls"


def pythons(folder: Path, answer: str) -> str:
    """A PATH on which every python that make looks for is a script of ours."""
    folder.mkdir()
    for version in ("3", "3.11", "3.12", "3.13"):
        program = folder / f"python{version}"
        program.write_text(f"#!/bin/sh\n{answer}\n")
        program.chmod(0o755)
    return f"{folder}:{os.defpath}"


def test_a_python_that_cannot_make_environments_stops_with_the_line_that_mends_it(
    checkout: Path, tmp_path: Path
) -> None:
    answer = 'case "$2" in *ensurepip*) exit 1;; *version_info\\[*) echo python3.11;; esac'
    done = make(checkout, "up", path=pythons(tmp_path / "bin", answer))
    assert done.returncode != 0
    assert "sudo apt-get install python3.11-venv" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_machine_without_a_new_enough_python_is_told_so(checkout: Path, tmp_path: Path) -> None:
    done = make(checkout, "up", path=pythons(tmp_path / "bin", "exit 1"))
    assert done.returncode != 0
    assert "Python 3.11 or newer was not found" in done.stderr


def test_the_launcher_starts_isolated_with_its_home_and_gives_every_word_on(checkout: Path) -> None:
    install_fake(checkout)
    assert make(checkout, "launcher").returncode == 0
    launcher = checkout / "bin" / "signalbox"
    words = ["log", "two  words", "$HOME", "it's"]
    said = subprocess.run(
        [str(launcher), *words], cwd="/", env={"PATH": os.defpath}, capture_output=True, text=True
    ).stdout.splitlines()
    home = str(checkout / "home" / ".signalbox")
    assert said == [home, str(launcher), "-I", "-m", "signalbox", *words]


def test_a_home_in_the_environment_wins_over_the_launchers_own(checkout: Path) -> None:
    install_fake(checkout)
    make(checkout, "launcher", SIGNALBOX_HOME="/baked in")
    launcher = str(checkout / "bin" / "signalbox")
    environment = {"PATH": os.defpath}
    said = subprocess.run([launcher], env=environment, capture_output=True, text=True).stdout
    assert said.startswith("/baked in\n")
    environment["SIGNALBOX_HOME"] = "/other"
    said = subprocess.run([launcher], env=environment, capture_output=True, text=True).stdout
    assert said.startswith("/other\n")


def test_a_second_up_installs_nothing_and_a_changed_pin_installs_again(checkout: Path) -> None:
    calls = install_fake(checkout)
    for _ in range(2):
        assert make(checkout, "up").returncode == 0
    installs = [c for c in calls.read_text().splitlines() if "pip install" in c]
    assert len(installs) == 1
    assert "-c constraints.txt -e .[edge,hub,console]" in installs[0]
    stamp = checkout / ".venv" / ".installed-run"
    later = stamp.stat().st_mtime + 10
    os.utime(checkout / "constraints.txt", (later, later))
    assert make(checkout, "up").returncode == 0
    assert sum("pip install" in c for c in calls.read_text().splitlines()) == 2
