"""Addresses of the hub, back-off and the queues' bounds: the link's pure parts."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.link import Link
from schemas.link_address import MOST_WAIT_MS, Round, parse_url
from schemas.link_dial import Caller
from schemas.link_outbox import BOUNDS, Outbox, Outgoing, Priority
from schemas.wire.errors import Refused


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mqtt://127.0.0.1", "mqtt://127.0.0.1:1883"),
        ("mqtt://[::1]:2000/", "mqtt://[::1]:2000"),
        ("mqtt://localhost", "mqtt://localhost:1883"),
        ("mqtts://hub.example", "mqtts://hub.example:8883"),
        ("mqtts://192.0.2.1:1", "mqtts://192.0.2.1:1"),
        ("wss://hub.example", "wss://hub.example:443/mqtt"),
        ("wss://hub.example:8443/mqtt", "wss://hub.example:8443/mqtt"),
        ("ws://signalbox.localhost:8443/", "ws://signalbox.localhost:8443/mqtt"),
    ],
)
def test_an_address_is_read_with_the_port_of_its_scheme(url: str, shown: str) -> None:
    assert str(parse_url(url)) == shown


@pytest.mark.parametrize(
    "url",
    [
        "mqtt://192.0.2.1",
        "mqtt://hub.example",
        "mqtt://0.0.0.0",
        "mqtt://localhost.example",
        "ws://hub.example:8443/mqtt",
        "wss://hub.example/mqtt/x",
        "wss://ana:pw@hub.example/mqtt",
        "mqtts://hub.example/mqtt",
        "mqtts://ana:pw@hub.example",
        "mqtts://hub.example/path",
        "mqtts://hub.example?x=1",
        "mqtts://hub.example:0",
        "mqtts://hub.example:99999",
        "mqtts://",
        "http://127.0.0.1",
        "127.0.0.1:1883",
        "",
        "mqtt://[::1",
    ],
)
def test_an_address_in_the_clear_or_with_a_secret_or_with_more_is_refused(url: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_url(url)
    assert refused.value.code == "bad-config"
    assert "pw" not in str(refused.value)


def test_a_link_without_addresses_or_with_a_will_that_is_no_topic_is_refused() -> None:
    for urls, will in (([], None), (["mqtt://127.0.0.1"], ("elsewhere", b""))):
        with pytest.raises(Refused):
            Link(
                urls,
                client_id="a",
                username="a",
                password="p",
                on_message=lambda *_: None,
                will=will,
            )


def test_a_caller_that_is_printed_shows_no_password() -> None:
    assert "secret" not in repr(Caller("a", "b", "secret", None, Path("ca"), 5))


@given(st.integers(), st.integers(min_value=1, max_value=60))
def test_waits_grow_are_never_beyond_ten_seconds_and_are_short_again_after_success(
    seed: int, failures: int
) -> None:
    turns = Round(["mqtt://127.0.0.1"], random.Random(seed))
    waits = [turns.wait_ms() for _ in range(failures)]
    assert all(125 <= wait <= MOST_WAIT_MS for wait in waits)
    assert all(wait >= MOST_WAIT_MS // 2 for wait in waits[6:])
    turns.worked()
    assert turns.wait_ms() <= 250


def test_two_hundred_links_do_not_come_back_in_step() -> None:
    waits = []
    for seed in range(200):
        turns = Round(["mqtt://127.0.0.1"], random.Random(seed))
        waits.append([turns.wait_ms() for _ in range(8)][-1] // 100)
    assert max(waits.count(slot) for slot in set(waits)) <= 20


def test_all_addresses_are_tried_in_turn() -> None:
    turns = Round([f"mqtts://h{n}" for n in range(3)])
    assert [turns.next().host for _ in range(7)] == ["h0", "h1", "h2"] * 2 + ["h0"]


_MESSAGES = st.lists(
    st.tuples(st.sampled_from(Priority), st.integers(0, 50_000), st.integers(0, 1)), max_size=60
)


@given(_MESSAGES, st.booleans())
def test_the_outbox_gives_what_it_took_by_priority_in_order_and_counts_its_bytes(
    wanted: list[tuple[Priority, int, int]], window_full: bool
) -> None:
    box = Outbox()
    taken: list[tuple[Priority, Outgoing]] = []
    for number, (priority, size, qos) in enumerate(wanted):
        message = Outgoing(f"t{number}", b"x" * size, qos, False)
        if box.put(message, priority):
            taken.append((priority, message))
    assert box.bytes == sum(m.size for _, m in taken) and len(box) == len(taken)
    for priority, bound in BOUNDS.items():
        queued = [m for p, m in taken if p == priority]
        assert sum(m.size for m in queued) <= max(bound.bytes, *(m.size for m in queued), 0)
    given_back = []
    while (next_one := box.take(lambda m: not (window_full and m.qos))) is not None:
        given_back.append(next_one)
    if not window_full:
        assert given_back == [m for _, m in sorted(taken, key=lambda pm: pm[0])]
        assert box.bytes == 0 and len(box) == 0
    assert not any(window_full and m.qos for m in given_back)
