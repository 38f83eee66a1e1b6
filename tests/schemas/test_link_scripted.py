"""The link against a broker that answers late, wrongly, in pieces, or not at all."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from schemas.link import Link, Priority, run, wait_for
from schemas.link_outbox import BOUNDS
from tests.schemas import scripted
from tests.schemas.scripted import MovableClock, Packet, ScriptedBroker, Side
from tests.waiting import until

STATE = "fleet/session/build-01/-/01jd0q2m5n0000/state"
EVENT = "fleet/session/build-01/-/01jd0q2m5n0000/event"
ALLOW = "fleet/do/ana/allow"
REPLY = "fleet/reply/ana/build-01/r1"


class Pair:
    """A link, its clock and its broker, in one thread."""

    def __init__(self, receive_buffer: int | None = None, **more: Any) -> None:
        self.clock = MovableClock()
        self.broker = ScriptedBroker(receive_buffer)
        self.messages: list[bytes] = []
        self.downs: list[str] = []
        self.refused: list[str] = []
        self.side: Side
        self.link = Link(
            [self.broker.url],
            client_id="build-01",
            username="machine:build-01",
            password="s",
            on_message=lambda topic, payload, retained: self.messages.append(payload),
            on_down=self.downs.append,
            on_refused=self.refused.append,
            clock=self.clock,
            **more,
        )

    def until(self, condition: Any, seconds: float = 10) -> None:
        assert wait_for([self.link], condition, seconds), self.link.trouble

    def accept(self) -> Packet:
        """Let the link connect; its CONNECT."""

        def came() -> bool:
            side = self.broker.accept()
            if side is not None:
                self.side = side
            return side is not None

        self.until(came)
        return self.packet()

    def packet(self) -> Packet:
        """The next packet of the link."""
        found: list[Packet] = []

        def came() -> bool:
            found.extend(self.side.packets())
            return bool(found)

        self.until(came)
        assert len(found) == 1, found
        return found[0]

    def up(self) -> None:
        assert self.accept().type == scripted.CONNECT
        self.side.send(scripted.connack())
        self.until(lambda: self.link.connected)

    def pass_time(self, milliseconds: int) -> None:
        """Time passes while the link's owner does what it should."""
        for _ in range(milliseconds // 250):
            self.clock.move(250)
            run([self.link], 0)


@pytest.fixture
def pair() -> Iterator[Pair]:
    made = Pair()
    yield made
    made.link.close(0)
    made.broker.close()


def test_packets_in_single_bytes_are_read_like_whole_ones(pair: Pair) -> None:
    pair.link.subscribe([STATE])
    pair.accept()
    for byte in scripted.connack():
        pair.side.send(bytes([byte]))
        run([pair.link], 0.01)
    mid = pair.packet().mid
    stream = scripted.suback(mid, 1) + scripted.publish(STATE, b"x" * 300)
    for byte in stream + scripted.publish(STATE, b"y"):
        pair.side.send(bytes([byte]))
        run([pair.link], 0.01)
    pair.until(lambda: len(pair.messages) == 2)
    assert pair.messages == [b"x" * 300, b"y"]
    assert pair.link.ready


def test_a_refused_subscription_is_tried_five_times_more_over_30_s_and_then_told(
    pair: Pair,
) -> None:
    pair.link.subscribe([STATE])
    pair.up()
    begun = pair.clock.boot_ms()
    for attempt in range(6):
        assert pair.refused == [], attempt
        packet = pair.packet()
        assert packet.type == scripted.SUBSCRIBE
        pair.side.send(scripted.suback(packet.mid, 0x80))
        scripted.arrived(pair.link.socket())  # type: ignore[arg-type]
        run([pair.link], 1)
        if attempt < 5:
            assert not pair.link.ready
            pair.pass_time((1_000, 2_000, 4_000, 8_000, 15_000)[attempt])
    pair.until(lambda: bool(pair.refused))
    assert pair.refused == [STATE]
    assert pair.clock.boot_ms() - begun >= 30_000
    assert pair.link.ready and not pair.link.granted(STATE)
    pair.pass_time(20_000)
    assert pair.side.packets() == []


def test_a_subscription_that_is_granted_at_the_second_try_is_not_told_as_refused(
    pair: Pair,
) -> None:
    pair.link.subscribe([STATE])
    pair.up()
    pair.side.send(scripted.suback(pair.packet().mid, 0x80))
    scripted.arrived(pair.link.socket())  # type: ignore[arg-type]
    run([pair.link], 1)
    pair.pass_time(1_000)
    pair.side.send(scripted.suback(pair.packet().mid, 1))
    pair.until(lambda: pair.link.granted(STATE))
    assert pair.refused == []


@pytest.mark.parametrize("first", ["service", "tick"])
def test_after_eight_hours_of_sleep_nothing_is_read_before_the_link_is_made_anew(
    pair: Pair, first: str
) -> None:
    pair.up()
    pair.side.send(scripted.publish(STATE, b"asked eight hours ago"))
    scripted.arrived(pair.link.socket())  # type: ignore[arg-type]
    pair.clock.move(8 * 3_600_000)
    if first == "tick":
        pair.link.tick()
    else:
        pair.link.service(True, False)
    assert len(pair.downs) == 1 and "stood still" in pair.downs[0]
    assert not pair.link.connected
    pair.up()
    assert pair.messages == []


def test_a_pause_of_less_than_five_seconds_is_no_reason_to_close(pair: Pair) -> None:
    pair.up()
    pair.side.send(scripted.publish(STATE, b"in time"))
    scripted.arrived(pair.link.socket())  # type: ignore[arg-type]
    pair.clock.move(4_500)
    pair.link.service(True, False)
    assert pair.messages == [b"in time"] and pair.link.connected


@pytest.mark.parametrize("after_reads", range(4))
def test_no_message_is_handed_over_that_waited_while_we_slept_between_check_and_read(
    after_reads: int,
) -> None:
    pair = Pair()
    pair.up()
    pair.side.send(scripted.publish(STATE, b"1") + scripted.publish(STATE, b"2"))
    scripted.arrived(pair.link.socket())  # type: ignore[arg-type]
    late: list[bytes] = []

    def handed(topic: str, payload: bytes, retained: bool) -> None:
        if pair.clock.reads_until_jump is None:
            late.append(payload)

    pair.link._on_message = handed
    pair.clock.move_during_read(after_reads, 8 * 3_600_000)
    pair.link.service(True, False)
    pair.link.service(True, False)
    assert pair.clock.reads_until_jump is None, "the clock did not jump; the test shows nothing"
    assert late == []
    assert len(pair.downs) == 1
    pair.link.close(0)
    pair.broker.close()


def test_a_message_behind_one_whose_handling_took_hours_is_not_handed_over(pair: Pair) -> None:
    pair.up()
    # With two messages unacknowledged, paho reads two packets before it returns to the link.
    assert pair.link.publish(STATE, b"{}") and pair.link.publish(STATE, b"{}")
    got: list[bytes] = []

    def slow(topic: str, payload: bytes, retained: bool) -> None:
        got.append(payload)
        pair.clock.move(8 * 3_600_000)

    pair.link._on_message = slow
    pair.side.send(scripted.publish(STATE, b"1") + scripted.publish(STATE, b"2"))
    scripted.arrived(pair.link.socket())  # type: ignore[arg-type]
    pair.link.service(True, False)
    assert got == [b"1"]
    assert pair.downs == ["stood still while reading"]


def test_a_link_that_answers_no_ping_is_closed() -> None:
    pair = Pair(ping_s=1)
    pair.up()
    assert pair.packet().type == scripted.PINGREQ
    pair.until(lambda: bool(pair.downs), 5)
    pair.link.close(0)
    pair.broker.close()


def test_a_broker_that_hangs_up_at_once_is_called_more_and_more_rarely(pair: Pair) -> None:
    calls: list[int] = []
    begun = pair.clock.boot_ms()
    while pair.clock.boot_ms() - begun < 60_000:
        side = pair.broker.accept()
        if side is not None:
            calls.append(pair.clock.boot_ms() - begun)
            side.send(scripted.connack())
            side.sock.close()
        idle = pair.link.socket() is None
        if idle:
            pair.clock.move(50)
        run([pair.link], 0 if idle else 0.005)
    waits = [b - a for a, b in itertools.pairwise(calls)]
    assert 8 <= len(calls) <= 20, waits
    assert max(waits) <= 10_500 and min(waits[7:]) >= 4_500


def test_a_message_that_a_broker_hangs_up_on_is_not_sent_again(pair: Pair) -> None:
    pair.up()
    assert pair.link.publish(STATE, b'{"poison":1}')
    assert pair.packet().type == scripted.PUBLISH
    pair.side.sock.close()
    pair.until(lambda: bool(pair.downs))
    pair.up()
    assert pair.link.publish(STATE, b'{"next":1}')
    assert b"next" in pair.packet().body


def test_a_broker_that_never_acknowledges_gets_a_window_full_and_then_a_new_connection(
    pair: Pair,
) -> None:
    pair.up()
    for number in range(150):
        assert pair.link.publish(STATE, b'{"n":%d}' % number)
    sent = 0

    def came() -> bool:
        nonlocal sent
        sent += len(pair.side.packets())
        return sent >= 100

    pair.until(came)
    assert pair.link.publish(EVENT, b"{}", Priority.URGENT), "QoS 0 needs no window"
    assert [p.topic for p in [pair.packet()]] == [EVENT]
    assert pair.link.unsent() > 0
    pair.pass_time(29_000)
    assert pair.downs == []
    pair.pass_time(2_000)
    assert pair.downs == ["the broker does not answer PUBLISH"]
    assert pair.link.unsent() == 0


def test_receipts_overtake_documents_and_live_lines_are_refused_behind_a_backlog() -> None:
    pair = Pair(receive_buffer=65_536, watchdog=False)
    pair.up()
    journal = EVENT.replace("/event", "/journal")
    count = 0
    while pair.link.unsent() < 1_000_000:
        assert pair.link.publish(journal, b"x" * 40_000)
        count += 1
    assert not pair.link.publish(EVENT, b"{}", Priority.LIVE)
    assert pair.link.publish(REPLY, b"{}", Priority.URGENT)
    topics: list[str] = []

    def all_came() -> bool:
        topics.extend(p.topic for p in pair.side.packets())
        return len(topics) == count + 1

    pair.until(all_came, 20)
    # Before it are only what the kernel and paho held already.
    assert topics.index(REPLY) < count - 1_000_000 // 40_000 + 2
    pair.link.close(0)
    pair.broker.close()


def test_a_full_queue_refuses_and_keeps_what_it_has() -> None:
    pair = Pair(receive_buffer=65_536, watchdog=False)
    pair.up()
    taken = 0
    while pair.link.publish(STATE, b"x" * 60_000):
        taken += 1
    assert pair.link.unsent() <= BOUNDS[Priority.NORMAL].bytes + 61_000
    assert pair.link.publish(REPLY, b"{}", Priority.URGENT)
    came: list[Packet] = []

    def all_came() -> bool:
        for packet in pair.side.packets():
            came.append(packet)
            pair.side.send(scripted.puback(packet.mid))
        return len(came) == taken + 1

    pair.until(all_came, 20)
    pair.link.close(0)
    pair.broker.close()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (1, "hub-unreachable"),
        (3, "hub-unreachable"),
        (4, "unauthenticated"),
        (5, "unauthenticated"),
    ],
)
def test_a_refused_connect_is_told_by_its_code(pair: Pair, code: int, told: str) -> None:
    pair.accept()
    pair.side.send(scripted.connack(code))
    pair.until(lambda: bool(pair.link.trouble))
    assert pair.link.trouble_code == told
    assert pair.downs == []
    assert [p.type for p in pair.side.packets()] == [], "no second CONNECT on the same connection"


