"""`signalbox up`, `status`, `doctor`, `down` with a session that goes on."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import stat
import time
from pathlib import Path

import duckdb

from schemas.wire.layout import Home
from signalbox import settings_file, up_lock
from tests.edge_agent.host.session import alive
from tests.system.installed import Installed
from tests.waiting import until


def test_up_status_doctor_and_down_with_a_session_that_goes_on(installed: Installed) -> None:
    began = time.monotonic()
    said = installed.good("up")
    assert time.monotonic() - began < 15  # the benchmark holds 3 s on a machine that is its own
    assert f"mqtt://127.0.0.1:{installed.port}" in said and "password" in said
    assert stat_of(installed.home.root) == 0o700
    status = json.loads(installed.good("status", "--json"))
    assert {part["state"] for part in status["parts"].values()} == {"ready"}
    assert set(status["parts"]) == {"broker", "steward", "archiver", "gateway", "daemon"}
    assert "already" in installed.refused("up")
    session = installed.good("run", "-d", "sh", "-c", "echo here; cat").split()[0]
    findings = json.loads(installed.good("doctor", "--json"))
    bad = [f for f in findings if f["state"] == "bad"]
    assert bad == [] and {"rights", "archive", "port", "fsync"} <= {f["check"] for f in findings}
    # A part that dies is started again.
    until(lambda: part_restarted(installed, "archiver", status), "the archiver runs again", 20)
    assert "1 session goes on" in installed.good("down")
    assert up_lock.holder(installed.home.up_lock) is None
    listed = json.loads(installed.good("ls", "--json"))
    assert [(one["session"], one["phase"]) for one in listed] == [(session, "running")]
    again = installed.good("up")
    assert "password" not in again  # it was shown once
    secret = re.search(r"password (\S+)", said)
    assert secret is not None
    assert not [
        path
        for path in installed.home.root.rglob("*")
        if path.is_file() and secret[1].encode() in path.read_bytes()
    ]
    query = f"SELECT count(*) AS n FROM events WHERE session = '{session}' AND text = 'here\r\n'"
    until(
        lambda: json.loads(installed.good("audit", "sql", "--json", query)) == [{"n": 1}],
        "what was printed while the hub was down",
        20,
    )
    assert json.loads(installed.good("status", "--json"))["sessions"]["alive"] == 1


def test_a_taken_port_moves_to_the_next_free_one_and_says_so(installed: Installed) -> None:
    settings_file.change(installed.home.config, gateway__port=installed.port + 1)
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", installed.port))
        squatter.listen()
        said = installed.good("up")
    moved = re.search(rf"Port {installed.port} is taken; the broker moved to (\d+)", said)
    assert moved is not None and int(moved[1]) > installed.port + 1
    assert f"127.0.0.1:{moved[1]}" in installed.good("status")


def test_the_supervisor_takes_its_parts_with_it_when_it_is_killed(installed: Installed) -> None:
    installed.good("up")
    parts = json.loads(installed.home.up_state.read_text())["parts"]
    holder = up_lock.holder(installed.home.up_lock)
    assert holder is not None
    os.kill(holder, signal.SIGKILL)
    for name, part in parts.items():
        until(lambda pid=part["pid"]: not alive(pid), f"{name} ends", 15)
    installed.good("up")


def part_restarted(installed: Installed, name: str, before: dict[str, dict]) -> bool:
    """Kill the part once; whether another process of it is ready."""
    was = before["parts"][name]["pid"]
    if alive(was):
        os.kill(was, signal.SIGKILL)
    now = json.loads(installed.home.up_state.read_text())["parts"][name]
    return now["state"] == "ready" and now["pid"] != was


def stat_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_demo_plays_is_steered_and_is_found_in_the_archive(installed: Installed) -> None:
    told = installed.good("up")
    ((owner, password),) = re.findall(r"owner +(\S+)\s+password (\S+)", told)
    session = installed.good("demo", "-d").split()[-1]
    until(lambda: "Type something" in installed.good("log", session), "its first words")
    installed.good("prompt", session, "a note of mine")
    # Its gate asks a person before it writes.
    (asked,) = until(lambda: json.loads(installed.good("approvals", "--json")), "it asks", 30)
    url = f"mqtt://127.0.0.1:{installed.port}"
    words = ("login", url, "--user", owner, "--with", "approve")
    installed.good(*words, typed=f"{password}\n")
    installed.good("allow", asked["question"]["approval"][:6])
    until(lambda: "From another terminal" in installed.good("log", session), "its answer", 20)
    (found,) = json.loads(installed.good("ls", "--json"))
    note = Path(found["launch"]["folder"]) / "demo-note.txt"
    assert note.read_text() == "You said: a note of mine\n"
    installed.good("stop", session)
    shutil.rmtree(note.parent)
    until(
        lambda: "a note of mine" in installed.do("audit", "search", "note", "mine")[1],
        "the words in the archive",
        20,
    )


def test_a_home_with_an_odd_name_works_and_nobody_else_can_read_any_of_it(
    installed: Installed, short_dir: Path
) -> None:
    odd = short_dir / "my 'odd' \"home\" żółw; $x"
    installed.home.root.rename(odd)
    installed.home = Home(odd)
    os.chmod(short_dir, 0o755)
    before = os.umask(0)  # of everything that is started here
    try:
        installed.good("up")
        session = installed.good("run", "-d", "sh", "-c", "echo here; cat").split()[0]
    finally:
        os.umask(before)
    query = f"SELECT text FROM output WHERE session = '{session}'"
    until(lambda: "here" in installed.good("audit", "sql", query), "it is in the archive", 20)
    installed.good("doctor")
    with duckdb.connect() as connection:
        connection.execute((odd / "hub" / "archive" / "archive.sql").read_text())
        assert connection.execute(query).fetchall() == [("here\r\n",)]
    for root in (odd, installed.run_dir):
        for path in [root, *root.rglob("*")]:
            mode = path.lstat().st_mode
            assert not stat.S_IMODE(mode) & 0o077 or stat.S_ISLNK(mode), (path, oct(mode))
