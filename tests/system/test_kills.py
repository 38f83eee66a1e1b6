"""kill -9 of every part in random order while programs print: nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.edge_agent.host.session import alive, below
from tests.system.conftest import BROKERS, MakeFleet
from tests.system.fleet import ALL, Fleet
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
# Prints numbered lines until a file appears: in bursts and one by one, as agents do.
COUNTS = """
import os, sys, time
number = 0
while not os.path.exists(sys.argv[1]):
    for _ in range(1 + number % 60):
        number += 1
        print("n", number)
    sys.stdout.flush()
    time.sleep(0.01)
print("last", number)
"""
# The archiver's own entry with small segments, so that sealing happens under the kills too.
SEALS_OFTEN = """
import sys
from pathlib import Path
from typing import Any
from archiver.ingest import Limits
from archiver.process import run
from schemas.wire.layout import Home
sys.exit(run(Home(Path(sys.argv[1])), limits=Limits(256 * 1024, 2_000, 5_000)))
"""


def test_five_kills_lose_nothing_and_repeat_nothing(make_fleet: MakeFleet) -> None:
    kill_in_turn(make_fleet("embedded"), 5)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("broker", BROKERS)
def test_twenty_kills_lose_nothing_and_repeat_nothing(make_fleet: MakeFleet, broker: str) -> None:
    kill_in_turn(make_fleet(broker), 20)


def test_when_everything_is_killed_at_once_each_journal_is_finished_and_archived(
    fleet: Fleet,
) -> None:
    stop = str(fleet.root / "stop")
    sessions = [fleet.run(sys.executable, "-I", "-c", COUNTS, stop) for _ in range(3)]
    grows(fleet, sessions[2], 20)
    hosts = [fleet.host_pid(session) for session in sessions]
    programs = [pid for host in hosts for pid in below(host)]
    for pid in [*hosts, *(process.pid for process in fleet.parts.values())]:
        os.kill(pid, signal.SIGKILL)
    for part in list(fleet.parts):
        fleet.kill(part)
    fleet.up()
    for session in sessions:
        until(lambda of=session: fleet.bodies(of, "host_lost"), f"{session} is finished", 20)
        fleet.wait_archived(session)
        fleet.check_record(session)
    assert [pid for pid in programs if alive(pid)] == []


def kill_in_turn(fleet: Fleet, rounds: int) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    fleet.entries["archiver"] = SEALS_OFTEN
    fleet.up()
    stop = fleet.root / "stop"
    counts = [sys.executable, "-I", "-c", COUNTS, str(stop)]
    sessions = [fleet.run(*counts), fleet.run(*counts)]
    until(lambda: fleet.archived_head(sessions[0]), "the first line in the archive")
    readers = [reader(fleet, how) for how in ("fresh", "kept")]
    try:
        # Each part at least once in four rounds, and often two at a time.
        order = [part for _ in range(rounds) for part in chance.sample(ALL, 4)]
        for number in range(rounds):
            victims = {order[number], chance.choice(ALL)}
            grows(fleet, sessions[0], chance.randrange(40))
            for part in victims:
                fleet.kill(part)
            grows(fleet, sessions[0], chance.randrange(60))
            if number == rounds // 2:
                sessions.append(fleet.run(*counts))  # begins while something is dead
            for part in victims:
                fleet.start(part)
            for part in victims:
                fleet.wait_ready(part)
        stop.touch()
        for session in sessions:
            fleet.wait_ended(session)
            fleet.wait_archived(session, 60)
        reports = [end(process) for process in readers]
    finally:
        for process in readers:
            process.kill()
            process.wait()
    for session in sessions:
        fleet.check_record(session)
        printed = "".join(
            text
            for (text,) in fleet.rows(
                f"SELECT text FROM events WHERE session = '{session}' AND kind = 'output' "
                "ORDER BY seq"
            )
        ).split("\r\n")
        last = int(printed[-2].removeprefix("last "))
        assert printed == [*(f"n {n}" for n in range(1, last + 1)), f"last {last}", ""]
    total = sum(len(fleet.journal(session)) for session in sessions)
    counts = "SELECT count(*), count(DISTINCT (session, seq)) FROM events"
    assert fleet.rows(f"{counts} WHERE machine = 'build-01'") == [(total, total)]
    assert list(fleet.home.archive.glob("parts/*/*.parquet")), "nothing was sealed"
    for report in reports:
        assert report["wrong"] == [] and report["questions"] > rounds


def grows(fleet: Fleet, session: str, lines: int) -> None:
    """Wait until the program's journal has so many lines more."""
    wanted = fleet.journal(session)[-1].seq + lines
    until(lambda: fleet.journal(session)[-1].seq >= wanted, f"line {wanted}", 20)


def reader(fleet: Fleet, how: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.archiver.watching", str(fleet.home.archive), how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def end(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    out, _ = process.communicate(timeout=30)
    return json.loads(out)
