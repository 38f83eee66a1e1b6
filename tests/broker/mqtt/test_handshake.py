"""What a CONNECT may and may not do. Numbers in names are those of the field note's failures."""

from __future__ import annotations

import socket

import pytest

from broker.mqtt.limits import ClientLimits, Limits
from tests.broker import raw
from tests.broker.conftest import StartRig
from tests.broker.rig import Rig
from tests.waiting import until

WILL = ("cmd/run", b"rm -rf", 1, False)


def test_a_wrong_password_costs_a_known_client_id_nothing(hub: Rig) -> None:  # 1
    victim = hub.client("ana", "desk")
    victim.subscribe("a/#")
    for clean in (True, False):
        assert hub.raw().login("desk", "ana", "wrong", clean=clean) == (False, 5)
    hub.client("bob").publish("a/b", b"still here")
    assert raw.payloads(victim.messages(1)) == [b"still here"]
    assert hub.told("disconnected") == []


def test_a_refused_connect_publishes_nothing_and_displaces_nobody(hub: Rig) -> None:  # 2
    watcher = hub.client("bob")
    watcher.subscribe("#")
    victim = hub.client("ana", "desk", clean=False)
    thief = hub.raw()
    assert thief.login("desk", "ana", "wrong", clean=False, will=WILL) == (False, 5)
    assert thief.is_closed()
    assert victim.ping() == [] and watcher.ping() == []


def test_a_publish_behind_a_refused_connect_is_thrown_away(hub: Rig) -> None:  # 3
    watcher = hub.client("bob")
    watcher.subscribe("#")
    thief = hub.raw()
    thief.send(raw.connect("x", "ana", "wrong"), raw.publish("a/secret", qos=1))
    assert thief.is_closed()
    assert watcher.ping() == []


def test_a_refused_connect_leaves_an_away_session_as_it_was(hub: Rig) -> None:  # 4
    ana = hub.client("ana", "desk", clean=False)
    ana.subscribe("q/#")
    ana.send(raw.DISCONNECT)
    assert ana.is_closed()
    assert hub.raw().login("desk", "ana", "wrong", clean=False) == (False, 5)
    sender = hub.client("bob")
    for n in range(5):
        sender.publish("q/x", b"%d" % n)
    back = hub.raw()
    assert back.login("desk", "ana", "ana-pw", clean=False) == (True, 0)
    assert raw.payloads(back.messages(5)) == [b"0", b"1", b"2", b"3", b"4"]


def test_failed_log_ins_leave_no_session_and_no_socket(hub: Rig) -> None:  # 5
    for n in range(100):
        client = hub.raw()
        assert client.login(f"new-{n}", "ana", "wrong", clean=False)[1] == 5
        client.close()
    until(lambda: hub.run(lambda: hub.broker.core.door.total) == 0, "all sockets gone")
    assert hub.run(lambda: len(hub.broker.core.sessions)) == 0


def test_nobody_is_anonymous(hub: Rig) -> None:  # 14
    assert hub.raw().login("x", None, None)[1] == 5
    assert hub.raw().login("x", "ana", None)[1] == 5
    assert hub.told("connected") == []


def test_an_authority_that_raises_refuses(hub: Rig) -> None:
    assert hub.raw().login("x", "raises", "y")[1] == 3
    assert hub.told("refused") == [("raises", "x", "fault")]
    assert hub.client("ana").ping() == []


def test_failing_again_and_again_writes_one_traceback(
    hub: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        assert hub.raw().login("x", "raises", "y")[1] == 3
    assert caplog.text.count("Traceback") <= 1
    assert len(hub.told("refused")) == 20


def test_client_ids_of_two_principals_never_meet(hub: Rig) -> None:  # 21
    ana = hub.client("ana", "desk", clean=False)
    ana.subscribe("q/#")
    bob = hub.raw()
    assert bob.login("desk", "bob", "bob-pw", clean=False) == (False, 0)
    hub.client("eve").publish("q/x", b"for ana")
    assert raw.payloads(ana.messages(1)) == [b"for ana"]
    assert bob.ping() == []


@pytest.mark.parametrize("rest", [b"", b"\x05\x11\0\0\0\x10" + raw.field("id") + raw.field("ana")])
def test_mqtt_5_is_answered_and_closed_at_once(hub: Rig, rest: bytes) -> None:  # 13
    client = hub.raw()
    client.send(raw.packet(0x10, raw.field("MQTT") + b"\x05\xc2\0\x3c" + rest))
    assert client.read(1).body == b"\0\x01"
    assert client.is_closed(1)
    assert hub.told("refused") == [("", "", "level")]


def test_a_silent_socket_is_closed_and_counted(start: StartRig) -> None:  # 9
    hub = start(Limits(connect_s=0.5))
    silent, slow = hub.raw(), hub.raw()
    slow.send(raw.connect()[:9])
    assert silent.is_closed(4) and slow.is_closed(4)
    assert hub.told("refused") == [("", "", "connect-timeout")] * 2


def test_an_authority_that_never_answers_is_not_waited_for(start: StartRig) -> None:
    import asyncio

    hub = start(Limits(authenticate_s=0.3))
    hub.authority.slow = hub.run(asyncio.Event)
    client = hub.raw()
    assert client.login()[1] == 3
    assert client.is_closed()
    assert hub.told("refused") == [("ana", "c", "authenticate-timeout")]


def test_a_client_that_leaves_while_judged_is_forgotten(start: StartRig) -> None:
    import asyncio

    hub = start(Limits(authenticate_s=0.5))
    hub.authority.slow = hub.run(asyncio.Event)
    client = hub.raw()
    client.send(raw.connect())
    until(lambda: hub.authority.asked == 1, "the authority was asked")
    client.reset()
    until(lambda: hub.run(lambda: hub.broker.core.door.total) == 0, "the socket is gone", 5)
    assert hub.told("connected") == [] and len(hub.told("refused")) == 1


def test_strangers_cannot_take_all_places(start: StartRig) -> None:  # 9, 10
    hub = start(Limits(unauthenticated=3, connect_s=1.0))
    known = hub.client("ana")
    silent = [hub.raw() for _ in range(3)]
    until(lambda: hub.run(lambda: hub.broker.core.door.strangers) == 3, "three strangers")
    assert hub.raw().is_closed(1)
    assert known.ping() == []
    for client in silent:
        client.reset()
    until(lambda: hub.run(lambda: hub.broker.core.door.strangers) == 0, "places given back")
    hub.client("bob")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(connections=2), "connections"),
        (Limits(per_address=2), "address"),
        (Limits(unauthenticated_per_address=0), "address"),
    ],
)
def test_connections_are_bounded(start: StartRig, limits: Limits, reason: str) -> None:
    hub = start(limits)
    if not limits.unauthenticated_per_address:
        assert hub.raw().is_closed(2)
    else:
        hub.client("ana"), hub.client("bob")
        assert hub.raw().is_closed(2)
    assert ("", "", reason) in hub.told("refused")


