"""What the broker says of itself on fleet/hub/presence/broker (retained, QoS 1)."""

from __future__ import annotations

import time
from importlib import metadata

from broker.record.book import Book
from broker.server import SignalboxBroker
from schemas.documents.presence import Health, HubPresence
from schemas.wire import ids, topics

DISTRIBUTION = "signalbox-fleet"
_TOPIC = topics.build("hub.presence", part="broker")
_ROW = topics.TOPICS["hub.presence"]


class Start:
    """One start of the broker, and what was last said of it."""

    def __init__(self, broker: SignalboxBroker, book: Book | None = None) -> None:
        self._broker = broker
        self._book = book
        self._run = ids.new_request()
        self._since_us = time.time_ns() // 1_000
        self._said: HubPresence | None = None

    def announce(self, *, online: bool) -> None:
        """Publish it."""
        self._said = self._now(online)
        self._broker.publish(_TOPIC, self._said.encode(), qos=_ROW.qos, retain=_ROW.retained)

    def refresh(self) -> None:
        """Publish it again where something has changed."""
        if self._now(True) != self._said:
            self.announce(online=True)

    def _now(self, online: bool) -> HubPresence:
        why = self._faults() if online else ""
        return HubPresence(
            online=online,
            run=self._run,
            since=self._since_us,
            version=version(),
            health=Health.model_validate({"state": "fault" if why else "ok", "why": why or None}),
        )

    def _faults(self) -> str:
        """Everybody may read it: it says what is wrong and quotes nothing; the log has the rest."""
        faults = []
        if self._broker.retained_log.fault:
            faults.append("retained documents are not on disk")
        if self._broker.core.rights.authority.faults():
            faults.append("a file of rights is not valid, and the last good one stays in force")
        if self._book is not None and self._book.fault:
            faults.append(self._book.fault)
        return "; ".join(faults)[:200]


def version() -> str:
    """The version that is installed."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "not installed"
