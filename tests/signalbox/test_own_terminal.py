"""Leaving a session in a real terminal (tmux): what was shown stays, the rest stands below it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from signalbox.own_terminal import _Screens
from tests.waiting import until

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


SHELL = "env PS1='outer> ' bash --norc"


class Tmux:
    def __init__(self, folder: Path) -> None:
        self._me = ["tmux", "-S", str(folder / "tmux"), "-f", "/dev/null"]
        environment = {**os.environ, "SIGNALBOX_HOME": str(folder / "h")}
        self._call("new-session", "-d", "-x", "100", "-y", "24", SHELL, env=environment)

    def _call(self, *words: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            [*self._me, *words], env=env, capture_output=True, text=True, timeout=20, check=True
        )
        return done.stdout

    def type(self, *keys: str) -> None:
        self._call("send-keys", *keys)

    def sees(self, text: str) -> list[str]:
        """The screen's lines, once `text` is in them."""

        def lines() -> list[str]:
            found = self._call("capture-pane", "-p").splitlines()
            return found if any(text in line for line in found) else []

        return until(lines, f"{text!r} is on the screen", 20)

    def close(self) -> None:
        self._call("kill-server")


@pytest.fixture
def tmux(short_dir: Path) -> Iterator[Tmux]:
    made = Tmux(short_dir)
    made.sees("outer>")
    yield made
    made.close()


SIGNALBOX = f"{sys.executable} -I -m signalbox"


def test_what_was_shown_stays_and_the_message_stands_below_it(tmux: Tmux) -> None:
    tmux.type(f"clear; {SIGNALBOX} run -- env PS1='inner> ' bash --norc", "Enter")
    tmux.sees("inner>")
    tmux.type("echo one-$((1+1)); echo two-$((2+2))", "Enter")
    tmux.sees("two-4")
    tmux.type("C-\\")
    lines = [line for line in tmux.sees("Take it again") if line]
    shown = lines.index("one-2")
    assert lines[shown + 1 : shown + 3] == ["two-4", "inner>"]
    assert lines[shown + 3].endswith(": left]")
    tmux.type(
        f"{SIGNALBOX} stop $({SIGNALBOX} ls --json | grep -o '01[a-z0-9]*' | head -1)", "Enter"
    )
    tmux.sees(": stopped")


def test_after_a_program_on_the_whole_screen_what_stood_before_is_back(tmux: Tmux) -> None:
    # \\040 is the blank: else the typed command would be taken for what it prints.
    program = "printf '\\033[?1049hwhole\\040screen'; read x; printf '\\033[?1049l'; read x"
    tmux.type(f'clear; {SIGNALBOX} run -- sh -c "echo before; {program}"', "Enter")
    tmux.sees("whole screen")
    tmux.type("C-\\")
    lines = [line for line in tmux.sees("Take it again") if line]
    assert not any("whole screen" in line for line in lines)
    assert lines[0] == "before" and lines[1].endswith(": left]")
    tmux.type(
        f"{SIGNALBOX} stop $({SIGNALBOX} ls --json | grep -o '01[a-z0-9]*' | head -1)", "Enter"
    )
    tmux.sees(": stopped")


@pytest.mark.parametrize("cut", range(1, 12))
def test_the_alternate_screen_is_known_however_the_bytes_are_cut(cut: int) -> None:
    screens, data = _Screens(), b"a\x1b[?25;1049hb"
    for part in (data[:cut], data[cut:]):
        screens.written(part)
    assert screens.alternate
    screens.written(b"\x1bc")
    assert not screens.alternate