def test_sessions_of_one_principal_are_bounded(hub: Rig) -> None:
    hub.authority.client_limits["ana"] = ClientLimits(sessions=2)
    first = hub.client("ana", "one")
    hub.client("ana", "two")
    assert hub.raw().login("three", "ana", "ana-pw")[1] == 3
    hub.client("ana", "two")  # a take-over is no new session
    first.send(raw.DISCONNECT)
    assert first.is_closed()
    hub.client("ana", "three")


@pytest.mark.parametrize(
    "first",
    [
        raw.packet(0x10, raw.field("MQTT") + b"\x04\x03\0\0\0\0"),
        raw.packet(0x10, raw.field("MQTX") + b"\x04\x02\0\0\0\0"),
        raw.PINGREQ,
        b"\x10\xff\xff\xff\x7f",
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_a_wrong_first_packet_closes_the_socket(hub: Rig, first: bytes) -> None:  # 11
    client = hub.raw()
    client.send(first)
    assert client.is_closed(2)
    until(lambda: hub.run(lambda: hub.broker.core.door.total) == 0, "no place is kept")


def test_resets_right_after_connecting_leak_no_place(hub: Rig) -> None:  # 10
    for n in range(30):
        client = hub.raw()
        client.send(raw.connect()[: n % 12])
        client.reset()
    until(lambda: len(hub.told("refused")) == 30, "all 30 have come and gone")
    core = hub.broker.core
    until(lambda: hub.run(lambda: core.door.total) == 0, "all places given back")
    assert hub.run(lambda: len(core.connections)) == 0


def test_a_long_client_id_is_refused_and_an_empty_one_is_named(hub: Rig) -> None:  # 15
    assert hub.raw().login("x" * 129)[1] == 2
    assert hub.raw().login("", clean=False)[1] == 2
    first, second = hub.raw(), hub.raw()
    assert first.login("")[1] == 0 and second.login("")[1] == 0
    assert first.ping() == [] and second.ping() == []


def test_packets_behind_an_accepted_connect_are_handled_in_order(hub: Rig) -> None:
    client = hub.raw()
    client.send(raw.connect(), raw.subscribe("a"), raw.publish("a", b"1"), raw.PINGREQ)
    kinds = [client.read().kind for _ in range(4)]
    assert kinds == [raw.CONNACK, raw.SUBACK, raw.PUBLISH, raw.PINGRESP]


def test_a_second_connect_ends_the_connection(hub: Rig) -> None:
    client = hub.client("ana")
    client.send(raw.connect())
    assert client.is_closed(2)
    assert hub.told("disconnected") == [("ana", "ana", "malformed")]


def test_500_clients_come_back_at_once(hub: Rig) -> None:  # 41
    sockets = []
    for n in range(500):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(("127.0.0.1", hub.port))
        sockets.append((n, client))
    for n, client in sockets:
        client.setblocking(True)
        client.settimeout(10)
        client.sendall(raw.connect(f"m-{n}"))
        assert client.recv(4) == b"\x20\x02\0\0"
    assert hub.run(lambda: len(hub.broker.core.sessions)) == 500
    for _, client in sockets:
        client.close()


def test_the_unix_socket_is_private_and_says_who_connects(start: StartRig) -> None:
    import os
    import stat

    hub = start(unix=True)
    path = hub.broker.settings.unix
    assert path is not None and stat.S_IMODE(path.stat().st_mode) == 0o600
    client = hub.raw(str(path))
    assert client.login()[1] == 0
    assert client.ping() == []
    peer = hub.authority.peers[-1]
    assert (peer.listener, peer.address, peer.uid) == ("unix", "", os.getuid())
