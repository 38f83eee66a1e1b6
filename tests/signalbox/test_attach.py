"""`run` and `attach` in real terminals: pexpect is the person's terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from schemas.wire.layout import Home
from signalbox import local_sessions
from tests.waiting import until

ME = [sys.executable, "-I", "-m", "signalbox"]
LEAVE = "\x1c"


class Desk:
    """A person's home and terminals."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "h")
        self.environment = {
            **os.environ,
            "SIGNALBOX_HOME": str(self.home.root),
            "TERM": "xterm-256color",
            "PS1": "ready> ",
            "SIGNALBOX_LAUNCHER": "bin/signalbox",
        }
        self.terminals: list[pexpect.spawn] = []

    def terminal(self, *words: str, size: tuple[int, int] = (30, 100)) -> pexpect.spawn:
        """A new terminal that runs this command line."""
        child = pexpect.spawn(
            ME[0],
            [*ME[1:], *words],
            env=self.environment,
            dimensions=size,
            timeout=15,
            encoding="utf-8",
            codec_errors="replace",
        )
        self.terminals.append(child)
        return child

    def cli(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*ME, *words], env=self.environment, capture_output=True, text=True, timeout=30
        )

    def only(self) -> local_sessions.LocalSession:
        """The one session of this home."""
        (session,) = local_sessions.all_ids(self.home)
        return local_sessions.look(self.home, session)

    def close(self) -> None:
        for terminal in self.terminals:
            terminal.close(force=True)
        for session in local_sessions.all_ids(self.home):
            if local_sessions.look(self.home, session).alive:
                self.cli("stop", session, "--grace", "0")


@pytest.fixture
def desk(short_dir: Path) -> Iterator[Desk]:
    made = Desk(short_dir)
    yield made
    made.close()


SHELL = ("run", "--title", "shell", "--", "bash", "--norc", "--noprofile")


def test_run_takes_the_terminal_and_tells_the_exit_status(desk: Desk) -> None:
    terminal = desk.terminal(*SHELL)
    terminal.expect("ready> ")
    terminal.send("echo $((40+2))x\r")
    terminal.expect("42x")
    terminal.send("exit 7\r")
    terminal.expect("ended with status 7")
    terminal.expect(pexpect.EOF)
    assert desk.only().phase == "ended"


def test_leaving_keeps_the_session_and_coming_back_shows_its_screen(desk: Desk) -> None:
    terminal = desk.terminal(*SHELL)
    terminal.expect("ready> ")
    terminal.send("echo mark-$((1000+1))\r")
    terminal.expect("mark-1001")
    terminal.send(LEAVE)
    terminal.expect("It goes on. Take it again: bin/signalbox attach 01")
    terminal.expect(pexpect.EOF)
    assert desk.only().alive
    again = desk.terminal("attach", "shell")
    again.expect("mark-1001")
    again.send("exit\r")
    again.expect("ended with status 0")


def test_closing_the_terminal_leaves_the_session_running(desk: Desk) -> None:
    terminal = desk.terminal(*SHELL)
    terminal.expect("ready> ")
    terminal.close(force=True)
    again = desk.terminal("attach", "shell")
    again.expect("ready> ")
    again.send("echo still-$((20+2))\r")
    again.expect("still-22")


def test_two_terminals_type_into_one_session_and_one_leaves(desk: Desk) -> None:
    first = desk.terminal(*SHELL)
    first.expect("ready> ")
    second = desk.terminal("attach", "shell")
    second.expect("ready> ")
    second.send("echo from-$((1+1))\r")
    first.expect("from-2")
    first.send("echo also-$((1+2))\r")
    second.expect("also-3")
    first.send(LEAVE)
    first.expect(pexpect.EOF)
    second.send("echo alone-$((1+3))\r")
    second.expect("alone-4")


def test_a_watcher_types_nothing_and_changes_no_size(desk: Desk) -> None:
    first = desk.terminal(*SHELL, size=(50, 200))
    first.expect("ready> ")
    watcher = desk.terminal("attach", "--watch", "shell", size=(20, 40))
    watcher.expect("ready> ")
    watcher.send("echo typed-$((2+2))\r")
    first.send("stty size\r")
    first.expect("50 200")
    watcher.expect("50 200")
    first.send("exit\r")
    first.expect("ended with status 0")
    text = desk.cli("log", "shell").stdout
    assert "typed-" not in text


def test_a_resized_terminal_resizes_the_program(desk: Desk) -> None:
    terminal = desk.terminal(*SHELL)
    terminal.expect("ready> ")
    terminal.setwinsize(33, 77)
    until(lambda: _size(terminal) == "33 77", "the new size arrives")


