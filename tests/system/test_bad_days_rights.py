"""Bad days with people: each tries what is not theirs, and it has no effect and is on record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from broker import identity
from broker.access import edit
from schemas.wire import ids, topics
from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon
from schemas.wire.verbs import VERBS
from tests.broker.raw import Raw
from tests.system.conftest import MakeFleet
from tests.system.fleet import Fleet
from tests.system.person import MACHINE, Person
from tests.system.test_late import accepted
from tests.system.test_people import allowed, hub_state, log_in
from tests.waiting import until

FIELDS: dict[str, dict[str, Any]] = {
    "start": {"agent": "terminal", "argv": ["touch", "/tmp/never"], "folder": "/tmp"},
    "prompt": {"text": "pwned"},
    "interrupt": {},
    "stop": {"grace": 0},
    "title": {"title": "pwned"},
    "mode": {"mode": "watch-only"},
    "keys": {"text": "pwned\r"},
    "resize": {"columns": 33, "rows": 11},
    "answer": {"approval": "0" * 8, "digest": "0" * 64, "decide": "allow"},
    "watch": {"lease": 30},
    "history": {},
    "diff": {},
    "search": {"words": "secret"},
    "query": {"sql": "SELECT 1"},
    "token": {"holder": "0" * 64},
    "logins": {"do": "void", "all": True},
    "admin": {"command": "user.list"},
    "update": {"command": "version"},
}
"""A good request of each verb."""


def test_a_viewer_who_tries_every_verb_changes_nothing_and_each_denied_one_is_on_record(
    fleet: Fleet,
) -> None:
    assert FIELDS.keys() == VERBS.keys(), "a verb is not tried here"
    session = fleet.run("cat")
    fleet.add_user("eve", "viewer")
    with until(lambda: log_in(fleet, "eve"), "eve is let in", 8) as eve:
        until(lambda: eve.refusal("watch", session, 2, lease=0) == "", "eve is known here", 10)
        before = fleet.journal(session)
        denied = {}
        for verb, row in VERBS.items():
            machine = ids.HUB if row.target == "hub" else MACHINE
            asked = session if row.target == "session" else ids.NONE
            topic = topics.build("do.request", u="eve", m=machine, p=ids.NONE, s=asked, verb=verb)
            id_ = ids.new_request()
            request = {"id": id_, "ttl": 60, "seen": eve.beat(), **FIELDS[verb]}
            eve.put(topic, canon(request))
            if row.right not in ("view", "own"):
                denied[topic] = id_
        for simple in ("allow", "deny"):
            denied[topics.build(f"do.{simple}", u="eve")] = ""
            eve.put(topics.build(f"do.{simple}", u="eve"), b"0" * 8)
        # What comes after them on the same connection is answered: they have been judged.
        eve.want("watch", session, lease=0)
        until(lambda: denied.keys() <= told(fleet, "eve").keys(), "all are on record", 20, 0.3)
        assert told(fleet, "eve").keys() == denied.keys(), "and nothing else is"
        assert not eve.receipts_so_far().keys() & set(denied.values())
    done = {
        (one.kind, json.loads(one.body or b"{}").get("verb"))
        for one in fleet.journal(session)[len(before) :]
    }
    assert {verb for kind, verb in done if kind == "request"} <= {"watch", "diff", "history"}
    assert {kind for kind, _ in done} <= {"request", "receipt", "watching"}
    assert fleet.alive() == [session]


@pytest.fixture
def divided(make_fleet: MakeFleet) -> Fleet:
    """build-01 with the projects web and db; ben may do everything on web, and nothing on db."""
    fleet = make_fleet()
    folders = {name: fleet.root / name for name in ("web", "db")}
    for folder in folders.values():
        folder.mkdir()
    with edit.changing(fleet.home.access) as edited:
        edit.set_projects(edited, MACHINE, {name: str(path) for name, path in folders.items()})
        edit.add_machine(edited, "evil-02", {"web": "/srv/web"})
        edit.add_user(edited, "ben")
        edit.add_grant(edited, ["ben"], "driver", [MACHINE], ["web"])
    identity.set_password(fleet.home, "ben", "kora7-lima3")
    fleet.passwords["ben"] = "kora7-lima3"
    fleet.up()
    with fleet.person() as owner:
        owner.read([topics.filter_for("machine.info")], 0)

        def declared() -> bool:
            owner.pass_time(0.1)
            return "db" in str(owner.document("machine.info").get("projects"))

        until(declared, "the machine knows its projects", 20)
    return fleet


def test_a_session_of_another_project_under_the_topic_of_ones_own_is_refused(
    divided: Fleet,
) -> None:
    theirs = divided.run("sh", "-c", "echo secret; cat", cwd=divided.root / "db")
    mine = divided.run("cat", cwd=divided.root / "web")
    divided.wait_archived(theirs)
    assert [body["project"] for body in started(divided, theirs)] == ["db"]
    until(lambda: divided.archived_head(theirs) >= 2, "the archiver could answer")
    with divided.person("ben") as ben:
        assert code(ben, "web", mine, "title", title="mine") == ""
        # By its own topic the broker drops it; by ben's the machine and the archiver look closer.
        under_own = [verb for verb, row in VERBS.items() if row.target == "session"]
        under_own.remove("keys")  # not answered; below
        under_own.remove("answer")  # ben may not at all
        before = divided.journal(theirs)
        for verb in under_own:
            assert code(ben, "web", theirs, verb, **FIELDS[verb]) == "no-such-session", verb
        ask(ben, "web", theirs, "keys", text="pwned\r")
        asked = ask(ben, "web", theirs, "history", source="archive")
        refused = until(lambda: answered(ben, asked), "the archiver's own answer")
        assert refused["status"] == "rejected"
        assert "secret" not in str(ben.live())
        direct = ask(ben, "db", theirs, "prompt", text="pwned")
        ben.read([topics.filter_for("session.screen"), topics.filter_for("session.event")], 0)
        ask(ben, "web", mine, "keys", text="typed\r")
        divided.wait_printed(mine, "typed\r\ntyped")
        assert code(ben, "web", mine, "title", title="after") == ""
        assert answered(ben, direct) == {}
        topic = topics.build("do.request", u="ben", m=MACHINE, p="db", s=theirs, verb="prompt")
        until(lambda: topic in told(divided, "ben"), "the denied one is on record", 20, 0.3)
        seen = [topic for topic, _ in ben.live()] + list(ben.retained)
        assert not [topic for topic in seen if theirs in topic]
    assert divided.journal(theirs) == before


def test_a_machine_that_speaks_for_others_is_not_heard_and_it_is_on_record(
    divided: Fleet,
) -> None:
    secret = identity.set_secret(divided.home, "machine:evil-02")
    session = divided.run("cat", cwd=divided.root / "web")
    divided.wait_archived(session)
    with divided.person() as owner:
        owner.read_all(
            [
                topics.filter_for(name)
                for name in ("machine.presence", "machine.info", "session.state", "session.event")
            ]
        )
        owner.beat()
        id_ = ids.new_request()
        forged = {
            topics.build("machine.presence", m=MACHINE): b'{"online":false}',
            topics.build("machine.info", m=MACHINE): b"{}",
            topics.build("session.state", m=MACHINE, p="web", s=session): b"{}",
            topics.build("session.event", m=MACHINE, p="web", s=session): b"{}",
            topics.build("session.journal", m=MACHINE, p="web", s=session): b"{}",
            # A project that is not declared for it.
            topics.build("session.state", m="evil-02", p="db", s=session): b"{}",
            # The answer to a question that was asked of another.
            topics.build("reply", u=divided.owner, m=MACHINE, r=id_): b'{"final":true}',
            topics.build("reply", u=divided.owner, m=ids.HUB, r=id_): b'{"final":true}',
            topics.build("policy", m=MACHINE): b"{}",
            topics.build("ack", m=MACHINE): b"{}",
            topics.build("do.request", u=divided.owner, m=MACHINE, p="web", s=session, verb="stop"):
                b'{"id":"x"}',
        }  # fmt: skip
        evil = until(lambda: machine_in(divided, "evil-02", secret), "it is let in", 10)
        for topic, payload in forged.items():
            retain = topics.parse(topic).row.retained
            evil.publish(topic, payload, retain=retain)
        # And one that it may: after it, all have been judged.
        own = topics.build("machine.info", m="evil-02")
        evil.publish(own, b'{"its":"own"}', retain=True)
        until(lambda: (owner.pass_time(0.1), owner.retained.get(own))[1], "its own is heard")
        evil.close()
        heard = {**owner.retained, **dict(owner.live())}
        assert not [t for t, wrong in forged.items() if heard.get(t) == wrong]
        who = "machine:evil-02"
        until(lambda: forged.keys() <= told(divided, who).keys(), "all are on record", 20, 0.3)
        assert told(divided, who).keys() == forged.keys()
        # The real one is served as before.
        until(lambda: code(owner, "web", session, "title", title="t") == "", "it is served", 10)
        assert code(owner, "web", session, "prompt", text="still here") == ""
    divided.wait_printed(session, "still here")
    divided.cli("stop", session, "--grace", "0")
    divided.wait_ended(session)
    divided.wait_archived(session)
    records = divided.rows("SELECT count(*) FROM events WHERE machine = 'evil-02'")
    assert records == [(0,)]


def test_two_people_who_type_into_one_session_are_both_on_record_by_name(fleet: Fleet) -> None:
    session = fleet.run("cat")
    people = ("ana", "bob")
    for user in people:
        fleet.add_user(user, "driver")
    words = {user: [f"{user}-{n} " for n in range(20)] for user in people}
    with (
        until(lambda: log_in(fleet, "ana"), "ana is let in", 8) as ana,
        until(lambda: log_in(fleet, "bob"), "bob is let in", 8) as bob,
    ):
        both = {"ana": ana, "bob": bob}
        for who in both.values():
            until(lambda who=who: allowed(who, session), "they may drive", 20)
        for n in range(20):
            for user, who in both.items():
                who.send("keys", session, text=words[user][n])
        ana.send("keys", session, text="\r")
        bob.want("prompt", session, text="from bob")
    fleet.wait_printed(session, "from bob\r\nfrom bob")
    typed = dict.fromkeys(people, "")
    for body in fleet.bodies(session, "keys"):
        typed[body["who"]] += body["text"]
    assert typed == {"ana": "".join(words["ana"]) + "\r", "bob": "".join(words["bob"])}
    printed = fleet.printed(session)
    assert all(word in printed for user in people for word in words[user])
    fleet.wait_archived(session)
    rows = fleet.sql(
        f"SELECT DISTINCT who FROM events WHERE session = '{session}' AND kind = 'keys'"
    )
    assert {row["who"] for row in rows} == set(people)
    fleet.cli("stop", session, "--grace", "0")
    fleet.wait_ended(session)
    fleet.wait_archived(session)
    fleet.check_record(session)


WRONG = {
    "a line that is no TOML": ("[[grants", "[[grants"),
    "a right that is misspelt": (
        '[roles.helper]\nmay = ["view", "admim"]',
        "admim",
    ),
    "a setting that there is not": ('[users.mallory]\nright = "admin"', "right"),
}


def test_a_wrong_line_in_access_toml_is_told_with_its_number_and_changes_nothing_until_mended(
    fleet: Fleet,
) -> None:
    session = fleet.run("cat")
    fleet.add_user("eve", "viewer")
    path = fleet.home.access
    good = path.read_text()
    with until(lambda: log_in(fleet, "eve"), "eve is let in", 8) as eve, fleet.person() as owner:
        until(lambda: eve.refusal("watch", session, 2, lease=0) == "", "eve is known here", 10)
        changes = changes_told(fleet)
        for wrong, word in WRONG.values():
            # With it stands a change that would be good by itself: all or nothing.
            text = good.replace('"viewer"', '"driver"') + "\n" + wrong + "\n"
            path.write_text(text)
            number = line_of(text, word)
            until(lambda: "not valid" in hub_state(eve), "presence says so", 10)
            for part in ("broker", "steward"):
                said = f"access.toml line {number}: "
                until(lambda p=part, s=said: s in fleet.log(p), f"{part} names {said}", 10)
            assert "last good one stays in force" in fleet.log("broker")
            assert not allowed(eve, session)
            until(lambda: accepted(owner, session), "the owner is served as before", 10)
            # Nobody's rights have changed, and the record does not say so.
            assert changes_told(fleet) == changes
            path.write_text(good)
            until(lambda: "not valid" not in hub_state(eve), "mended: presence is good again", 10)
        path.write_text(good.replace('"viewer"', '"driver"'))
        until(lambda: allowed(eve, session), "the good change is in force", 20)


def changes_told(fleet: Fleet) -> int:
    """How often the broker has told of other rights."""
    return (fleet.root / "logs" / "broker.log").read_text().count("access_changed")


def line_of(text: str, word: str) -> int:
    return max(n for n, one in enumerate(text.splitlines(), 1) if word in one)


def told(fleet: Fleet, who: str) -> dict[str, dict[str, Any]]:
    """Denied publishes in the archived record of the hub: topic → body."""
    rows = fleet.rows("SELECT body FROM events WHERE machine = 'hub' AND kind = 'denied'")
    bodies = [json.loads(body) for (body,) in rows]
    return {
        body["topic"]: body for body in bodies if body["who"] == who and body["action"] == "publish"
    }


def started(fleet: Fleet, session: str) -> list[dict[str, Any]]:
    return fleet.sql(f"SELECT project FROM sessions WHERE session = '{session}'")


def ask(who: Person, project: str, session: str, verb: str, **fields: Any) -> str:
    seen = who.beat()
    return who.publish(verb, MACHINE, project, session, **{"seen": seen, **fields})


def code(who: Person, project: str, session: str, verb: str, **fields: Any) -> str:
    """What the machine answers: the code of a refusal, or nothing."""
    try:
        who.answer(MACHINE, ask(who, project, session, verb, **fields))
    except Refused as refused:
        return refused.code
    return ""


def answered(who: Person, asked: str) -> dict[str, Any]:
    """The final receipt that has come, from whomever."""
    who.pass_time(0.1)
    return who.receipts_so_far().get(asked, {})


def machine_in(fleet: Fleet, name: str, secret: str) -> Raw:
    made = Raw(fleet.port)
    assert made.login(name, f"machine:{name}", secret)[1] == 0
    return made