def test_a_broker_that_does_not_answer_connect_is_left_after_ten_seconds(pair: Pair) -> None:
    pair.accept()
    pair.until(lambda: not pair.link.socket() or pair.link.socket().fileno() >= 0)  # type: ignore[union-attr]
    run([pair.link], 0)
    pair.pass_time(11_000)
    assert "CONNECT" in pair.link.trouble


def test_garbage_from_a_broker_closes_the_connection(pair: Pair) -> None:
    pair.up()
    pair.side.send(b"\x30\xff\xff\xff\xff\xff")
    pair.until(lambda: bool(pair.downs))


def test_a_topic_that_is_no_text_is_ignored(pair: Pair) -> None:
    pair.up()
    pair.side.send(b"\x30\x05\x00\x02\xff\xfex" + scripted.publish(STATE, b"after"))
    pair.until(lambda: bool(pair.messages))
    assert pair.messages == [b"after"] and pair.downs == []


def test_a_link_closed_from_within_a_callback_says_goodbye(pair: Pair) -> None:
    pair.up()
    pair.link._on_message = lambda topic, payload, retained: pair.link.close()
    pair.side.send(scripted.publish(STATE, b"x"))
    pair.until(lambda: pair.link.socket() is None)
    assert pair.packet().type == scripted.DISCONNECT
    run([pair.link], 0)
    assert pair.broker.accept() is None


