"""Each of the 41 failures, on each of our three listeners."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.broker.hostile.failures import FAILURES
from tests.broker.hostile.target import Ours
from tests.broker.test_tls import Maker

TRANSPORTS = ("tcp", "tls", "unix")
# 500 handshakes at once take a whole core for a moment; beside other tests they meet the deadline
# that every handshake has.
ALONE = {(41, "tls")}
CASES = [
    pytest.param(
        number, transport, marks=[pytest.mark.alone] if (number, transport) in ALONE else []
    )
    for number, failure in FAILURES.items()
    for transport in (("tls",) if failure.setting == "certificates" else TRANSPORTS)
]


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("ca"))


@pytest.mark.parametrize(("number", "transport"), CASES)
def test_the_failure_is_closed(number: int, transport: str, short_dir: Path, maker: Maker) -> None:
    failure = FAILURES[number]
    target = Ours(short_dir, maker, transport, failure.setting)
    try:
        failure.attack(target)
    finally:
        target.close()


def test_all_41_are_attacked() -> None:
    assert sorted(FAILURES) == list(range(1, 42))
