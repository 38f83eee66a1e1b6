"""An archive without a broker: messages go straight in, acks come straight out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from archiver.files import Archive, no_crash
from archiver.ingest import Ingest, Limits
from schemas.wire import topics, uplink
from schemas.wire.clock import Clock
from tests.archiver.machine import Journal
from tests.waiting import until


class Ahead(Clock):
    """The real clock, and as far ahead of it as a test wants."""

    ahead_ms = 0

    def boot_us(self) -> int:
        return super().boot_us() + self.ahead_ms * 1000


class Direct:
    """One run of the archiver's inside."""

    def __init__(
        self,
        root: Path,
        limits: Limits | None = None,
        crash: Callable[[str], None] = no_crash,
    ) -> None:
        self.published: list[tuple[str, bytes]] = []
        self.clock = Ahead()
        self.ingest = Ingest(
            Archive(root),
            publish=self._publish,
            limits=limits or Limits(grace_ms=600_000),
            clock=self.clock,
            crash=crash,
        )

    def _publish(self, topic: str, payload: bytes) -> bool:
        self.published.append((topic, payload))
        return True

    def send(self, journal: Journal, payload: bytes) -> None:
        self.ingest.message(journal.topic, payload, False)

    def bring(self, journal: Journal, start: int = 0) -> None:
        """Offer, give the key, send all lines after `start`, and wait until they are synced."""
        self.send(journal, uplink.SessionKey(journal.key.hex()).encode())
        for message in journal.messages(start):
            self.send(journal, message)
        self.ingest.commit()

    def acks(self, machine: str = "build-01") -> list[uplink.Ack]:
        """All acks so far, after what is due was sent."""
        topic = topics.build("ack", m=machine)
        return [uplink.read_ack(payload) for where, payload in self.published if where == topic]

    def ack(self, journal: Journal) -> uplink.Ack:
        """The answer to an offer of this journal."""
        before = len(self.acks(journal.machine))
        self.send(journal, journal.offer())
        return self.next_ack(journal, before)

    def next_ack(self, journal: Journal, before: int = 0) -> uplink.Ack:
        def look() -> list[uplink.Ack]:
            self.ingest.pulse(drained=True)
            return [
                ack
                for ack in self.acks(journal.machine)[before:]
                if journal.session in {*ack.heads, *ack.forks, *ack.missing_keys}
            ]

        return until(look, "an ack")[-1]

    def seal(self) -> None:
        """Close the segment and wait until it is a part and the database is renewed."""
        self.ingest.rotate()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is left to seal."""

        def sealed() -> bool:
            self.ingest.pulse(drained=True)
            assert self.ingest.sealer.fault == ""
            return not self.ingest.sealer.busy()

        until(sealed, "everything is sealed", 20)

    def close(self) -> None:
        self.ingest.close()


def ask(root: Path, sql: str) -> list[tuple[Any, ...]]:
    """Open archive.sql as anybody would, and ask."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute((root / "archive.sql").read_text())
    return connection.execute(sql).fetchall()


COUNTS = "SELECT count(*), count(DISTINCT (machine, session, seq)) FROM events"
EACH = "SELECT machine, session, count(*), min(seq), max(seq) FROM events GROUP BY ALL ORDER BY ALL"
