"""A shielded program in the host's own terminal: resizing, interrupts, job control, what is given
before exec."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from edge_agent.host.pty import Terminal
from edge_agent.shield import before_exec
from schemas.wire.errors import Refused
from tests.edge_agent.shield.walled import PYTHON, Walled
from tests.waiting import until

Surround = Callable[..., Walled]


class Typist:
    """Types into a terminal and reads what it shows."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.shown = b""

    def sees(self, pattern: bytes) -> re.Match[bytes]:
        """Wait until the terminal has shown this since the last time; echo counts too."""

        def look() -> re.Match[bytes] | None:
            self.shown += self.terminal.read(65536)[0]
            return re.search(pattern, self.shown)

        found = until(look, f"{pattern!r} on the terminal", 60)
        assert found is not None
        self.shown = self.shown[found.end() :]
        return found

    def types(self, text: bytes) -> None:
        self.terminal.type(text)


@contextmanager
def bash(walled: Walled) -> Iterator[Typist]:
    """An interactive bash under the session's walls, at its prompt."""
    terminal = Terminal(
        [*walled.shield.argv_prefix, "/bin/bash", "--norc", "--noprofile", "-i"],
        str(walled.work),
        {**walled.shield.environment, "TERM": "xterm", "PS1": "at$((40+2))> "},
        80,
        24,
        0o022,
        before_exec=walled.shield.preexec,
    )
    try:
        typist = Typist(terminal)
        typist.sees(rb"at42> ")
        yield typist
    finally:
        try:
            os.kill(terminal.pid, 9)
        except ProcessLookupError:
            pass
        os.waitpid(terminal.pid, 0)
        terminal.hang_up()


IN_FRONT = b"bash -c 'echo now$((1+1)); exec sleep 1000'\r"
"""What says by itself that it has the terminal: the shell's own word could come before it has."""

TELLS_ITS_SIZE = (
    "import os, signal;"
    "told = {signal.SIGWINCH};"
    "signal.pthread_sigmask(signal.SIG_BLOCK, told);"
    "size = os.get_terminal_size;"
    'print("waits: %dx%d" % size(), flush=True);'
    "signal.sigwait(told);"
    'print("told: %dx%d" % size())'
)
"""The signal is blocked until it is waited for: it cannot come in between."""

LEVELS = pytest.mark.parametrize("level", ["shielded", "plain"])


@LEVELS
def test_a_new_size_is_told_to_the_program(surround: Surround, level: str) -> None:
    with bash(surround(level)) as typist:
        typist.types(f"{PYTHON} -I -S -c '{TELLS_ITS_SIZE}'\r".encode())
        typist.sees(rb"waits: 80x24\r\n")
        assert typist.terminal.resize(132, 50)
        typist.sees(rb"told: 132x50\r\n")


@LEVELS
def test_an_interrupt_ends_what_runs_in_front_and_not_the_shell(
    surround: Surround, level: str
) -> None:
    with bash(surround(level)) as typist:
        typist.types(IN_FRONT)
        typist.sees(rb"now2")
        typist.types(b"\x03")
        typist.sees(rb"at42> ")
        typist.types(b"echo status=$?.\r")
        typist.sees(rb"status=130\.")


@LEVELS
def test_jobs_are_stopped_listed_and_ended(surround: Surround, level: str) -> None:
    with bash(surround(level)) as typist:
        typist.types(IN_FRONT)
        typist.sees(rb"now2")
        typist.types(b"\x1a")
        typist.sees(rb"Stopped +bash -c")
        typist.types(b"jobs; kill %1; fg\r")
        typist.sees(rb"\[1\]\+ +Stopped +bash -c")
        typist.sees(rb"Terminated")


@LEVELS
def test_the_terminal_can_be_opened_by_its_name(surround: Surround, level: str) -> None:
    with bash(surround(level)) as typist:
        typist.types(b'echo "name$((1+1))" > /dev/tty; tty\r')
        typist.sees(rb"name2")
        typist.sees(rb"/dev/pts/\d+")


@LEVELS
def test_the_programs_own_status_comes_out(surround: Surround, level: str) -> None:
    child = surround(level).start("sh", "-c", "exit 37")
    assert child.wait(timeout=60) == 37


# ----- before exec


@LEVELS
def test_no_new_privileges_can_be_gained_at_any_level(
    surround: Surround, account: int, level: str, short_dir: Path
) -> None:
    walled = surround(level)
    assert "NoNewPrivs:\t1" in walled.attempt("cat /proc/self/status")
    if account and os.getuid() == 0:
        assert walled.attempt(setuid_id(short_dir)).strip() == str(account)


def test_without_the_setting_a_plain_program_may_gain_privileges(
    surround: Surround, account: int, short_dir: Path
) -> None:
    walled = surround("plain", no_new_privs=False)
    assert any("shield.no_new_privs" in note for note in walled.shield.notes)
    assert "NoNewPrivs:\t0" in walled.attempt("cat /proc/self/status")
    if account and os.getuid() == 0:
        assert walled.attempt(setuid_id(short_dir)).strip() == "0"


def test_a_shield_gives_no_new_privileges_whatever_the_setting_says(surround: Surround) -> None:
    walled = surround("shielded", no_new_privs=False)
    assert not any("no_new_privs" in note for note in walled.shield.notes)
    assert "NoNewPrivs:\t1" in walled.attempt("cat /proc/self/status")


def setuid_id(folder: Path) -> str:
    """A command that prints the account it runs as, from a program that is root's and setuid."""
    program = folder / "whose"
    shutil.copy("/usr/bin/id", program)
    os.chown(program, 0, 0)
    os.chmod(program, 0o4755)
    os.chmod(folder, 0o755)
    return f"{program} -u"


@pytest.mark.parametrize(("abi", "words"), [(0, "no Landlock"), (5, "version 5 of Landlock")])
def test_an_older_kernel_is_named_and_the_rest_is_given(abi: int, words: str) -> None:
    given = before_exec.given(no_new_privs=True, abi=abi)
    assert [words in note for note in given.notes] == [True]
    ran = subprocess.run(
        ["grep", "NoNewPrivs", "/proc/self/status"],
        preexec_fn=given.apply, capture_output=True, check=True,
    )  # fmt: skip
    assert ran.stdout.split()[-1] == b"1"


def test_a_gated_program_is_started_from_the_main_thread_alone(short_dir: Path) -> None:
    found: list[type[BaseException]] = []

    def start() -> None:
        try:
            Terminal(["/bin/true"], "/", {}, 80, 24, 0o022, before_exec=lambda: None)
        except RuntimeError as error:
            found.append(type(error))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert found == [RuntimeError]


def test_where_a_wall_cannot_be_given_nothing_is_started(short_dir: Path) -> None:
    def refuse() -> None:
        raise OSError(1, "the kernel says no")

    marker = short_dir / "ran"
    with pytest.raises(Refused) as refused:
        Terminal(["/usr/bin/touch", str(marker)], "/", {}, 80, 24, 0o022, before_exec=refuse)
    assert refused.value.code == "not-possible" and "the kernel says no" in refused.value.detail
    assert not marker.exists()
