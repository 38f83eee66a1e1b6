"""Retained documents: kept, cleared, bounded, replayed."""

from __future__ import annotations

import pytest

from broker.mqtt.limits import ClientLimits, Limits
from tests.broker import raw
from tests.broker.conftest import StartRig
from tests.broker.rig import Rig


def documents(hub: Rig, text: str = "#", name: str = "eve") -> dict[str, bytes]:
    """What a new subscriber is sent."""
    client = hub.client(name)
    client.send(raw.subscribe(text), raw.PINGREQ)
    found = {}
    answered = pinged = False
    while not (answered and pinged):
        got = client.read()
        answered |= got.kind == raw.SUBACK
        pinged |= got.kind == raw.PINGRESP
        if got.kind == raw.PUBLISH:
            assert got.retain and got.topic not in found
            found[got.topic] = got.payload
            if got.qos:
                client.send(raw.puback(got.packet_id))
    for got in client.ping():
        found[got.topic] = got.payload
        if got.qos:
            client.send(raw.puback(got.packet_id))
    client.close()
    return found


def test_the_latest_is_kept_and_an_empty_one_clears(hub: Rig) -> None:
    ana = hub.client("ana")
    ana.publish("a/1", b"old", retain=True)
    ana.publish("a/1", b"new", retain=True)
    ana.publish("a/2", b"x", retain=True)
    ana.publish("a/3", b"not kept")
    assert documents(hub) == {"a/1": b"new", "a/2": b"x"}
    ana.publish("a/2", b"", retain=True)
    assert documents(hub) == {"a/1": b"new"}


def test_a_clearing_is_delivered_to_those_who_are_there(hub: Rig) -> None:
    bob = hub.client("bob")
    bob.subscribe("a")
    hub.client("ana").publish("a", b"", retain=True)
    assert [(m.payload, m.retain) for m in bob.messages(1)] == [(b"", False)]


@pytest.mark.parametrize(
    "limits",
    [
        ClientLimits(retained_messages=3),
        ClientLimits(retained_bytes=3 * (128 + 3 + 100)),
    ],
)
def test_one_principal_keeps_no_more_than_its_share(hub: Rig, limits: ClientLimits) -> None:
    hub.authority.client_limits["ana"] = limits
    ana = hub.client("ana")
    for n in range(5):
        ana.publish(f"a/{n}", b"x" * 100, retain=True)
    ana.publish("a/0", b"y" * 100, retain=True)
    assert sorted(documents(hub)) == ["a/0", "a/1", "a/2"]
    assert documents(hub)["a/0"][:1] == b"y"
    ana.publish("a/1", b"", retain=True)
    ana.publish("a/4", b"x" * 100, retain=True)
    assert sorted(documents(hub)) == ["a/0", "a/2", "a/4"]
    hub.client("bob").publish("b", retain=True)
    assert "b" in documents(hub)
    assert {thing[-1] for thing in hub.told("denied")} == {"retained-limit"}


@pytest.mark.parametrize("limits", [Limits(retained_messages=3), Limits(retained_bytes=700)])
def test_all_together_keep_no_more_than_the_broker_may(start: StartRig, limits: Limits) -> None:
    hub = start(limits)
    for n, name in enumerate(["ana", "bob", "eve", "ana"]):
        hub.client(name).publish(f"a/{n}", b"x" * 100, retain=True)
    assert sorted(documents(hub)) == ["a/0", "a/1", "a/2"]


def test_a_document_that_another_overwrites_counts_for_the_other(hub: Rig) -> None:
    hub.authority.client_limits["ana"] = ClientLimits(retained_messages=1)
    ana = hub.client("ana")
    ana.publish("a", b"1", retain=True)
    hub.client("bob").publish("a", b"2", retain=True)
    ana.publish("b", b"3", retain=True)
    assert documents(hub) == {"a": b"2", "b": b"3"}


def test_many_documents_are_replayed_whole_through_a_small_window(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ClientLimits(window=5, queue_messages=10)
    ana = hub.client("ana")
    for n in range(2_000):
        ana.send(raw.publish(f"a/{n}", b"x" * 500, qos=1, packet_id=n + 1, retain=True))
    for _ in range(2_000):
        assert ana.read().kind == raw.PUBACK
    eve = hub.client("eve")
    eve.send(raw.subscribe("a/+"))
    assert eve.read().kind == raw.SUBACK
    assert {m.topic for m in eve.messages(2_000)} == {f"a/{n}" for n in range(2_000)}


def test_a_replay_shows_the_document_as_it_is_when_its_turn_comes(hub: Rig) -> None:
    hub.authority.client_limits["eve"] = ClientLimits(window=1)
    ana = hub.client("ana")
    for n in range(3):
        ana.publish(f"a/{n}", b"old", retain=True)
    eve = hub.client("eve")
    eve.subscribe("a/+")
    first = eve.messages(1, ack=False)[0]
    rest = [f"a/{n}" for n in range(3) if f"a/{n}" != first.topic]
    ana.publish(rest[0], b"", retain=True)
    ana.publish(rest[1], b"new", retain=True)
    eve.send(raw.puback(first.packet_id))
    got = eve.messages(3)
    assert sorted((m.topic, m.payload, m.retain) for m in got) == sorted(
        [(rest[0], b"", False), (rest[1], b"new", False), (rest[1], b"new", True)]
    )


def test_documents_outlive_a_clean_stop(start: StartRig) -> None:
    first = start()
    ana = first.client("ana")
    ana.publish("a/kept", b"\x00\xff", retain=True)
    ana.publish("a/gone", b"x", retain=True)
    ana.publish("a/gone", b"", retain=True)
    first.stop()
    assert documents(start()) == {"a/kept": b"\x00\xff"}
