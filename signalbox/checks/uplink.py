"""This machine's own connection to its hub, as its daemon tells it."""

from __future__ import annotations

from schemas.wire.layout import Home
from schemas.wire.plain import plain
from signalbox import daemon_client

WAITING_LINES = 100_000
"""So many lines that wait are a backlog worth a word, as in `signalbox.checks.hub`."""


def check(home: Home) -> tuple[str, str, str]:
    """A check of `doctor`. Raises `Refused("not-running")`."""
    told = daemon_client.status(home)
    waiting = int(told.get("waiting") or 0)
    if not (told.get("control") and told.get("journal")):
        trouble = plain(str(told.get("trouble") or "connecting"), most=200)
        text = f"not connected to the hub: {trouble}; {waiting} lines wait here"
        return "bad", text, "sessions go on and keep their journals; see to the hub or the network"
    if not told.get("policy"):
        text = "connected, but the hub has sent no policy: requests from afar are refused"
        return "bad", text, "see `signalbox doctor` on the hub"
    text = f"connected to the hub; {waiting} lines wait for its archive"
    if waiting > WAITING_LINES:
        return "warning", text, "they go by themselves; nothing is lost"
    return "good", text, ""
