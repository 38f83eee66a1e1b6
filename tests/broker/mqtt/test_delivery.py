"""Messages between clients: none lost, none twice, in order, and nobody waits for the slow."""

from __future__ import annotations

import threading
import time

import pytest

from broker.mqtt.connection import Connection
from broker.mqtt.limits import ARCHIVER, ClientLimits, Limits
from tests.broker import raw
from tests.broker.conftest import StartRig
from tests.broker.rig import Rig
from tests.waiting import until


def numbered(got: list[raw.Received]) -> list[int]:
    return [int(message.payload) for message in got]


@pytest.mark.parametrize("granted", [0, 1])
def test_5000_acknowledged_and_then_disconnected_are_5000_delivered(
    hub: Rig, granted: int
) -> None:  # 23
    receiver = hub.client("bob")
    receiver.subscribe(("a/#", granted))
    sender = hub.client("ana")
    got: list[raw.Received] = []
    reading = threading.Thread(target=lambda: got.extend(receiver.messages(5_000, seconds=20)))
    reading.start()
    for base in range(0, 5_000, 20):
        batch = [
            raw.publish("a/b", b"%d" % n, qos=1, packet_id=n + 1) for n in range(base, base + 20)
        ]
        sender.send(*batch)
        for n in range(base, base + 20):
            answer = sender.read()
            assert (answer.kind, answer.body) == (raw.PUBACK, (n + 1).to_bytes(2, "big"))
    sender.send(raw.DISCONNECT)
    reading.join(30)
    assert numbered(got) == list(range(5_000))


def test_messages_in_flight_are_sent_again_with_dup(hub: Rig) -> None:  # 24
    receiver = hub.client("bob", clean=False)
    receiver.subscribe("a")
    sender = hub.client("ana")
    for n in range(20):
        sender.publish("a", b"%d" % n)
    first = receiver.messages(20, ack=False)
    receiver.send(raw.puback(first[0].packet_id))
    receiver.ping()
    receiver.reset()
    back = hub.raw()
    assert back.login("bob", "bob", "bob-pw", clean=False) == (True, 0)
    again = back.messages(19)
    assert numbered(again) == list(range(1, 20))
    assert all(message.dup for message in again)
    assert [m.packet_id for m in again] == [m.packet_id for m in first[1:]]
    back.ping()
    back.reset()
    third = hub.raw()
    assert third.login("bob", "bob", "bob-pw", clean=False) == (True, 0)
    assert third.ping() == []


def test_a_take_over_goes_on_at_once_and_fires_no_will(hub: Rig) -> None:  # 25
    sender = hub.client("ana")
    sender.subscribe("gone")
    old = hub.client("bob", clean=False, will=("gone", b"", 1, False))
    old.subscribe("a")
    new = hub.raw()
    assert new.login("bob", "bob", "bob-pw", clean=False) == (True, 0)
    assert old.is_closed(2)
    for n in range(5):
        sender.publish("a", b"%d" % n)
    assert numbered(new.messages(5)) == list(range(5))
    assert sender.ping() == []
    assert ("bob", "bob", "displaced") in hub.told("disconnected")


def test_a_clean_take_over_closes_the_old_socket_and_starts_empty(hub: Rig) -> None:  # 26
    old = hub.client("bob")
    old.subscribe("a")
    new = hub.raw()
    assert new.login("bob", "bob", "bob-pw") == (False, 0)
    assert old.is_closed(2)
    hub.client("ana").publish("a")
    assert new.ping() == []
    assert hub.run(lambda: len(hub.broker.core.sessions)) == 2


def test_clean_and_then_not_clean_within_a_second_keeps_the_later_session(hub: Rig) -> None:  # 38
    first = hub.client("bob")
    first.send(raw.DISCONNECT)
    second = hub.client("bob", clean=False)
    second.subscribe("a")
    second.send(raw.DISCONNECT)
    assert second.is_closed()
    hub.client("ana").publish("a", b"7")
    third = hub.raw()
    assert third.login("bob", "bob", "bob-pw", clean=False) == (True, 0)
    assert numbered(third.messages(1)) == [7]


def test_an_away_session_gets_its_queue_in_order_and_without_retain(hub: Rig) -> None:  # 37
    bob = hub.client("bob", clean=False)
    bob.subscribe("a")
    bob.send(raw.DISCONNECT)
    assert bob.is_closed()
    sender = hub.client("ana")
    for n in range(300):
        sender.publish("a", b"%d" % n)
    back = hub.raw()
    back.send(raw.connect("bob", "bob", "bob-pw", clean=False))
    sender.send(*[raw.publish("a", b"%d" % n, qos=1) for n in range(300, 900)])
    got = back.messages(900)
    assert numbered(got) == list(range(900))
    assert not any(message.retain or message.dup for message in got)


