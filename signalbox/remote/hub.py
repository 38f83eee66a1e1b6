"""The hub that this account has logged in to."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from schemas.documents.access import Access
from schemas.wire import verbs
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import logged_in
from signalbox.hub_client import CONNECT_S, HubClient


def is_known(home: Home) -> bool:
    """Whether anybody has logged in from here."""
    return logged_in.path_of(home).exists()


def connect(home: Home, timeout_s: float = CONNECT_S) -> HubClient:
    """Connect as who has logged in. Raises `Refused` ("not-logged-in", "hub-unreachable")."""
    found = logged_in.load(home)
    if found.until_us < time.time_ns() // 1000:
        raise Refused("not-logged-in", "the log-in has run out")
    ca = Path(found.ca) if found.ca else None
    client = HubClient([found.url], found.user, found.password, ca)
    client.carries = None if found.rights is None else frozenset(found.rights)
    try:
        return client.connect(timeout_s)
    except Refused as refused:
        if refused.code != "unauthenticated":
            raise
        raise Refused("not-logged-in", "the hub takes this log-in no more") from None


def rights_at(client: HubClient, access: Access, machine: str, project: str) -> frozenset[str]:
    """What this log-in may do there, as far as the steward has told: what the person holds, and
    of that what the token carries. Only for telling people early; hub and machine judge."""
    held = {
        right
        for place in access.held
        if place.machine in ("+", machine)
        and place.project in ("+", project)
        and place.session == "+"
        for right in place.rights
    }
    return frozenset(held if client.carries is None else held & client.carries)


def check(
    client: HubClient, machine: str, project: str, gated: bool, verb: str, **said: Any
) -> None:
    """Refuse at once what would be refused, or dropped unanswered, further on.

    Raises `Refused("not-granted")` with what is missing.
    """
    request = verbs.Request(verb, "-", 0, None, None, said)
    needed = verbs.right_for(request, gated)
    if needed in rights_at(client, client.access(), machine, project):
        return
    why = f"{verb} takes the right to {needed} on {machine}"
    if client.carries is not None and needed not in client.carries:
        why += ", which this log-in does not carry (signalbox login --with)"
    raise Refused("not-granted", why)
