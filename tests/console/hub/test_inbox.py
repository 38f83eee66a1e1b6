"""What waits for whom, by the filters that the steward wrote."""

from __future__ import annotations

from typing import Any

from broker.access import document
from broker.steward import access_document
from console.hub import inbox
from console.hub.sight import may_answer, sees, watches
from schemas.documents.session import State
from tests.console.hub.documents import access, now_us, question, state


def asking(*numbers: int, more: dict[str, Any] | None = None, **fields: object) -> State:
    made = [question(n, asked=n, **(more or {})) for n in numbers]
    questions = [one.model_dump(exclude_none=True) for one in made]
    return state(phase="waiting", questions=questions, **fields)


def test_only_what_a_person_may_answer_waits_for_that_person() -> None:
    here = asking(1)
    viewer = access("bob", sees=["build-01/web/+"])
    approver = access("ana", sees=["build-01/web/+"], answers=["build-01/web/+"])
    elsewhere = access("cy", sees=["+/api/+"], answers=["+/api/+"])
    counts = [inbox.build(one, [here], 0).n for one in (viewer, approver, elsewhere)]
    assert counts == [0, 1, 0]
    assert sees(viewer, here) and not may_answer(viewer, here) and not sees(elsewhere, here)


def test_what_needs_another_person_or_has_ones_yes_waits_for_the_others_alone() -> None:
    ana, bob = (access(one, sees=["+/+/+"], answers=["+/+/+"]) for one in ("ana", "bob"))
    second = asking(1, more={"exclude_requester": True, "requesters": ["ana"]})
    asked = asking(1, more={"requesters": ["ana"]})
    half = asking(1, more={"count": 2, "yes": ["bob"]})
    assert [inbox.build(ana, [one], 0).n for one in (second, asked, half)] == [0, 1, 1]
    assert [inbox.build(bob, [one], 0).n for one in (second, asked, half)] == [1, 1, 0]


def test_an_entry_holds_the_input_word_for_word_or_not_at_all() -> None:
    ana = access("ana", sees=["+/+/+"], answers=["+/+/+"])

    def shown(given: dict[str, Any], **fields: Any) -> str | None:
        here = asking(1, more={"input": given, **fields})
        return inbox.build(ana, [here], 0).waiting[0].input

    given = {"command": "git push\n  --force", "timeout": 5}
    assert shown(given, whole=True) == "command: git push\n  --force\ntimeout: 5"
    assert shown(given) is None
    assert shown({"command": "git\u200bpush"}, whole=True) is None


def test_what_does_not_fit_with_its_input_is_counted_and_not_shortened() -> None:
    ana = access("ana", sees=["+/+/+"], answers=["+/+/+"])
    long = {"input": {"command": "x" * 30_000}, "whole": True}
    made = inbox.build(ana, [asking(1, 2, 3, more=long)], 0)
    assert (made.n, len(made.waiting), made.cut) == (3, 1, 2)
    assert len(made.encode()) <= 64 * 1024
    assert made.waiting[0].input == "command: " + "x" * 30_000


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
