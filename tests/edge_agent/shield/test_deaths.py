"""Who dies when the host does, or when the shield's own process does."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from edge_agent.host.pty import Terminal
from edge_agent.host.tree import Stopping, descendants
from tests.edge_agent.shield.walled import Walled, end
from tests.waiting import until

Surround = Callable[..., Walled]

KINDS = (
    'bash -c "exec -a $MARK-child sleep 1000" &'
    ' setsid nohup bash -c "exec -a $MARK-orphan sleep 1000" >/dev/null 2>&1 &'
    ' (setsid bash -c "(exec -a $MARK-daemon sleep 1000) &" &) ;'
    " echo up; wait"
)
"""A child, one that left its session and ignores hang-ups, and one that let go of its parents."""


def marked(mark: str) -> set[str]:
    """Names of the processes with this mark that still run."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                name = (entry / "cmdline").read_bytes().split(b"\0")[0].decode()
                state = (entry / "stat").read_bytes().rpartition(b")")[2].split()[0]
            except OSError:
                continue
            if name.startswith(mark) and state not in (b"Z", b"X"):
                found.add(name)
    return found


def remove(mark: str) -> None:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cmdline").read_bytes().startswith(mark.encode()):
                    os.kill(int(entry.name), signal.SIGKILL)
            except OSError:
                continue


@pytest.fixture
def mark() -> object:
    name = f"sbmark-{os.getpid()}-{os.urandom(4).hex()}"
    yield name
    remove(name)


ALL = {"child", "orphan", "daemon"}


def host_of(walled: Walled, mark: str, pty: bool) -> int:
    """A process that starts the session's program as a host does; its pid."""
    pid = os.fork()
    if pid:
        return pid
    try:
        words = ["bash", "-c", KINDS]
        held: object  # let go of, it would hang up the session
        if pty:
            held = Terminal(
                [*walled.shield.argv_prefix, "/bin/bash", "-c", KINDS],
                str(walled.work),
                {**walled.shield.environment, "MARK": mark},
                80, 24, 0o022, before_exec=walled.preexec(),
            )  # fmt: skip
        else:
            held = subprocess.Popen(
                [*walled.shield.argv_prefix, *words],
                env={**walled.shield.environment, "MARK": mark},
                preexec_fn=walled.preexec(),
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            )  # fmt: skip
        signal.pause()
        del held
    finally:
        os._exit(1)


@pytest.mark.parametrize("pty", [True, False], ids=["terminal", "pipes"])
def test_a_killed_host_takes_everything_of_a_shielded_session_with_it(
    surround: Surround, mark: str, pty: bool
) -> None:
    host = host_of(surround(), mark, pty)
    try:
        until(lambda: marked(mark) == {f"{mark}-{kind}" for kind in ALL}, "all of them", 60)
    finally:
        os.kill(host, signal.SIGKILL)
        os.waitpid(host, 0)
    until(lambda: not marked(mark), "their end", 30)


@pytest.mark.parametrize("pty", [True, False], ids=["terminal", "pipes"])
def test_a_killed_host_of_a_plain_session_takes_the_program_alone(
    surround: Surround, mark: str, pty: bool
) -> None:
    """The control: what was let through and left its parents survives without a shield."""
    walled = surround("plain")
    host = host_of(walled, mark, pty)
    try:
        until(lambda: marked(mark) == {f"{mark}-{kind}" for kind in ALL}, "all of them", 60)
        (program,) = [pid for pid in descendants(host) if _parent(pid) == host]
    finally:
        os.kill(host, signal.SIGKILL)
        os.waitpid(host, 0)
    until(lambda: program not in descendants(1) and _gone(program), "the program's end", 30)
    assert marked(mark) >= {f"{mark}-orphan", f"{mark}-daemon"}


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])


def _gone(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return True
    return stat.rpartition(b")")[2].split()[0] in (b"Z", b"X")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_the_shields_own_process(
    surround: Surround, mark: str, number: signal.Signals
) -> None:
    walled = surround()
    child = walled.start("bash", "-c", KINDS, variables={"MARK": mark}, stdout=subprocess.DEVNULL)
    until(lambda: marked(mark) == {f"{mark}-{kind}" for kind in ALL}, "all of them", 60)
    child.send_signal(number)
    child.wait(timeout=60)
    until(lambda: not marked(mark), "their end", 30)


def test_nothing_outlives_the_program_of_a_shielded_session(surround: Surround, mark: str) -> None:
    script = KINDS.replace("wait", "until [ -e go ]; do sleep 0.05; done; exit 5")
    walled = surround()
    child = walled.start("bash", "-c", script, variables={"MARK": mark}, stdout=subprocess.DEVNULL)
    until(lambda: marked(mark) == {f"{mark}-{kind}" for kind in ALL}, "all of them", 60)
    (walled.work / "go").touch()
    assert child.wait(timeout=60) == 5
    until(lambda: not marked(mark), "their end", 30)


@pytest.mark.parametrize("level", ["plain", "shielded"])
def test_a_program_dies_with_the_thread_that_started_it(surround: Surround, level: str) -> None:
    """Why a host starts its program from the main thread, and from no other."""
    walled = surround(level)
    started: list[subprocess.Popen[bytes]] = []
    may_end = threading.Event()

    def start() -> None:
        started.append(walled.start("sh", "-c", "echo up; exec sleep 1000", stdout=subprocess.PIPE))
        assert started[0].stdout is not None
        assert started[0].stdout.readline() == b"up\n"
        may_end.wait(60)

    thread = threading.Thread(target=start)
    thread.start()
    until(lambda: started, "the start", 60)
    assert started[0].poll() is None
    may_end.set()
    thread.join()
    assert started[0].wait(timeout=60) == -signal.SIGKILL
    end(started[0])


def test_a_stop_leaves_a_shielded_program_its_grace(surround: Surround) -> None:
    script = (
        "trap '' HUP; trap 'sleep 0.3; touch said-goodbye; exit 0' TERM; echo up;"
        " while :; do sleep 0.05; done"
    )
    walled = surround()
    child = walled.start("bash", "-c", script, stdout=subprocess.PIPE)
    assert child.stdout is not None and child.stdout.readline() == b"up\n"

    def tree() -> list[int]:
        child.poll()
        return [] if child.returncode is not None else [child.pid, *descendants(child.pid)]

    stopping = Stopping(tree, grace=60, now=0, only_killed=(child.pid,))
    until(lambda: stopping.step(0.1) is None, "the end of the tree", 50)
    assert (walled.work / "said-goodbye").exists()
    assert child.returncode == 0
