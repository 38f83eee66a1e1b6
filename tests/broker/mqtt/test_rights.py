"""Rights hold at every point, and a change of them reaches what is live within a second."""

from __future__ import annotations

import time

import pytest

from broker.mqtt.limits import ClientLimits
from tests.broker import raw
from tests.broker.rig import Rig, Rights
from tests.waiting import until


def revoke(hub: Rig, name: str, **rights: list[str]) -> float:
    """Change the rights on the broker's loop; returns when that was."""
    hub.authority.rights[name] = Rights(**rights)
    hub.authority.changed()
    return time.monotonic()


def test_a_denied_publish_is_acknowledged_dropped_and_recorded(hub: Rig) -> None:
    hub.authority.rights["bob"] = Rights(publish=["b/#"])
    watcher = hub.client("ana")
    watcher.subscribe("#")
    bob = hub.client("bob")
    bob.publish("a/x")
    bob.publish("b/x", b"allowed")
    assert raw.payloads(watcher.messages(1)) == [b"allowed"]
    assert hub.told("denied") == [("bob", "bob", "publish", "a/x", "not-granted")]


def test_retaining_is_a_right_of_its_own(hub: Rig) -> None:
    hub.authority.rights["bob"] = Rights(retain=["state/#"])
    bob = hub.client("bob")
    bob.publish("do/bob/x", retain=True)
    bob.publish("state/x", b"kept", retain=True)
    ana = hub.client("ana")
    ana.subscribe("#")
    assert [m.topic for m in ana.messages(1)] == ["state/x"]
    assert ana.ping() == []
    assert hub.told("denied") == [("bob", "bob", "publish", "do/bob/x", "not-granted")]


def test_a_will_that_may_not_be_published_refuses_the_connection(hub: Rig) -> None:  # 17
    hub.authority.rights["bob"] = Rights(publish=["b/#"])
    ana = hub.client("ana")
    ana.subscribe("#")
    for topic in ("a/x", "$SYS/broker/fake"):
        bob = hub.raw()
        assert bob.login("bob", "bob", "bob-pw", will=(topic, b"", 0, True)) == (False, 5)
        bob.reset()
    assert ana.ping() == []
    assert [thing[3] for thing in hub.told("denied")] == ["a/x", "$SYS/broker/fake"]
    assert {thing[-1] for thing in hub.told("refused")} == {"will"}


def test_a_refused_will_displaces_nobody(hub: Rig) -> None:
    hub.authority.rights["bob"] = Rights(publish=["b/#"])
    first = hub.client("bob")
    assert hub.raw().login("bob", "bob", "bob-pw", will=("a/x", b"", 0, False))[1] == 5
    assert first.ping() == []


def test_a_will_is_judged_again_when_it_fires(hub: Rig) -> None:
    ana = hub.client("ana")
    ana.subscribe("#")
    bob = hub.client("bob", will=("a/x", b"", 0, False))
    revoke(hub, "bob", publish=["b/#"])
    bob.reset()
    until(lambda: hub.told("disconnected"), "bob is gone")
    until(lambda: hub.told("denied"), "his will is denied")
    assert hub.told("denied") == [("bob", "bob", "publish", "a/x", "will")]
    assert ana.ping() == []


def test_a_connect_delivers_nothing_that_was_not_subscribed(hub: Rig) -> None:  # 18
    ana = hub.client("ana")
    ana.subscribe("a/#")
    ana.publish("b/private", b"kept", retain=True)
    bob = hub.client("bob")
    assert bob.ping() == []


def test_retained_documents_and_queues_meet_the_right_to_receive(hub: Rig) -> None:  # 19
    hub.authority.rights["bob"] = Rights(receive=["b/+"])
    ana = hub.client("ana")
    for topic in ("b/x", "b/x/deep", "a/private"):
        ana.publish(topic, topic.encode(), retain=True)
    bob = hub.client("bob", clean=False)
    assert bob.subscribe("#") == [1]
    assert raw.payloads(bob.messages(1)) == [b"b/x"]
    assert bob.ping() == []
    bob.send(raw.DISCONNECT)
    assert bob.is_closed()
    for topic in ("b/y/deep", "b/y"):
        ana.publish(topic, topic.encode())
    back = hub.raw()
    assert back.login("bob", "bob", "bob-pw", clean=False) == (True, 0)
    assert raw.payloads(back.messages(1)) == [b"b/y"]
    assert back.ping() == []


