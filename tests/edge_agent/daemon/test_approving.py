"""Answers on their way to a host: who may, what travels with them, answers by the bare id."""

from __future__ import annotations

import subprocess

import pytest

from schemas.wire import topics
from tests.edge_agent.daemon.rig import daemon
from tests.edge_agent.daemon.scripted_host import scripted
from tests.edge_agent.daemon.test_requests import wait_taking
from tests.schemas.examples import DIGEST
from tests.waiting import until

GRANTS = {
    "ana": {"-": ["view", "approve"]},
    "eve": {"-": ["view", "operate", "drive"]},
    "kim": {"-": ["view", "approve", "operate"]},
}
GROUPS = {"ana": ["leads", "platform"]}
APPROVAL = "7kq2m9x4"


@pytest.fixture
def asked(hub, home, steward):
    """A daemon with a policy, and a gated session that asks for APPROVAL."""
    steward.publish(GRANTS, groups=GROUPS)
    with scripted(home) as host:
        host.shows(APPROVAL)
        with daemon(home):
            wait_taking(hub, home)
            until(lambda: hub.document(host.id).get("questions"), "the question")
            yield host


def pub(broker, decide: str, payload: bytes, *more: str) -> None:
    """As any program does it; our own client would not send most of this."""
    at = ["-h", "127.0.0.1", "-p", str(broker.port), "-t", f"fleet/do/ana/{decide}", "-q", "1"]
    subprocess.run(["mosquitto_pub", *at, *more, "-s"], input=payload, check=True, timeout=30)


def say(hub, decide: str, payload: bytes, who: str = "ana") -> None:
    hub.publish(topics.build(f"do.{decide}", u=who), payload)


def answer(hub, host, who: str = "ana", **fields) -> dict:
    given = {"approval": APPROVAL, "digest": DIGEST, "decide": "allow", **fields}
    return hub.reply(hub.ask("answer", host.id, who=who, **given))


def test_an_answer_brings_the_rights_and_groups_of_who_answers(asked, hub):
    assert answer(hub, asked)["status"] == "accepted"
    frame = asked.wait("request")
    assert (frame["who"], frame["rights"]) == ("ana", ["approve", "view"])
    assert frame["groups"] == ["leads", "platform"]
    assert "bare" not in frame and frame["fields"]["digest"] == DIGEST
    assert answer(hub, asked, "kim")["status"] == "accepted"
    assert asked.wait("request", 2)["groups"] == []


def test_who_may_drive_but_not_approve_answers_nothing(asked, hub):
    assert answer(hub, asked, "eve")["code"] == "not-granted"
    say(hub, "allow", APPROVAL.encode(), "eve")
    assert hub.reply(f"allow-{APPROVAL}")["code"] == "not-granted"
    assert asked.told("request") == []


def test_an_edit_takes_the_right_to_operate_too(asked, hub):
    edit = {"command": "git push --dry-run"}
    assert answer(hub, asked, edit=edit)["code"] == "not-granted"
    assert asked.told("request") == []
    assert answer(hub, asked, "kim", edit=edit)["status"] == "accepted"


@pytest.mark.parametrize("decide", ["allow", "deny"])
def test_a_bare_id_becomes_an_answer_and_a_repeat_gets_the_same_receipt(asked, hub, decide):
    say(hub, decide, APPROVAL.encode() + b"\n")
    receipt = hub.reply(f"{decide}-{APPROVAL}")
    assert receipt["status"] == "accepted"
    frame = asked.wait("request")
    assert frame["bare"] is True
    assert (frame["verb"], frame["who"], frame["id"]) == ("answer", "ana", f"{decide}-{APPROVAL}")
    assert frame["fields"] == {"approval": APPROVAL, "decide": decide}
    assert frame["groups"] == ["leads", "platform"]
    say(hub, decide, APPROVAL.encode())
    until(lambda: len(hub.replies[f"{decide}-{APPROVAL}"]) == 2, "the same receipt again")
    assert hub.replies[f"{decide}-{APPROVAL}"][1] == receipt
    assert len(asked.told("request")) == 1


def test_an_id_that_nobody_here_has_asked_for_is_passed_over_without_a_word(asked, hub, broker):
    for payload in (b"zzzzzzzz", b"\0", b"{}", b"\xff" * 8, APPROVAL.encode() * 9, b"A" * 64, b"*"):
        pub(broker, "allow", payload)
    pub(broker, "deny", APPROVAL.encode())
    # What came before on the same connection has been looked at by now.
    assert hub.reply(f"deny-{APPROVAL}")["status"] == "accepted"
    assert [f["fields"]["decide"] for f in asked.told("request")] == ["deny"]
    assert [r for r in hub.replies if r.startswith("allow-")] == []


def test_a_retained_bare_id_is_refused(hub, home, steward, broker):
    with scripted(home) as host:
        host.shows(APPROVAL)
        with daemon(home):
            until(lambda: hub.document(host.id).get("questions"), "the question")
            pub(broker, "allow", APPROVAL.encode(), "-r")
            # Only now does the daemon subscribe, and finds it.
            steward.publish(GRANTS)
            assert hub.reply(f"allow-{APPROVAL}", 30)["code"] == "retained"
            assert host.told("request") == []


def test_who_comes_after_the_decision_is_sent_on_to_hear_of_it(asked, hub):
    asked.shows()
    until(lambda: not hub.document(asked.id).get("questions"), "no question any more")
    say(hub, "allow", APPROVAL.encode())
    assert asked.wait("request")["fields"]["approval"] == APPROVAL


def test_under_a_lock_no_answer_passes_and_after_it_the_same_one_does(asked, hub, steward):
    lock = {"scope": "session", "session": asked.id, "reason": "wait", "who": "eve"}
    hints = len(asked.told("policy"))
    steward.publish(GRANTS, groups=GROUPS, locks=[lock])
    asked.wait("policy", hints + 1)
    assert answer(hub, asked)["code"] == "locked"
    say(hub, "allow", APPROVAL.encode())
    assert hub.reply(f"allow-{APPROVAL}")["code"] == "locked"
    assert asked.told("request") == []
    steward.publish(GRANTS, groups=GROUPS)
    asked.wait("policy", hints + 2)
    hub.replies.clear()
    say(hub, "allow", APPROVAL.encode())
    assert hub.reply(f"allow-{APPROVAL}")["status"] == "accepted"


def test_a_host_that_is_found_again_hears_of_the_policy_and_one_without_a_gate_does_not(
    hub, home, steward
):
    steward.publish(GRANTS)
    with scripted(home) as gated, scripted(home, gate="not gated") as free:
        with daemon(home):
            gated.wait("policy")
            wait_taking(hub, home)
            before = len(gated.told("policy"))
        with daemon(home):
            gated.wait("policy", before + 1)
            free.wait("hello", 2)
        assert free.told("policy") == []


def test_an_answer_under_way_while_the_daemon_died_is_the_hosts_own_to_know(hub, home, steward):
    """The next daemon has forgotten it; the same id reaches the host, which knows it."""
    steward.publish(GRANTS)
    with scripted(home) as host:
        host.answering = False
        host.shows(APPROVAL)
        for run in (1, 2):
            with daemon(home):
                wait_taking(hub, home)
                until(lambda: hub.document(host.id).get("questions"), "the question")
                say(hub, "allow", APPROVAL.encode())
                host.wait("request", run)
        first, second = host.told("request")[:2]
        assert first["id"] == second["id"] == f"allow-{APPROVAL}"
