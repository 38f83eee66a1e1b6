"""A real shield, or the level without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.edge_agent.shield.walled import ACCOUNTS, Walled, need_shield


@pytest.fixture(params=ACCOUNTS, ids=lambda uid: f"uid {uid}")
def account(request: pytest.FixtureRequest) -> int:
    """Root and another account, or just who runs the tests."""
    uid: int = request.param
    return uid


@pytest.fixture
def surround(short_dir: Path, account: int) -> Iterator[Callable[..., Walled]]:
    """Make a session's surroundings; what they started is ended afterwards."""
    made: list[Walled] = []

    def make(level: str = "shielded", **more: Any) -> Walled:
        if level == "shielded":
            need_shield()
        one = Walled(short_dir, account, level, **more)
        made.append(one)
        assert one.shield.level == level, one.shield.reason
        return one

    yield make
    for one in made:
        one.ends.close()


@pytest.fixture
def shield() -> None:
    """Only where this computer gives one."""
    need_shield()
