"""Requests over MQTT to real sessions: carried out now, once, by those who may, or refused."""

from __future__ import annotations

import os
import signal

import pytest

from edge_agent.daemon.requestlog import RequestLog
from schemas.wire import ids, topics
from schemas.wire.clock import Clock
from schemas.wire.strictjson import canon
from tests.edge_agent.daemon.rig import MACHINE, Steward, boot_ms, daemon
from tests.waiting import until

DRIVER = {"ana": {"-": ["view", "operate", "drive"]}}


@pytest.fixture
def served(hub, home, steward):
    """A daemon that has its policy and takes requests."""
    steward.publish(DRIVER)
    with daemon(home) as running:
        wait_taking(hub, home)
        yield running


def wait_taking(hub, home) -> None:
    """Until the daemon is subscribed: it answers a request that does not exist."""

    def answered() -> bool:
        told = hub.presence  # it may go away between two looks
        if not told.get("online"):
            return False
        asked = hub.ask("interrupt", session=ids.new_session(), seen=told["beat"])
        try:
            return hub.reply(asked, 1)["code"] == "no-such-session"
        except AssertionError:
            return False

    until(answered, "the daemon to take requests", 30)


def shown(session) -> bytes:
    return session.output()


def beat_of(hub) -> int:
    return hub.presence.get("beat", {}).get("boot", 0)


def adopted(hub, session) -> None:
    until(lambda: hub.document(session.id).get("phase") == "running", "the session's document")


def test_a_prompt_reaches_the_program_and_is_accepted(served, hub, start):
    session = start("/bin/cat")
    adopted(hub, session)
    receipt = hub.reply(hub.ask("prompt", session.id, text="hello from afar"))
    assert receipt["status"] == "accepted"
    until(lambda: b"hello from afar" in shown(session), "the echo")
    requests = session.bodies("request")
    assert [body["who"] for body in requests] == ["ana"]


def test_who_has_no_right_is_refused(served, hub, start):
    session = start("/bin/cat")
    adopted(hub, session)
    receipt = hub.reply(hub.ask("prompt", session.id, who="bob", text="x"))
    assert (receipt["status"], receipt["code"]) == ("rejected", "not-granted")
    assert not session.bodies("request")


def test_rights_go_by_the_recorded_project_and_not_by_the_topics(hub, home, steward, start):
    steward.publish({"ana": {"web": ["operate", "drive"]}}, {"web": "/srv/web"})
    with daemon(home):
        wait_taking(hub, home)
        session = start("/bin/cat")
        adopted(hub, session)
        receipt = hub.reply(hub.ask("prompt", session.id, project="web", text="x"))
        assert receipt["code"] == "no-such-session"
        receipt = hub.reply(hub.ask("prompt", session.id, project="-", text="x"))
        assert receipt["code"] == "not-granted"


def test_a_right_on_one_session_steers_that_one_alone(hub, home, steward, start):
    mine, other = start("/bin/cat"), start("/bin/cat")
    held = ["view", "operate", "drive"]
    steward.publish({"ana": {"-": ["view"]}}, sessions={"ana": {"-": {mine.id: held}}})
    with daemon(home):
        wait_taking(hub, home)
        adopted(hub, mine)
        adopted(hub, other)
        assert hub.reply(hub.ask("prompt", mine.id, text="x"))["status"] == "accepted"
        assert hub.reply(hub.ask("prompt", other.id, text="x"))["code"] == "not-granted"
        assert hub.reply(hub.ask("watch", other.id, lease=1))["status"] == "accepted"


def test_operate_alone_prompts_nothing_that_is_not_gated(hub, home, steward, start):
    steward.publish({"ana": {"-": ["view", "operate"]}})
    with daemon(home):
        wait_taking(hub, home)
        session = start("/bin/cat")
        adopted(hub, session)
        assert hub.reply(hub.ask("prompt", session.id, text="x"))["code"] == "not-granted"
        assert hub.reply(hub.ask("interrupt", session.id))["status"] == "accepted"