def test_what_is_kept_for_the_away_is_bounded_and_the_oldest_go(hub: Rig) -> None:
    hub.authority.client_limits["bob"] = ClientLimits(offline_messages=10)
    bob = hub.client("bob", clean=False)
    bob.subscribe("a")
    bob.send(raw.DISCONNECT)
    assert bob.is_closed()
    sender = hub.client("ana")
    for n in range(25):
        sender.publish("a", b"%d" % n)
    back = hub.raw()
    assert back.login("bob", "bob", "bob-pw", clean=False) == (True, 0)
    assert numbered(back.messages(10)) == list(range(15, 25))


def test_away_sessions_are_bounded_in_number_and_in_time(start: StartRig) -> None:
    hub = start(Limits(offline_sessions=3, offline_s=1.0))
    for n in range(5):
        client = hub.client("bob", f"c{n}", clean=False)
        client.send(raw.DISCONNECT)
        assert client.is_closed()
    names = hub.run(lambda: sorted(key[2] for key in hub.broker.core.sessions))
    assert names == ["c2", "c3", "c4"]
    until(lambda: not hub.run(lambda: hub.broker.core.sessions), "expired after a second", 5)


def test_the_will_of_a_silent_client_fires_at_its_keep_alive(hub: Rig) -> None:  # 27
    watcher = hub.client("ana")
    watcher.subscribe("gone")
    began = time.monotonic()
    silent = hub.client("bob", keep_alive=1, will=("gone", b"bye", 1, False))
    assert raw.payloads(watcher.messages(1, seconds=6)) == [b"bye"]
    assert 1.4 < time.monotonic() - began < 4.5
    assert silent.is_closed(1)
    assert ("bob", "bob", "keep-alive") in hub.told("disconnected")


def test_pings_keep_a_client_alive_past_its_keep_alive(hub: Rig) -> None:
    client = hub.client("bob", keep_alive=1)
    began = time.monotonic()

    def still_there() -> bool:
        client.ping()
        return time.monotonic() - began > 3.5

    until(still_there, "pinged for 3.5 s", every=0.3)
    assert hub.told("disconnected") == []


def test_no_keep_alive_counts_as_the_longest(start: StartRig) -> None:
    hub = start(Limits(keep_alive_max_s=1))
    assert hub.client("ana", keep_alive=0).is_closed(5)
    assert hub.client("bob", keep_alive=60_000).is_closed(5)


def test_half_a_packet_is_not_waited_for_for_ever(start: StartRig) -> None:  # 27
    hub = start(Limits(partial_s=0.5))
    client = hub.client("bob", will=("gone", b"", 0, False))
    client.send(raw.publish("a", b"x" * 1_000)[:500])
    assert client.is_closed(4)
    assert hub.told("disconnected") == [("bob", "bob", "partial")]


@pytest.mark.parametrize(
    ("published", "granted", "delivered"),
    [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 1), (2, 1, 1), (2, 2, 1), (1, 2, 1)],
)
def test_the_lower_qos_wins_and_one_is_the_most(
    hub: Rig, published: int, granted: int, delivered: int
) -> None:  # 28
    receiver = hub.client("bob")
    assert receiver.subscribe(("a", granted)) == [min(granted, 1)]
    sender = hub.client("ana")
    sender.send(raw.publish("a", qos=published))
    if published == 2:
        assert sender.read().kind == raw.PUBREC
        sender.send(raw.pubrel(1))
        assert sender.read().kind == raw.PUBCOMP
    assert receiver.messages(1)[0].qos == delivered


def test_subscribing_again_changes_the_qos_and_replays_retained(hub: Rig) -> None:  # 28
    sender = hub.client("ana")
    sender.publish("a", b"kept", retain=True)
    receiver = hub.client("bob")
    receiver.subscribe(("a", 0))
    assert [(m.qos, m.retain) for m in receiver.messages(1)] == [(0, True)]
    receiver.subscribe(("a", 1))
    assert [(m.qos, m.retain) for m in receiver.messages(1)] == [(1, True)]
    sender.publish("a", b"live")
    assert [(m.qos, m.retain) for m in receiver.messages(1)] == [(1, False)]


def test_filters_that_come_and_go_cost_others_nothing(hub: Rig) -> None:  # 29, 30
    receivers = [hub.client("bob", f"r{n}") for n in range(5)]
    for receiver in receivers:
        receiver.subscribe("a/+")
    churner = hub.client("eve")
    sender = hub.client("ana")
    for n in range(300):
        churner.send(raw.subscribe(f"a/{n}", f"x/{n}/#"), raw.unsubscribe(f"a/{n}", f"x/{n}/#"))
        sender.send(raw.publish("a/b", b"%d" % n, qos=1))
    for receiver in receivers:
        assert numbered(receiver.messages(300)) == list(range(300))
        receiver.send(raw.DISCONNECT)
        assert receiver.is_closed()
    churner.send(raw.DISCONNECT)
    until(lambda: hub.run(lambda: hub.broker.core.router.filters_empty()), "no filter is left")


