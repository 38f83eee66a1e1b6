"""The JSON that we speak: one spelling, bounds, and nothing that two readers take differently."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wire.errors import Refused
from schemas.wire.strictjson import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INT,
    canon,
    is_canonical,
    loads,
    loads_object,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_is_read_back_and_is_its_own_canonical_form(value: object) -> None:
    data = canon(value)
    assert loads(data) == value
    assert is_canonical(data)
    assert canon(loads(data)) == data


@given(VALUES)
def test_other_spellings_are_read_and_are_not_canonical(value: object) -> None:
    spaced = json.dumps(value, indent=1).encode()
    assert loads(spaced) == value
    assert is_canonical(spaced) == (spaced == canon(value))


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"a":1,"\\u0061":2}',
        b"1.0",
        b"1e3",
        b"-0.0",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"9007199254740992",
        b"-9007199254740992",
        b"1" * 5000,
        b'"\\ud800"',
        b'{"\\udfff":1}',
        b"\xff",
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf{}",
        b"",
        b"{",
        b"{}{}",
        b"'a'",
        b'{"a":1,}',
        b"01",
        b'"\x00"',
        b'"a\nb"',
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
        b"[" * 60_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    ],
)
def test_what_two_readers_could_take_differently_is_refused_by_both(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        loads(data)
    assert refused.value.code == "bad-json"
    assert not is_canonical(data)


def test_depth_and_size_are_bounded_exactly() -> None:
    assert loads(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH) is not None
    assert is_canonical(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    assert loads(b'"' + b"[" * 1000 + b'"') == "[" * 1000, "brackets in text are no depth"
    assert loads(b'"\\"' + b"[" * 100 + b'"')
    assert loads(b" " * (MAX_BYTES - 1) + b"1") == 1
    with pytest.raises(Refused) as refused:
        loads(b" " * MAX_BYTES + b"1")
    assert refused.value.code == "too-large"
    with pytest.raises(Refused):
        loads_object(b"[]")


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), MAX_INT + 1, -MAX_INT - 1, {1: 2}, {None: 1}, "\ud800", {"\udfff": 1}, b"x",
     {1, 2}, object(), [[1.5]]],
)  # fmt: skip
def test_what_json_or_a_browser_cannot_hold_is_not_written(value: object) -> None:
    with pytest.raises(Refused) as refused:
        canon(value)
    assert refused.value.code == "bad-json"


def test_nothing_is_written_that_would_not_be_read() -> None:
    value: object = 0
    for _ in range(MAX_DEPTH):
        value = [value]
    assert loads(canon(value)) == value
    with pytest.raises(Refused):
        canon([value])
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(Refused):
        canon(circle)


@given(st.binary(max_size=200) | st.text('[]{}"\\,:01ae. \n\u00e9', max_size=60).map(str.encode))
def test_any_bytes_are_refused_or_read_and_never_anything_else(data: bytes) -> None:
    try:
        value = loads(data)
    except Refused:
        assert not is_canonical(data)
    else:
        assert is_canonical(data) == (canon(value) == data)


def test_a_hostile_message_of_full_size_is_refused_in_no_time() -> None:
    begun = time.process_time()
    for data in (b'"' + b"\\" * (MAX_BYTES - 1), b'"\\' * (MAX_BYTES // 2), b"[" * MAX_BYTES):
        with pytest.raises(Refused):
            loads(data)
        assert not is_canonical(data)
    assert time.process_time() - begun < 1
