"""What a person is told, and what a machine is given, by documents of any size."""

from __future__ import annotations

from hypothesis import given, settings

from broker.access.compile import Who, compile_for
from broker.access.document import Device, Document, Grant, Machine, User
from broker.steward import access_document, policy
from schemas.documents.access import Held
from schemas.wire.rights import RIGHTS, ROLES
from tests.broker.access import documents as d
from tests.broker.access import oracle


def test_a_person_is_told_exactly_the_filters_that_the_broker_grants() -> None:
    document = Document(
        users={"ana": User()},
        grants=(
            Grant(("ana",), ROLES["operator"], ("build-*",), ("web",)),
            Grant(("ana",), ROLES["auditor"], ("hub",), ("-",)),
        ),
        machines={"build-01": Machine({"web": "/w"}), "lab": Machine({"web": "/w"})},
    )
    told = access_document.build(document, "ana", 0)
    allowed = compile_for(document, Who("user", "ana"), 0)
    assert told.subscribe == {purpose: list(f) for purpose, f in allowed.subscribe.items()}
    assert told.publish == {purpose: list(f) for purpose, f in allowed.publish.items()}
    assert told.held == [
        Held(machine="build-01", project="web", rights=["view", "operate"]),
        Held(machine="hub", project="-", rights=["view", "audit"]),
    ]


def test_a_person_is_told_whom_to_ask_and_which_devices_there_are() -> None:
    everywhere = ("*",), ("*", "-")
    people = {name: User() for name in ("ana", "bob", "cleo", "dan", "eve", "fay", "gus")}
    people["bob"] = User(devices={"phone": Device(frozenset({"view"}), 5), "laptop": Device()})
    document = Document(
        users=people,
        grants=(
            Grant(("ana",), ROLES["admin"], *everywhere),
            Grant(("bob",), ROLES["viewer"], *everywhere),
            Grant(("cleo", "dan", "eve", "fay", "gus"), ROLES["approver"], ("lab",), ("web",)),
            Grant(("cleo",), ROLES["admin"], ("lab",), ("web",)),
        ),
        machines={"build-01": Machine({"web": "/w"}), "lab": Machine({"web": "/w"})},
    )
    told = access_document.build(document, "bob", 0)
    assert told.ask["approve"] == ["ana", "cleo", "dan", "eve", "fay"]
    assert told.ask["admin"] == ["ana"], "who administers one machine cannot give it away"
    assert "view" not in told.ask
    assert [device.name for device in told.devices] == ["laptop", "phone"]
    assert (told.devices[1].may, told.devices[1].until) == (["view"], 5)
    assert access_document.build(document, "ana", 0).ask == {}
    assert access_document.build(document, "cleo", 0).ask["view"][:2] == ["ana", "bob"]


def test_a_document_that_would_be_too_long_still_fits_and_says_where_rights_are_held() -> None:
    machines = {f"machine-{n:03}": Machine({"web": "/w", "api": "/a"}) for n in range(400)}
    grant = Grant(("ana",), ROLES["driver"], ("machine-*",), ("web",))
    document = Document(users={"ana": User()}, grants=(grant,), machines=machines)
    told = access_document.build(document, "ana", 0)
    assert len(told.encode()) < access_document.MOST
    assert told.subscribe["session.state"] == ["fleet/session/+/+/+/state"]
    assert told.subscribe["machine"] == ["fleet/machine/+/+"]
    assert told.publish == {}
    assert {held.machine for held in told.held} == set(machines)


def test_a_policy_names_the_groups_of_those_who_hold_something_there_and_of_nobody_else() -> None:
    machines = {"build-01": Machine({"web": "/w"}), "build-02": Machine()}
    people = {
        "ana": User(groups=frozenset({"platform", "leads"})),
        "bo": User(),
        "cy": User(groups=frozenset({"leads"})),
    }
    grants = (
        Grant(("ana",), ROLES["viewer"], ("build-01",), ("web",)),
        Grant(("bo",), ROLES["approver"], ("*",), ("*", "-")),
        Grant(("cy",), ROLES["approver"], ("build-01",), ("web",), ("01jd9x0000zzzz",)),
    )
    made = policy.build(Document(users=people, grants=grants, machines=machines), [], d.NOW)
    assert made["build-01"].groups == {"ana": ["leads", "platform"], "cy": ["leads"]}
    assert made["build-01"].groups_of("cy") == {"leads"}
    assert made["build-01"].groups_of("bo") == set()
    # Where nobody is in a group, the bytes are those of before there were groups.
    assert b"groups" not in made["build-02"].encode()


@settings(max_examples=30)
@given(d.documents)
def test_a_policy_says_what_the_table_says_and_never_more(document: Document) -> None:
    made = policy.build(document, [], d.NOW)
    assert set(made) == set(document.machines)
    whole = Document(
        users=document.users,
        machines=document.machines,
        grants=tuple(grant for grant in document.grants if grant.sessions is None),
    )
    asked = [(whole, None), *((document, session) for session in d.SESSIONS)]
    for machine, found in made.items():
        for user in d.USERS:
            for project in (*document.machines[machine].projects, "-", d.OLD):
                who = Who("user", user)
                for granted, session in asked:
                    wanted = {
                        right
                        for right in RIGHTS
                        if (machine, project) in oracle._declared(whole)
                        and oracle._granted(granted, who, right, machine, project, session, d.NOW)
                    }
                    assert found.rights_of(user, project, session) == wanted
