"""The same attacks on amqtt as it is: what does not fail there proves nothing here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.broker.hostile.failures import FAILURES
from tests.broker.hostile.target import Stock
from tests.broker.raw import Closed
from tests.broker.test_tls import Maker

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("ca"))


@pytest.mark.parametrize("number", [n for n, f in FAILURES.items() if f.stock == "fails"])
def test_the_attack_finds_the_failure_in_stock(number: int, short_dir: Path, maker: Maker) -> None:
    failure = FAILURES[number]
    target = Stock(short_dir, maker, failure.setting)
    try:
        with pytest.raises((AssertionError, TimeoutError, Closed)) as found:
            failure.attack(target)
        assert "is refused with" not in str(found.value), "that was no attack: nobody got in"
    finally:
        target.close()
