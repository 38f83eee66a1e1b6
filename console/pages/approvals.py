"""*Approvals*: what waits for a person, live, and one question in full."""

from __future__ import annotations

from console import components, current, places


def page() -> None:
    """Draw it: the component does everything; `?s=m/p/s&a=…` in the address names one question."""
    who = current.person()
    places.follow(components.approvals(user=who.user, key="sb-approvals"))
