"""What the gateway knows of the fleet, as of one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schemas.documents.access import Access
from schemas.documents.info import Info
from schemas.documents.presence import HubPresence, MachinePresence
from schemas.documents.session import State
from schemas.wire import topics

AWAY_US = 30_000_000
"""A machine whose beat has not moved for so long is away (design, section 3)."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine as last told."""

    info: Info | None = None
    presence: MachinePresence | None = None
    heard_us: int = 0
    """When its beat last moved, by the hub's clock; 0: only a retained one was seen."""

    def online(self, now_us: int) -> bool:
        """Judged by the beat: the will only hurries it."""
        said = self.presence is not None and self.presence.online
        return said and now_us - self.heard_us < AWAY_US


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of it at one moment."""

    at_us: int
    connected: bool
    trouble: str
    settled: bool
    """What was retained has been read since the present connection began."""
    sessions: dict[str, State]
    """By `m/p/s`."""
    machines: dict[str, Machine]
    access: dict[str, Access]
    parts: dict[str, HubPresence]

    def health(self) -> dict[str, Any]:
        """For `/healthz`: each part's state and lag, nothing about people or sessions.

        The gateway speaks for itself: its own presence is what it last told others.
        """
        said: dict[str, Any] = {}
        for part in topics.HUB_PARTS:
            if part == "gateway":
                told = "ok" if self.connected else "no broker"
                said[part] = {"state": told}
                continue
            found = self.parts.get(part)
            if found is None or not found.online:
                said[part] = {"state": "away"}
                continue
            said[part] = {"state": found.health.state or "ok"}
            if found.lag is not None:
                said[part]["lag"] = found.lag
        if not self.connected:
            # What others said last is no news any more.
            for part in said:
                if part != "gateway":
                    said[part] = {"state": "unknown"}
        worst = all(one["state"] == "ok" for one in said.values())
        return {"ok": worst, "at": self.at_us, "parts": said}
