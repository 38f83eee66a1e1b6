"""Pure: access.toml and a moment → allow-only topic filters for each principal.

This is the table of the design's section on access, and nothing else is allowed. Filters of one
purpose never overlap, so that brokers that send a copy for each matching filter send one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from broker.access.cover import ANY, Place, fewest, held
from broker.access.document import Document, Grant
from schemas.wire import ids
from schemas.wire.rights import RIGHTS
from schemas.wire.topics import TOPICS, filter_for
from schemas.wire.verbs import VERBS

Filters = Mapping[str, tuple[str, ...]]
"""Purpose (a topic's name, for requests with the verb) → its filters."""

SEEN = ("session.event", "session.state", "session.screen")
"""What `view` shows of a session. The journal is the archiver's: the session key goes there."""


DRIVES_PERHAPS = ("start", "prompt")
"""These take *operate*, and *drive* where the session is not gated, which the machine alone knows.
It judges by the person's rights, because a request does not say which device it came from; so a
device or token without *drive* may not send them at all."""


MINTING = ("token",)
"""With a token or a device's secret nobody gets a token that may do more, or that lasts longer."""


@dataclass(frozen=True, slots=True)
class Who:
    """A principal, with what narrows it.

    `rights`: only these of the rights that the grants give (a device's or token's), None for all.
    `direct`: logged in with the person's own password, and so may ask for tokens.
    """

    kind: Literal["user", "machine", "hub"]
    name: str
    rights: frozenset[str] | None = None
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one principal may publish and subscribe to.

    `orphans`: documents that it may read and clear, but only where their machine or project is
    no longer declared (the steward's cleaning up).
    """

    publish: Filters = field(default_factory=dict)
    subscribe: Filters = field(default_factory=dict)
    orphans: Filters = field(default_factory=dict)


def compile_for(document: Document, who: Who, now_us: int) -> Allowed:
    """The filters of one principal at that moment; nothing at all for an unknown one."""
    if who.kind == "user":
        return _user(document, who, now_us) if who.name in document.users else Allowed()
    if who.kind == "machine":
        return _machine(document, who.name)
    return _HUB.get(who.name, Allowed())


# ----- people


def places(
    document: Document, user: str, right: str | None, now_us: int, *, any_machine: bool = True
) -> list[Place]:
    """Where a person holds a right (None: any right at all), as few and disjoint places."""
    grants = _with(document.grants_of(user, now_us), right)
    return fewest(document, grants, any_machine=any_machine)


def rights_at(document: Document, user: str, now_us: int) -> dict[Place, frozenset[str]]:
    """Each declared cell (or cell and session) with the rights that the person holds there."""
    out: dict[Place, frozenset[str]] = {}
    grants = document.grants_of(user, now_us)
    for right in RIGHTS:
        for cell in held(document, _with(grants, right)):
            out[cell] = out.get(cell, frozenset()) | {right}
    return out


def hub_rights(document: Document, user: str, now_us: int) -> frozenset[str]:
    """The rights that a person holds on the hub itself.

    A right on some machines is none on the hub: whoever may query the archive sees everybody's
    sessions, and whoever administers the hub can grant himself the rest.
    """
    grants = document.grants_of(user, now_us)
    return frozenset(r for g in grants if g.names_hub for r in g.rights)


def _with(grants: Iterable[Grant], right: str | None) -> list[Grant]:
    return [grant for grant in grants if right is None or right in grant.rights]


def _user(document: Document, who: Who, now_us: int) -> Allowed:
    user = who.name
    mine = [right for right in RIGHTS if who.rights is None or right in who.rights]
    hub = hub_rights(document, user, now_us) & set(mine)
    publish: dict[str, tuple[str, ...]] = {}
    holds: dict[str, list[Place]] = {
        right: places(document, user, right, now_us, any_machine=False) for right in mine
    }
    for verb, row in VERBS.items():
        if row.target == "hub":
            own = row.right == "own" and (who.direct or verb not in MINTING)
            if row.right in hub or own:
                publish[f"do.{verb}"] = (
                    filter_for("do.request", u=user, m=ids.HUB, p=ids.NONE, s=ids.NONE, verb=verb),
                )
        elif holds.get(row.right):
            if verb in DRIVES_PERHAPS and "drive" not in mine:
                continue
            publish[f"do.{verb}"] = tuple(
                _filter("do.request", place, u=user, verb=verb) for place in holds[row.right]
            )
    if "audit" in hub:
        # The hub's own record: sessions of the machine `hub` without a project.
        record = Place(ids.HUB, ids.NONE)
        publish["do.history"] = (
            *publish.get("do.history", ()),
            _filter("do.request", record, u=user, verb="history"),
        )
    if holds.get("approve"):
        publish["do.allow"] = (filter_for("do.allow", u=user),)
        publish["do.deny"] = (filter_for("do.deny", u=user),)
    return Allowed(publish, _read_by(document, user, mine, hub, now_us))


def _read_by(
    document: Document, user: str, mine: list[str], hub: frozenset[str], now_us: int
) -> dict[str, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = {}
    if "view" in mine:
        seen = places(document, user, "view", now_us)
        for name in SEEN:
            read[name] = tuple(_filter(name, place) for place in seen)
    near = [g for g in document.grants_of(user, now_us) if g.rights & set(mine)]
    read["machine"] = tuple(
        f"fleet/machine/{machine}/+" for machine in _machines_near(document, near)
    )
    read["reply"] = (filter_for("reply", u=user),)
    read["hub.access"] = (filter_for("hub.access", u=user),)
    read["hub.inbox"] = (filter_for("hub.inbox", u=user),)
    read["hub.anchor"] = (filter_for("hub.anchor"),)
    read["hub.presence"] = (filter_for("hub.presence"),)
    if "audit" in hub:
        read["hub.record.event"] = (filter_for("hub.record.event"),)
    return {purpose: filters for purpose, filters in read.items() if filters}


def _machines_near(document: Document, grants: list[Grant]) -> list[str]:
    """Machines with at least one granted cell; `+` where a grant names them all whatever."""
    if any("*" in g.machines and ids.NONE in g.projects for g in grants):
        return [ANY]
    return sorted({cell.machine for cell in held(document, grants)})


def _filter(topic: str, place: Place, **fields: str) -> str:
    """Like `filter_for`, for names that were checked when the document was read; it is called
    for each verb on each machine of each person."""
    machine, project, session = place
    return TOPICS[topic].pattern.format(m=machine, p=project, s=session, **fields)


# ----- machines and the hub's parts


def _machine(document: Document, machine: str) -> Allowed:
    found = document.machines.get(machine)
    if found is None:
        return Allowed()
    own = ("session.journal", *SEEN)
    projects = (*found.projects, ids.NONE)
    publish = {name: tuple(filter_for(name, m=machine, p=p) for p in projects) for name in own}
    publish["machine"] = (f"fleet/machine/{machine}/+",)
    publish["reply"] = (filter_for("reply", m=machine),)
    return Allowed(
        publish,
        {
            "do.request": (f"fleet/do/+/{machine}/+/+/+",),
            "do.allow": (filter_for("do.allow"),),
            "do.deny": (filter_for("do.deny"),),
            "ack": (filter_for("ack", m=machine),),
            "policy": (filter_for("policy", m=machine),),
            "hub.anchor": (filter_for("hub.anchor"),),
            "hub.presence": (filter_for("hub.presence"),),
        },
    )


_RECORD = {"hub.record": ("fleet/hub/record/+/+",)}
_MACHINES = {"machine": ("fleet/machine/+/+",)}
_ACK = {"ack": (filter_for("ack", m=ids.HUB),)}


def _presence(part: str) -> dict[str, tuple[str, ...]]:
    return {"hub.presence": (filter_for("hub.presence", part=part),)}


def _asked_of_hub(*verbs: str) -> dict[str, tuple[str, ...]]:
    return {
        f"do.{verb}": (filter_for("do.request", m=ids.HUB, p=ids.NONE, s=ids.NONE, verb=verb),)
        for verb in verbs
    }


_HUB: dict[str, Allowed] = {
    "archiver": Allowed(
        publish={
            "ack": (filter_for("ack"),),
            "reply": (filter_for("reply", m=ids.HUB),),
            "hub.anchor": (filter_for("hub.anchor"),),
            **_presence("archiver"),
        },
        subscribe={
            "session.journal": (filter_for("session.journal"),),
            "hub.record.journal": (filter_for("hub.record.journal"),),
            "do.history": (filter_for("do.request", verb="history"),),
            **_asked_of_hub("search", "query"),
        },
    ),
    "steward": Allowed(
        publish={
            "policy": (filter_for("policy"),),
            "hub.access": (filter_for("hub.access"),),
            "reply": (filter_for("reply", m=ids.HUB),),
            "join.reply": (filter_for("join.reply"),),
            **_presence("steward"),
            **_RECORD,
        },
        subscribe={
            **_asked_of_hub("token", "logins", "admin"),
            "join.ask": (filter_for("join.ask"),),
            **_ACK,
            **_MACHINES,
        },
        orphans={
            **_MACHINES,
            "session.state": (filter_for("session.state"),),
            "session.screen": (filter_for("session.screen"),),
        },
    ),
    "gateway": Allowed(
        publish={"hub.inbox": (filter_for("hub.inbox"),), **_presence("gateway"), **_RECORD},
        subscribe={
            "session.state": (filter_for("session.state"),),
            "hub.access": (filter_for("hub.access"),),
            "hub.presence": (filter_for("hub.presence"),),
            **_ACK,
            **_MACHINES,
        },
    ),
    # Not a row of its own in the design's table, but it publishes the record and its presence.
    "broker": Allowed(publish={**_presence("broker"), **_RECORD}, subscribe=_ACK),
}
