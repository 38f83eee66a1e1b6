"""`attach` from another computer, in real terminals."""

from __future__ import annotations

import signal
import time

from tests.signalbox.conftest import Come
from tests.system.fleet import Fleet
from tests.waiting import until

SHELL = ("env", "PS1=ready> ", "bash", "--norc", "--noprofile")
LEAVE = "\x1c"


def test_the_screen_comes_first_then_what_is_typed_and_leaving_lets_it_run(
    shared: Fleet, come: Come
) -> None:
    away = come()
    session = shared.run("--title", "shell", "--", *SHELL)
    shared.wait_printed(session, "ready> ")
    terminal = away.terminal("attach", "shell")
    terminal.expect("Ctrl-.+ leaves it running")
    terminal.expect("ready> ")
    terminal.send("echo out-$((6*7))\r")
    terminal.expect("out-42")
    assert any(body["who"] == shared.owner for body in shared.bodies(session, "keys"))
    terminal.send(LEAVE)
    terminal.expect("It goes on")
    terminal.wait()
    assert terminal.exitstatus == 0
    assert session in shared.alive()
    until(lambda: shared.bodies(session, "watching"), "who watched is recorded")
    assert shared.bodies(session, "watching")[0]["who"] == shared.owner
    again = away.terminal("attach", session)
    again.expect("out-42")
    again.send("exit 7\r")
    again.expect("ended with status 7")


def test_what_is_typed_during_a_break_is_not_typed_later(shared: Fleet, come: Come) -> None:
    away = come()
    session = shared.run("--", *SHELL)
    shared.wait_printed(session, "ready> ")
    terminal = away.terminal("attach", session)
    terminal.expect("ready> ")
    shared.kill("broker")
    terminal.expect("reconnecting")
    terminal.send("echo too-late\r")
    terminal.expect("\x07")
    shared.start("broker")
    shared.wait_ready("broker")
    terminal.expect("connected again", timeout=40)
    terminal.expect("ready> ", timeout=40)
    terminal.send("echo in-time\r")
    terminal.expect("in-time", timeout=20)
    assert "too-late" not in shared.printed(session)


def test_a_machine_that_goes_away_is_told_with_the_time(shared: Fleet, come: Come) -> None:
    away = come()
    session = shared.run("--", *SHELL)
    shared.wait_printed(session, "ready> ")
    terminal = away.terminal("attach", session)
    terminal.expect("ready> ")
    shared.kill("daemon")
    terminal.expect(r"build-01 is offline since \d\d:\d\d", timeout=40)
    listed = away.json("ls")
    assert any("offline since" in row["away"] for row in listed if row["session"] == session)
    shared.start("daemon")
    shared.wait_ready("daemon")
    terminal.expect("connected again", timeout=40)
    terminal.expect("ready> ", timeout=40)


def test_a_viewer_sees_and_types_nothing(shared: Fleet, come: Come) -> None:
    shared.add_user("vera", "viewer")
    away = come("vera")
    session = shared.run("--", *SHELL)
    shared.wait_printed(session, "ready> ")
    terminal = away.terminal("attach", session)
    terminal.expect("without the right to drive")
    terminal.expect("ready> ")
    terminal.send("echo no\r")
    shared.cli("prompt", session, "echo after-$((1+1))")
    terminal.expect("after-2")
    assert not shared.bodies(session, "keys")
    terminal.send(LEAVE)
    terminal.expect("It goes on")


def test_the_record_stands_above_the_screen(shared: Fleet, come: Come) -> None:
    away = come()
    session = shared.run(
        "--", "sh", "-c", "i=0; while [ $i -lt 60 ]; do echo line-$i; i=$((i+1)); done; cat"
    )
    shared.wait_printed(session, "line-59")
    # The host's terminal has the size that `run -d` without a terminal gives.
    terminal = away.terminal("attach", session, size=(40, 120))
    terminal.expect("line-59")
    terminal.expect("line-3\r")
    terminal.expect("line-59")
    terminal.send(LEAVE)
    terminal.expect("It goes on")


def test_a_hung_hub_does_not_hang_the_terminal(shared: Fleet, come: Come) -> None:
    away = come()
    session = shared.run("--", *SHELL)
    shared.wait_printed(session, "ready> ")
    terminal = away.terminal("attach", session)
    terminal.expect("ready> ")
    shared.signal("broker", signal.SIGSTOP)
    try:
        began = time.monotonic()
        terminal.send(LEAVE)
        terminal.expect("It goes on")
        assert time.monotonic() - began < 5
    finally:
        shared.signal("broker", signal.SIGCONT)
