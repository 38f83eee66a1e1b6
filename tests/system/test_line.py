"""The whole line: program, host, daemon, broker, archiver, SQL, and back from a person."""

from __future__ import annotations

import json
from typing import Any

import pytest

from schemas.wire import topics
from tests.system.conftest import BROKERS, MakeFleet
from tests.system.fleet import Fleet
from tests.system.person import MACHINE, Person
from tests.waiting import until


def test_every_line_of_a_program_is_in_sql_in_order_and_the_log_says_the_same(
    fleet: Fleet,
) -> None:
    session = fleet.run("sh", "-c", "seq 1 3000; echo done")
    fleet.wait_ended(session)
    fleet.wait_archived(session)
    rows = fleet.sql(f"SELECT text FROM events WHERE session = '{session}' AND kind = 'output'")
    printed = "".join(row["text"] for row in rows).split("\r\n")
    assert printed == [*map(str, range(1, 3001)), "done", ""]
    fleet.check_record(session)
    logged = fleet.cli("log", session, "--json").stdout.encode()
    assert logged == fleet.archived_bytes(session)
    assert [r["status"] for r in fleet.sql(f"FROM sessions WHERE session = '{session}'")] == [0]


@pytest.mark.parametrize("broker", BROKERS)
def test_what_a_person_asks_over_mqtt_reaches_the_program_and_is_recorded(
    make_fleet: MakeFleet, broker: str
) -> None:
    fleet = make_fleet(broker).up()
    with fleet.person() as owner:
        session = owner.want("start", agent="terminal", argv=["sh"], folder="/tmp")["session"]
        owner.want("prompt", session, text="echo first-$((20+3))")
        fleet.wait_printed(session, "first-23")
        owner.send("keys", session, text="echo second-$((40+5))\r")
        fleet.wait_printed(session, "second-45")
        owner.want("title", session, title="of ana's")
        owner.want("resize", session, columns=99, rows=33)
        owner.want("prompt", session, text="stty size; sleep 1000; echo after-$?")
        fleet.wait_printed(session, "33 99")
        owner.want("interrupt", session)
        fleet.wait_printed(session, "^C")
        owner.want("stop", session, grace=0)
    fleet.wait_ended(session)
    fleet.wait_archived(session)
    fleet.check_record(session)
    log = fleet.sql(
        "SELECT kind, who, verb, status FROM access_log "
        f"WHERE session = '{session}' AND kind IN ('request', 'receipt') ORDER BY seq"
    )
    verbs = ["prompt", "title", "resize", "prompt", "interrupt", "stop"]
    assert [r["verb"] for r in log if r["kind"] == "request"] == verbs
    assert [r["status"] for r in log if r["kind"] == "receipt"] == ["accepted"] * len(verbs)
    assert {r["who"] for r in log if r["kind"] == "request"} == {fleet.owner}
    started = fleet.bodies(session, "started")[0]
    assert (started["who"], started["argv"]) == (fleet.owner, ["sh"])


def test_a_viewer_is_given_the_whole_history_by_archive_and_machine_together(fleet: Fleet) -> None:
    fleet.add_user("eve", "viewer")
    session = fleet.run("sh", "-c", "seq 1 20000; cat")
    fleet.wait_printed(session, "20000")
    fleet.wait_archived(session)
    fleet.kill("archiver")
    fleet.cli("prompt", session, "known to the machine alone")
    fleet.wait_printed(session, "machine alone\r\nknown to the machine alone")
    behind = fleet.journal(session)
    fleet.up(["archiver"])
    with fleet.person("eve") as eve:
        asked = eve.send("history", session)
        until(lambda: len(finals(eve, asked)) == 2, "a receipt of each", 20)
        assert {reply["status"] for reply in finals(eve, asked)} == {"accepted"}
        lines = [line for page in pages(eve, asked) for line in page["data"]["lines"]]
    told = {line["seq"]: line for line in lines}
    assert sorted(told) == [line.seq for line in behind]
    assert [told[line.seq]["body"] for line in behind] == [
        json.loads(line.body) for line in behind if line.body
    ]


def finals(eve: Person, asked: str) -> list[dict[str, Any]]:
    eve.pass_time(0.1)
    return [reply for reply in replies(eve, asked) if reply["final"]]


def pages(eve: Person, asked: str) -> list[dict[str, Any]]:
    return [reply for reply in replies(eve, asked) if not reply["final"]]


def replies(eve: Person, asked: str) -> list[dict[str, Any]]:
    return [json.loads(payload) for topic, payload in eve.live() if topic.endswith(asked)]


def test_a_program_started_from_afar_gets_the_accounts_own_umask(fleet: Fleet) -> None:
    with fleet.person() as owner:
        afar = owner.want("start", agent="terminal", argv=["sh", "-c", "umask"], folder="/tmp")
    near = fleet.run("sh", "-c", "umask")
    for session in (near, afar["session"]):
        fleet.wait_ended(session)
    assert fleet.printed(afar["session"]) == fleet.printed(near) != "0077\r\n"


def test_twenty_sessions_asked_for_at_once_run_once_each_and_are_all_recorded(
    fleet: Fleet,
) -> None:
    with fleet.person() as owner:
        asked = {
            n: owner.send("start", agent="terminal", argv=["echo", f"number {n}"], folder="/tmp")
            for n in range(20)
        }
        sessions = {n: owner.answer(MACHINE, id_)["data"]["session"] for n, id_ in asked.items()}
    assert len(set(sessions.values())) == 20
    for n, session in sessions.items():
        fleet.wait_ended(session)
        assert fleet.printed(session) == f"number {n}\r\n"
        fleet.wait_archived(session)
        fleet.check_record(session)
    assert len(fleet.rows("SELECT session FROM sessions WHERE machine = 'build-01'")) == 20


@pytest.mark.parametrize("broker", BROKERS)
def test_a_viewer_sees_the_session_and_may_not_touch_it(make_fleet: MakeFleet, broker: str) -> None:
    fleet = make_fleet(broker)
    fleet.add_user("eve", "viewer")
    fleet.up()
    session = fleet.run("sh", "-c", "echo hello; cat")
    fleet.wait_printed(session, "hello")
    with fleet.person("eve") as eve:
        eve.read([topics.filter_for("session.state"), topics.filter_for("session.screen")], 0)
        stop = eve.send("stop", session, grace=0)
        keys = eve.send("keys", session, text="pwned\r")
        eve.want("watch", session, lease=30)
        screen = until(lambda: _screen(eve, session), "the screen")
        assert "hello" in screen
        state = eve.document("session.state", p="-", s=session)
        assert (state["phase"], state["gate"]) == ("running", "not gated")
        assert not {stop, keys} & eve.receipts(0.5).keys()
        eve.want("watch", session, lease=0)
    assert fleet.alive() == [session] and "pwned" not in fleet.printed(session)
    watched = until(lambda: fleet.bodies(session, "watching"), "the watching line")
    assert watched[0]["who"] == "eve"


def _screen(person: Person, session: str) -> str:
    person.pass_time(0.1)
    return json.dumps(person.document("session.screen", p="-", s=session) or "")[1:-1]
