"""What `can` says is what the broker does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from broker.access.compile import Who
from broker.access.decide import Decider
from broker.access.document import Device, Document, Grant, Machine, User
from broker.access.explain import explain
from schemas.wire import topics
from schemas.wire.rights import ROLES
from schemas.wire.verbs import VERBS
from tests.broker.access import documents as d


@settings(max_examples=30)
@given(d.documents, st.sampled_from(sorted(VERBS)), st.sampled_from(["", "phone"]))
def test_the_answer_is_the_brokers(document: Document, verb: str, device: str) -> None:
    for user, person in document.users.items():
        if device and device not in person.devices:
            continue
        rights = person.devices[device].may if device else None
        who = Who("user", user, rights, direct=not device)
        bound = person.devices[device].until_us if device else None
        if bound is not None and bound <= d.NOW:
            continue  # its connection is gone: nobody asks the filters
        for place, project, session in [
            ("hub", "-", "-"),
            *(
                (name, p, d.SESSIONS[0])
                for name, machine in document.machines.items()
                for p in (*machine.projects, "-")
            ),
        ]:
            hub_verb = VERBS[verb].target == "hub"
            if hub_verb != (place == "hub"):
                continue
            topic = topics.build("do.request", u=user, m=place, p=project, s=session, verb=verb)
            principal = f"{user}.{device}" if device else user
            said = explain(document, principal, verb, place, project, d.NOW)
            some = any("alone" in why for why in said.why)
            if not some:  # for some sessions only: yes and no are both right here
                assert said.may == Decider(document, d.NOW).may(who, "publish", topic), said.why


DOCUMENT = Document(
    users={
        "ana": User(frozenset({"platform"}), {"phone": Device(frozenset({"view", "approve"}))}),
        "bob": User(),
    },
    grants=(
        Grant(("group:platform",), ROLES["operator"], ("build-*",), ("web",)),
        Grant(("ana",), ROLES["approver"], ("lab",), ("*",)),
    ),
    machines={"build-01": Machine({"web": "/srv/web", "api": "/srv/api"}), "lab": Machine()},
)


def why(who: str, what: str, machine: str, project: str) -> tuple[bool, str]:
    found = explain(DOCUMENT, who, what, machine, project, d.NOW)
    return found.may, "; ".join(found.why)


def test_it_names_the_grant_that_gives_and_what_is_missing() -> None:
    may, text = why("ana", "prompt", "build-01", "web")
    assert may and "grant 1 (to group:platform) gives operate" in text
    assert "it takes drive too, which ana has not" in text
    may, text = why("ana", "approve", "build-01", "web")
    assert not may and "it gives operate, view" in text and "it is for lab" in text
    may, text = why("ana", "operate", "build-01", "api")
    assert not may and "it is for the projects web" in text
    assert why("bob", "view", "build-01", "web") == (False, "no grant reaches bob")
    assert why("eve", "view", "build-01", "web") == (False, "there is no user eve")
    assert why("ana.phone", "interrupt", "build-01", "web") == (
        False,
        "the device phone may only approve, view",
    )
    assert why("ana.phone", "view", "build-01", "web")[0]
    assert "no project ios (it has: api, web)" in why("ana", "view", "build-01", "ios")[1]
    assert "there is no machine gone" in why("ana", "view", "gone", "-")[1]
    assert "does not name the hub" in why("ana", "admin", "hub", "-")[1]
