"""Frames in any split of the bytes, and the words between machine and archiver."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wire import frames, uplink
from schemas.wire.errors import Refused
from schemas.wire.strictjson import MAX_INT, canon
from tests.schemas.test_strictjson import VALUES

FIELDS = st.dictionaries(st.from_regex(r"[a-su-z]{1,6}", fullmatch=True), VALUES, max_size=3)
NAMES = st.sampled_from(sorted(frames.FRAMES))
MADE: st.SearchStrategy[tuple[str, str, dict[str, Any], bytes]] = st.one_of(
    st.tuples(st.just("control"), NAMES, FIELDS, st.just(b"")),
    st.tuples(st.just("terminal"), st.just(""), st.just({}), st.binary(max_size=300)),
    st.tuples(st.just("blob"), NAMES, FIELDS, st.binary(max_size=300)),
)


def packed(made: tuple[str, str, dict[str, Any], bytes]) -> bytes:
    how, name, fields, data = made
    if how == "control":
        return frames.control(name, **fields)
    return frames.terminal(data) if how == "terminal" else frames.blob(name, data, **fields)


@given(st.lists(MADE, max_size=6), st.lists(st.integers(1, 40), max_size=60))
def test_any_split_of_the_bytes_gives_the_same_frames(
    made: list[tuple[str, str, dict[str, Any], bytes]], cuts: list[int]
) -> None:
    stream = b"".join(map(packed, made))
    decoder, found, at = frames.Decoder(), [], 0
    for size in [*cuts, len(stream)]:
        found += decoder.feed(stream[at : at + size])
        at += size
    found += decoder.feed(stream[at:])
    assert [(f.name, f.fields, f.data) for f in found] == [(n, f, d) for _, n, f, d in made]


def test_frames_of_types_unknown_yet_are_passed_over() -> None:
    unknown = struct.pack(">IB", 4, 77) + b"abc"
    decoder = frames.Decoder()
    assert [f.name for f in decoder.feed(unknown + frames.control("hello") + unknown)] == ["hello"]


@pytest.mark.parametrize("length", [0, frames.MAX_FRAME + 1, 2**32 - 1])
def test_a_frame_without_bound_is_refused_before_it_is_buffered(length: int) -> None:
    with pytest.raises(Refused) as refused:
        frames.Decoder().feed(struct.pack(">IB", length, 1))
    assert refused.value.code == "too-large"


def test_the_largest_frame_passes_and_a_larger_one_is_not_made() -> None:
    data = b"x" * (frames.MAX_FRAME - 1)
    assert frames.Decoder().feed(frames.terminal(data))[0].data == data
    with pytest.raises(Refused):
        frames.terminal(data + b"x")


@pytest.mark.parametrize("payload", [b"", b"[]", b"{}", b'{"t":1}', b"\xff", b'{"t":"a","t":"b"}'])
def test_a_control_frame_that_is_no_object_with_a_name_is_refused(payload: bytes) -> None:
    with pytest.raises(Refused):
        frames.Decoder().feed(struct.pack(">IB", len(payload) + 1, 1) + payload)


def test_a_long_stream_of_terminal_bytes_costs_no_more_than_its_length() -> None:
    decoder = frames.Decoder()
    stream = frames.terminal(b"x" * 100) * 5000
    count = sum(len(decoder.feed(stream[at : at + 4096])) for at in range(0, len(stream), 4096))
    assert count == 5000


SESSIONS = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=14, max_size=14)
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
COUNTS = st.integers(0, MAX_INT)
ACKS = st.builds(
    uplink.Ack,
    run=st.from_regex(r"[a-z0-9][a-z0-9_-]{0,39}", fullmatch=True),
    n=COUNTS,
    credit=COUNTS,
    heads=st.dictionaries(SESSIONS, st.tuples(COUNTS, HASHES | st.just("")), max_size=3),
    missing_keys=st.lists(SESSIONS, max_size=3).map(tuple),
    forks=st.dictionaries(SESSIONS, COUNTS, max_size=2),
    holes=st.dictionaries(
        SESSIONS, st.lists(st.tuples(COUNTS, COUNTS), max_size=3).map(tuple), max_size=2
    ),
)


@given(ACKS)
def test_an_ack_that_was_written_is_read_back(ack: uplink.Ack) -> None:
    assert uplink.read_ack(ack.encode()) == ack


@given(st.integers(1, MAX_INT), HASHES, COUNTS)
def test_an_offer_and_a_key_that_were_written_are_read_back(
    floor: int, before: str, head: int
) -> None:
    offer = uplink.Offer(floor, before, head)
    assert uplink.read_control(offer.encode()) == offer
    key = uplink.SessionKey(before)
    assert uplink.read_control(key.encode()) == key


@pytest.mark.parametrize(
    "change",
    [
        {"n": -1},
        {"n": True},
        {"n": "1"},
        {"credit": None},
        {"heads": []},
        {"heads": {"short": [1, ""]}},
        {"heads": {"0" * 14: [1]}},
        {"heads": {"0" * 14: [1, "x", 2]}},
        {"heads": {"0" * 14: ["1", ""]}},
        {"heads": {"0" * 14: [1, "abc"]}},
        {"heads": {"0" * 14: [1, "Z" * 64]}},
        {"heads": {"0" * 14: "ab"}},
        {"heads": {"0" * 14: None}},
        {"missing_keys": ["short"]},
        {"missing_keys": [1]},
        {"forks": {"0" * 14: -1}},
        {"holes": {"0" * 14: [[1]]}},
        {"holes": {"0" * 14: [1]}},
        {"holes": {"0" * 14: 5}},
        {"run": "A B"},
        {"more": 1},
    ],
)
def test_an_ack_with_anything_wrong_in_it_is_refused(change: dict[str, Any]) -> None:
    good = {"run": "a", "n": 1, "credit": 1, "heads": {}}
    assert uplink.read_ack(canon(good))
    with pytest.raises(Refused) as refused:
        uplink.read_ack(canon({**good, **change}))
    assert refused.value.code in ("bad-field", "bad-id")


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"offer": 1},
        {"offer": {}},
        {"offer": {"floor": 0, "before": "0" * 64, "head": 1}},
        {"offer": {"floor": 1, "before": "0" * 63, "head": 1}},
        {"offer": {"floor": 1, "before": "0" * 64, "head": -1}},
        {"offer": {"floor": 1, "before": "0" * 64, "head": 1, "x": 1}},
        {"offer": {"floor": 1, "before": "0" * 64, "head": 1}, "key": "0" * 64},
        {"key": "0" * 65},
        {"key": 1},
        {"at": 1},
    ],
)
def test_a_control_object_with_anything_wrong_in_it_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        uplink.read_control(canon(value))
