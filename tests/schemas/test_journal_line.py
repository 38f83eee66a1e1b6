"""A journal line, its chain and its parts: only one spelling is taken, and every change shows."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wire import chain
from schemas.wire.errors import Refused
from schemas.wire.kinds import KINDS
from schemas.wire.line import MAX_LINE, Line, Writer, check_body, encode, split
from schemas.wire.parts import MAX_BODY, WHOLE_BYTES, join, lines_for
from schemas.wire.strictjson import MAX_INT, canon
from tests.schemas.test_strictjson import TEXT, VALUES

KEY = bytes(range(32))
BODIES = st.dictionaries(TEXT, VALUES, max_size=4)
KIND_NAMES = st.sampled_from(sorted(KINDS))
H0 = chain.start("m1", "web", "0" * 14, KEY)


def journal(events: list[tuple[int, str, dict[str, Any]]]) -> list[bytes]:
    writer = Writer(KEY, H0)
    return [writer.add(at, kind, body) for at, kind, body in events]


def verified(lines: list[bytes], key: bytes = KEY, head: bytes = H0) -> bool:
    for seq, data in enumerate(lines, 1):
        line = split(data)
        check_body(line)
        if line.seq != seq or not line.fits(head, key):
            return False
        head = line.h
    return True


EVENTS = st.lists(st.tuples(st.integers(0, 2**50), KIND_NAMES, BODIES), min_size=1, max_size=6)


@given(EVENTS)
def test_what_the_writer_makes_is_split_and_verified(
    events: list[tuple[int, str, dict[str, Any]]],
) -> None:
    lines = journal(events)
    assert verified(lines)
    for (at, kind, body), data in zip(events, lines, strict=True):
        line = split(data)
        assert (line.at, line.kind, line.body) == (at, kind, canon(body))
        assert split(data[:-1]) == line
        assert json.loads(data)["body"] == body
        assert data == canon(json.loads(data)) + b"\n", "a line is canonical JSON as a whole"


@given(EVENTS, st.data())
def test_a_byte_that_was_changed_anywhere_shows(
    events: list[tuple[int, str, dict[str, Any]]], data: st.DataObject
) -> None:
    lines = journal(events)
    which = data.draw(st.integers(0, len(lines) - 1))
    where = data.draw(st.integers(0, len(lines[which]) - 2))
    flip = data.draw(st.integers(1, 255))
    broken = bytearray(lines[which])
    broken[where] ^= flip
    lines[which] = bytes(broken)
    try:
        assert not verified(lines)
    except Refused:
        pass


@given(EVENTS)
def test_lines_left_out_swapped_doubled_or_from_another_session_do_not_fit(
    events: list[tuple[int, str, dict[str, Any]]],
) -> None:
    lines = journal([*events, (1, "note", {"text": "last"})])
    assert not verified(lines[1:])
    assert not verified([lines[0], *lines])
    assert not verified([lines[-1], *lines[1:-1], lines[0]])
    assert not verified(lines, key=bytes(32))
    assert not verified(lines, head=chain.start("m1", "api", "0" * 14, KEY))
    assert not verified(lines, head=chain.start("m2", "web", "0" * 14, KEY))


def test_a_redacted_line_still_fits_and_other_contents_under_its_commitment_do_not() -> None:
    lines = journal([(1, "note", {"text": "secret"}), (2, "note", {"text": "b"})])
    first = split(lines[0])
    redacted = Line(1, "note", 1, first.h, None, first.commitment(KEY))
    data = b'{"at":1,"c":"%s","h":"%s","kind":"note","seq":1,"v":1}\n' % (
        first.commitment(KEY).hex().encode(),
        first.h.hex().encode(),
    )
    assert split(data) == redacted
    check_body(redacted)
    assert verified([data, lines[1]])
    assert verified([data, lines[1]], key=KEY)
    wrong = data.replace(first.commitment(KEY).hex()[:8].encode(), b"00000000")
    assert not verified([wrong, lines[1]])


def test_the_chain_is_what_the_protocol_says_in_its_own_words() -> None:
    """Computed here a second time, from the formulas alone."""

    def sha(data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    lines = journal([(5, "note", {"text": "é"}), (6, "ended", {"duration": 1, "status": 0})])
    head = sha(
        b'sb1s\0{"machine":"m1","project":"web","session":"00000000000000","v":1}' + sha(KEY)
    )
    for data in lines:
        line = json.loads(data)
        body = json.dumps(
            line["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()
        salt = hmac.new(KEY, str(line["seq"]).encode(), "sha256").digest()[:16]
        c = sha(b"sb1c\0" + salt + body)
        header = f'{{"at":{line["at"]},"kind":"{line["kind"]}","seq":{line["seq"]}}}'.encode()
        head = sha(b"sb1e\0" + head + sha(header) + c)
        assert line["h"] == head.hex()


def line_with(body: bytes) -> bytes:
    return encode(1, body, bytes(32), "note", 1)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b"{ }",
        b'{"a":"\\u00e9"}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":-0}',
        b'{"a":1}\n{"b":1}',
        b'{"a":1},"body":{"a":2}',
        b'{"a":"\xff"}',
        b'{"a":"\\ud800"}',
        b"{" * 40 + b"}" * 40,
        b"{}}",
        b'{"a":"\n"}',
    ],
)
def test_a_body_in_another_spelling_is_not_taken(body: bytes) -> None:
    with pytest.raises(Refused):
        check_body(split(line_with(body)))


@pytest.mark.parametrize(
    "text",
    ['","h":"' + "0" * 64 + '","kind":"note","seq":1,"v":1}', '"}', "\\", '\\"', "}{", "\u2028"],
)
def test_text_that_looks_like_the_rest_of_a_line_stays_text(text: str) -> None:
    lines = journal([(1, "note", {"text": text}), (2, "output", {text: text})])
    assert verified(lines)
    assert json.loads(split(lines[0]).body or b"")["text"] == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"{}",
        b'{"at":01,"body":{},"h":"%b","kind":"note","seq":1,"v":1}' % (b"0" * 64),
        b'{"at":1,"body":{},"h":"%b","kind":"note","seq":0,"v":1}' % (b"0" * 64),
        b'{"at":1,"body":{},"h":"%b","kind":"note","seq":1,"v":2}' % (b"0" * 64),
        b'{"at":1,"body":{},"h":"%b","kind":"note","seq":1,"v":1}' % (b"A" * 64),
        b'{"at":1,"body":{},"h":"%b","kind":"note","seq":1,"v":1}\n\n' % (b"0" * 64),
        b'{"at":1,"body":{},"h":"%b","kind":"note","seq":1,"v":1}\r\n' % (b"0" * 64),
        b' {"at":1,"body":{},"h":"%b","kind":"note","seq":1,"v":1}' % (b"0" * 64),
        b'{"at":1,"body":{},"c":"%b","h":"%b","kind":"note","seq":1,"v":1}'
        % (b"0" * 64, b"0" * 64),
        b'{"at":1,"body":null,"h":"%b","kind":"note","seq":1,"v":1}' % (b"0" * 64),
        b'{"at":1,"body":{},"h":"%b","kind":"No","seq":1,"v":1}' % (b"0" * 64),
        b'{"at":99999999999999999,"body":{},"h":"%b","kind":"note","seq":1,"v":1}' % (b"0" * 64),
        b'{"at":9999999999999999,"body":{},"h":"%b","kind":"note","seq":1,"v":1}' % (b"0" * 64),
        b'{"at":1,"body":{},"h":"%b","kind":"note","seq":9999999999999999,"v":1}' % (b"0" * 64),
    ],
)
def test_what_is_not_exactly_a_line_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        split(data)


def test_at_and_seq_go_up_to_what_a_browser_can_hold() -> None:
    line = split(encode(MAX_INT, b"{}", bytes(32), "note", MAX_INT))
    assert (line.at, line.seq) == (MAX_INT, MAX_INT)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_are_a_line_that_is_encoded_the_same(data: bytes) -> None:
    try:
        line = split(data)
    except Refused:
        return
    if line.body is not None:
        assert encode(line.at, line.body, line.h, line.kind, line.seq).rstrip(b"\n") == data.rstrip(
            b"\n"
        )


def test_the_writer_keeps_its_head_when_a_line_is_too_long() -> None:
    writer = Writer(KEY, H0)
    with pytest.raises(Refused) as refused:
        writer.add(1, "output", {"text": "x" * MAX_LINE})
    assert refused.value.code == "too-large"
    with pytest.raises(Refused):
        writer.add(1, "output", {"text": "\ud800"})
    assert (writer.seq, writer.head) == (0, H0)
    line = writer.add(1, "note", {"text": "on it goes"})
    assert verified([line])


@pytest.mark.parametrize("extra", range(-2, 3))
@pytest.mark.parametrize("fill", ["x", "é", "\x00", '"', "\U0001f600"])
def test_bodies_around_the_bound_of_a_line_are_kept_whole(fill: str, extra: int) -> None:
    unit = len(canon(fill)) - 2
    body = {"text": fill * ((WHOLE_BYTES - len(canon({"text": ""}))) // unit + extra)}
    kept_whole(body)


@given(st.integers(0, 90_000), st.sampled_from(["x", "é", "\n", '"\\', "\U0001f600", "\x7f\x1b"]))
def test_a_body_of_any_length_is_cut_into_lines_and_joined_again(count: int, fill: str) -> None:
    kept_whole({"text": fill * count})


def kept_whole(body: dict[str, Any]) -> None:
    writer = Writer(KEY, H0)
    made = list(lines_for("message", body))
    assert [kind for kind, _ in made[:-1]] == ["part"] * (len(made) - 1)
    assert made[-1][0] == "message"
    for kind, each in made:
        assert len(writer.add(2**53 - 1, kind, each)) <= MAX_LINE
    if len(made) == 1:
        assert made[0][1] == body
    else:
        assert [each["n"] for _, each in made[:-1]] == list(range(1, len(made)))
        assert {each["of"] for _, each in made[:-1]} == {len(made) - 1}
        assert join(made[-1][1], [each["text"] for _, each in made[:-1]]) == body


def test_parts_that_do_not_fit_are_refused() -> None:
    made = list(lines_for("message", {"text": "x" * 100_000}))
    named, pieces = made[-1][1], [each["text"] for _, each in made[:-1]]
    for wrong in (pieces[:-1], pieces[::-1], [*pieces, ""], [pieces[0] + "x", *pieces[1:]]):
        with pytest.raises(Refused):
            join(named, wrong)
    with pytest.raises(Refused) as refused:
        list(lines_for("message", {"text": "x" * MAX_BODY}))
    assert refused.value.code == "too-large"
