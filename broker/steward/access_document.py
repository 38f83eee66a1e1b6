"""What a person holds, told to that person: the filters to subscribe to, the verbs and where.

Clients ask for exactly these filters, because some brokers refuse wider ones whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from broker.access.compile import SEEN, Who, compile_for, hub_rights, places, rights_at
from broker.access.cover import ANY, Place
from broker.access.document import Document, Grant
from schemas.documents.access import ASKED, DEVICES, Access, Device, Held
from schemas.wire import ids
from schemas.wire.rights import RIGHTS
from schemas.wire.topics import TOPICS, filter_for

MOST = TOPICS["hub.access"].max_bytes // 2
"""Bytes beyond which a document is made shorter; the rest of the message is for what cannot be."""


HUB_ONLY = ("audit", "admin")
"""Rights that are of use on the hub itself."""

Holders = dict[str, list[str]]
"""Right → the people who hold it, those who hold it in most places first."""


def holders(document: Document, now_us: int) -> Holders:
    """Whom to ask for a right: enough of them that one may be the person who asks.

    `admin` is the hub's alone: who administers one machine cannot give it away.
    """
    count: dict[str, list[tuple[int, str]]] = {right: [] for right in RIGHTS}
    # Hundreds of people live on a few groups' grants, and thousands of places take long to count.
    known: dict[frozenset[Grant], dict[str, int]] = {}
    for user in document.users:
        grants = frozenset(document.grants_of(user, now_us))
        if grants not in known:
            known[grants] = _places_of(document, user, now_us)
        for right, held in known[grants].items():
            count[right].append((-held, user))
    return {right: [user for _, user in sorted(found)] for right, found in count.items()}


def _places_of(document: Document, user: str, now_us: int) -> dict[str, int]:
    """In how many places somebody holds each right that others may ask for."""
    everywhere = rights_at(document, user, now_us)
    on_hub = hub_rights(document, user, now_us)
    held = {right: sum(right in rights for rights in everywhere.values()) for right in RIGHTS}
    return {
        right: places
        for right, places in held.items()
        if right in on_hub or (places and right != "admin")
    }


def build(
    document: Document, user: str, now_us: int, may_be_asked: Holders | None = None
) -> Access:
    """All of it but for the version.

    Where the whole would be too long for one message, `subscribe` is wider than the grants (the
    broker narrows it at delivery) and `publish` is left out: it follows from `held` and the table
    of verbs.
    """
    allowed = compile_for(document, Who("user", user), now_us)
    whole = Access(
        user=user,
        version=0,
        subscribe={purpose: list(texts) for purpose, texts in allowed.subscribe.items()},
        publish={purpose: list(texts) for purpose, texts in allowed.publish.items()},
        held=_held(document, user, now_us),
        ask=_ask(document, user, now_us, may_be_asked or holders(document, now_us)),
        devices=_devices(document, user),
    )
    if len(whole.encode()) <= MOST:
        return whole
    wide = whole.subscribe | {"machine": ["fleet/machine/+/+"]}
    wide |= {name: [filter_for(name)] for name in SEEN if name in wide}
    return whole.model_copy(update={"subscribe": wide, "publish": {}})


def _held(document: Document, user: str, now_us: int) -> list[Held]:
    rights_at: dict[Place, list[str]] = {}
    for right in RIGHTS:
        for place in places(document, user, right, now_us):
            rights_at.setdefault(place, []).append(right)
    on_hub = [right for right in RIGHTS if right in hub_rights(document, user, now_us)]
    if on_hub:
        rights_at[Place(ids.HUB, ids.NONE)] = on_hub
    return [_entry(place, rights) for place, rights in sorted(rights_at.items())]


def _ask(document: Document, user: str, now_us: int, known: Holders) -> dict[str, list[str]]:
    cells = sum(len(machine.projects) + 1 for machine in document.machines.values())
    mine = rights_at(document, user, now_us)
    on_hub = hub_rights(document, user, now_us)
    asked = {}
    for right in RIGHTS:
        whole = sum(right in mine[place] for place in mine if place.session == ANY) == cells
        if not whole or (right in HUB_ONLY and right not in on_hub):
            asked[right] = [other for other in known[right] if other != user][:ASKED]
    return {right: people for right, people in asked.items() if people}


def _devices(document: Document, user: str) -> list[Device]:
    return [
        Device(
            name=name,
            may=None if device.may is None else [right for right in RIGHTS if right in device.may],
            until=device.until_us,
        )
        for name, device in sorted(document.users[user].devices.items())[:DEVICES]
    ]


def _entry(place: Place, rights: Iterable[str]) -> Held:
    return Held(
        machine=place.machine,
        project=place.project,
        session=place.session,
        rights=list(rights),
    )