def test_what_is_queued_is_sent_before_a_closing_link_says_goodbye(pair: Pair) -> None:
    pair.up()
    pair.link.publish(STATE, b'{"last":1}')
    pair.link.publish(REPLY, b"{}", Priority.URGENT)
    pair.link.close()
    assert [p.type for p in pair.side.packets()] == [
        scripted.PUBLISH,
        scripted.PUBLISH,
        scripted.DISCONNECT,
    ]


def test_the_connection_asks_for_a_clean_session_over_mqtt_3_1_1(pair: Pair) -> None:
    connect = pair.accept()
    assert connect.body[:7] == b"\x00\x04MQTT\x04"
    assert connect.body[7] & 0b10, "clean session"


@pytest.mark.parametrize("where", ["_on_up", "_on_down", "_on_refused", "_on_fault"])
def test_an_exception_in_any_callback_leaves_the_owner_s_loop_alive(pair: Pair, where: str) -> None:
    faults: list[Exception] = []

    def bad(*_: object) -> None:
        raise RuntimeError(where)

    pair.link._on_fault = faults.append
    setattr(pair.link, where, bad)
    if where in ("_on_up", "_on_fault"):
        pair.link._on_up = bad
    pair.link.subscribe([STATE])
    pair.accept()
    pair.side.send(scripted.connack())
    pair.until(lambda: pair.link.connected or bool(pair.downs))
    if where == "_on_down":
        pair.side.sock.close()
    elif where == "_on_refused":
        for wait in (1_000, 2_000, 4_000, 8_000, 15_000, 0):
            pair.side.send(scripted.suback(pair.packet().mid, 0x80))
            scripted.arrived(pair.link.socket())  # type: ignore[arg-type]
            run([pair.link], 1)
            pair.pass_time(wait)
    pair.until(lambda: not pair.link.connected)
    if where != "_on_fault":
        assert [str(e) for e in faults] == [where]
    pair.link._on_up = lambda: None
    pair.link._on_down = lambda reason: None
    pair.accept()
    pair.side.send(scripted.connack())
    pair.until(lambda: pair.link.connected)


