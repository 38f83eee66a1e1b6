"""The person's link: every retained document that there is, before anything is listed."""

from __future__ import annotations

from schemas.link import Link, wait_for
from schemas.wire import ids, topics
from schemas.wire.strictjson import canon
from signalbox.remote import sessions
from tests.signalbox.elsewhere import Elsewhere
from tests.system.fleet import Fleet

MANY = 300


def test_all_sessions_of_a_large_fleet_are_listed_at_the_first_look(shared: Fleet) -> None:
    shared.kill("daemon")  # its place is taken by one that has far more to tell
    secret = (shared.home.edge_keys / "machine.secret").read_text().strip()
    machine = Link(
        [f"mqtt://127.0.0.1:{shared.port}"],
        client_id="build-01",
        username="machine:build-01",
        password=secret,
        on_message=lambda *_: None,
    )
    known = [ids.new_session(1_700_000_000_000 + number) for number in range(MANY)]
    assert wait_for([machine], lambda: machine.ready, 10)
    for session in known:
        topic = topics.build("session.state", m="build-01", p="-", s=session)
        assert wait_for([machine], lambda t=topic, s=session: machine.publish(t, _state(s)), 10)
    assert wait_for([machine], lambda: not machine.unsent(), 10)
    away = Elsewhere(shared, "away").login()
    try:
        with shared.person() as owner:
            owner.pass_time(1.0)
            assert {found.id for found in sessions.look(owner)} == set(known)
        listed = away.json("ls", "--all")
        assert {row["session"] for row in listed} == set(known)
    finally:
        machine.close()


def _state(session: str) -> bytes:
    return canon(
        {
            "session": session,
            "machine": "build-01",
            "project": "-",
            "folder": "/srv/" + "x" * 500,
            "agent": "terminal",
            "kind": "terminal",
            "phase": "running",
            "since": 1,
            "started": 1,
            "gate": "not gated",
            "head": 1,
        }
    )
