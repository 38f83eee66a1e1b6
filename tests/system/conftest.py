"""Fleets for tests: one for a test, stopped after it, with nothing left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mosquitto import PROGRAM
from tests.system import bare_computer
from tests.system.bare_computer import Bare
from tests.system.fleet import Fleet
from tests.system.installed import Installed

BROKERS = ("embedded", "mosquitto")

MakeFleet = Callable[..., Fleet]


@pytest.fixture
def make_fleet(short_dir: Path, request: pytest.FixtureRequest) -> Iterator[MakeFleet]:
    """Makes fleets; what their parts said is shown where the test fails."""
    made: list[Fleet] = []

    def make(broker: str = "embedded") -> Fleet:
        if broker == "mosquitto" and not os.path.exists(PROGRAM):
            pytest.skip("Debian's mosquitto is not installed")
        root = short_dir / str(len(made))
        root.mkdir()
        made.append(Fleet(root, broker))
        return made[-1]

    yield make
    for fleet in made:
        fleet.down()
        for part in ("broker", "steward", "archiver", "daemon"):
            print(f"----- {part} -----\n{fleet.log(part)}")


@pytest.fixture
def fleet(make_fleet: MakeFleet) -> Fleet:
    """All parts of one home, running, with our own broker."""
    return make_fleet().up()


@pytest.fixture
def installed(short_dir: Path) -> Iterator[Installed]:
    """A home that nobody has used yet."""
    made = Installed(short_dir)
    yield made
    made.clean()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this very tree."""
    return bare_computer.build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def bare(short_dir: Path) -> Iterator[Bare]:
    made = Bare(short_dir / "bare")
    yield made
    made.clean()
