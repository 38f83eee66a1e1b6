"""What one principal may take from the others: nothing that they notice."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.mqtt import connection
from broker.mqtt.limits import ClientLimits, Limits
from broker.mqtt.rate import BURST_S, Rate
from tests.broker import raw
from tests.broker.conftest import StartRig
from tests.broker.rig import Rig, Rights
from tests.waiting import until

AWAY_S = 0.08


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 50), st.integers(0, 500)), max_size=60))
def test_over_any_time_no_more_is_spent_than_the_burst_and_what_came_back(
    steps: list[tuple[float, int, int]],
) -> None:
    now, spent = [0.0], 0
    rate = Rate(lambda: now[0])
    rate.follow(10, 1_000)
    for passed, messages, size in steps:
        now[0] += passed + rate.wait()
        assert rate.wait() < 1e-6
        assert spent <= 10 * (now[0] + BURST_S) + 1e-3
        rate.spend(messages, size)
        spent += messages


def test_a_principal_that_floods_is_slowed_and_nobody_else_waits(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ClientLimits(publish_rate=300)
    watcher = hub.client("bob", "watcher")
    watcher.subscribe(("flood", 0), ("calm", 0))
    longest = hub.client("eve", "e1", keep_alive=1)
    longest.send(raw.publish("flood", b"x") * 1_500)
    hub.client("eve", "e2").send(raw.publish("flood", b"x") * 600)
    began = time.monotonic()
    calm = hub.client("ana")
    slowest = 0.0
    for _ in range(20):
        sent = time.monotonic()
        calm.publish("calm", b"y")
        slowest = max(slowest, time.monotonic() - sent)
    assert slowest < 0.5
    got = watcher.messages(2_120, seconds=20)
    passed = time.monotonic() - began
    assert sum(m.topic == "flood" for m in got) == 2_100, "slowed is not lost"
    assert passed > (2_100 - 300 * BURST_S) / 300 * 0.9, "it was not slowed"
    assert longest.ping() == [], "it was not to blame for the silence"


def test_a_new_connection_does_not_make_a_debt_void(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ClientLimits(publish_rate=100)
    first = hub.client("eve", "one")
    first.send(raw.publish("flood", b"x") * 250)
    first.ping()
    first.reset()
    until(lambda: hub.told("disconnected"), "the first is gone")
    watcher = hub.client("bob")
    watcher.subscribe("again")
    second = hub.client("eve", "two")
    began = time.monotonic()
    for _ in range(60):
        second.send(raw.publish("again", b"x"))
    watcher.messages(60)
    assert time.monotonic() - began > 0.3


def test_bytes_count_as_well(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ClientLimits(publish_bytes_rate=100_000)
    watcher = hub.client("bob")
    watcher.subscribe("a")
    eve = hub.client("eve")
    began = time.monotonic()
    eve.send(*[raw.publish("a", b"x" * 50_000)] * 8)
    watcher.messages(8)
    assert time.monotonic() - began > 1.5


def test_the_table_lets_no_burst_be_more_than_half_of_a_queue() -> None:
    limits = ClientLimits()
    assert limits.sure_rate * BURST_S <= limits.queue_messages / 2
    assert limits.sure_bytes_rate * BURST_S <= limits.queue_bytes / 2
    assert limits.sure_rate < limits.window / AWAY_S


@pytest.mark.parametrize(("number", "size"), [(9_000, 10), (300, 60_000)])
def test_no_burst_of_one_principal_ends_a_subscriber_that_reads_from_afar(
    hub: Rig, number: int, size: int
) -> None:
    """Its acknowledgements come 80 ms late; the sender sends as fast as it is let."""
    bob, eve = hub.client("bob", "watcher"), hub.client("eve")
    bob.subscribe("burst")
    flood = [raw.publish("burst", b"x" * size, qos=1, packet_id=n + 1) for n in range(number)]
    sending = threading.Thread(target=lambda: eve.send(*flood))
    sending.start()
    late: deque[tuple[float, int]] = deque()
    got = 0
    while got < number or late:
        with contextlib.suppress(TimeoutError):
            (message,) = bob.messages(1, ack=False, seconds=0.01)
            late.append((time.monotonic() + AWAY_S, message.packet_id))
            got += 1
        while late and late[0][0] <= time.monotonic():
            bob.send(raw.puback(late.popleft()[1]))
    sending.join()
    assert hub.told("disconnected") == []


@pytest.mark.parametrize("size", [10, 8_000])
def test_the_bursts_of_several_together_end_no_subscriber_that_reads(hub: Rig, size: int) -> None:
    """Two seconds' worth of each, all at once: together three times what its queue holds."""
    number = 2_000 if size < 1_000 else 500
    names = [f"crowd-{n}" for n in range(8)]
    for name in names:
        hub.authority.rights[name] = Rights()
    bob = hub.client("bob", "watcher")
    bob.subscribe("burst")
    flood = [raw.publish("burst", b"x" * size, qos=1, packet_id=n + 1) for n in range(number)]
    sending = [threading.Thread(target=hub.client(name).send, args=flood) for name in names]
    for one in sending:
        one.start()
    bob.messages(number * len(names), seconds=20)
    for one in sending:
        one.join()
    assert hub.told("disconnected") == []


