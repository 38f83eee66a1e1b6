"""A session from `started` to `ended`, with a real PTY and a real detached host."""

from __future__ import annotations

import os
from pathlib import Path

from edge_agent.host.tree import descendants
from tests.edge_agent.host.session import alive, running
from tests.waiting import until


def test_what_is_typed_at_a_desk_reaches_the_program_and_the_journal(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        desk = session.desk()
        desk.attach(100, 30)
        desk.type(b"hello\r")
        desk.sees(b"hello\r\nhello\r\n")
        assert desk.ask("stop", grace=2)["status"] == "accepted"
        desk.wait("ended")
        session.ended()
        assert session.output() == b"hello\r\nhello\r\n"
        assert session.bodies("keys") == [{"who": "desk", "text": "hello\r"}]
        assert [one["kind"] for one in session.lines()[-3:]] == ["request", "receipt", "ended"]
        session.check_chain()


def test_exit_status_and_signal_stand_in_the_last_line(short_dir: Path) -> None:
    with running(short_dir, "sh", "-c", "exit 7") as session:
        assert session.ended()["status"] == 7
    with running(short_dir, "sh", "-c", "kill -9 $$") as session:
        assert session.ended()["signal"] == "SIGKILL"


def test_stop_ends_a_daemon_that_left_its_terminal_session(short_dir: Path) -> None:
    script = "setsid sh -c 'trap \"\" TERM HUP; echo $$ > pid; while :; do sleep 1; done' & wait"
    with running(short_dir, "sh", "-c", script, folder=str(short_dir)) as session:
        file = short_dir / "pid"
        until(lambda: file.exists() and file.read_text().strip(), "the daemon's pid")
        daemon = int(file.read_text())
        desk = session.desk()
        assert desk.ask("stop", grace=1)["status"] == "accepted"
        assert not alive(daemon)
        session.ended()
        assert not descendants(session.pid)


def test_what_a_program_leaves_behind_is_ended_before_ended_is_written(short_dir: Path) -> None:
    script = (
        "setsid sh -c 'echo $$ > pid; exec sleep 1000' & while [ ! -s pid ]; do sleep 0.02; done"
    )
    with running(short_dir, "sh", "-c", script, folder=str(short_dir)) as session:
        session.ended()
        assert not alive(int((short_dir / "pid").read_text()))
        assert any("left 1 processes" in body["text"] for body in session.bodies("note"))


def test_a_program_that_closes_its_terminal_but_lives_on_stays_a_session(short_dir: Path) -> None:
    script = (
        "exec </dev/null >/dev/null 2>&1; sleep 0.7; touch closed;"
        " while [ ! -e go ]; do sleep 0.05; done; echo back >/dev/tty; exit 3"
    )
    with running(short_dir, "sh", "-c", script, folder=str(short_dir)) as session:
        until((short_dir / "closed").exists, "the program closed its terminal")
        desk = session.desk()
        assert desk.hello.fields["phase"] == "running"
        assert cpu_seconds(session.pid) < 0.4, "nobody spins on a terminal without a program"
        (short_dir / "go").touch()
        assert session.ended()["status"] == 3
        assert b"back" in session.output()


def cpu_seconds(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
