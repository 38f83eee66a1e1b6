"""What the broker says of itself on fleet/hub/presence/broker (retained, QoS 1)."""

from __future__ import annotations

import time
from importlib import metadata

from broker.record.book import Book
from broker.server import SignalboxBroker
from schemas.documents.presence import Health, HubPresence
from schemas.wire import ids, topics

BEAT_S = 10
"""Counts are said again no more often than this; a fault and its end at once."""
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
        self._said_at = 0.0

    def announce(self, *, online: bool) -> None:
        """Publish it."""
        self._publish(self._now(online))

    def refresh(self) -> None:
        """Publish it again where something has changed: counts only now and then."""
        now = self._now(True)
        if now == self._said:
            return
        fared = self._said is not None and (now.health.state, now.health.why) == (
            self._said.health.state,
            self._said.health.why,
        )
        if not fared or self._broker.core.clock() - self._said_at >= BEAT_S:
            self._publish(now)

    def _publish(self, document: HubPresence) -> None:
        self._said, self._said_at = document, self._broker.core.clock()
        self._broker.publish(_TOPIC, document.encode(), qos=_ROW.qos, retain=_ROW.retained)

    def _now(self, online: bool) -> HubPresence:
        """`health` holds `state`, `why` and, while it runs, `connections`: those that are logged
        in at this moment, of people, machines and the hub's own processes together."""
        why = self._faults() if online else ""
        health: dict[str, str | int | None] = {
            "state": "fault" if why else "ok",
            "why": why or None,
        }
        if online:
            linked = (session.link is not None for session in self._broker.core.sessions.values())
            health["connections"] = sum(linked)
        return HubPresence(
            online=online,
            run=self._run,
            since=self._since_us,
            version=version(),
            health=Health.model_validate(health),
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