def test_a_full_queue_of_one_costs_a_publisher_its_burst_and_not_its_rate(hub: Rig) -> None:
    """Somebody who never acknowledges must not be what a machine waits for."""
    slow, reader, eve = hub.client("bob", "slow"), hub.client("ana"), hub.client("eve")
    for one in (slow, reader):
        one.subscribe("a")
    half = ClientLimits().queue_messages // 2 + ClientLimits().window + 1
    hub.run(lambda: [hub.broker.publish("a", b"x", qos=1) for _ in range(half)])
    reader.messages(half)
    began = time.monotonic()
    for n in range(600):
        eve.send(raw.publish("a", b"y", qos=1, packet_id=n + 1))
    reader.messages(600)
    assert 0.4 < time.monotonic() - began < 5
    assert hub.told("disconnected") == []


def test_a_chunk_full_of_packets_lets_others_have_their_turn(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ClientLimits(publish_rate=0)
    watcher = hub.client("bob")
    watcher.subscribe(("a", 0))
    flood, calm = hub.client("eve"), hub.client("ana")
    standing, go_on = threading.Event(), threading.Event()

    def stand_still() -> None:
        standing.set()
        assert go_on.wait(10)

    hub.loop.call_soon_threadsafe(stand_still)
    assert standing.wait(10)
    flood.send(raw.publish("a", b"flood") * 5_000)  # one read, and ready before the other
    calm.send(raw.publish("a", b"calm"))
    go_on.set()
    got = raw.payloads(watcher.messages(5_001))
    assert got.index(b"calm") <= 3 * connection.TURN


def test_wide_filters_over_many_documents_stop_nobody(hub: Rig) -> None:
    def fill() -> None:
        for n in range(2_000):
            hub.broker.publish(f"d/{n % 40}/{n}/x", b"doc", retain=True)

    hub.run(fill)
    eve, ana = hub.client("eve"), hub.client("ana")
    levels = [[a, b, c, d] for a in "d+" for b in ("+", "#") for c in ("+", "#") for d in "x+"]
    wide = {"/".join(f[: f.index("#") + 1] if "#" in f else f) for f in levels}
    eve.send(raw.subscribe(*[f for f in wide for _ in range(100)]))
    slowest = 0.0
    for _ in range(20):
        began = time.monotonic()
        ana.ping()
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 0.3
    while eve.read(20).kind != raw.SUBACK:
        pass


def test_all_filters_of_a_principal_are_bounded_and_given_back(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ClientLimits(all_filters=3)
    one, two = hub.client("eve", "one"), hub.client("eve", "two")
    assert one.subscribe("a", "b", "b") == [1, 1, 1]
    assert two.subscribe("a", "c") == [1, 0x80]
    assert ("eve", "two", "subscribe", "c", "filters") in hub.told("denied")
    one.send(raw.unsubscribe("a"))
    one.read()
    assert two.subscribe("c") == [1]
    one.close()
    until(lambda: hub.told("disconnected"), "one is gone")
    assert two.subscribe("d") == [1]
    assert hub.client("ana").subscribe(*"abcde") == [1] * 5


def test_one_principals_queues_leave_room_for_the_others(start: StartRig) -> None:
    hub = start(Limits(queued_bytes=300_000))
    hub.authority.client_limits["eve"] = ClientLimits(all_queued_bytes=100_000)
    slow = [hub.client("eve", f"e{n}") for n in range(4)]
    for one in slow:
        one.subscribe("a")
    calm = hub.client("ana", "calm")
    calm.subscribe("a")
    sender = hub.client("bob")
    for n in range(40):
        sender.publish("a", b"%d" % n + b"x" * 2_000)
    got = calm.messages(40)
    assert len(got) == 40
    until(lambda: hub.told("disconnected"), "one of eve's is gone")
    assert {name for name, _, _ in hub.told("disconnected")} == {"eve"}
    assert {reason for _, _, reason in hub.told("disconnected")} == {"slow"}


@pytest.mark.parametrize("field", ["publish_rate", "publish_bytes_rate"])
def test_without_a_bound_nobody_waits(hub: Rig, field: str) -> None:
    none = {"publish_rate": 0, "publish_bytes_rate": 0} | {field: 0}
    hub.authority.client_limits["eve"] = ClientLimits(**none)
    watcher = hub.client("bob")
    watcher.subscribe(("a", 0))
    eve = hub.client("eve")
    eve.send(raw.publish("a", b"x") * 20_000)
    assert len(watcher.messages(20_000, seconds=5)) == 20_000