def test_a_filter_that_is_not_granted_is_answered_with_0x80(hub: Rig) -> None:  # 20
    hub.authority.rights["bob"] = Rights(subscribe=["b/+"], receive=["b/+"])
    bob = hub.client("bob")
    assert bob.subscribe("b/+", "b/#", "#") == [1, 0x80, 0x80]
    assert [thing[3] for thing in hub.told("denied")] == ["b/#", "#"]


def test_an_authority_that_raises_says_no_and_costs_only_the_one(hub: Rig) -> None:  # 22
    bob = hub.client("bob")
    bob.subscribe("#")
    ana = hub.client("ana")
    ana.publish("a/raises")
    ana.publish("a/b", b"7")
    assert raw.payloads(bob.messages(1)) == [b"7"]


def test_a_revoked_right_to_receive_cuts_live_delivery_at_once(hub: Rig) -> None:
    bob = hub.client("bob")
    bob.subscribe(("#", 0))
    ana = hub.client("ana")
    ana.publish("a", b"1")
    assert raw.payloads(bob.messages(1)) == [b"1"]
    revoke(hub, "bob", receive=["b"])
    hub.run(lambda: None)
    ana.publish("a", b"2")
    ana.publish("b", b"3")
    assert raw.payloads(bob.messages(1)) == [b"3"]


def test_a_revoked_filter_is_taken_away(hub: Rig) -> None:
    bob = hub.client("bob")
    bob.subscribe("a/#", "b/#")
    revoke(hub, "bob", subscribe=["b/#"])
    key = ("user", "bob", "bob")
    until(
        lambda: hub.run(lambda: list(hub.broker.core.sessions[key].filters)) == ["b/#"],
        "only b/# is left",
        1,
    )
    ana = hub.client("ana")
    ana.publish("a/x")
    ana.publish("b/x", b"7")
    assert raw.payloads(bob.messages(1)) == [b"7"]


def test_what_was_queued_before_a_revoke_is_not_delivered(hub: Rig) -> None:
    hub.authority.client_limits["bob"] = ClientLimits(window=2)
    bob = hub.client("bob")
    bob.subscribe("#")
    away = hub.client("bob", "away", clean=False)
    away.subscribe("#")
    away.send(raw.DISCONNECT)
    assert away.is_closed()
    ana = hub.client("ana")
    for topic in ("a/1", "b/1", "a/2", "b/2"):
        ana.publish(topic, topic.encode())
    sent = bob.messages(2, ack=False)
    revoke(hub, "bob", receive=["b/#"])
    bob.ping()
    bob.send(*[raw.puback(message.packet_id) for message in sent])
    assert raw.payloads(bob.messages(1)) == [b"b/2"]
    assert bob.ping() == []
    back = hub.raw()
    assert back.login("away", "bob", "bob-pw", clean=False) == (True, 0)
    assert raw.payloads(back.messages(2)) == [b"b/1", b"b/2"]
    assert back.ping() == []
    assert hub.run(lambda: hub.broker.core.budget.used) == 0


@pytest.mark.parametrize("qos", [0, 1])
def test_a_slow_reader_is_given_nothing_more_of_what_was_taken_away(hub: Rig, qos: int) -> None:
    """Its buffers are full of the project at that moment: they cannot be sifted, so they go."""
    slow, other = hub.raw(receive_buffer=4_096), hub.raw(receive_buffer=4_096)
    for one, name in ((slow, "bob"), (other, "eve")):
        assert one.login(name, name, f"{name}-pw") == (False, 0)
        one.subscribe(("a/#", qos))
    sender = hub.client("ana")
    for _ in range(120):  # more than the kernel takes, less than ends it as slow
        sender.publish("a/x", b"s" * 50_000)
    began = revoke(hub, "bob", receive=["b/#"])
    until(lambda: hub.told("disconnected"), "it is cut", 1)
    assert time.monotonic() - began < 1
    assert hub.told("disconnected") == [("bob", "bob", "revoked")]
    got = 0
    try:
        while True:
            slow.read(2)
            got += 1
    except raw.Closed:
        pass
    assert got * 50_000 < 1_000_000, "only what had reached it before"
    assert len(other.messages(20)) == 20, "who may read it goes on"
    assert hub.run(lambda: hub.broker.core.sessions.get(("user", "bob", "bob"))) is None


