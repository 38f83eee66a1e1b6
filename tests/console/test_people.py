"""What a page knows of its person's fleet, and how it asks: a real hub and a real machine."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from console import at_broker
from console.people import People, Person
from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.layout import run_dir
from tests.console.rig import Rig
from tests.waiting import until


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A hub with a machine, without a gateway: the people here are the test's own."""
    made = Rig(tmp_path_factory.mktemp("people"))
    try:
        yield made.up(("broker", "steward", "archiver", "daemon"))  # type: ignore[misc]
    finally:
        made.down()


@pytest.fixture
def people(rig: Rig) -> Iterator[People]:
    """A thread of its own for each test."""
    made = People(run_dir(rig.home).broker)
    yield made
    made.close()


def enter(rig: Rig, people: People, user: str = "") -> Person:
    """Log in as this person and wait for what they hold."""
    user = user or rig.owner
    unix = run_dir(rig.home).broker
    login = at_broker.log_in(unix, user, rig.passwords[user], ("127.0.0.1", 1), "a test")
    person = people.enter(login)
    assert person.wait(10), person.trouble
    return person


def test_the_archive_answers_for_a_session_whose_machine_is_away(rig: Rig, people: People) -> None:
    session = rig.run("sh", "-c", "echo kept for long")
    rig.wait_ended(session)
    rig.wait_archived(session)
    rig.add_user("lina", "viewer")
    person = enter(rig, people, "lina")
    until(lambda: session in person.sessions, "the session's document")
    project = person.sessions[session].project
    rig.kill("daemon")
    try:
        fields = {"from": 1, "to": 3}
        answer = person.ask(
            "build-01", project, session, "history", fields, answerer=ids.HUB, timeout=20
        )
    finally:
        rig.up(["daemon"])
    told = [line for page in answer.pages for line in page["lines"]]
    assert [line["seq"] for line in told] == [1, 2, 3]
    assert "kept for long" in json.dumps(told)
    assert answer.data["head"] >= 3


def test_a_person_sees_machines_and_sessions_and_is_answered(rig: Rig, people: People) -> None:
    session = rig.run("sh", "-c", "echo hello; exec cat")
    person = enter(rig, people)
    until(lambda: session in person.sessions, "the session's document")
    until(lambda: person.machines["build-01"].here, "the machine's beat")
    project = person.sessions[session].project
    answer = person.ask("build-01", project, session, "history", {"last": 2})
    assert answer.pages and answer.data["head"] >= 2
    person.ask("build-01", project, session, "title", {"title": "named"})
    until(lambda: person.sessions[session].title == "named", "the title")
    with pytest.raises(Refused) as refused:
        person.ask("build-01", project, ids.new_session(), "stop", {})
    assert refused.value.code == "no-such-session"


def test_a_viewer_is_told_no_and_whom_to_ask(rig: Rig, people: People) -> None:
    session = rig.run("sh", "-c", "exec cat")
    rig.add_user("vic", "viewer")
    person = enter(rig, people, "vic")
    until(lambda: session in person.sessions, "the session's document")
    assert person.may("view", "build-01") and not person.may("operate")
    assert person.access is not None and person.access.ask["operate"] == [rig.owner]
    with pytest.raises(Refused):
        person.ask("build-01", person.sessions[session].project, session, "stop", {}, timeout=2)
    assert session in rig.alive()


def test_what_is_taken_from_a_person_is_shown_no_more(rig: Rig, people: People) -> None:
    session = rig.run("sh", "-c", "exec cat")
    rig.add_user("wil", "viewer")
    person = enter(rig, people, "wil")
    until(lambda: session in person.sessions, "the session's document")
    rows = json.loads(rig.cli("grant", "list", "--json").stdout)
    [number] = [n for n, row in enumerate(rows, 1) if row["to"] == ["wil"]]
    rig.cli("grant", "remove", str(number))
    until(lambda: not person.sessions and not person.machines, "nothing is held any more")


def test_a_hub_that_comes_back_is_asked_again(rig: Rig, people: People) -> None:
    person = enter(rig, people)
    rig.kill("broker")
    until(lambda: not person.connected, "the link is gone")
    assert person.trouble or not person.connected
    with pytest.raises(Refused) as refused:
        person.ask(ids.HUB, verb="logins", timeout=0.5)
    assert refused.value.code == "hub-unreachable"
    rig.up(["broker"])
    assert "logins" in person.ask(ids.HUB, verb="logins", timeout=30).data


def test_an_ended_log_in_enters_no_more(rig: Rig, people: People) -> None:
    person = enter(rig, people)
    ended: list[str] = []
    people.on_end = ended.append
    person.ask(ids.HUB, verb="logins", fields={"do": "void", "token": person.login})
    until(lambda: ended == [person.login], "the broker's no")
    with pytest.raises(Refused):
        people.get(person.login)
