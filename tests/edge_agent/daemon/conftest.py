"""A broker that is not ours, a hub that is scripted, a home and a daemon on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from edge_agent.host.launch import Launch
from edge_agent.host.spawn import spawn
from schemas.wire.layout import Home
from tests.edge_agent.daemon.rig import MACHINE, Hub, Steward, make_home
from tests.edge_agent.host.session import Session, alive
from tests.mosquitto import PROGRAM, Mosquitto
from tests.waiting import until


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    if not os.path.exists(PROGRAM):
        pytest.skip("Debian's mosquitto is not installed")
    with Mosquitto(tmp_path / "broker") as running:
        yield running


@pytest.fixture
def hub(broker: Mosquitto) -> Iterator[Hub]:
    made = Hub(broker.url)
    yield made
    made.close()


@pytest.fixture
def home(short_dir: Path, broker: Mosquitto) -> Home:
    return make_home(short_dir, broker.url)


Start = Callable[..., Session]


@pytest.fixture
def start(home: Home) -> Iterator[Start]:
    """Starts sessions; whatever is left of them is ended afterwards."""
    started: list[Session] = []

    def begin(*argv: str, **fields: Any) -> Session:
        asked = {"machine": MACHINE, "project": "-", "folder": "/tmp", **fields}
        found = Session(home, spawn(home, Launch(argv=list(argv), **asked)))
        started.append(found)
        return found

    yield begin
    for session in started:
        if alive(session.pid):
            session.kill()
            until(lambda pid=session.pid: not alive(pid), "the host's end")
        for path in session.run_dir.glob("*"):
            path.unlink()


@pytest.fixture
def steward(hub: Hub, home: Home) -> Steward:
    return Steward(hub, home)