def test_a_pass_over_links_tells_what_else_became_readable(pair: Pair) -> None:
    pair.up()
    mine, other = socket.socketpair()
    with mine, other:
        assert run([pair.link], 0, [mine]) == []
        other.send(b"x")
        assert run([pair.link], 5, [mine]) == [mine]
        mine.recv(1)
        other.close()
        assert run([pair.link], 5, [mine]) == [mine]


def test_what_is_published_in_on_up_goes_out_with_the_connection(pair: Pair) -> None:
    def publish_all() -> None:
        for _ in range(3):
            assert pair.link.publish(STATE, b"{}")

    pair.link._on_up = publish_all
    pair.accept()
    pair.side.send(scripted.connack())
    came: list[Packet] = []

    def all_three() -> bool:
        came.extend(pair.side.packets())
        return len(came) == 3

    pair.until(all_three, 3)
    assert {p.type for p in came} == {scripted.PUBLISH}


def silent_tls() -> tuple[ScriptedBroker, Link, MovableClock]:
    """A link that waits for a TLS handshake which nobody answers."""
    broker, clock = ScriptedBroker(), MovableClock()
    link = Link(
        [broker.url.replace("mqtt:", "mqtts:")],
        client_id="a",
        username="a",
        password="p",
        on_message=lambda *_: None,
        clock=clock,
    )
    link.tick()
    until(lambda: broker.accept() is not None, "the TCP connection")
    return broker, link, clock


def test_an_address_that_takes_the_call_and_says_nothing_does_not_block_the_loop() -> None:
    broker, link, clock = silent_tls()
    begun = time.monotonic()
    run([link], 0)
    assert link.trouble == "" and not link.connected
    clock.move(31_000)
    run([link], 0)
    assert "no answer" in link.trouble
    assert time.monotonic() - begun < 2
    clock.move(10_000)
    run([link], 0)
    until(lambda: broker.accept() is not None, "the next attempt")
    link.close(0)
    broker.close()


def test_a_link_that_is_closed_while_it_calls_hangs_up() -> None:
    broker, link, _ = silent_tls()
    link.close()
    assert link.socket() is None
    # The thread is still in its handshake; what it ends up with is closed too.
    broker.sides[0].sock.close()
    run([link], 0)
    assert broker.accept() is None and not link.connected
    broker.close()
