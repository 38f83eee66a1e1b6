"""What was lost, doubled or stood still: failures 23 to 41 of the list in failures.py."""

from __future__ import annotations

import time

from tests.broker import raw
from tests.broker.hostile.target import Target, client, closed_within, hears, password
from tests.broker.raw import Closed, Raw
from tests.waiting import until

MANY = 2_000


def what_was_acknowledged_is_delivered_though_the_publisher_leaves(target: Target) -> None:
    watcher = client(target, "ana", "watcher")
    watcher.subscribe(("a/#", 0))
    sender = client(target, "ana", "sender")
    sender.send(*[raw.publish("a/b", b"%d" % n, qos=1, packet_id=n + 1) for n in range(MANY)])
    for _ in range(MANY):
        assert sender.read().kind == raw.PUBACK
    sender.send(raw.DISCONNECT)
    sender.close()
    got = [int(m.payload) for m in watcher.messages(MANY, seconds=4)]
    assert got == list(range(MANY))


def what_was_not_acknowledged_is_sent_again(target: Target) -> None:
    ana = client(target, "ana", "desk", clean=False)
    ana.subscribe("a")
    sender = client(target, "ana", "sender")
    for n in range(20):
        sender.publish("a", b"%d" % n)
    ana.messages(20, ack=False)
    ana.reset()
    back = target.raw()
    assert back.login("desk", "ana", password("ana"), clean=False) == (True, 0)
    again = back.messages(20, seconds=4)
    assert all(m.dup for m in again)
    assert raw.payloads(again) == [b"%d" % n for n in range(20)]


def a_session_that_was_taken_over_goes_on(target: Target) -> None:
    old = client(target, "ana", "desk", clean=False)
    old.subscribe("a")
    new = target.raw()
    assert new.login("desk", "ana", password("ana"), clean=False) == (True, 0)
    assert closed_within(old, 3)
    sender = client(target, "ana", "sender")
    for n in range(5):
        sender.publish("a", b"%d" % n)
    assert len(new.messages(5, seconds=3)) == 5


def a_take_over_closes_the_old_connection(target: Target) -> None:
    old = client(target, "ana", "desk")
    client(target, "ana", "desk")
    assert closed_within(old, 3)


def a_silent_client_is_noticed(target: Target) -> None:
    watcher = client(target, "ana", "watcher")
    watcher.subscribe("gone")
    made = target.raw()
    will = ("gone", b"silent", 1, False)
    assert made.login("c", "ana", password("ana"), keep_alive=1, will=will)[1] == 0
    assert raw.payloads(watcher.messages(1, seconds=6)) == [b"silent"]
    half = target.raw()
    assert half.login("half", "ana", password("ana"), keep_alive=1)[1] == 0
    half.send(raw.publish("a", b"x" * 100)[:50])
    assert closed_within(half, 6)


def nothing_is_delivered_above_its_own_qos(target: Target) -> None:
    ana = client(target, "ana")
    assert ana.subscribe(("a", 1)) == [1]
    client(target, "ana", "sender").send(raw.publish("a", b"at 0", qos=0))
    assert ana.messages(1)[0].qos == 0
    assert ana.subscribe(("a", 0)) == [0]
    client(target, "ana", "sender2").send(raw.publish("a", b"at 1", qos=1))
    assert ana.messages(1)[0].qos == 0


def a_changing_set_of_filters_costs_nobody_a_message(target: Target) -> None:
    steady = [client(target, "ana", f"s{n}") for n in range(5)]
    for one, text in zip(steady, ("a/+", "a/b", "a/#", "+/b", "#"), strict=True):
        one.subscribe((text, 0))
    churner, sender = client(target, "ana", "churner"), client(target, "ana", "sender")
    for n in range(300):
        churner.send(*[raw.subscribe(f"c/{n}/{i}") for i in range(3)])
        sender.send(raw.publish("a/b", b"%d" % n, qos=1, packet_id=n + 1))
    for one in steady:
        assert raw.payloads(one.messages(300, seconds=4)) == [b"%d" % n for n in range(300)]


def a_filter_that_was_given_back_is_gone(target: Target) -> None:
    ana = client(target, "ana")
    for n in range(50):
        ana.send(raw.subscribe(f"f/{n}"), raw.unsubscribe(f"f/{n}"))
    hears(target, ana)
    ana.send(raw.DISCONNECT)
    until(lambda: target.look()["filters"] == 0, "no filter is left", 3)


