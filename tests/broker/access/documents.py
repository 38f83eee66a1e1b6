"""Random access.toml documents over few names, and every topic that those names can make."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from broker.access.compile import Who
from broker.access.document import Device, Document, Grant, Machine, User
from schemas.wire.rights import RIGHTS, ROLES
from schemas.wire.topics import HUB_PARTS, build
from schemas.wire.verbs import VERBS

NOW = 1_000
USERS = ("ana", "bob")
MACHINES = ("build-01", "build-02", "lab")
PROJECTS = ("web", "api")
GHOST = "ghost"
"""A machine, and OLD a project, that no document declares."""
OLD = "old"
SESSIONS = ("0123456789abcd", "0123456789abce")

_machine_globs = st.lists(
    st.sampled_from([*MACHINES, "*", "build-*", "?ab", "hub", GHOST]),
    min_size=1,
    max_size=2,
    unique=True,
).map(tuple)
_project_globs = st.lists(
    st.sampled_from([*PROJECTS, "*", "-", "w*", OLD]), min_size=1, max_size=3, unique=True
).map(tuple)
_rights = st.one_of(
    st.sampled_from(sorted(ROLES.values(), key=sorted)),
    st.frozensets(st.sampled_from(list(RIGHTS)), min_size=1),
)
grants = st.builds(
    Grant,
    to=st.lists(st.sampled_from([*USERS, "group:leads"]), min_size=1, max_size=2, unique=True).map(
        tuple
    ),
    rights=_rights,
    machines=_machine_globs,
    projects=_project_globs,
    sessions=st.one_of(st.none(), st.none(), st.just(SESSIONS[:1]), st.just(SESSIONS)),
    until_us=st.sampled_from([None, None, None, NOW, NOW + 1]),
)
documents = st.builds(
    Document,
    users=st.fixed_dictionaries(
        {
            user: st.builds(
                User,
                groups=st.sampled_from([frozenset[str](), frozenset({"leads"})]),
                devices=st.just({"phone": Device(may=frozenset({"view"}))}),
            )
            for user in USERS
        }
    ),
    grants=st.lists(grants, max_size=4).map(tuple),
    machines=st.dictionaries(
        st.sampled_from(MACHINES),
        st.builds(
            Machine,
            st.sets(st.sampled_from(PROJECTS)).map(lambda ps: {p: f"/srv/{p}" for p in sorted(ps)}),
        ),
        max_size=3,
    ),
)
people = st.builds(
    Who,
    kind=st.just("user"),
    name=st.sampled_from([*USERS, "eve"]),
    rights=st.one_of(st.none(), st.none(), st.frozensets(st.sampled_from(list(RIGHTS)))),
    direct=st.booleans(),
)
OTHERS = (
    *(Who("hub", part) for part in HUB_PARTS),
    *(Who("machine", machine) for machine in (*MACHINES, GHOST)),
    Who("hub", "nobody"),
)

_OWN = ("build-01", "lab", GHOST)
_M = (*_OWN, "hub")
_P = (*PROJECTS, "-", OLD)
_S = ("-", *SESSIONS)

REQUESTS = [
    build("do.request", u=u, m=m, p=p, s=s, verb=verb)
    for u, m, p, s, verb in product(USERS, _M, _P, _S, VERBS)
]
OTHER_TOPICS = [
    *(build(f"do.{word}", u=u) for word in ("allow", "deny") for u in USERS),
    *(build(f"machine.{name}", m=m) for name in ("presence", "info") for m in _OWN),
    *(
        build(f"session.{name}", m=m, p=p, s=s)
        for name, m, p, s in product(("journal", "event", "state", "screen"), _OWN, _P, _S)
    ),
    *(build("reply", u=u, m=m, r="r1") for u, m in product(USERS, _M)),
    *(build(name, m=m) for name in ("ack", "policy") for m in _M),
    *(build("hub.presence", part=part) for part in HUB_PARTS),
    *(build(name, u=u) for name in ("hub.access", "hub.inbox") for u in USERS),
    *(build(f"hub.record.{name}", s=SESSIONS[0]) for name in ("event", "journal")),
    build("hub.anchor"),
    *(build(f"join.{name}", c="7k3f", r="r1") for name in ("ask", "reply")),
]
TOPICS = REQUESTS + OTHER_TOPICS


def all_declared(document: Document) -> Document:
    """The same grants where every machine and project of this page exists."""
    projects = dict.fromkeys((*PROJECTS, OLD), "/srv")
    return replace(document, machines={m: Machine(projects) for m in (*MACHINES, GHOST)})
