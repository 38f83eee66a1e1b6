"""What the broker's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from broker.mqtt.limits import Limits
from tests.broker.rig import Rig

StartRig = Callable[..., Rig]


@pytest.fixture
def start(short_dir: Path) -> Iterator[StartRig]:
    """Start a broker with these limits; several share one home only one after the other."""
    with ExitStack() as stack:

        def start(limits: Limits | None = None, **kwargs: object) -> Rig:
            return stack.enter_context(Rig(short_dir, limits, **kwargs))  # type: ignore[arg-type]

        yield start


@pytest.fixture
def hub(start: StartRig) -> Rig:
    """A broker with the default limits."""
    return start()