def test_a_request_repeated_a_hundred_times_across_reconnects_has_one_effect(
    served, hub, broker, start
):
    session = start("/bin/cat")
    adopted(hub, session)
    seen, request = hub.beat, ids.new_request()
    for round_ in range(100):
        hub.ask("prompt", session.id, id_=request, text="once only", seen=seen, ttl=300)
        if round_ % 25 == 24:
            hub.reply(request)
            broker.stop(signal.SIGKILL)
            broker.start()
            until(lambda: hub.link.ready, "the hub's link", 20)
    wait_taking(hub, served)
    hub.replies.clear()
    hub.ask("prompt", session.id, id_=request, text="once only", seen=seen, ttl=300)
    assert hub.reply(request)["status"] == "accepted"
    assert len(session.bodies("prompt")) == 1
    assert shown(session).count(b"once only") == 2  # typed, and cat's own


def test_a_known_id_gets_its_receipt_from_the_next_daemon_too(hub, home, steward, start):
    steward.publish(DRIVER)
    session = start("/bin/cat")
    with daemon(home):
        wait_taking(hub, home)
        adopted(hub, session)
        seen = hub.beat
        request = hub.ask("prompt", session.id, text="once", seen=seen)
        assert hub.reply(request)["status"] == "accepted"
    with daemon(home):
        until(lambda: hub.presence.get("beat") not in (None, seen), "the next daemon")
        wait_taking(hub, home)
        hub.replies.clear()
        hub.ask("prompt", session.id, id_=request, text="once", seen=seen)
        assert hub.reply(request)["status"] == "accepted"
        other = hub.ask("prompt", session.id, text="twice", seen=seen)
        assert hub.reply(other)["code"] == "stale"
    assert len(session.bodies("prompt")) == 1


def test_what_was_asked_while_the_daemon_stood_still_is_never_carried_out(served, hub, start):
    session = start("/bin/cat")
    adopted(hub, session)
    os.kill(served.pid, signal.SIGSTOP)
    asked = [hub.ask("prompt", session.id, text=f"late {n}", ttl=1) for n in range(20)]
    begun = boot_ms()
    until(lambda: boot_ms() - begun > 6_000, "6 s of standing still")
    os.kill(served.pid, signal.SIGCONT)
    wait_taking(hub, served)
    for request in asked:
        assert all(r["status"] == "rejected" for r in hub.replies.get(request, ()))
    assert not session.bodies("prompt")


def test_after_a_jump_of_eight_hours_what_was_seen_before_counts_no_more(
    hub, home, steward, start, tmp_path
):
    steward.publish(DRIVER)
    shift = tmp_path / "shift"
    with daemon(home, shift):
        wait_taking(hub, home)
        session = start("/bin/cat")
        adopted(hub, session)
        seen = hub.beat
        shift.write_text(str(8 * 3600 * 1_000_000))
        until(lambda: beat_of(hub) > seen["boot"] + 8 * 3600 * 1000, "the beat after", 30)
        wait_taking(hub, home)
        request = hub.ask("prompt", session.id, text="hours late", seen=seen, ttl=300)
        assert hub.reply(request)["code"] == "too-late"
        assert not session.bodies("prompt")


def test_retained_and_malformed_requests_are_refused(served, hub, start):
    session = start("/bin/cat")
    adopted(hub, session)
    assert hub.reply(hub.ask("prompt", session.id))["code"] == "bad-field"
    assert hub.reply(hub.ask("prompt", session.id, text="x", more=1))["code"] == "bad-field"
    assert hub.reply(hub.ask("keys", session.id, text="x", seen={}))["code"] == "bad-field"
    topic = topics.build("do.request", u="ana", m=MACHINE, p="-", s=session.id, verb="prompt")
    for payload in (b"", b"{", b'{"id":"a","id":"b"}', b"\xff" * 100, b"[" * 5000, b'{"id":"A"}'):
        hub.publish(topic, payload)
    assert hub.reply(hub.ask("interrupt", session.id))["status"] == "accepted"


