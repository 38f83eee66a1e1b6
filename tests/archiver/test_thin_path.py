"""From a machine over a real broker into SQL."""

from __future__ import annotations

from pathlib import Path

from tests.archiver.machine import Journal, Uplink
from tests.archiver.running import ask, make_home, running
from tests.mosquitto import Mosquitto, needs_mosquitto


@needs_mosquitto
def test_what_a_machine_sends_is_acked_and_found_in_sql(short_dir: Path) -> None:
    with Mosquitto(short_dir / "broker") as broker:
        port = broker.port
        home = make_home(short_dir / "home", port)
        with running(home) as archiver:
            uplink = Uplink(port)
            journal = Journal().fill(2_000)
            uplink.add(journal)
            uplink.pump()
            rows = ask(home, "SELECT seq, text FROM output ORDER BY seq")
            assert rows == [(n, f"line {n}\r\n") for n in range(1, 2_001)]
            uplink.close()
            archiver.stop()
