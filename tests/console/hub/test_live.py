"""The gateway's own link: what it knows, what it publishes, and what it forgets."""

from __future__ import annotations

import signal
from collections.abc import Callable

from broker import hub_keys
from console.live import Live
from tests.broker.hub_processes import Hub
from tests.console.hub.documents import KEY, SESSION, TOPIC, now_us, question, state
from tests.waiting import until

INBOX = "fleet/hub/inbox/ana"


def test_the_snapshot_holds_sessions_machines_people_and_parts(
    hub: Hub, go_live: Callable[[], Live]
) -> None:
    machine = hub.machine()
    machine.publish(TOPIC, state(title="one").encode(), retain=True)
    live = go_live()
    found = live.snapshot()
    assert found.sessions[KEY].title == "one"
    assert found.access["ana"].subscribe["session.state"]
    assert {"broker", "steward"} <= found.parts.keys()
    beat = {"online": True, "since": 1, "beat": {"boot": 1, "incarnation": "abc"}}
    machine.publish("fleet/machine/build-01/presence", beat)
    until(lambda: "build-01" in live.snapshot().machines, "its presence")
    assert live.snapshot().machines["build-01"].online(now_us())
    machine.publish(TOPIC, state(title="two").encode(), retain=True)
    until(lambda: live.snapshot().sessions[KEY].title == "two", "the newer document")
    machine.publish(TOPIC, b"", retain=True)
    until(lambda: KEY not in live.snapshot().sessions, "a cleared document is forgotten")


def test_a_document_that_lies_about_whose_it_is_is_not_taken(
    hub: Hub, go_live: Callable[[], Live]
) -> None:
    live = go_live()
    machine = hub.machine()
    machine.publish(TOPIC, state(session="0123456789abce").encode(), retain=True)
    machine.publish(TOPIC, b'{"session": 1}', retain=True)
    other = TOPIC.replace(SESSION, "0123456789abcz")
    machine.publish(other, state(session="0123456789abcz").encode(), retain=True)
    until(lambda: len(live.snapshot().sessions) == 1, "the honest one")
    assert KEY not in live.snapshot().sessions


def test_health_names_each_part_and_nothing_of_sessions(
    hub: Hub, go_live: Callable[[], Live]
) -> None:
    said = go_live().snapshot().health()
    assert said["parts"]["broker"] == {"state": "ok"}
    assert said["parts"]["archiver"] == {"state": "away"} and not said["ok"]
    assert set(said) == {"ok", "at", "parts"}


def test_an_inbox_tells_what_waits_and_goes_with_its_person(
    hub: Hub, go_live: Callable[[], Live]
) -> None:
    live = go_live()
    ana = hub.client()
    ana.subscribe(INBOX, "fleet/hub/presence/gateway")
    until(lambda: ana.retained.get(INBOX, {}).get("n") == 0, "an empty inbox is told too")
    machine = hub.machine()
    asking = state(phase="waiting", questions=[question(1, 5).model_dump(exclude_none=True)])
    machine.publish(TOPIC, asking.encode(), retain=True)
    until(lambda: ana.retained[INBOX]["n"] == 1, "it waits", 3)
    assert ana.retained[INBOX]["waiting"][0]["session"] == SESSION
    machine.publish(TOPIC, state(phase="working").encode(), retain=True)
    until(lambda: ana.retained[INBOX]["n"] == 0, "answered", 3)
    told = ana.retained["fleet/hub/presence/gateway"]
    assert told["online"] and 0 < told["health"]["disk_free_mb"] <= told["health"]["disk_mb"]

    ana.admin("user.add", user="bob", password="bobs password")
    until(lambda: "bob" in live.snapshot().access, "bob is known", 3)
    until(lambda: '"bob"' in (hub.home.hub / "alerts" / "inboxes").read_text(), "has an inbox", 3)
    ana.admin("user.remove", user="bob")
    until(lambda: '"bob"' not in (hub.home.hub / "alerts" / "inboxes").read_text(), "gone", 5)
    watcher = hub.client("hub:gateway", hub_keys.secret(hub.home, "gateway"), client_id="look")
    watcher.subscribe("fleet/hub/access/+")
    until(lambda: "fleet/hub/access/ana" in watcher.retained, "told")
    assert "fleet/hub/access/bob" not in watcher.retained


def test_a_person_removed_while_the_gateway_was_down_loses_the_inbox(
    hub: Hub, go_live: Callable[[], Live]
) -> None:
    ana = hub.client()
    ana.admin("user.add", user="bob", password="bobs password")
    first = go_live()
    kept = hub.home.hub / "alerts" / "inboxes"
    until(lambda: kept.exists() and '"bob"' in kept.read_text(), "bob has an inbox")
    first.stop()
    ana.admin("user.remove", user="bob")
    go_live()
    until(lambda: '"bob"' not in kept.read_text(), "cleared after the start", 5)


def test_it_outlives_the_broker_and_publishes_again(hub: Hub, go_live: Callable[[], Live]) -> None:
    machine = hub.machine()
    machine.publish(TOPIC, state(title="kept").encode(), retain=True)
    live = go_live()
    hub.end("broker", signal.SIGKILL)
    until(lambda: not live.snapshot().connected, "the broker is gone", 15)
    assert live.snapshot().sessions, "what was known stays known meanwhile"
    assert live.snapshot().health()["parts"]["broker"] == {"state": "unknown"}
    hub.start("broker")
    until(lambda: live.snapshot().settled, "back", 20)
    ana = hub.client()
    ana.subscribe(INBOX, "fleet/hub/presence/gateway")
    until(lambda: ana.retained.get(INBOX), "its inbox again", 5)
    until(
        lambda: ana.retained.get("fleet/hub/presence/gateway", {}).get("online"), "its presence", 5
    )
