"""What somebody with fewer rights could do: failures 17 to 22 of the list in failures.py."""

from __future__ import annotations

from tests.broker import raw
from tests.broker.hostile.target import Target, client, closed_within, hears, password
from tests.broker.raw import Closed


def a_will_needs_the_right_to_publish(target: Target) -> None:
    watcher = client(target, "ana", "watcher")
    watcher.subscribe("#")
    for topic in ("a/run", "$SYS/broker/fake"):
        bob = target.raw()
        bob.send(raw.connect("bob", "bob", password("bob"), will=(topic, b"w", 1, True)))
        try:
            bob.read(3)
        except Closed:
            continue
        bob.reset()
    assert hears(target, watcher) == []
    late = client(target, "ana", "late")
    late.subscribe("$SYS/broker/fake")
    assert hears(target, late) == []


def a_connect_brings_nothing_that_was_not_subscribed(target: Target) -> None:
    ana = client(target, "ana", "ana")
    ana.subscribe("a/#")
    ana.send(raw.publish("a/private", b"hers", retain=True))
    hears(target, ana)
    assert hears(target, client(target, "bob")) == []


def retained_documents_meet_the_right_to_receive(target: Target) -> None:
    ana = client(target, "ana")
    ana.publish("b/x/y", b"deep", retain=True)
    ana.publish("b/x", b"granted", retain=True)
    bob = client(target, "bob")
    bob.send(raw.subscribe("b/#"))
    got = [m.topic for m in hears(target, bob) if m.kind == raw.PUBLISH]
    assert got == ["b/x"]


def a_filter_wider_than_the_grant_is_refused(target: Target) -> None:
    eve = client(target, "eve")
    assert eve.subscribe("b/#") == [0x80]


def a_client_id_is_not_shared_between_people(target: Target) -> None:
    ana = client(target, "ana", "desk", clean=False)
    ana.subscribe("q/#")
    ana.send(raw.DISCONNECT)
    assert closed_within(ana, 3)
    client(target, "ana", "sender").publish("q/x", b"for ana alone")
    bob = target.raw()
    present, code = bob.login("desk", "bob", password("bob"), clean=False)
    assert not present or code != 0
    assert code != 0 or hears(target, bob) == []


def one_receivers_failing_check_costs_only_that_one(target: Target) -> None:
    others = [client(target, "ana", "one"), client(target, "ana", "two")]
    bob = client(target, "bob")
    others[0].subscribe("x/raises")
    bob.subscribe("+/raises")
    others[1].subscribe("x/+")
    sender = client(target, "ana", "sender")
    for n in range(5):
        sender.publish("x/raises", b"%d" % n)
    for one in others:
        assert len(one.messages(5, seconds=3)) == 5
