"""Where the page *Me* finds what tells people things: the gateway puts its one `Alerts` here."""

from __future__ import annotations

from console.hub.alerts import Alerts

_installed: Alerts | None = None


def install(alerts: Alerts) -> None:
    """The gateway has made it."""
    global _installed
    _installed = alerts


def installed() -> Alerts | None:
    """None: this gateway tells nobody anything."""
    return _installed
