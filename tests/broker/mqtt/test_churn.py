"""Comings and goings, storms and mixed load leave the broker as it was."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from schemas.wire.layout import Home, run_dir
from tests.broker import raw
from tests.broker.raw import Raw
from tests.broker.rig import Rig
from tests.waiting import until

SERVE = Path(__file__).parents[1] / "serve.py"
SEED = 7
GROWTH = 4 * 1024 * 1024
"""Bytes that allocators may keep; a leak of one KiB a connection would be more."""


def round_of(port: int, chance: random.Random, clients: int) -> None:
    """Clients that connect, subscribe, publish, retain, and leave in each of the ways there are."""
    here: list[Raw] = []
    for n in range(clients):
        made = Raw(port)
        here.append(made)
        user = chance.choice(["ana", "bob", "eve"])
        how = n % 10
        if how == 0:
            made.send(raw.connect(f"c{n}", user, "wrong"))
        elif how == 1:
            made.send(raw.connect(f"c{n}", user, f"{user}-pw")[: chance.randrange(1, 20)])
        else:
            will = ("w", b"gone", 1, False) if how == 2 else None
            made.send(
                raw.connect(f"c{n % 40}", user, f"{user}-pw", clean=how != 3, will=will),
                raw.subscribe(f"t/{n}/#", "t/+/x", "w"),
                raw.publish(f"t/{n}/x", b"x" * 500, qos=n % 3, packet_id=5, retain=how == 4),
                raw.publish(f"t/{n}/x", b"", qos=1, packet_id=6, retain=True),
            )
    for n, made in enumerate(here):
        if n % 3 == 0:
            made.reset()
        elif n % 3 == 1:
            made.close()
        else:
            try:
                made.send(raw.DISCONNECT)
            except OSError:
                pass
            made.close()


def settle(port: int) -> None:
    """What was kept for away sessions is given back by their owners."""
    for user in ("ana", "bob", "eve"):
        for n in range(40):
            made = Raw(port)
            made.send(raw.connect(f"c{n}", user, f"{user}-pw"), raw.DISCONNECT)
            assert made.is_closed()
            made.close()


@pytest.fixture
def process(short_dir: Path) -> Iterator[tuple[int, psutil.Process]]:
    child = subprocess.Popen(
        [sys.executable, "-I", str(SERVE), "--home", str(short_dir), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    ports = json.loads(child.stdout.readline().removeprefix("ready "))
    yield int(ports["tcp"]), psutil.Process(child.pid)
    child.kill()
    child.communicate()
    unix = run_dir(Home(short_dir))
    unix.broker.unlink(missing_ok=True)
    unix.root.rmdir()


def test_memory_and_descriptors_of_the_process_come_back(
    process: tuple[int, psutil.Process],
) -> None:
    port, child = process
    chance = random.Random(SEED)
    for _ in range(6):  # what is made once is made now
        round_of(port, chance, 200)
    settle(port)
    files = until(child.num_fds, "descriptors")
    before = child.memory_info().rss
    for _ in range(20):
        round_of(port, chance, 200)
    settle(port)
    until(lambda: child.num_fds() <= files + 2, "all descriptors are given back")
    grown = child.memory_info().rss - before
    assert grown < GROWTH, f"{grown / 4_000:.0f} bytes a connection are kept"


def test_sessions_tasks_filters_and_budgets_come_back(hub: Rig) -> None:
    core = hub.broker.core

    def tasks() -> int:
        return hub.run(lambda: len(asyncio.all_tasks(hub.loop)))

    before = tasks()
    chance = random.Random(SEED)
    for _ in range(4):
        round_of(hub.port, chance, 200)
    settle(hub.port)
    until(lambda: hub.run(lambda: core.door.total) == 0, "everybody is gone")
    left = hub.run(
        lambda: (
            len(core.sessions),
            len(core.shares),
            core.budget.used,
            core.door.strangers,
            core.router.filters_empty(),
            len(core.connections),
        )
    )
    assert left == (0, 0, 0, 0, True, 0)
    until(lambda: tasks() <= before, "all tasks have ended")
    for share in hub.run(lambda: list(core.shares._idle.values())):
        assert (share.sessions, share.filters, share.queued.used) == (0, 0, 0)
