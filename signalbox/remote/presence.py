"""Whether a machine is there, in words. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.documents.presence import MachinePresence
from schemas.wire.errors import Refused

AWAY_S = 30
"""A machine whose beat has not moved for so long is away, whatever `online` says."""


def read(payload: bytes | None) -> MachinePresence | None:
    """A presence document; None where there is none that can be read."""
    if not payload:
        return None
    try:
        return MachinePresence.read(payload)
    except Refused:
        return None


def in_words(found: MachinePresence | None, heard_us: int, now_us: int) -> str:
    """`online`, or since when it is not.

    A will is written before it is needed and knows no time of its own, so *since* is the last
    moment at which anything of the machine bears a date (`heard_us`, 0 for never).
    """
    if found is not None and found.online:
        return "online"
    since = max(heard_us, found.since if found is not None else 0)
    return f"offline since {clock_time(since, now_us)}" if since else "never seen"


def clock_time(at_us: int, now_us: int) -> str:
    """Local time as people say it: `18:02` within a day, else with its date."""
    when = datetime.fromtimestamp(at_us / 1_000_000, UTC).astimezone()
    recent = 0 <= now_us - at_us < 20 * 3600 * 1_000_000
    return when.strftime("%H:%M" if recent else "%Y-%m-%d %H:%M")
