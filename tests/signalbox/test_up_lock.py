"""One supervisor a home."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemas.wire.errors import Refused
from signalbox import up_lock


def test_a_second_one_is_refused_and_the_first_is_named(tmp_path: Path) -> None:
    path = tmp_path / "up.lock"
    assert up_lock.holder(path) is None
    held = up_lock.take(path)
    with pytest.raises(Refused, match="running already"):
        up_lock.take(path)
    assert up_lock.holder(path) == os.getpid()
    os.close(held)
    assert up_lock.holder(path) is None
