"""kill -9 at random while machines send, segments are sealed, and people read."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.archiver.machine import Journal, Uplink
from tests.archiver.running import Running, ask, make_home
from tests.mosquitto import Mosquitto, needs_mosquitto
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
# 96 KiB or 300 ms a segment; superseded files stay for 3 s.
LIMITS = (96 * 1024, 300, 3_000)


@needs_mosquitto
def test_eight_kills_lose_nothing_and_readers_never_see_a_count_fall(short_dir: Path) -> None:
    kill(short_dir, 8)


@needs_mosquitto
@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_and_readers_never_see_a_count_fall(
    short_dir: Path,
) -> None:
    kill(short_dir, 200)


def kill(folder: Path, rounds: int) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    with Mosquitto(folder / "broker") as broker:
        home = make_home(folder / "home", broker.port)
        archiver = Running(home, LIMITS, "pause")
        archiver.ready()
        watchers = [watcher(home.archive, how) for how in ("fresh", "kept")]
        machine = Uplink(broker.port)
        for _ in range(5):
            machine.add(Journal())
        try:
            for number in range(rounds):
                machine.grow(chance.randint(20, 150))
                machine.pump(chance.uniform(0.05, 0.7), until_acked=False)
                archiver.kill()
                if number % 3 == 0:
                    machine.pump(0.05, until_acked=False)
                archiver = Running(home, LIMITS, "pause")
                archiver.ready()
            machine.pump(30)
            until(lambda: list(home.archive.glob("parts/*/*.parquet")), "a part is sealed", 30)
            reports = [end(process) for process in watchers]
            archiver.stop()
        finally:
            for process in watchers:
                process.kill()
            if archiver.process.poll() is None:
                archiver.kill()
        found = ask(
            home,
            "SELECT session, count(*), count(DISTINCT seq), max(seq) FROM events "
            "GROUP BY ALL ORDER BY ALL",
        )
        wanted = [(s, len(j.lines)) for s, j in sorted(machine.journals.items())]
        assert found == [(s, n, n, n) for s, n in wanted], f"seed {seed}"
        texts = ask(home, "SELECT session, seq, text FROM events ORDER BY ALL")
        sent = [
            (session, number, json.loads(line)["body"]["text"])
            for session, journal in sorted(machine.journals.items())
            for number, line in enumerate(journal.lines, 1)
        ]
        assert texts == sent, f"seed {seed}"
        for report in reports:
            assert report["wrong"] == [] and report["questions"] > rounds, (report, seed)
        machine.close()


def watcher(archive: Path, how: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.archiver.watching", str(archive), how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def end(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    out, _ = process.communicate(timeout=30)
    return json.loads(out)
