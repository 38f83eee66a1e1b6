"""How few filters there are, and how they look."""

from __future__ import annotations

from broker.access.compile import Who, compile_for, rights_at
from broker.access.cover import Place
from broker.access.document import Document, Grant, Machine, User
from schemas.wire.rights import ROLES

MACHINES = {f"build-{n:02}": Machine({"web": "/w", "api": "/a"}) for n in range(1, 5)}
ANA = Who("user", "ana")


def seen(*grants: tuple[tuple[str, ...], tuple[str, ...]], until: int | None = None) -> list[str]:
    document = Document(
        users={"ana": User()},
        grants=tuple(
            Grant(("ana",), ROLES["viewer"], machines, projects, until_us=until)
            for machines, projects in grants
        ),
        machines=MACHINES,
    )
    found = compile_for(document, ANA, 0).subscribe.get("session.state", ())
    return [text.removeprefix("fleet/session/").removesuffix("/+/state") for text in found]


def test_everything_is_one_filter() -> None:
    assert seen((("*",), ("*", "-"))) == ["+/+"]
    assert seen((("*",), ("*",)), (("*",), ("-",)), (("build-01",), ("web",))) == ["+/+"]


def test_a_project_on_all_machines_is_one_filter() -> None:
    assert seen((("*",), ("web",))) == ["+/web"]


def test_all_of_a_machine_is_one_filter() -> None:
    assert seen((("build-01",), ("*", "-"))) == ["build-01/+"]


def test_all_named_projects_do_not_include_sessions_without_one() -> None:
    assert seen((("*",), ("*",))) == ["+/api", "+/web"]
    assert seen((("build-01",), ("*",))) == ["build-01/api", "build-01/web"]


def test_what_happens_to_be_everything_today_is_listed() -> None:
    """A project that is removed tomorrow leaves retained documents behind for a while."""
    assert seen((("build-01",), ("web", "api", "-"))) == [
        "build-01/-",
        "build-01/api",
        "build-01/web",
    ]


def test_of_two_ways_that_would_overlap_the_shorter_is_taken() -> None:
    assert seen((("*",), ("web",)), (("build-01",), ("*", "-"))) == [
        "+/web",
        "build-01/-",
        "build-01/api",
    ]
    assert seen((("*",), ("web",)), (("build-0?",), ("*", "-"))) == [f"{m}/+" for m in MACHINES]


def test_a_grant_that_has_run_out_gives_nothing() -> None:
    assert seen((("*",), ("web",)), until=1) == ["+/web"]
    assert seen((("*",), ("web",)), until=0) == []


def test_requests_name_each_machine_because_the_hub_is_named_like_one() -> None:
    document = Document(
        users={"ana": User()},
        grants=(Grant(("ana",), ROLES["viewer"], ("*",), ("*", "-")),),
        machines=MACHINES,
    )
    found = compile_for(document, ANA, 0).publish["do.watch"]
    assert found == tuple(f"fleet/do/ana/{machine}/+/+/watch" for machine in MACHINES)


def test_rights_at_each_place_are_those_of_all_grants_together() -> None:
    session = "0123456789abcd"
    document = Document(
        users={"ana": User(groups=frozenset({"leads"}))},
        grants=(
            Grant(("ana",), ROLES["viewer"], ("build-01",), ("web",)),
            Grant(("group:leads",), ROLES["approver"], ("build-*",), ("web",)),
            Grant(("ana",), ROLES["driver"], ("build-01",), ("api",), (session,)),
        ),
        machines={"build-01": MACHINES["build-01"]},
    )
    assert rights_at(document, "ana", 0) == {
        Place("build-01", "web"): {"view", "approve"},
        Place("build-01", "api", session): {"view", "operate", "drive"},
    }
