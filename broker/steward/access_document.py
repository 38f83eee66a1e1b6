"""What a person holds, told to that person: the filters to subscribe to, the verbs and where.

Clients ask for exactly these filters, because some brokers refuse wider ones whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from broker.access.compile import SEEN, Who, compile_for, hub_rights, places
from broker.access.cover import Place
from broker.access.document import Document
from schemas.documents.access import Access, Held
from schemas.wire import ids
from schemas.wire.rights import RIGHTS
from schemas.wire.topics import TOPICS, filter_for

MOST = TOPICS["hub.access"].max_bytes - 64
"""Bytes; the rest is for a longer version."""


def build(document: Document, user: str, now_us: int) -> Access:
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


def _entry(place: Place, rights: Iterable[str]) -> Held:
    return Held(
        machine=place.machine,
        project=place.project,
        session=place.session,
        rights=list(rights),
    )
