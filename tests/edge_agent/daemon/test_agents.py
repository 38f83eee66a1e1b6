"""What the daemon tells of agents: installed ones, their verdicts, those that run outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from edge_agent.agents import looking, verdicts
from edge_agent.agents.profiles import profiles
from edge_agent.agents.verdicts import Row
from edge_agent.daemon import agents, outside
from schemas.documents.info import Info
from schemas.wire import topics
from schemas.wire.layout import Home
from tests.edge_agent.agents.installed import install
from tests.edge_agent.daemon.rig import MACHINE, daemon
from tests.waiting import until

LATER_US = 60_000_000


def now_us() -> int:
    return time.time_ns() // 1000


def kept(home: Home, program: Path, state: str) -> None:
    verdicts.keep(
        home,
        "claude",
        "terminal",
        program=str(program),
        version="2.1.330",
        digest=looking.digest(str(program)),
        identity=looking.identity(str(program)),
        at=7,
        rows=[Row("denied", state)],
    )


def test_the_info_of_a_machine_tells_its_agents(hub, home, short_dir, monkeypatch) -> None:
    program = install(short_dir / "bin")
    monkeypatch.setenv("PATH", f"{short_dir}/bin:{os.environ['PATH']}")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-never-told")
    kept(home, program, "green")
    topic = topics.build("machine.info", m=MACHINE)
    with daemon(home):

        def told() -> bool:
            return bool(Info.read(hub.retained[topic]).agents) if topic in hub.retained else False

        until(told, "the agents of the machine", 30)
        assert b"sk-never-told" not in hub.retained[topic]
        (agent,) = Info.read(hub.retained[topic]).agents
    assert agent.model_dump() == {
        "agent": "claude", "kind": "terminal", "path": str(program), "version": "2.1.330",
        "logged_in": True, "gate": "gated", "verified": "verified", "verified_at": 7,
        "known": True,
    }  # fmt: skip


def test_a_program_is_asked_again_only_when_its_file_has_changed(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    log = tmp_path / "asked"
    install(tmp_path / "bin", then=f"echo x >> {log}")
    environment = {"PATH": f"{tmp_path}/bin:/usr/bin:/bin", "HOME": str(tmp_path)}
    seen = agents.look(home, environment, [])
    seen = agents.look(home, environment, [], seen)
    assert log.read_text() == "x\n"
    assert agents.documents(seen)[0][0].logged_in is False
    (tmp_path / ".claude.json").write_text('{"primaryApiKey": "k"}')
    install(tmp_path / "bin", "9.9.9", then=f"echo x >> {log}")
    seen = agents.look(home, environment, [], seen)
    assert log.read_text() == "x\nx\n"
    (agent,) = agents.documents(seen)[0]
    assert (agent.version, agent.logged_in, agent.known) == ("9.9.9", True, False)


def test_a_verdict_that_came_meanwhile_is_told_and_a_failed_gate_is_no_gate(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.root.mkdir(mode=0o700)
    program = install(tmp_path / "bin")
    environment = {"PATH": f"{tmp_path}/bin:/usr/bin:/bin", "HOME": str(tmp_path)}
    seen = agents.look(home, environment, [])
    assert agents.documents(seen)[0][0].verified == "unverified"
    kept(home, program, "red")
    (agent,) = agents.documents(agents.look(home, environment, [], seen))[0]
    assert (agent.verified, agent.gate) == ("failed", "not gated")


@contextmanager
def running(folder: Path, *words: str) -> Iterator[int]:
    process = subprocess.Popen(
        words, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        yield process.pid
    finally:
        process.communicate()


def told(now: int, own: int = 0) -> dict[int, outside.Outside]:
    return {one.pid: one for one in outside.scan(profiles().values(), now, own)}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_an_agent_that_runs_outside_is_told_with_the_line_that_brings_it_in(tmp_path: Path) -> None:
    program = tmp_path / "claude"
    shutil.copy("/bin/sh", program)
    folder = tmp_path / "my work"
    folder.mkdir()
    # One that has started another of its kind is one.
    script = f"'{program}' -c 'echo up; read x'; :"
    with running(folder, str(program), "-c", script) as pid:
        mine = {p: o for p, o in told(now_us() + LATER_US).items() if o.folder == str(folder)}
        assert list(mine) == [pid]
        assert mine[pid].line == f"signalbox run --in '{folder}' claude -- --continue"
        assert abs(mine[pid].since - now_us()) < LATER_US
        assert pid not in told(now_us()), "too young: it may only print its version"
        assert pid not in told(now_us() + LATER_US, own=os.getpid())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_an_agent_in_a_session_runs_not_outside(tmp_path: Path, start) -> None:
    program = tmp_path / "claude"
    shutil.copy("/bin/sh", program)
    start(str(program), "-c", "read x", folder=str(tmp_path))
    until(lambda: called(tmp_path, "claude"), "its program", 30)
    assert [o for o in told(now_us() + LATER_US).values() if o.folder == str(tmp_path)] == []


def called(folder: Path, name: str) -> bool:
    """Whether a program of that name out of this folder runs."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if entry.read_bytes().startswith(f"{folder}/{name}\0".encode()):
                return True
        except OSError:
            continue
    return False
