"""Who attaches late sees what tmux shows to somebody who was there from the start.

Pane A of a real tmux gets everything that a real program printed. Pane B gets a reset, the
snapshot as of some cut, and what came after it, the way a viewer gets it: through the allow-list.
"""

from __future__ import annotations

import os
import random
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from edge_agent.host import screen as screens
from edge_agent.host.allowlist import AllowList, filter_whole
from edge_agent.host.screen import Screen, Snapshot
from tests.edge_agent.host.recording import COLUMNS, ROWS, Step, record
from tests.waiting import until

pytestmark = [
    pytest.mark.skipif(not screens.available(), reason="no libghostty-vt for this machine"),
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

FLAGS = """
alternate_on cursor_x cursor_y cursor_flag insert_flag wrap_flag origin_flag keypad_cursor_flag
keypad_flag mouse_standard_flag mouse_button_flag mouse_any_flag mouse_sgr_flag mouse_utf8_flag
scroll_region_upper scroll_region_lower pane_tabs pane_title
"""
STATE = re.sub(r"(\w+)\s", r"#{\1} ", FLAGS).strip()

NODE_TUI = r"""
const w = s => process.stdout.write(s);
w('\x1b]0;a node tui\x07\x1b[?1049h\x1b[?25l\x1b[?1002h\x1b[?1006h\x1b[?2004h\x1b[>1u\x1b=');
w('\x1b[5;30r\x1b[4 q');
for (let i = 0; i < 60; i++) {
  w(`\x1b[${1 + i % 38};${1 + (i * 7) % 90}H\x1b[1;38;5;${i * 4}m日本 ${i}\x1b[0m`);
  w(`\x1b[48;2;${i};99;${255 - i}m box \x1b[m`);
}
w('\x1b[20;10H\x1b7\x1b[40;1H\x1b[7mREADY\x1b[27m\x1b[12;34H');
process.stdin.setRawMode(true);
process.stdin.on('data', () => { w('\x1b8saved'); w('\x1b[?2026h\x1b[2;2HMORE\x1b[?2026l'); });
"""


def programs(home: Path) -> dict[str, tuple[list[str], list[Step]]]:
    """Each program with what is typed into it."""
    long = home / "long.txt"
    long.write_text("".join(f"line {i} żółw 日本語 \t tabbed\n" for i in range(400)))
    (home / "tui.js").write_text(NODE_TUI)
    bash = ["bash", "--noprofile", "--norc"]
    colours = b"for i in 1 2 3 4 5 6; do printf '\\e[3%dm%d\\e[1;4%dm%d\\e[m ' $i $i $i $i; done\r"
    vim = ["vim", "-n", "-i", "NONE", "--cmd", "set nocompatible", "-c", "syntax on"]
    found = {
        "bash": (
            bash,
            [
                Step("$", colours),
                Step("$", b"seq 1 70\r"),
                Step("70", b"printf '\\e]2;a title\\a'; ls -la --color=always /\r"),
                Step("usr", b"echo half typed"),
                Step("half typed"),
            ],
        ),
        "vim": (
            [*vim, str(long)],
            [
                Step("line 0", b":set number hlsearch cursorline\r"),
                Step("  1 line", "/żółw\r".encode()),
                Step("line 3", b"30Gohello from vim\x1b:vsplit\r"),
                Step("hello", b":set list\r"),
                Step("^I"),
            ],
        ),
        "less": (
            ["less", "-R", str(long)],
            [Step("line 3", b" "), Step("line 60", b"/line 77\r"), Step("line 100")],
        ),
        "vim in bash": (
            bash,
            [
                Step("$", b"seq 1 20; printf '\\e[33mbefore\\e[m\\n'\r"),
                Step("before", shlex.join([*vim, "long.txt"]).encode() + b"\r"),
                Step("line 30", b"ddihello\x1b"),
                Step("hello", b":q!\r"),
                Step("before", b"echo after vim\r"),
                Step("\nafter vim"),
            ],
        ),
    }
    if shutil.which("htop"):
        found["htop"] = (["htop", "-d", "3"], [Step("PID", b"t"), Step("PID", b"\x1b[B\x1b[B")])
    if shutil.which("node"):
        tui = ["node", str(home / "tui.js")]
        found["node tui"] = (tui, [Step("READY", b"x"), Step("MORE")])
    return found


NAMES = ["bash", "vim", "less", "vim in bash", "htop", "node tui"]


class Tmux:
    """A tmux server of its own, whose panes show files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.panes = 0
        self.call("-f", "/dev/null", "new-session", "-d", "-x", "200", "-y", "60", "cat")
        self.call("set", "-g", "status", "off")
        self.call("set", "-g", "default-size", f"{COLUMNS}x{ROWS}")
        self.call("set", "-g", "remain-on-exit", "on")

    def call(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self.folder / "s"), *arguments]
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.folder)}
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        ).stdout

    def pane(self, data: bytes) -> str:
        """A pane that has been sent these bytes."""
        self.panes += 1
        file, done = self.folder / f"{self.panes}.raw", self.folder / f"{self.panes}.done"
        file.write_bytes(data)
        shell = f"stty raw -echo; cat {file}; : > {done}; exec cat > /dev/null"
        pane = self.call(
            "new-session",
            "-d",
            "-P",
            "-F",
            "#{pane_id}",
            "-x",
            str(COLUMNS),
            "-y",
            str(ROWS),
            shell,
        ).strip()
        until(done.exists, "the pane has been fed")
        return pane

    def state(self, pane: str) -> str:
        return self.call("display", "-p", "-t", pane, STATE)

    def cells(self, pane: str) -> list[list[tuple[str, str]]]:
        captured = self.call("capture-pane", "-e", "-N", "-p", "-t", pane)
        style: dict[str, str] = {}  # tmux goes on with it from row to row
        return [_cells(row, style) for row in captured.split("\n")]

    def seen(self, pane: str) -> tuple[str, list[list[tuple[str, str]]]]:
        return self.state(pane), self.cells(pane)


_SGR = re.compile(r"\x1b\[([0-9;:]*)m|\x1b\][^\x1b]*\x1b\\|([\x0e\x0f])|(.)")


# The emulator keeps no difference between 38;5;1 and 31, and terminals show none.
_SIXTEEN = {f"5;{i}": str((30 if i < 8 else 82) + i) for i in range(16)}


def _cells(row: str, style: dict[str, str]) -> list[tuple[str, str]]:
    """Characters with their styles; the invisible foreground of a blank is no style."""
    cells: list[tuple[str, str]] = []
    for found in _SGR.finditer(row):
        if found[3]:
            shown = dict(style)
            if found[3] == " " and not {"4", "7", "9"} & set(shown):
                shown = {key: value for key, value in shown.items() if key == "bg"}
            cells.append((found[3], repr(sorted(shown.items()))))
        elif found[1] is not None:
            _style(style, found[1])
    # tmux captures no erased cells at the end of a row, whatever their ground.
    while cells and cells[-1][0] == " ":
        cells.pop()
    return cells


def _style(style: dict[str, str], sgr: str) -> None:
    numbers = sgr.split(";") if sgr else ["0"]
    while numbers:
        number = numbers.pop(0) or "0"
        if number == "0":
            style.clear()
        elif number in ("38", "48"):
            count = 2 if numbers[0] == "5" else 4
            colour = ";".join(numbers[:count])
            style["fg" if number == "38" else "bg"] = _SIXTEEN.get(colour, colour)
            del numbers[:count]
        elif number in ("39", "49"):
            style.pop("fg" if number == "39" else "bg", None)
        elif number[0] in "39" and len(number) == 2:
            style["fg"] = number
        elif number[0] in "41" and len(number) >= 2:
            style["bg"] = str(int(number) - 10)
        else:
            style[number] = "on"


@pytest.fixture(scope="module")
def tmux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tmux]:
    server = Tmux(tmp_path_factory.mktemp("t"))
    yield server
    server.call("kill-server")


def cuts(data: bytes) -> list[int]:
    """A third, two thirds, the end, before the alternate screen is left, and inside sequences."""
    chance = random.Random(len(data))
    inside = [found.start() + 2 for found in re.finditer(rb"\x1b\[[0-9;?]+|\xe6\x97\xa5", data)]
    places = [len(data) // 3, 2 * len(data) // 3, len(data), *chance.sample(inside, 3)]
    left = data.rfind(b"\x1b[?1049l")
    return sorted({*places, *([left] if left > 0 else [])})


def snapshot_of(screen: Screen) -> bytes:
    """The screen as of now."""
    token = screen.request_snapshot()
    found: list[Snapshot] = []

    def arrived() -> bool:
        found.extend(e for e in screen.poll() if isinstance(e, Snapshot) and e.token == token)
        return bool(found)

    until(arrived, "a snapshot", every=0.002)
    assert not found[0].lossy
    return found[0].data


@pytest.mark.parametrize("name", NAMES)
def test_late_attach_shows_what_tmux_shows(name: str, tmux: Tmux, tmp_path: Path) -> None:
    known = programs(tmp_path)
    if name not in known:
        pytest.skip(f"{name} is not installed")
    data = record(*known[name], tmp_path)
    assert len(data) > 500
    expected = tmux.pane(data)
    places = cuts(data)
    stream = AllowList()
    borders = [0, *places, len(data)]
    # What viewers who were there before are sent, cut where the late ones come in.
    sent = [stream.filter(data[start:end]) for start, end in pairwise(borders)]
    screen = Screen(COLUMNS, ROWS)
    try:
        for index, place in enumerate(places):
            screen.feed(data[borders[index] : place])
            late = b"\x1bc" + snapshot_of(screen)
            pane = tmux.pane(filter_whole(late) + b"".join(sent[index + 1 :]))
            compare(tmux, expected, pane, f"{name} cut at {place} of {len(data)}")
    finally:
        screen.close()


def compare(tmux: Tmux, expected: str, pane: str, what: str) -> None:
    def equal() -> bool:
        for of in (tmux.state, tmux.cells):
            a, b = of(expected), of(pane)
            if a != b:
                raise AssertionError(f"{what}:\n{_difference(a, b)}")
        return True

    until(equal, what, seconds=3)


def _difference(a: object, b: object) -> str:
    if isinstance(a, str) or not isinstance(a, list) or not isinstance(b, list):
        return f"{a!r}\n{b!r}"
    rows = [(i, x, y) for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    lines = []
    for row, x, y in rows[:3]:
        lines += [f"row {row} of {len(rows)}", "".join(c for c, _ in x), "".join(c for c, _ in y)]
        lines += [f"{p} {q}" for p, q in zip(x, y, strict=False) if p != q][:3]
    return "\n".join(lines)