def no_more_is_in_flight_than_the_window_holds(target: Target) -> None:
    ana = client(target, "ana")
    ana.subscribe("a")
    sender = client(target, "ana", "sender")
    sender.send(*[raw.publish("a", b"x", qos=1, packet_id=n + 1) for n in range(MANY)])
    for _ in range(MANY):
        sender.read()
    flying = len([m for m in hears(target, ana) if m.kind == raw.PUBLISH])
    assert 0 < flying <= 1_000, f"{flying} at once and none acknowledged"


def a_packet_that_is_too_large_ends_at_its_header(target: Target) -> None:
    ana = client(target, "ana")
    try:
        ana.send(b"\x30" + b"\x80\x80\x80\x3c")  # 120 MiB
        ana.send(raw.field("a") + b"x" * 200_000)
        ended = closed_within(ana, 2)
    except OSError:
        ended = True
    assert ended, "it waits for 120 MiB"


def a_publish_to_a_reserved_topic_leaves_no_zombie(target: Target) -> None:
    watcher, ana = client(target, "ana", "watcher"), client(target, "ana")
    watcher.subscribe("a")
    try:
        ana.send(raw.publish("$x/y", qos=1, packet_id=1))
        ana.send(raw.publish("a", b"after", qos=1, packet_id=2))
        while ana.read(2).body != b"\0\x02":
            pass
    except (Closed, OSError):
        return
    assert raw.payloads(watcher.messages(1, seconds=3)) == [b"after"]


def a_payload_is_never_read_as_packets(target: Target) -> None:
    watcher = client(target, "ana", "watcher")
    watcher.subscribe("#")
    hidden = raw.publish("smuggled", b"inside")
    for bad in (
        raw.publish("a/+", hidden),
        raw.packet(0x30, b"\0\x20" + hidden[:10]) + hidden,
        raw.publish(b"a\0b", b"nul"),
        raw.packet(0x36, raw.field("q3") + b"\0\x01x"),
        raw.publish(b"\xc3\x28", b"not utf-8"),
    ):
        ana = client(target, "ana", "sender")
        ana.send(bad)
        assert closed_within(ana, 2), bad
    got = [m for m in hears(target, watcher) if m.kind == raw.PUBLISH]
    assert got == []


def a_second_subscribe_waits_for_no_acknowledgement(target: Target) -> None:
    sender = client(target, "ana", "sender")
    sender.publish("a", b"kept", retain=True)
    ana = client(target, "ana")
    ana.send(raw.subscribe("a", packet_id=1))
    began = time.monotonic()
    ana.send(raw.subscribe("b", packet_id=2))
    while (got := ana.read()).kind != raw.SUBACK or got.body[:2] != b"\0\x02":
        pass
    assert time.monotonic() - began < 2


def what_waited_is_live_in_order_and_once(target: Target) -> None:
    ana = client(target, "ana", "desk", clean=False)
    ana.subscribe("a")
    ana.send(raw.DISCONNECT)
    assert closed_within(ana, 3)
    sender = client(target, "ana", "sender")
    for n in range(100):
        sender.publish("a", b"%d" % n)
    back = target.raw()
    back.send(raw.connect("desk", "ana", password("ana"), clean=False))
    for n in range(100, 300):
        sender.publish("a", b"%d" % n)
    assert back.read().body == b"\1\0"
    got = back.messages(300, seconds=4)
    assert [int(m.payload) for m in got] == list(range(300))
    assert not any(m.retain for m in got)


def a_session_may_become_a_lasting_one(target: Target) -> None:
    first = client(target, "ana", "desk", clean=True)
    lasting = client(target, "ana", "desk", clean=False)
    lasting.subscribe("a")
    closed_within(first, 1)
    lasting.send(raw.DISCONNECT)
    closed_within(lasting, 1)
    client(target, "ana", "sender").publish("a", b"kept")
    hears(target, client(target, "ana", "waits"))
    back = target.raw()
    assert back.login("desk", "ana", password("ana"), clean=False) == (True, 0)
    assert raw.payloads(back.messages(1, seconds=3)) == [b"kept"]


def overlapping_filters_give_one_copy(target: Target) -> None:
    ana = client(target, "ana")
    ana.subscribe("a/#", "a/+", "a/b")
    client(target, "ana", "sender").publish("a/b", b"once")
    assert len([m for m in hears(target, ana) if m.kind == raw.PUBLISH]) == 1


def retained_documents_outlive_a_restart(target: Target) -> None:
    ana = client(target, "ana")
    ana.publish("a/doc", b"kept", retain=True)
    ana.close()
    target.restart()
    late: Raw = client(target, "ana", "late")
    late.subscribe("a/doc")
    assert raw.payloads(late.messages(1, seconds=3)) == [b"kept"]
