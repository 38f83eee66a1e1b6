"""A real broker and a real steward, and the gateway's own link beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.live import Live
from tests.broker.hub_processes import Hub
from tests.waiting import until


@pytest.fixture
def hub(short_dir: Path) -> Iterator[Hub]:
    made = Hub(short_dir / "h")
    try:
        made.start("broker")
        made.start("broker.steward")
        yield made
    finally:
        made.stop()


@pytest.fixture
def go_live(hub: Hub) -> Iterator[Callable[[], Live]]:
    """Start the link; it has settled when it is returned."""
    started: list[Live] = []

    def start() -> Live:
        live = Live(hub.home)
        started.append(live)
        live.start()
        until(lambda: live.snapshot().settled, "the snapshot has settled")
        return live

    yield start
    for live in started:
        live.stop()
