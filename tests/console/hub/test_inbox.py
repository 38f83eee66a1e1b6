"""What waits for whom, by the filters that the steward wrote."""

from __future__ import annotations

from broker.access import document
from broker.steward import access_document
from console.hub import inbox
from console.hub.sight import may_answer, sees, watches
from tests.console.hub.documents import access, now_us, question, state


def asking(*numbers: int, **fields: object) -> object:
    questions = [question(n, asked=n).model_dump(exclude_none=True) for n in numbers]
    return state(phase="waiting", questions=questions, **fields)


def test_only_what_a_person_may_answer_waits_for_that_person() -> None:
    here = asking(1)
    viewer = access("bob", sees=["build-01/web/+"])
    approver = access("ana", sees=["build-01/web/+"], answers=["build-01/web/+"])
    elsewhere = access("cy", sees=["+/api/+"], answers=["+/api/+"])
    counts = [inbox.build(one, [here], 0).n for one in (viewer, approver, elsewhere)]
    assert counts == [0, 1, 0]
    assert sees(viewer, here) and not may_answer(viewer, here) and not sees(elsewhere, here)


def test_the_oldest_comes_first_and_the_rest_is_counted() -> None:
    ana = access("ana", sees=["+/+/+"], answers=["+/+/+"])
    many = [
        asking(*range(start, start + 30), session=f"0123456789ab{start:02}")
        for start in (40, 10, 70)
    ]
    made = inbox.build(ana, many, 5)
    assert (made.n, len(made.waiting), made.cut) == (90, 50, 40)
    assert made.id == made.waiting[0].approval == "00000010"
    assert made.text == "git push"
    assert len(made.encode()) <= 64 * 1024


def test_a_session_that_has_ended_asks_nothing() -> None:
    ana = access("ana", sees=["+/+/+"], answers=["+/+/+"])
    ended = asking(1).model_copy(update={"phase": "lost"})
    assert inbox.build(ana, [ended], 0).n == 0


def test_two_inboxes_that_differ_in_their_time_alone_are_the_same() -> None:
    ana = access("ana", sees=["+/+/+"], answers=["+/+/+"])
    first, second = (inbox.build(ana, [asking(1)], at) for at in (1, 2))
    assert inbox.same(first, second) and not inbox.same(None, second)
    assert not inbox.same(first, inbox.build(ana, [], 2))


def test_a_device_of_a_person_watches_for_that_person() -> None:
    seen = state(since=now_us(), watchers=["ana.phone", "bobby"])
    assert watches("ana", seen) and watches("bobby", seen) and not watches("bob", seen)


def test_a_long_access_document_lets_nobody_be_told_of_what_they_may_not_see() -> None:
    machines = "".join(f'[machines.m{n}.projects]\nweb = "/w"\nops = "/o"\n' for n in range(300))
    text = (
        '[users.ana]\n[[grants]]\nto = ["ana"]\nmachines = ["m*"]\n'
        f'projects = ["web"]\nrole = "approver"\n[machines.other.projects]\nweb = "/w"\n{machines}'
    )
    held = access_document.build(document.read(text.encode()), "ana", now_us())
    assert not held.publish and "fleet/session/+/+/+/state" in held.subscribe["session.state"]
    places = (("m7", "web", True), ("m7", "ops", False), ("other", "web", False))
    for machine, project, may in places:
        found = state(machine=machine, project=project)
        assert (sees(held, found), may_answer(held, found)) == (may, may)