def test_no_more_than_the_window_is_unacknowledged(hub: Rig) -> None:  # 31
    hub.authority.client_limits["bob"] = ClientLimits(window=64)
    receiver = hub.client("bob")
    receiver.subscribe("a")
    sender = hub.client("ana")
    for n in range(200):
        sender.publish("a", b"%d" % n)
    first = receiver.messages(64, ack=False)
    assert receiver.ping() == []
    receiver.send(raw.puback(first[0].packet_id))
    assert numbered(receiver.messages(1, ack=False)) == [64]
    receiver.send(*[raw.puback(message.packet_id) for message in first[1:]])
    assert numbered(receiver.messages(63, ack=False)) == list(range(65, 128))


def test_a_client_that_acknowledges_nothing_is_disconnected_and_costs_nobody(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ClientLimits(queue_messages=100)
    stuck = hub.client("eve")
    stuck.subscribe("a")
    good = hub.client("bob")
    good.subscribe("a")
    sender = hub.client("ana")
    for n in range(300):
        sender.publish("a", b"%d" % n)
    assert numbered(good.messages(300)) == list(range(300))
    assert stuck.is_closed(2)
    assert hub.told("disconnected") == [("eve", "eve", "slow")]
    good.send(raw.DISCONNECT)
    assert good.is_closed()
    assert hub.run(lambda: hub.broker.core.budget.used) == 0


def test_a_client_that_reads_nothing_loses_qos_0_and_then_its_connection(
    start: StartRig,
) -> None:  # 31
    hub = start(Limits(stalled_s=1.0))
    hub.authority.client_limits["eve"] = ClientLimits(buffer_bytes=64 * 1024)
    stuck = hub.raw(receive_buffer=4096)
    assert stuck.login("eve", "eve", "eve-pw")[1] == 0
    stuck.subscribe(("a", 0))
    good = hub.client("bob")
    good.subscribe(("a", 0))
    sender = hub.client("ana")
    for n in range(100):
        for _ in range(10):
            sender.send(raw.publish("a", b"%d" % n + b" " * 8_000))
        assert len(good.messages(10)) == 10  # 8 MB in all, while the other one reads nothing
        assert hub.run(lambda: _unsent(hub)) <= 2 * 1024 * 1024
    assert hub.run(lambda: hub.broker.core.router.dropped) > 0
    until(lambda: ("eve", "eve", "stalled") in hub.told("disconnected"), "it is put out", 6)
    assert hub.told("disconnected") == [("eve", "eve", "stalled")]


def test_the_archiver_may_be_behind_by_twice_its_credit_without_losing_a_line(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ARCHIVER
    archiver = hub.raw(receive_buffer=4096)
    assert archiver.login("eve", "eve", "eve-pw")[1] == 0
    archiver.subscribe(("journal", 0))
    sender = hub.client("ana")
    for n in range(600):  # 28 MiB
        sender.send(raw.publish("journal", b"%03d" % n + b" " * 49_000))
    sender.ping()
    assert hub.run(lambda: hub.broker.core.router.dropped) == 0
    got = archiver.messages(600)
    assert [int(message.payload[:3]) for message in got] == list(range(600))


def _unsent(hub: Rig) -> int:
    return sum(c.unsent for c in hub.broker.core.connections if isinstance(c, Connection))


def test_a_large_publish_is_refused_at_its_header(hub: Rig) -> None:  # 32
    client = hub.client("ana")
    client.send(raw.publish("a", b"x" * 64 * 1024, qos=1))
    assert client.read().kind == raw.PUBACK
    client.send(b"\x30\x80\x80\x80\x3c")  # 120 MiB
    assert client.is_closed(2)
    assert hub.told("disconnected") == [("ana", "ana", "malformed")]


def test_a_publish_to_a_dollar_topic_is_dropped_and_told_and_the_next_one_works(
    hub: Rig,
) -> None:  # 34
    receiver = hub.client("bob")
    assert receiver.subscribe("#", "$SYS/#") == [1, 0x80]
    sender = hub.client("ana")
    sender.publish("$SYS/broker/fake", retain=True)
    sender.publish("a", b"7")
    assert numbered(receiver.messages(1)) == [7]
    assert ("ana", "ana", "publish", "$SYS/broker/fake", "reserved") in hub.told("denied")


@pytest.mark.parametrize(
    "bad",
    [
        raw.publish("a/+", raw.publish("smuggled")),
        raw.packet(0x30, b"\x00\x20" + raw.publish("smuggled")),
        raw.publish("a\0b"),
        raw.publish(b"\xff\xfe"),
        raw.publish("a", qos=1, packet_id=0),
        raw.packet(0x36, raw.field("a") + b"\0\x01x"),
        raw.packet(0x80, b"\0\x01" + raw.field("a") + b"\0"),
    ],
)
def test_a_malformed_packet_ends_the_connection_and_smuggles_nothing(
    hub: Rig, bad: bytes
) -> None:  # 35
    watcher = hub.client("bob")
    watcher.subscribe("#")
    client = hub.client("ana")
    client.send(bad, raw.publish("after"))
    assert client.is_closed(2)
    assert watcher.ping() == []


def test_a_second_subscribe_does_not_wait_for_an_unacknowledged_document(hub: Rig) -> None:  # 36
    sender = hub.client("ana")
    for n in range(100):
        sender.publish(f"a/{n}", b"kept", retain=True)
    client = hub.client("bob")
    client.subscribe("a/#")
    began = time.monotonic()
    client.send(raw.subscribe("b", packet_id=8))
    while (got := client.read()).kind != raw.SUBACK:
        assert got.retain
    assert time.monotonic() - began < 1


def test_overlapping_filters_give_one_copy_at_the_highest_qos(hub: Rig) -> None:  # 39
    client = hub.client("bob")
    client.subscribe(("a/#", 0), ("a/+", 1), ("a/b", 0), ("#", 0))
    hub.client("ana").publish("a/b", b"7")
    got = client.messages(1)
    assert got[0].qos == 1
    assert client.ping() == []


def test_qos_2_is_taken_once_however_often_it_is_sent(hub: Rig) -> None:
    receiver = hub.client("bob")
    receiver.subscribe("a")
    sender = hub.client("ana", clean=False)
    sender.send(raw.publish("a", b"1", qos=2), raw.publish("a", b"1", qos=2, dup=True))
    assert [sender.read().kind for _ in range(2)] == [raw.PUBREC] * 2
    sender.reset()
    again = hub.raw()
    assert again.login("ana", clean=False) == (True, 0)
    again.send(raw.publish("a", b"1", qos=2, dup=True), raw.pubrel(1), raw.pubrel(1))
    assert [again.read().kind for _ in range(3)] == [raw.PUBREC, raw.PUBCOMP, raw.PUBCOMP]
    again.send(raw.publish("a", b"2", qos=2))
    assert numbered(receiver.messages(2)) == [1, 2]
    assert receiver.ping() == []


def test_qos_2_without_release_is_bounded(start: StartRig) -> None:
    hub = start(Limits(inbound_qos2=10))
    client = hub.client("ana")
    client.send(*[raw.publish("a", qos=2, packet_id=n) for n in range(1, 12)])
    assert client.is_closed(2)


def test_subscriptions_are_bounded_and_too_deep_topics_denied(hub: Rig) -> None:
    hub.authority.client_limits["ana"] = ClientLimits(filters=3)
    client = hub.client("ana")
    assert client.subscribe("1", "2", "3", "4", "1") == [1, 1, 1, 0x80, 1]
    deep = "/".join("abcdefghijklm")
    assert client.subscribe("2", deep) == [1, 0x80]
    client.publish(deep)
    assert [thing[2:] for thing in hub.told("denied")] == [
        ("subscribe", "4", "filters"),
        ("subscribe", deep, "levels"),
        ("publish", deep, "levels"),
    ]


def test_1000_filters_are_held(hub: Rig) -> None:
    client = hub.client("bob")
    assert client.subscribe(*[f"s/{n}/+" for n in range(1_000)]) == [1] * 1_000
    hub.client("ana").publish("s/777/x", b"7")
    assert numbered(client.messages(1)) == [7]


def test_queues_of_all_sessions_together_are_bounded(start: StartRig) -> None:
    hub = start(Limits(queued_bytes=200_000))
    stuck = [hub.client("bob", f"s{n}") for n in range(4)]
    for client in stuck:
        client.subscribe("a")
    sender = hub.client("ana")
    for _ in range(20):
        sender.publish("a", b"x" * 10_000)
    used, waiting = hub.run(lambda: (hub.broker.core.budget.used, len(hub.broker.core.sessions)))
    assert used <= 200_000
    assert waiting < 5 and {thing[-1] for thing in hub.told("disconnected")} == {"slow"}


def test_a_shutdown_says_goodbye_even_with_a_stuck_consumer(start: StartRig) -> None:
    hub = start()
    stuck = hub.raw(receive_buffer=4096)
    assert stuck.login("eve", "eve", "eve-pw")[1] == 0
    stuck.subscribe(("a", 0))
    sender = hub.client("ana", will=("gone", b"", 0, False))
    for _ in range(100):
        sender.publish("a", b" " * 60_000)
    began = time.monotonic()
    hub.stop()
    assert time.monotonic() - began < 4
    assert {thing[-1] for thing in hub.told("disconnected")} == {"shutdown"}
