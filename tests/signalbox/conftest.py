"""One fleet for the tests of a file, and other computers that log in to its hub."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.signalbox.elsewhere import Elsewhere
from tests.system.fleet import Fleet


@pytest.fixture(scope="module")
def shared() -> Iterator[Fleet]:
    """All parts of one home, running, for all tests of a file."""
    root = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp"))
    fleet = Fleet(root)
    try:
        yield fleet.up()
    finally:
        fleet.down()
        for part in ("broker", "steward", "archiver", "daemon"):
            print(f"----- {part} -----\n{fleet.log(part)}")
        shutil.rmtree(root, ignore_errors=True)


Come = Callable[..., Elsewhere]


@pytest.fixture
def come(shared: Fleet, request: pytest.FixtureRequest) -> Iterator[Come]:
    """`come(user)`: a person at another computer, logged in."""
    made: list[Elsewhere] = []

    def one(user: str | None = None, *login: str) -> Elsewhere:
        name = f"{request.node.name[5:25]}-{len(made)}"
        made.append(Elsewhere(shared, name, user))
        return made[-1].login(*login)

    yield one
    for each in made:
        each.close()
