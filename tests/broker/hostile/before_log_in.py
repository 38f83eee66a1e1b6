"""What somebody without a password could do: failures 1 to 16 of the list in failures.py."""

from __future__ import annotations

import time

from tests.broker import raw
from tests.broker.hostile.target import Target, client, closed_within, hears, password
from tests.broker.raw import Closed
from tests.waiting import until

WILL = ("x/run", b"a stranger's", 1, False)


def refused(target: Target, *args: object, **kwargs: object) -> None:
    """A CONNECT that must not get in."""
    made = target.raw()
    try:
        assert made.login(*args, **kwargs)[1] != 0, "it was let in"
    except (Closed, OSError):
        pass  # hung up on, perhaps before all of it was sent


def a_wrong_password_costs_a_known_client_id_nothing(target: Target) -> None:
    victim = client(target, "ana", "desk")
    victim.subscribe("a/#")
    refused(target, "desk", "ana", "wrong", clean=True)
    client(target, "ana", "other").publish("a/b", b"still here")
    assert raw.payloads(victim.messages(1, seconds=3)) == [b"still here"]


def a_refused_connect_publishes_nothing_and_displaces_nobody(target: Target) -> None:
    watcher = client(target, "ana", "watcher")
    watcher.subscribe("#")
    victim = client(target, "ana", "desk", clean=False)
    refused(target, "desk", "ana", "wrong", clean=False, will=WILL)
    assert hears(target, watcher) == []
    assert hears(target, victim) == []


def nobody_changes_who_a_session_is_before_logging_in(target: Target) -> None:
    watcher = client(target, "ana", "watcher")
    watcher.subscribe("a/#")
    for n in range(5):
        bob = client(target, "bob", "bob", clean=False)
        thief = target.raw()
        thief.send(raw.connect("bob", "ana", "wrong", clean=False))
        bob.send(*[raw.publish("a/secret", b"%d" % n) for n in range(20)])
        closed_within(thief, 0.2)
        bob.close()
    assert hears(target, watcher) == []


def a_refused_connect_leaves_an_away_session_as_it_was(target: Target) -> None:
    ana = client(target, "ana", "desk", clean=False)
    ana.subscribe("q/#")
    ana.send(raw.DISCONNECT)
    assert closed_within(ana, 3)
    refused(target, "desk", "ana", "wrong", clean=False)
    sender = client(target, "ana", "sender")
    for n in range(5):
        sender.publish("q/x", b"%d" % n)
    back = target.raw()
    assert back.login("desk", "ana", password("ana"), clean=False) == (True, 0)
    assert raw.payloads(back.messages(5, seconds=3)) == [b"%d" % n for n in range(5)]


def failed_log_ins_leave_no_session(target: Target) -> None:
    for n in range(40):
        refused(target, f"new-{n}", "ana", "wrong", clean=False)
    until(lambda: target.look()["sessions"] == 0, "no session is left", 4)


def a_resumed_session_is_judged_by_the_new_certificate(target: Target) -> None:
    first = target.raw("dev1")
    assert first.login("dev1", None, None, clean=False)[1] == 0
    first.send(raw.DISCONNECT)
    assert closed_within(first, 3)
    for certificate in ("", "dev2"):
        try:
            code = target.raw(certificate).login("dev1", None, None, clean=False)[1]
        except (Closed, OSError):
            continue
        assert code != 0, f"dev1's session was opened with the certificate {certificate!r}"


def no_websocket_is_spoken(target: Target) -> None:
    """WebSockets end in the gateway: what their reader got wrong cannot happen here."""
    made = target.raw()
    made.send(
        b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: mqtt\r\n\r\n"
    )
    made.socket.settimeout(3)
    try:
        answer = made.socket.recv(100)
    except ConnectionError:
        answer = b""
    assert not answer.startswith(b"HTTP/1.1 101"), "it speaks WebSocket"
    assert answer == b"", answer


def a_silent_socket_and_a_slow_connect_are_closed(target: Target) -> None:
    silent, slow = target.raw(), target.raw()
    whole = raw.connect("slow", "ana", password("ana"))
    for at in range(0, len(whole), 4):
        try:
            slow.send(whole[at : at + 4])
            slow.read(0.3)
        except TimeoutError:
            continue
        except (Closed, OSError):
            break
        raise AssertionError("a CONNECT that took seconds was let in")
    assert closed_within(silent, 3)


def resets_give_their_places_back(target: Target) -> None:
    halves = [target.raw() for _ in range(10)]
    for made in halves:
        made.send(raw.connect("x", "ana", "wrong")[:20])
    until(lambda: target.look()["connections"] == 10, "ten that have begun", 3)
    for made in halves:
        made.reset()
    until(lambda: target.look()["connections"] == 0, "all places are free again", 3)


def a_wrong_first_packet_closes_the_socket(target: Target) -> None:
    made = [target.raw() for _ in range(5)]
    for one in made:
        one.send(raw.subscribe("a"))
    assert all(closed_within(one, 2) for one in made)


def hashing_passwords_stops_nobody(target: Target) -> None:
    live = target.raw()
    assert live.login("live", "ana", password("ana"))[1] == 0
    guesses = [target.raw() for _ in range(40)]
    for n, made in enumerate(guesses):
        made.send(raw.connect(f"g{n}", "ana", f"wrong password {n}"))
    slowest = 0.0
    for _ in range(10):
        began = time.monotonic()
        live.ping()
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 0.5, f"a ping took {slowest:.2f} s"


def mqtt_5_is_answered_and_closed_at_once(target: Target) -> None:
    for flags, rest in ((b"\x02", b""), (b"\xc2", raw.field("ana") + raw.field("x"))):
        made = target.raw()
        body = raw.field("MQTT") + b"\x05" + flags + b"\0\x3c" + b"\x05\x11\0\0\0\x10"
        made.send(raw.packet(0x10, body + raw.field("id") + rest))
        assert made.read(2).body == b"\0\x01"
        assert closed_within(made, 2)


def nobody_is_anonymous(target: Target) -> None:
    refused(target, "x", None, None)
    refused(target, "y", "somebody", "something")


def a_client_id_is_short_and_printable(target: Target) -> None:
    for client_id in ("x" * 60_000, "x\nWARNING: forged"):
        refused(target, client_id, "ana", password("ana"))


def all_of_500_come_back_at_once(target: Target) -> None:
    waiting = [target.begin() for _ in range(500)]
    began = time.monotonic()
    found = [target.finish(made) for made in waiting]
    for n, made in enumerate(found):
        made.send(raw.connect(f"m-{n}", "ana", password("ana")))
    assert [made.read().body for made in found] == [b"\0\0"] * 500
    most = 2.5 if target.plain else 10.0  # 500 handshakes of TLS are another matter
    assert time.monotonic() - began < most, "a fleet waits for its broker"
