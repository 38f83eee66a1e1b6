"""What the archiver tells everybody about itself: alive, how it fares, how far behind it is."""

from __future__ import annotations

from typing import Any

from archiver.ingest import Ingest, Publish
from schemas.wire import topics
from schemas.wire.clock import Clock
from schemas.wire.strictjson import canon

EVERY_MS = 10_000
"""The beat, like a machine's."""
CHANGE_MS = 500
"""Changes of health are told at once, but no more often than this."""


class Presence:
    """The retained document `fleet/hub/presence/archiver`.

    `{"online", "since", "run", "version", "lag", "health": {"state", "why", counts…}}`, as in
    `schemas.documents.presence`. `lag`: lines that machines have offered and that are not synced
    here. `state`: `ok`, `disk-full` or `seal-fails`; `why` says more. The counts: sessions, forks,
    holes, quarantined lines of this run, parts, segments that wait to be sealed.
    """

    def __init__(self, ingest: Ingest, version: str, clock: Clock) -> None:
        self._ingest = ingest
        self._version = version
        self._clock = clock
        self._since = clock.wall_us()
        self._last_ms: int | None = None
        self._told: dict[str, Any] = {}

    def health(self) -> dict[str, Any]:
        """How it fares."""
        ingest = self._ingest
        state, why = "ok", ""
        if ingest.full:
            state, why = "disk-full", ingest.full
        elif ingest.sealer.fault:
            state, why = "seal-fails", ingest.sealer.fault
        return {
            "state": state,
            "why": why[:200],
            "sessions": len(ingest.heads),
            "forks": ingest.heads.forks,
            "holes": ingest.heads.holes,
            "quarantined": ingest.quarantine.seen,
            "parts": len(ingest.ledger.manifest.parts),
            "seal_waits": len(ingest.sealer.waiting),
        }

    def gone(self) -> bytes:
        """The will, and what is published at a clean end."""
        return canon(
            {
                "online": False,
                "since": self._since,
                "run": self._ingest.run,
                "version": self._version,
                "health": {},
            }
        )

    def again(self) -> None:
        """The link is up (again): publish at the next tick."""
        self._last_ms = None

    def tick(self, publish: Publish) -> None:
        """Publish where it is due."""
        now = self._clock.boot_ms()
        if self._last_ms is not None and now - self._last_ms < CHANGE_MS:
            return
        health = self.health()
        urgent = {name: health[name] for name in ("state", "forks", "holes")}
        due = self._last_ms is None or now - self._last_ms >= EVERY_MS or urgent != self._told
        if not due:
            return
        payload = canon(
            {
                "online": True,
                "since": self._since,
                "run": self._ingest.run,
                "version": self._version,
                "lag": self._ingest.heads.lag(),
                "health": health,
            }
        )
        if publish(topics.build("hub.presence", part="archiver"), payload):
            self._last_ms, self._told = now, urgent