def test_no_policy_no_requests(hub, home, start):
    session = start("/bin/cat")
    with daemon(home):
        until(lambda: hub.presence.get("online"), "presence")
        adopted(hub, session)
        request = hub.ask("prompt", session.id, text="x")
        until(lambda: session.id in hub.sessions, "the record, which needs no policy")
        assert request not in hub.replies
        assert not session.bodies("prompt")


def test_a_policy_of_a_stranger_or_an_older_one_changes_nothing(hub, home, steward, served):
    pinned = (home.edge_keys / "hub.pub").read_text()
    stranger = Steward(hub, home)
    (home.edge_keys / "hub.pub").write_text(pinned)
    everything = {"bob": {"-": ["operate", "drive"]}}
    stranger.publish(everything)
    steward.publish(everything, version=1)
    receipt = hub.reply(hub.ask("start", who="bob", agent="terminal", argv=["/bin/true"]))
    assert receipt["code"] == "not-granted"


def test_start_from_afar_runs_in_the_projects_folder_and_once(hub, home, steward, tmp_path):
    web, other = tmp_path / "web", tmp_path / "other"
    web.mkdir()
    other.mkdir()
    steward.publish({"ana": {"web": ["operate", "drive"]}}, {"web": str(web)})
    with daemon(home):
        wait_taking(hub, home)
        given = {"project": "web", "agent": "terminal"}
        receipt = hub.reply(hub.ask("start", argv=["/bin/cat"], folder=str(other), **given))
        assert receipt["code"] == "not-granted"
        seen, request = hub.beat, ids.new_request()
        for _ in range(10):
            hub.ask("start", id_=request, seen=seen, argv=["/bin/cat"], **given)
        receipt = hub.reply(request)
        session = receipt["data"]["session"]
        until(lambda: hub.document(session).get("phase") == "running", "its document")
        assert hub.document(session)["folder"] == str(web)
        assert hub.document(session)["project"] == "web"
    with daemon(home):
        wait_taking(hub, home)
        hub.replies.clear()
        hub.ask("start", id_=request, seen=seen, argv=["/bin/cat"], **given)
        assert hub.reply(request)["data"]["session"] == session
        assert len(list(home.sessions.iterdir())) == 1
        stop = hub.ask("stop", session, project="web", grace=0)
        assert hub.reply(stop)["status"] == "accepted"


def test_the_owner_can_forbid_starting_from_afar(served, hub, home):
    (home.edge / "never.toml").write_text("remote_start = true\n")
    receipt = hub.reply(hub.ask("start", agent="terminal", argv=["/bin/true"], folder="/tmp"))
    assert receipt["code"] == "vetoed"
    assert not list(home.sessions.iterdir())


def test_watching_brings_the_screen_and_live_output_and_is_recorded(served, hub, start):
    session = start("/bin/cat")
    adopted(hub, session)
    until(lambda: hub.sessions.get(session.id), "its record")
    desk = session.desk()
    desk.attach()
    desk.type(b"before\r")
    until(lambda: shown(session).count(b"before") == 2, "the echo")
    output = [raw for raw in hub.events.get(session.id, ()) if b'"kind":"output"' in raw]
    assert output == []
    assert hub.reply(hub.ask("watch", session.id, lease=60))["status"] == "accepted"
    until(lambda: hub.screens.get(session.id), "a screen")
    until(lambda: hub.document(session.id).get("watchers") == ["ana"], "the watcher")
    desk.type(b"after\r")
    until(lambda: any(b"after" in raw for raw in hub.events[session.id]), "live output")
    assert hub.reply(hub.ask("watch", session.id, lease=0))["status"] == "accepted"
    until(lambda: session.bodies("watching"), "the record of watching")