def _size(terminal: pexpect.spawn) -> str:
    terminal.send("stty size\r")
    terminal.expect(r"\r(\d+ \d+)\r")
    return str(terminal.match.group(1))


def test_hostile_output_never_reaches_the_terminal(desk: Desk) -> None:
    terminal = desk.terminal(*SHELL)
    terminal.expect("ready> ")
    # Query, clipboard, device control, application command, media copy, window report.
    terminal.send(
        r"printf 'A\033[c\033]52;c;aGk=\007\033P$qm\033\\\033_x\033\\\033[5i\033[21tZ\n'; exit" "\r"
    )
    terminal.expect("ended")
    seen = terminal.before
    shown = seen[seen.rindex("A") :]
    assert "Z" in shown
    for hostile in ("\x1b[c", "\x1b]52", "\x1bP", "\x1b_", "\x1b[5i", "\x1b[21t"):
        assert hostile not in seen


def test_prompt_interrupt_and_stop_steer_a_session_from_outside(desk: Desk) -> None:
    started = desk.cli(*("run", "-d", "--title", "shell", "--", "bash", "--norc", "--noprofile"))
    session = started.stdout.split()[0]
    assert desk.cli("prompt", "shell", "sleep 100; echo over-$((3+3))").returncode == 0
    until(lambda: "sleep 100" in desk.cli("log", session).stdout, "the prompt is typed")
    assert desk.cli("interrupt", session[:12]).returncode == 0
    assert desk.cli("prompt", "shell", "echo after-$((4+4))").returncode == 0
    until(lambda: "after-8" in desk.cli("log", session).stdout, "the shell is back")
    assert desk.cli("stop", "shell").returncode == 0
    until(lambda: not desk.only().alive, "the session ends")
    kinds = [
        json.loads(line)["kind"]
        for line in desk.cli("log", "--json", session).stdout.split("\n")
        if line
    ]
    assert kinds[0] == "started" and kinds[-1] == "ended"
    assert {"request", "receipt", "prompt", "interrupted"} <= set(kinds)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("run", "-d", "no-such-program-here"), "program was not found"),
        (("run", "-d", "--in", "/nowhere/at/all", "bash"), "folder does not exist"),
        (("attach", "01m82192ax0m2v"), "no such session"),
        (("prompt", "nothing", "x"), "no such session"),
        (("prompt", "nothing", "x" * 2_000_000), "too long"),
        (("log", "../../etc"), "no such session"),
        (("stop", "nothing"), "no such session"),
    ],
)
def test_bad_input_is_one_clear_line(desk: Desk, words: tuple[str, ...], says: str) -> None:
    try:
        done = desk.cli(*words)
    except OSError as too_long:
        # The kernel itself takes no such argument; standard input is the way.
        assert says == "too long" and "too long" in str(too_long)
        return
    assert done.returncode == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_prompt_of_two_megabytes_on_standard_input_is_refused(desk: Desk) -> None:
    desk.cli("run", "-d", "--title", "shell", "--", "bash", "--norc")
    done = subprocess.run(
        [*ME, "prompt", "shell", "-"],
        env=desk.environment,
        input="x" * 2_000_000,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1 and "at most" in done.stderr and done.stderr.count("\n") == 1
    assert desk.only().alive


def test_a_home_in_a_worktree_is_refused(desk: Desk, short_dir: Path) -> None:
    (short_dir / "repo" / ".git").mkdir(parents=True)
    desk.environment["SIGNALBOX_HOME"] = str(short_dir / "repo" / "deep" / "home")
    done = desk.cli("run", "-d", "bash")
    assert done.returncode == 1 and "git worktree" in done.stderr
    assert not (short_dir / "repo" / "deep").exists()


def test_a_hostile_folder_cannot_replace_our_modules(desk: Desk, short_dir: Path) -> None:
    folder = short_dir / "hostile"
    for name in ("schemas", "broker", "signalbox", "edge_agent"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("open('/dev/stderr','w').write('PWNED')\n")
    (folder / "sitecustomize.py").write_text("open('/dev/stderr','w').write('PWNED')\n")
    done = subprocess.run(
        [*ME, "run", "-d", "--", "bash", "-c", "echo inside; pwd"],
        env={**desk.environment, "PYTHONPATH": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0 and "PWNED" not in done.stderr
    until(lambda: not desk.only().alive, "it ends")
    log = desk.cli("log", desk.only().id).stdout
    assert str(folder) in log and "PWNED" not in log
