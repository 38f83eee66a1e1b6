"""The states of one MQTT connection at our broker; nothing touches a live session before `live`."""

from __future__ import annotations

from schemas.wire.lifecycle import Table, complete

FIRST = "opened"
STATES = ("opened", "authenticating", "admitting", "live", "closed")
EVENTS = ("connect", "admitted", "authenticated", "refused", "packet", "timeout", "lost")

TABLE: Table = complete(
    STATES,
    EVENTS,
    {
        ("opened", "connect"): "authenticating",
        ("authenticating", "authenticated"): "admitting",
        ("admitting", "admitted"): "live",
        ("live", "packet"): "live",
        **{(s, e): "closed" for s in STATES[:-1] for e in ("refused", "timeout", "lost")},
    },
)
