"""*Fleet*: every machine and session that this person may see, live."""

from __future__ import annotations

from console import components, current, places


def page() -> None:
    """Draw it: the component does everything, and keeps its filters in the address (`?f=…`)."""
    who = current.person()
    places.follow(components.fleet(user=who.user, key="sb-fleet"))