def test_a_tab_that_closes_leaves_the_other_one_its_live_output(served, hub, start):
    session = start("/bin/cat")
    adopted(hub, session)
    for tab in ("tab-1", "tab-2"):
        asked = hub.ask("watch", session.id, lease=60, window=tab)
        assert hub.reply(asked)["status"] == "accepted"
    until(lambda: hub.document(session.id).get("watchers") == ["ana"], "the watcher")
    assert hub.reply(hub.ask("watch", session.id, lease=0, window="tab-1"))["status"] == "accepted"
    desk = session.desk()
    desk.attach()
    desk.type(b"still\r")
    until(lambda: any(b"still" in raw for raw in hub.events.get(session.id, ())), "live output")
    assert session.bodies("watching") == []
    assert hub.reply(hub.ask("watch", session.id, lease=0, window="tab-2"))["status"] == "accepted"
    until(lambda: session.bodies("watching"), "the record of watching")


def test_history_gives_what_the_machine_keeps_in_pages(served, hub, start):
    session = start("/bin/sh", "-c", "seq 1 20000")
    session.ended()
    until(lambda: hub.document(session.id).get("phase") == "ended", "the last document")
    request = hub.ask("history", session.id, source="machine")
    receipt = hub.reply(request)
    pages = [r for r in hub.replies[request] if not r["final"]]
    lines = [line for page in pages for line in page["data"]["lines"]]
    assert lines == [
        {name: line[name] for name in ("seq", "at", "kind", "body")} for line in session.lines()
    ]
    assert receipt["data"]["to"] == len(lines) and pages[-1]["data"]["last"]
    until(lambda: hub.archived(session.id).count(b"\n") == len(lines), "the archive")
    rest = hub.ask("history", session.id, last=5)
    assert hub.reply(rest)["data"]["source"] == "machine"
    assert not [r for r in hub.replies[rest] if not r["final"]], "the archive has all of it"


def test_a_lock_and_an_expired_policy_refuse(hub, home, steward, start):
    lock = {"scope": "user", "user": "ana", "reason": "on leave", "who": "eve"}
    steward.publish(DRIVER, locks=[lock])
    session = start("/bin/cat")
    with daemon(home):
        wait_taking(hub, home)
        adopted(hub, session)
        assert hub.reply(hub.ask("prompt", session.id, text="x"))["code"] == "locked"
        steward.publish(DRIVER, fresh_until=1)
        until(
            lambda: hub.reply(hub.ask("prompt", session.id, text="x"))["code"] == "no-policy",
            "the policy's end",
        )
        assert not session.bodies("prompt")


def test_bare_json_of_any_shape_gets_no_second_answer(served, hub):
    topic = topics.build("do.request", u="ana", m=MACHINE, p="-", s="-", verb="start")
    request = ids.new_request()
    for value in ({"id": request, "seen": 3}, {"id": request, "argv": 1}):
        hub.publish(topic, canon(value))
    until(lambda: len(hub.replies.get(request, ())) == 2, "two receipts")
    assert {r["status"] for r in hub.replies[request]} == {"rejected"}


def test_after_a_crash_a_start_is_accepted_where_a_session_names_it_and_else_unknown(
    hub, home, steward, start
):
    steward.publish(DRIVER)
    log = RequestLog(home.edge / "requests.jsonl", Clock())
    for request in ("came-so-far", "nobody-knows"):
        log.begin("ana", request, "start")
    log.close()
    session = start("/bin/cat", who="ana", request="came-so-far")
    with daemon(home):
        wait_taking(hub, home)
        given = {"agent": "terminal", "argv": ["/bin/cat"], "folder": "/tmp"}

        def receipt(request: str) -> dict:
            def answered() -> dict | None:
                hub.ask("start", id_=request, **given)
                try:
                    return hub.reply(request, 0.5)
                except AssertionError:
                    return None

            return until(answered, "its receipt", 20)

        assert receipt("came-so-far")["data"]["session"] == session.id
        assert receipt("nobody-knows")["code"] == "unknown-outcome"
        assert [path.name for path in home.sessions.iterdir()] == [session.id]
