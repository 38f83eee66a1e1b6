"""Where pages find what tells people things: the gateway puts its one `Alerts` here."""

from __future__ import annotations

from typing import Any

from console.hub import preferences
from console.hub.alerts import Alerts
from schemas.wire.errors import Refused

_installed: Alerts | None = None


def install(alerts: Alerts) -> None:
    """The gateway has made it."""
    global _installed
    _installed = alerts


def installed() -> Alerts | None:
    """None: this gateway tells nobody anything."""
    return _installed


def wishes(user: str) -> dict[str, Any]:
    """How an open page is to tell this person: what is wished, and through which browsers push
    gets (`pushes`, digests). Empty, which tells nothing, where that cannot be known."""
    if _installed is None:
        return {}
    try:
        kept = preferences.load(_installed.home, user)
    except Refused:
        return {}
    return {
        **{kind: getattr(kept, kind) for kind in preferences.KINDS},
        "machines": kept.machines,
        "projects": kept.projects,
        "details": kept.details,
        "sound_needs": kept.sound_needs,
        "sound_ends": kept.sound_ends,
        "quiet": [span.model_dump(mode="json") for span in kept.quiet],
        "pushes": [one.digest for one in kept.browsers if one.trouble is None],
    }
