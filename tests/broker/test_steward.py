"""The steward as a real process beside a real broker: what machines and people get from it."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broker import credentials, hub_keys
from broker.access import document, edit
from schemas.documents.access import Access, Held
from schemas.documents.policy import verify
from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon
from tests.broker.hub_processes import OWNER, PASSWORD, Client, Hub, digest, new_secret
from tests.waiting import until

POLICY = "fleet/policy/build-01"
SESSION = "0123456789abcd"
STATE = f"fleet/session/build-01/web/{SESSION}/state"


@pytest.fixture
def hub(short_dir: Path) -> Iterator[Hub]:
    made = Hub(short_dir / "h")
    try:
        made.start("broker")
        made.start("broker.steward")
        yield made
    finally:
        made.stop()


def policy_of(payload: dict[str, Any], public: str) -> dict[str, Any]:
    """The policy, after its signature was checked as a machine checks it."""
    return verify(canon(payload), public, "build-01").value()


def test_a_machine_gets_a_signed_policy_and_a_newer_one_when_rights_change(hub: Hub) -> None:
    public = hub_keys.policy_public(hub.home)
    machine = hub.machine()
    machine.subscribe(POLICY)
    first = policy_of(until(lambda: machine.retained.get(POLICY), "a policy"), public)
    assert first["machine"] == "build-01"
    assert first["projects"] == {"web": "/srv/web"}
    assert set(first["grants"]) == {"ana"}
    assert set(first["grants"]["ana"]) == {"web", "-"}
    assert "drive" in first["grants"]["ana"]["web"]
    assert first["version"] <= time.time_ns() // 1000 < first["fresh_until"]
    with edit.changing(hub.home.access) as edited:
        edit.add_user(edited, "bob")
        edit.add_grant(edited, ["bob"], "viewer", ["*"], ["web"])
    until(lambda: "bob" in machine.retained[POLICY]["policy"]["grants"], "bob in it", 2)
    second = policy_of(machine.retained[POLICY], public)
    assert second["grants"]["bob"] == {"web": ["view"]}
    assert second["version"] > first["version"]


def test_a_daemon_that_started_anew_gets_its_policy_again(hub: Hub) -> None:
    machine = hub.machine()
    machine.subscribe(POLICY)
    before = until(lambda: machine.retained.get(POLICY), "a policy")["policy"]["version"]
    beat = {"online": True, "since": 1, "beat": {"boot": 1, "incarnation": "abc"}}
    machine.publish("fleet/machine/build-01/presence", beat, retain=True)
    until(lambda: machine.retained[POLICY]["policy"]["version"] > before, "again")
    again = machine.retained[POLICY]["policy"]["version"]
    beat["beat"] = {"boot": 10_001, "incarnation": "abc"}
    machine.publish("fleet/machine/build-01/presence", beat, retain=True)
    hub.client().admin("user.list")  # the steward has read the beat by then
    assert machine.retained[POLICY]["policy"]["version"] == again


def test_everybody_is_told_what_they_hold_and_nobody_else_is(hub: Hub) -> None:
    ana = hub.client()
    assert ana.admin("user.add", user="bob", password="bobs password")["status"] == "accepted"
    said = ana.admin("grant.add", to=["bob"], role="viewer", machines=["*"], projects=["web"])
    assert said["status"] == "accepted"
    until(lambda: "bob" in hub.home.access.read_text(), "written")
    until(lambda: _logs_in(hub, "bob", "bobs password"), "bob may log in", 3)
    bob = hub.client("bob", "bobs password")
    bob.subscribe("fleet/hub/access/+")
    until(lambda: bob.retained.get("fleet/hub/access/bob", {}).get("held"), "told")
    told = Access.of(bob.retained["fleet/hub/access/bob"])
    assert set(bob.retained) == {"fleet/hub/access/bob"}
    assert told.subscribe["session.state"] == ["fleet/session/build-01/web/+/state"]
    assert told.publish == {
        "do.watch": ["fleet/do/bob/build-01/web/+/watch"],
        "do.history": ["fleet/do/bob/build-01/web/+/history"],
        "do.diff": ["fleet/do/bob/build-01/web/+/diff"],
        "do.token": ["fleet/do/bob/hub/-/-/token"],
        "do.logins": ["fleet/do/bob/hub/-/-/logins"],
    }
    assert told.held == [Held(machine="build-01", project="web", rights=["view"])]


def _logs_in(hub: Hub, user: str, password: str) -> bool:
    client = Client(hub.port, user, password)
    try:
        return until(client.outcome, "CONNACK") == "Success"
    finally:
        client.close()


def test_a_removed_person_is_disconnected_and_the_document_cleared(hub: Hub) -> None:
    ana = hub.client()
    ana.admin("user.add", user="bob", password="bobs password")
    until(lambda: _logs_in(hub, "bob", "bobs password"), "bob may log in", 3)
    bob = hub.client("bob", "bobs password")
    watcher = hub.client("hub:gateway", hub_keys.secret(hub.home, "gateway"))
    watcher.subscribe("fleet/hub/access/+")
    until(lambda: "fleet/hub/access/bob" in watcher.retained, "told")
    assert ana.admin("user.remove", user="bob")["status"] == "accepted"
    until(lambda: bob.lost, "disconnected", 3)
    until(lambda: "fleet/hub/access/bob" not in watcher.retained, "cleared")
    assert not _logs_in(hub, "bob", "bobs password")
    assert "bob" not in credentials.load(hub.home).known


def test_a_token_that_was_minted_lets_in_with_the_rights_it_was_asked_for(hub: Hub) -> None:
    secret = new_secret()
    ana = hub.client()
    said = ana.ask("token", rights=["view"], lifetime=600, holder=digest(secret))
    assert said["status"] == "accepted", said
    token = said["data"]["token"]
    by_token = hub.client(OWNER, f"{token}.{secret}")
    by_token.subscribe("fleet/hub/access/ana")
    until(lambda: by_token.retained, "reads")
    assert not _logs_in(hub, OWNER, token)
    assert not _logs_in(hub, OWNER, f"{token}.{new_secret()}")
    # Neither another token nor anything else can be asked for with it.
    by_token.publish("fleet/do/ana/hub/-/-/token", {"id": "t2", "holder": digest(secret)})
    by_token.publish("fleet/do/ana/hub/-/-/admin", {"id": "t3", "command": "user.list"})
    ana.subscribe("fleet/reply/ana/hub/+")
    assert ana.admin("user.list")["status"] == "accepted"
    replies = {json.loads(ana.got.get_nowait().payload)["id"] for _ in range(ana.got.qsize())}
    assert not replies & {"t2", "t3"}


def _token(client: Client, name: str = "", **fields: Any) -> tuple[str, str]:
    """A new log-in: its id, and the password to connect with."""
    secret = new_secret()
    said = client.ask("token", holder=digest(secret), name=name, **fields)
    assert said["status"] == "accepted", said
    return said["data"]["id"], f"{said['data']['token']}.{secret}"


def _logins(client: Client) -> dict[str, str]:
    """Id and name of each log-in, as its person is told."""
    said = client.ask("logins")
    assert said["status"] == "accepted", said
    return {login["id"]: login["name"] for login in said["data"]["logins"]}


def test_a_log_in_that_is_ended_is_cut_and_refused_within_a_second(hub: Hub) -> None:
    ana = hub.client()
    first, first_password = _token(ana, "Chromium on Linux", rights=["view"])
    second, second_password = _token(ana, "a phone")
    by_first, by_second = hub.client(OWNER, first_password), hub.client(OWNER, second_password)
    # Also who may only look sees and ends the log-ins of the same person.
    assert _logins(by_first) == {first: "Chromium on Linux", second: "a phone"}
    said = by_first.ask("logins", do="void", token=second)
    assert (said["status"], said["data"]) == ("accepted", {"ended": [second]})
    ended = time.monotonic()
    until(lambda: by_second.lost, "the connection is cut", 1.0)
    assert not _logs_in(hub, OWNER, second_password)
    assert time.monotonic() - ended < 2  # a refusal takes half a second on purpose
    assert not by_first.lost and set(_logins(by_first)) == {first}
    assert by_first.ask("logins", do="void", token=second)["code"] == "nothing-changed"


def test_nobody_ends_somebody_elses_log_in(hub: Hub) -> None:
    ana = hub.client()
    assert ana.admin("user.add", user="bob", password="bobs password")["status"] == "accepted"
    until(lambda: _logs_in(hub, "bob", "bobs password"), "bob may log in", 3)
    bob = hub.client("bob", "bobs password")
    mine, password = _token(ana)
    _token(bob)
    assert bob.ask("logins", do="void", token=mine)["code"] == "nothing-changed"
    assert bob.ask("logins", do="void", all=True)["status"] == "accepted"
    assert _logs_in(hub, OWNER, password) and set(_logins(ana)) == {mine}


def test_log_ins_outlive_a_kill_of_the_steward_and_ended_ones_do_not_come_back(hub: Hub) -> None:
    ana = hub.client()
    kept, kept_password = _token(ana, "kept")
    gone, gone_password = _token(ana, "gone")
    assert ana.ask("logins", do="void", token=gone)["status"] == "accepted"
    for part in ("broker.steward", "broker"):
        hub.end(part, signal.SIGKILL)
    hub.start("broker")
    hub.start("broker.steward")
    assert (hub.home.hub / "logins.json").stat().st_mode & 0o777 == 0o600
    assert _logs_in(hub, OWNER, kept_password)
    assert not _logs_in(hub, OWNER, gone_password)
    assert _logins(hub.client()) == {kept: "kept"}


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "void"},
        {"do": "void", "all": False},
        {"do": "void", "all": True, "token": "abc"},
        {"do": "list", "all": True},
        {"token": "abc"},
        {"do": "forget"},
    ],
)
def test_log_ins_are_not_ended_by_what_is_half_said(fields: dict[str, Any], running: Hub) -> None:
    said = running.client().ask("logins", **fields)
    assert (said["status"], said["code"]) == ("rejected", "bad-field")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "bad-field"),
        ({"holder": "0" * 63}, "bad-field"),
        ({"holder": "0" * 64, "rights": ["fly"]}, "bad-field"),
        ({"holder": "0" * 64, "lifetime": 1}, "bad-field"),
        ({"holder": "0" * 64, "device": "phone"}, "bad-field"),
        ({"holder": "0" * 64, "surprise": 1}, "bad-field"),
    ],
)
def test_a_token_is_not_minted_for_what_makes_no_sense(
    fields: dict[str, Any], code: str, running: Hub
) -> None:
    said = running.client().ask("token", **fields)
    assert (said["status"], said["code"]) == ("rejected", code)
    assert "data" not in said


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """One hub for tests that change nothing which another one looks at."""
    made = Hub(tmp_path_factory.mktemp("hub") / "h")
    try:
        made.start("broker")
        made.start("broker.steward")
        yield made
    finally:
        made.stop()


@pytest.mark.parametrize(
    ("command", "arguments", "code"),
    [
        ("fly", {}, "bad-field"),
        ("user.add", {}, "bad-field"),
        ("user.add", {"user": "Bob"}, "bad-id"),
        ("user.add", {"user": "ana"}, "nothing-changed"),
        ("user.add", {"user": "bob", "password": "short"}, "bad-field"),
        ("user.add", {"user": "steward"}, "bad-field"),
        ("user.remove", {"user": "ana"}, "bad-field"),
        ("user.remove", {"user": "eve"}, "nothing-changed"),
        ("user.password", {"user": "eve", "password": "long enough"}, "bad-field"),
        ("grant.add", {"to": ["ana"], "role": "viewer", "machines": ["*"]}, "bad-field"),
        (
            "grant.add",
            {
                "to": ["ana"],
                "role": "viewer",
                "machines": ["*"],
                "projects": ["*"],
                "until": "tomorrow",
            },
            "bad-field",
        ),
        (
            "grant.remove",
            {"to": ["ana"], "role": "admin", "machines": ["*"], "projects": ["*", "-"]},
            "not-granted",
        ),
        ("machine.add", {"machine": "lab"}, "bad-field"),
        ("machine.add", {"machine": "hub", "digest": "0" * 64}, "bad-field"),
        ("machine.projects", {"machine": "build-01", "projects": {"x": "y"}}, "bad-field"),
        ("machine.projects", {"machine": "build-01", "projects": {"x": 1}}, "bad-field"),
        ("machine.secret", {"machine": "lab", "digest": "0" * 64}, "no-such-machine"),
        ("device.add", {"user": "eve", "device": "x", "digest": "0" * 64}, "bad-field"),
    ],
)
def test_a_command_that_makes_no_sense_changes_nothing(
    command: str, arguments: dict[str, Any], code: str, running: Hub
) -> None:
    files = (running.home.access, credentials.path(running.home))
    before = [file.read_bytes() for file in files]
    said = running.client().admin(command, **arguments)
    assert (said["status"], said.get("code")) == ("rejected", code), said
    assert said["reason"]
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"[]",
        b'{"id":"r1","id":"r1"}',
        b'{"id":"R1"}',
        b"\xff",
        b"{" * 5000,
        b"x" * 65536,
    ],
)
@pytest.mark.parametrize("verb", ["token", "admin"])
def test_malformed_requests_are_survived(verb: str, payload: bytes, running: Hub) -> None:
    ana = running.client()
    ana.publish(f"fleet/do/ana/hub/-/-/{verb}", payload)
    assert ana.admin("user.list")["status"] == "accepted"
    assert running.processes["broker.steward"].poll() is None


def test_a_request_that_is_asked_twice_is_answered_twice_and_carried_out_once(hub: Hub) -> None:
    ana = hub.client()
    asked = {"command": "user.add", "arguments": {"user": "bob"}}
    first = ana.ask("admin", "r1", **asked)
    again = ana.ask("admin", "r1", **asked)
    assert first["status"] == "accepted"
    assert again == first


def test_somebody_who_may_not_administer_is_not_answered_and_changes_nothing(hub: Hub) -> None:
    ana = hub.client()
    ana.admin("user.add", user="bob", password="bobs password")
    ana.admin("grant.add", to=["bob"], role="admin", machines=["build-*"], projects=["*", "-"])
    until(lambda: _logs_in(hub, "bob", "bobs password"), "bob may log in", 3)
    before = hub.home.access.read_bytes()
    bob = hub.client("bob", "bobs password")
    bob.subscribe("fleet/reply/bob/hub/+")
    asked = {"id": "r1", "command": "user.add", "arguments": {"user": "eve"}}
    bob.publish("fleet/do/bob/hub/-/-/admin", asked)
    bob.publish("fleet/do/ana/hub/-/-/admin", asked)
    assert bob.ask("token", holder="0" * 64)["status"] == "accepted"
    assert bob.got.empty()
    assert hub.home.access.read_bytes() == before


def test_the_steward_asks_the_file_itself_before_it_obeys(hub: Hub) -> None:
    """As if the broker were wrong: the request arrives although bob has no right."""
    from broker.steward.steward import Steward
    from schemas.wire import verbs

    with edit.changing(hub.home.access) as edited:
        edit.add_user(edited, "bob")
    hub.end("broker.steward")
    steward = Steward(hub.home)
    try:
        request = verbs.check("admin", {"id": "r1", "command": "user.list"})
        assert steward._act("ana", request)["rows"]
        with pytest.raises(Refused) as refused:
            steward._act("bob", request)
        assert refused.value.code == "not-granted"
    finally:
        steward.close()


def test_people_devices_grants_and_machines_come_and_go_by_admin(hub: Hub) -> None:
    ana = hub.client()
    secret, key = new_secret(), new_secret()

    def do(command: str, **arguments: Any) -> dict[str, Any]:
        said = ana.admin(command, **arguments)
        assert said["status"] == "accepted", (command, said)
        data: dict[str, Any] = said["data"]
        return data

    do("user.add", user="bob", groups=["web"])
    do("group.add", group="leads", user="bob")
    do("group.remove", group="web", user="bob")
    do("user.password", user="bob", password="bobs password")
    do("device.add", user="bob", device="phone", may=["view"], digest=digest(key))
    grant = {
        "to": ["group:leads"],
        "role": "operator",
        "machines": ["lab"],
        "projects": ["*"],
        "until": "2100-01-01T00:00:00+00:00",
    }
    do("grant.add", **grant)
    do("machine.add", machine="lab", projects={"api": "/srv/api"}, digest=digest(secret))
    do("machine.projects", machine="lab", projects={"api": "/srv/api", "ops": "/ops"})
    rows = {row["user"]: row for row in do("user.list")["rows"]}
    assert rows["bob"] == {
        "user": "bob",
        "groups": ["leads"],
        "password": True,
        "devices": ["phone"],
        "may": {"phone": ["view"]},
        "until": {},
    }
    assert grant in do("grant.list")["rows"]
    assert {"machine": "lab", "projects": {"api": "/srv/api", "ops": "/ops"}, "secret": True} in do(
        "machine.list"
    )["rows"]
    until(lambda: _logs_in(hub, "machine:lab", secret), "the machine gets in", 3)
    assert _logs_in(hub, "bob.phone", key)
    do("device.remove", user="bob", device="phone")
    do("grant.remove", **grant)
    do("machine.remove", machine="lab")
    do("user.remove", user="bob")
    until(lambda: not _logs_in(hub, "machine:lab", secret), "the machine stays out", 3)
    found = document.read(hub.home.access.read_bytes())
    assert (set(found.users), set(found.machines), len(found.grants)) == ({"ana"}, {"build-01"}, 1)
    everything = hub.said("broker.steward") + hub.said("broker")
    for hidden in (secret, key, "bobs password", PASSWORD):
        assert hidden not in everything


def test_what_a_removed_machine_had_published_is_cleared(hub: Hub) -> None:
    ana = hub.client()
    secret = new_secret()
    ana.admin("machine.add", machine="lab", digest=digest(secret), projects={"web": "/w"})
    until(lambda: _logs_in(hub, "machine:lab", secret), "the machine gets in", 3)
    lab = hub.client("machine:lab", secret)
    state = STATE.replace("build-01", "lab")
    for topic in ("fleet/machine/lab/presence", "fleet/machine/lab/info", state):
        lab.publish(topic, {"n": 1}, retain=True)
    own = hub.machine()
    own.publish(STATE, {"n": 1}, retain=True)
    ana.subscribe("fleet/machine/+/+", "fleet/session/+/+/+/state")
    until(lambda: len(ana.retained) == 4, "all are there")
    ana.admin("machine.remove", machine="lab")
    until(lambda: lab.lost, "disconnected", 3)
    until(lambda: set(ana.retained) == {STATE}, "cleared", 8)


def test_what_a_removed_project_had_published_is_cleared(hub: Hub) -> None:
    machine = hub.machine()
    machine.publish(STATE, {"n": 1}, retain=True)
    none = STATE.replace("/web/", "/-/")
    machine.publish(none, {"n": 1}, retain=True)
    ana = hub.client()
    ana.subscribe("fleet/session/+/+/+/state")
    until(lambda: set(ana.retained) == {STATE, none}, "both are there")
    ana.admin("machine.projects", machine="build-01", projects={"api": "/srv/api"})
    until(lambda: set(ana.retained) == {none}, "cleared", 8)


def test_a_broken_file_keeps_the_policy_and_is_told_without_a_quote(hub: Hub) -> None:
    machine, ana = hub.machine(), hub.client()
    machine.subscribe(POLICY)
    before = until(lambda: machine.retained.get(POLICY), "a policy")
    ana.subscribe("fleet/hub/presence/steward")
    presence = "fleet/hub/presence/steward"
    until(lambda: ana.retained.get(presence, {}).get("health") == {"state": "ok"}, "well")
    good = hub.home.access.read_text()
    hub.home.access.write_text(good + "[users.secretname\n")
    until(lambda: "not valid" in ana.retained[presence]["health"].get("why", ""), "told", 3)
    assert "secretname" not in ana.retained[presence]["health"]["why"]
    line = good.count("\n") + 1
    assert re.search(rf"access\.toml line {line}: ", hub.said("broker.steward"))
    until(lambda: f"line {line}" in hub.said("broker"), "the broker tells it too", 3)
    said = ana.admin("user.add", user="bob")
    assert said["code"] == "bad-config"
    assert machine.retained[POLICY] == before
    hub.home.access.write_text(good)
    until(lambda: ana.retained[presence]["health"] == {"state": "ok"}, "well again", 3)


def test_versions_grow_over_a_kill_and_what_went_meanwhile_is_cleared(hub: Hub) -> None:
    ana = hub.client()
    ana.admin("user.add", user="bob")
    machine = hub.machine()
    machine.subscribe(POLICY)
    before = until(lambda: machine.retained.get(POLICY), "a policy")["policy"]["version"]
    watcher = hub.client("hub:gateway", hub_keys.secret(hub.home, "gateway"))
    watcher.subscribe("fleet/hub/access/+")
    until(lambda: "fleet/hub/access/bob" in watcher.retained, "told")
    hub.end("broker.steward", signal.SIGKILL)
    with edit.changing(hub.home.access) as edited:
        edit.remove_user(edited, "bob")
    hub.start("broker.steward")
    until(lambda: "fleet/hub/access/bob" not in watcher.retained, "cleared")
    until(lambda: machine.retained[POLICY]["policy"]["version"] > before, "newer")


def test_after_the_broker_was_killed_everything_is_published_again(hub: Hub) -> None:
    hub.end("broker", signal.SIGKILL)
    for file in hub.home.retained.iterdir():
        file.unlink()
    hub.start("broker")
    machine = hub.machine()
    machine.subscribe(POLICY)
    until(lambda: machine.retained.get(POLICY), "a policy", 20)


def test_presence_says_gone_after_a_kill_and_after_a_stop(hub: Hub) -> None:
    ana = hub.client()
    presence = "fleet/hub/presence/steward"
    ana.subscribe(presence)
    until(lambda: ana.retained.get(presence, {}).get("online") is True, "here")
    hub.end("broker.steward", signal.SIGKILL)
    until(lambda: ana.retained[presence]["online"] is False, "gone by its will")
    hub.start("broker.steward")
    until(lambda: ana.retained[presence]["online"] is True, "here again")
    assert hub.end("broker.steward") == 0
    until(lambda: ana.retained[presence]["online"] is False, "gone by its word")


def test_guardrails_travel_in_order_and_broken_ones_stop_a_start(hub: Hub) -> None:
    machine = hub.machine()
    machine.subscribe(POLICY)
    rules = hub.home.hub / "rules.toml"
    rules.write_text(
        '[[rules]]\nname="b"\nkind="command"\nmatch=["git push *"]\ndecide="ask"\n'
        'ask={group="leads", count=1}\n'
        '[[rules]]\nname="a"\nkind="command"\nmatch=["git status"]\ndecide="allow"\n'
    )
    until(lambda: machine.retained.get(POLICY, {}).get("policy", {}).get("guardrails"), "there", 3)
    sent = machine.retained[POLICY]["policy"]["guardrails"]
    assert [rule["name"] for rule in sent] == ["b", "a"]
    rules.write_text(rules.read_text() + '[[rules]]\nname="c"\nkind="comand"\n')
    until(lambda: "rules.toml line 14" in hub.said("broker.steward"), "told", 3)
    assert machine.retained[POLICY]["policy"]["guardrails"] == sent
    hub.end("broker.steward")
    process = hub.spawn("broker.steward")
    assert process.wait(10) == 1
    assert "error: " in hub.said("broker.steward").splitlines()[-1]


def test_a_second_steward_does_not_start(hub: Hub) -> None:
    first = hub.processes["broker.steward"]
    second = hub.spawn("broker.steward")
    assert second.wait(10) == 75
    second.communicate()
    hub.processes["broker.steward"] = first
    assert "error: " in hub.said("broker.steward")


def test_a_retained_request_is_refused_by_the_broker(hub: Hub) -> None:
    ana = hub.client()
    ana.subscribe("fleet/reply/ana/hub/+")
    asked = {"id": "r1", "command": "user.add", "arguments": {"user": "bob"}}
    ana.publish("fleet/do/ana/hub/-/-/admin", asked, retain=True)
    assert ana.admin("user.list")["status"] == "accepted"
    assert "bob" not in document.read(hub.home.access.read_bytes()).users