def test_a_slow_reader_keeps_its_connection_when_others_lose_rights(hub: Rig) -> None:
    slow = hub.raw(receive_buffer=4_096)
    assert slow.login("bob", "bob", "bob-pw") == (False, 0)
    slow.subscribe("a/#")
    sender = hub.client("ana")
    for _ in range(100):
        sender.publish("a/x", b"s" * 50_000)
    revoke(hub, "eve", receive=[])
    revoke(hub, "bob", receive=["a/#"])
    assert len(slow.messages(100)) == 100
    assert hub.told("disconnected") == []


def test_in_flight_messages_are_not_sent_again_after_a_revoke(hub: Rig) -> None:
    bob = hub.client("bob", clean=False)
    bob.subscribe("#")
    ana = hub.client("ana")
    ana.publish("a/1", b"a")
    ana.publish("b/1", b"b")
    bob.messages(2, ack=False)
    bob.reset()
    until(lambda: hub.told("disconnected"), "bob is away")
    revoke(hub, "bob", receive=["b/#"])
    back = hub.raw()
    assert back.login("bob", "bob", "bob-pw", clean=False) == (True, 0)
    again = back.messages(1)
    assert raw.payloads(again) == [b"b"] and again[0].dup
    assert back.ping() == []


def test_a_removed_principal_is_disconnected_within_a_second_and_its_will_denied(
    hub: Rig,
) -> None:
    ana = hub.client("ana")
    ana.subscribe("#")
    bob = hub.client("bob", will=("a/x", b"", 0, False))
    away = hub.client("bob", "away", clean=False)
    away.send(raw.DISCONNECT)
    assert away.is_closed()
    del hub.authority.rights["bob"]
    hub.authority.changed()
    began = time.monotonic()
    assert bob.is_closed(1)
    assert time.monotonic() - began < 1
    assert ("bob", "bob", "gone") in hub.told("disconnected")
    assert hub.run(lambda: len(hub.broker.core.sessions)) == 1
    assert ana.ping() == []


def test_a_principal_that_expires_without_a_change_is_disconnected(hub: Rig) -> None:
    bob = hub.client("bob")
    del hub.authority.rights["bob"]
    assert bob.is_closed(3)
    assert hub.told("disconnected") == [("bob", "bob", "gone")]


def test_a_principal_removed_while_it_logs_in_is_refused(hub: Rig) -> None:
    hub.authority.vanishing.add("bob")
    assert hub.raw().login("bob", "bob", "bob-pw") == (False, 5)
    assert hub.told("connected") == []


def test_new_limits_reach_a_live_connection(hub: Rig) -> None:
    bob = hub.client("bob")
    hub.authority.client_limits["bob"] = ClientLimits(filters=1)
    hub.authority.changed()
    key = ("user", "bob", "bob")
    until(
        lambda: hub.run(lambda: hub.broker.core.sessions[key].limits.filters) == 1, "new limits", 1
    )
    assert bob.subscribe("a", "b") == [1, 0x80]


def test_many_sessions_are_judged_anew_within_a_second_while_others_are_served(hub: Rig) -> None:
    holders = [hub.client("bob", f"c{n}") for n in range(40)]
    for holder in holders:
        holder.subscribe(*[f"s/{n}/+" for n in range(500)])
    began = revoke(hub, "bob", subscribe=["none"], receive=["none"])
    ana = hub.client("ana")
    while hub.run(lambda: any(s.filters for s in hub.broker.core.sessions.values())):
        assert time.monotonic() - began < 1, "20,000 filters were not judged within a second"
        ana.ping()
