"""Pages drawn by Streamlit itself, without a browser: with no, one and two hundred sessions.

The person is a real one whose link has not been driven: what a hub would tell is put in as it would
arrive.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from console import current, telling
from console.cookies import Login
from console.hub import channels, preferences
from console.hub.alerts import Alerts
from console.hub.preferences import Preferences
from console.live import Live
from console.pages import me, usage
from console.people import Person
from schemas.documents.access import Access, Held
from schemas.documents.model import Document, Right
from schemas.documents.presence import Health, HubPresence
from schemas.wire.layout import Home, make_private
from tests.console.hub.documents import state


def part(**counts: int) -> HubPresence:
    health = Health.model_validate({"state": "ok", **counts})
    return HubPresence(online=True, run="r1", since=1, version="0.1.0", health=health)


def a_person(sessions: int, rights: list[Right]) -> Person:
    login = Login("vic", "l1", "sbt1.x.y", "s", 2**52)
    person = Person(login, ["unix:/nowhere"], lambda: None, lambda _: None)

    documents: dict[str, Document] = {
        "fleet/hub/access/vic": Access(
            user="vic",
            version=1,
            subscribe={"session.state": ["fleet/session/+/+/+/state"]},
            held=[Held(machine="+", project="+", rights=rights)],
            ask={"audit": ["root"]},
        ),
        "fleet/hub/presence/broker": part(connections=12),
        "fleet/hub/presence/gateway": part(disk_free_mb=78_800, disk_mb=271_000),
    }
    for topic, document in documents.items():
        person._arrived(topic, document.encode(), True)
    for number in range(sessions):
        name = f"{number:014d}"
        made = state(session=name, title="W" * 200, phase="waiting" if number % 2 else "working")
        person._arrived(f"fleet/session/build-01/web/{name}/state", made.encode(), True)
    assert len(person.sessions) == sessions
    return person


def drawn(monkeypatch: pytest.MonkeyPatch, page: str, person: Person) -> str:
    """The page's text, with its HTML."""
    monkeypatch.setattr(current, "person", lambda wait=5.0: person)
    source = f"from console.pages import {page}\n{page}.page()\n"
    app = AppTest.from_string(source, default_timeout=20).run()
    assert not app.exception, app.exception
    parts = [element.proto.body for element in app.get("html")]
    return " ".join(parts)


@pytest.mark.parametrize(("sessions", "waiting"), [(0, 0), (1, 0), (200, 100)])
def test_usage_counts_what_there_is_now(
    monkeypatch: pytest.MonkeyPatch, sessions: int, waiting: int
) -> None:
    text = drawn(monkeypatch, "usage", a_person(sessions, ["view"]))
    for figure, label in (
        (sessions, "sessions run"),
        (waiting, "wait for an answer"),
        (12, "connections at the broker"),
        ("78.8 GB", "free on the hub, of 271 GB"),
        ("–", "lines not yet archived"),
    ):
        assert f"<b>{figure}</b><span>{label}</span>" in text
    assert "Ask Root." in text, "the charts are for who may audit"


def test_a_page_of_two_hundred_sessions_is_drawn_in_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = a_person(200, ["view"])
    drawn(monkeypatch, "usage", person)
    began = time.process_time()
    drawn(monkeypatch, "usage", person)
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize("page", ["audit", "session", "start", "more"])
def test_each_page_says_what_to_do_to_who_may_only_watch(
    monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    text = drawn(monkeypatch, page, a_person(1, ["view"]))
    wanted = {
        "audit": "Ask Root.",
        "session": "Open one from the fleet",
        "start": "You may watch, and start nothing.",
        "more": "Usage and health",
    }
    assert wanted[page] in text and text.count("<h1>") == 1


def test_rights_at_the_hub_are_said_apart_only_where_they_are_others() -> None:
    everywhere = Held(machine="+", project="+", rights=["view", "admin"])
    same = Held(machine="hub", project="-", rights=["admin", "view"])
    other = Held(machine="hub", project="-", rights=["audit"])
    assert me.with_hub([everywhere, same]) == [(everywhere, True)]
    assert me.with_hub([everywhere, other]) == [(everywhere, False), (other, False)]


def test_a_part_that_is_away_counts_nothing() -> None:
    person = a_person(0, ["view"])
    broker = person.parts["broker"]
    assert usage.count(broker, "connections") == 12
    away = broker.model_copy(update={"online": False})
    assert usage.count(away, "connections") is None
    assert usage.count(None, "connections") is None


@pytest.fixture
def alerts(tmp_path: Path) -> Iterator[Alerts]:
    """What tells people things, of a hub that is not started."""
    home = Home(tmp_path / "h")
    make_private(home.hub_keys)
    (home.hub_keys / "gateway.secret").write_text("s")
    made = Alerts(home, Live(home), "http://signalbox.localhost:1")
    telling.install(made)
    yield made
    telling._installed = None


def section(person: Person, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(current, "person", lambda wait=5.0: person)
    source = "from console import being_told, current\nbeing_told.section(current.person())\n"
    return AppTest.from_string(source, default_timeout=20).run()


def test_a_way_that_was_taken_away_comes_back_by_undo(
    alerts: Alerts, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = channels.make("webhook", "https://chat.example.org/hooks/1", "secret", private=False)
    kept = Preferences(channels=[way])
    preferences.save(alerts.home, "vic", kept)
    app = section(a_person(0, ["view"]), monkeypatch)
    app.button(key=f"way-{way.id}").click().run()
    assert preferences.load(alerts.home, "vic").channels == []
    app.button(key="aftermath-undo").click().run()
    assert preferences.load(alerts.home, "vic").channels == [way]
    assert not app.exception and all(one.key != "aftermath-undo" for one in app.button)


def test_what_a_person_wants_to_be_told_is_kept(
    alerts: Alerts, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = section(a_person(1, ["view"]), monkeypatch)
    app.checkbox(key="me-finished").uncheck()
    app.checkbox(key="me-needs").check()
    app.checkbox(key="me-quiet").check()
    [save] = [one for one in app.button if one.label == "Save how I am told"]
    save.click().run()
    kept = preferences.load(alerts.home, "vic")
    assert (kept.waiting, kept.finished, kept.sound_needs) == (True, False, True)
    assert [(span.start, span.end) for span in kept.quiet] == [("22:00", "07:00")]
    assert not kept.wants("finished", "build-01", "web") and kept.wants("failed", "build-01", "web")
