"""`audit` from another computer: in pages, recorded, and for auditors alone."""

from __future__ import annotations

import json
from typing import Any

from broker.steward import commands
from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox.remote import hub
from tests.signalbox.conftest import Come
from tests.system.fleet import Fleet
from tests.system.person import Person
from tests.waiting import until


def test_words_and_sql_from_afar_say_what_they_say_at_the_hub(shared: Fleet, come: Come) -> None:
    away = come()
    session = shared.run("sh", "-c", "echo needle-in-it; cat")
    shared.wait_printed(session, "needle-in-it")
    shared.wait_archived(session)
    found = until(lambda: away.json("audit", "search", "needle-in-it"), "it is found", 20)
    assert any(hit["session"] == session and hit["machine"] == "build-01" for hit in found)
    query = (
        "SELECT seq, kind, 0.5 AS half FROM events "
        f"WHERE session = '{session}' AND seq < 4 ORDER BY seq"
    )
    rows = away.json("audit", "sql", query)
    here = json.loads(shared.cli("audit", "sql", "--json", query).stdout)
    assert [(r["seq"], r["kind"]) for r in rows] == [(r["seq"], r["kind"]) for r in here]
    assert rows[0]["half"] == "0.5"  # the protocol knows no fractions
    assert "prompts" in away.good("audit", "sql")
    assert "DROP" in away.refused("audit", "sql", "DROP TABLE x")


def test_an_answer_of_many_pages_is_whole_and_a_row_too_large_is_cut(
    shared: Fleet, come: Come
) -> None:
    away = come()
    shared.wait_archived(shared.run("true"))
    query = "SELECT i, repeat('x', 200) AS x FROM range(3000) AS t(i) ORDER BY i"
    rows = away.json("audit", "sql", "--limit", "5000", query)
    assert [row["i"] for row in rows] == list(range(3000))
    (row,) = away.json("audit", "sql", "SELECT 1 AS a, repeat('y', 100000) AS y")
    assert row["a"] == 1 and 10 < len(row["y"]) < 100_000 and row["y"].endswith("…")


def test_each_question_is_in_the_archives_own_chain(shared: Fleet, come: Come) -> None:
    away = come()
    shared.wait_archived(shared.run("true"))
    away.do("audit", "search", "who-asked-this")
    told = [json.loads(line) for line in (shared.home.archive / "records.jsonl").open()]
    (asked,) = [r for r in told if r["op"] == "asked" and "who-asked-this" in r.get("words", "")]
    assert asked["who"] == shared.owner and asked["verb"] == "search" and asked["digest"]


def test_the_hubs_own_record_is_read_by_its_id_and_by_auditors_alone(
    shared: Fleet, come: Come
) -> None:
    shared.add_user("una", "viewer")
    una, away = come("una"), come()
    query = "SELECT session FROM access_log WHERE kind = 'connected' AND who = 'una' LIMIT 1"
    found = until(lambda: away.json("audit", "sql", query), "it is archived", 20, every=0.3)
    record = found[0]["session"]
    lines = [json.loads(line) for line in away.good("log", "--json", record).splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert any(line["kind"] == "connected" and line["body"]["who"] == "una" for line in lines)
    assert len(away.good("log", "-n", "2", record).splitlines()) == 2
    assert "no such session" in una.refused("log", record)
    unknown = record[:-1] + ("0" if record[-1] != "0" else "1")
    assert "no such session" in away.refused("log", unknown)
    assert "cannot be followed" in away.refused("log", "--follow", record)
    # Not the command line's own check alone: the hub drops it.
    with hub.connect(Home(una.root)) as client:
        id_ = client.publish("history", ids.HUB, ids.NONE, record, last=5)
        assert id_ not in client.receipts(2.0)


def test_nobody_else_is_answered(shared: Fleet, come: Come) -> None:
    shared.add_user("vic", "viewer")
    away = come("vic")
    shared.wait_archived(shared.run("true"))
    assert "right to audit" in away.refused("audit", "search", "anything")
    # Not the command line's own check alone: the hub drops it.
    with hub.connect(Home(away.root)) as client:
        id_ = client.publish("query", ids.HUB, ids.NONE, ids.NONE, sql="SELECT 1")
        assert id_ not in client.receipts(2.0)


def test_a_session_is_not_reached_under_the_topic_of_another_project(
    shared: Fleet, come: Come
) -> None:
    """Machine and archive judge by what a session recorded, whatever the topic says."""
    web = shared.root / "web"
    web.mkdir()
    commands.run(
        shared.home, "machine.projects", {"machine": "build-01", "projects": {"web": str(web)}}
    )
    shared.add_user("wally", "none")
    shared.cli("grant", "add", "driver", "wally", "--on", "build-01", "--projects", "web")
    session = shared.run("sh", "-c", "echo secret-thing; cat")  # without a project
    shared.wait_printed(session, "secret-thing")
    shared.wait_archived(session)
    wally = until(lambda: _comes(shared, "wally"), "wally is let in", 8, every=0.5)
    with wally:
        watch = {"verb": "watch", "lease": 10}
        until(lambda: _answered(wally, session, [watch])[0], "the machine knows wally's rights", 15)
        asked = [
            watch,
            {"verb": "history", "last": 100},
            {"verb": "history", "last": 100, "source": "machine"},
            {"verb": "prompt", "text": "x"},
            {"verb": "stop"},
            {"verb": "title", "title": "x"},
            {"verb": "keys", "text": "x"},
        ]
        for fields, replies in zip(asked, _answered(wally, session, asked), strict=True):
            told = [json.loads(payload) for payload in replies]
            assert told and all(reply["code"] == "no-such-session" for reply in told), fields
            assert "secret-thing" not in json.dumps(told)
        # Under its own topic the hub drops it.
        id_ = wally.publish("watch", "build-01", "-", session, lease=10, seen=wally.beat())
        assert id_ not in wally.receipts(1.5)
    assert session in shared.alive() and not shared.bodies(session, "watching")
    assert not shared.bodies(session, "request")
    # Who means the project has to say so; a folder alone is judged as of none.
    said = come().refused("run", "-d", "--on", "build-01", "--in", str(web), "cat")
    assert "say --project too (web)" in said


def _comes(fleet: Fleet, user: str) -> Person | None:
    try:
        return fleet.person(user)
    except Refused:
        return None


def _answered(person: Person, session: str, asked: list[dict[str, Any]]) -> list[list[bytes]]:
    """All replies to each request of another project's session, of machine and archive."""
    beat = person.beat()
    said = [
        person.publish(machine="build-01", project="web", session=session, seen=beat, **fields)
        for fields in asked
    ]
    person.pass_time(1.5)
    return [
        [payload for topic, payload in person.live() if topic.endswith(f"/{id_}")] for id_ in said
    ]
