"""Taking: what is taken, what is not, and why."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.take import Head, Taken, Verdict, take
from schemas.wire import chain
from schemas.wire.errors import Refused
from schemas.wire.line import MAX_LINE, encode
from schemas.wire.strictjson import canon, is_canonical, loads
from tests.archiver.machine import AT, Journal

SESSION = "0" * 14


def fresh(journal: Journal) -> Head:
    head = Head(journal.machine, journal.project, journal.session)
    head.begin(journal.key)
    return head


def sealed_line(body: bytes, seq: int = 1, previous: bytes | None = None) -> bytes:
    """A line whose hash is right, whatever its body is."""
    key = b"k" * 32
    before = previous or chain.start("build-01", "web", SESSION, key)
    c = chain.commitment(chain.salt(key, seq), body)
    return encode(AT, body, chain.link(before, AT, "output", seq, c), "output", seq)


def test_lines_in_order_are_taken_and_the_head_moves() -> None:
    journal = Journal(session=SESSION).fill(5)
    head = fresh(journal)
    out = take(head, b"".join(journal.lines))
    assert out.lines == [line[:-1] for line in journal.lines] and out.verdict is None
    assert (head.seq, head.h.hex()) == (5, journal.hashes[5])


def test_a_line_that_comes_again_is_not_taken_again() -> None:
    journal = Journal(session=SESSION).fill(5)
    head = fresh(journal)
    take(head, b"".join(journal.lines))
    out = take(head, b"".join(journal.lines[2:]))
    assert (out.lines, out.duplicates, out.verdict) == ([], 3, None)


def test_a_gap_takes_nothing_and_says_nothing() -> None:
    journal = Journal(session=SESSION).fill(5)
    head = fresh(journal)
    out = take(head, journal.lines[0] + journal.lines[2])
    assert len(out.lines) == 1 and out.verdict is Verdict.GAP and head.seq == 1


def test_another_line_with_a_known_seq_is_a_fork() -> None:
    journal, other = Journal(session=SESSION).fill(9), Journal(session=SESSION).fill(4)
    other.fill(5, "another {n}")
    head = fresh(journal)
    take(head, b"".join(journal.lines))
    for seq in (5, 9):
        out = take(head, other.lines[seq - 1])
        assert (out.verdict, out.seq, out.line) == (Verdict.FORK, seq, other.lines[seq - 1][:-1])
    assert take(head, other.lines[3]).verdict is None
    assert head.seq == 9


def test_a_line_that_does_not_follow_is_a_fork_and_is_not_taken() -> None:
    journal, other = Journal(session=SESSION).fill(3), Journal(session=SESSION).fill(2, "x{n}")
    head = fresh(journal)
    take(head, journal.lines[0])
    out = take(head, other.lines[1])
    assert out.verdict is Verdict.FORK and out.seq == 2 and head.seq == 1


def test_after_a_fork_nothing_is_taken() -> None:
    journal = Journal(session=SESSION).fill(3)
    head = fresh(journal)
    head.fork = 2
    assert take(head, journal.lines[0]).verdict is Verdict.FORK and head.seq == 0


def test_without_the_key_nothing_is_taken() -> None:
    journal = Journal(session=SESSION).fill(3)
    head = Head(journal.machine, journal.project, journal.session)
    assert take(head, journal.lines[0]).verdict is Verdict.NO_KEY and head.seq == 0


def test_a_line_of_another_machine_project_or_session_is_not_taken() -> None:
    for other in (
        Journal(session=SESSION, machine="build-02"),
        Journal(session=SESSION, project="api"),
        Journal(session="1" * 14),
    ):
        head = fresh(Journal(session=SESSION))
        assert take(head, other.fill(1).lines[0]).verdict is Verdict.FORK


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":9007199254740992}',
        b'{"b":1,"a":2}',
        b'{ "a":1}',
        b'{"a":1 }',
        b'{"a":1}{"b":2}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\\/"}',
        b'{"a":"\\u000a"}',
        b'{"a":"\\u001B"}',
        b'{"a":"\\ud83d"}',
        b'{"a":"\xed\xa0\xbd"}',
        b'{"a":"\xff"}',
        b'{"a":"\x01"}',
        b"{a:1}",
        b"{'a':1}",
        b'{"a":tru}',
        b'{"a":[1,]}',
        b'{"a":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"a":1,"h":"x","kind":"y","b":' + b"}",
    ],
)
def test_a_body_that_is_not_its_own_canonical_form_is_bad(body: bytes) -> None:
    head = fresh(Journal(session=SESSION))
    out = take(head, sealed_line(body))
    assert out.verdict is Verdict.BAD and out.seq == 1 and head.seq == 0 and out.lines == []


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"{}\n",
        b"null\n",
        sealed_line(b"{}")[:-1],
        b" " + sealed_line(b"{}"),
        sealed_line(b"{}").replace(b"\n", b" \n"),
        sealed_line(b"{}").replace(b"\n", b"\r\n"),
        sealed_line(b"{}").replace(b'"v":1', b'"v":2'),
        sealed_line(b"{}").replace(b'"seq":1', b'"seq":0'),
        sealed_line(b"{}").replace(b'"seq":1', b'"seq":01'),
        sealed_line(b"{}").replace(b'"seq":1', b'"seq":' + b"9" * 17),
        sealed_line(b"{}").replace(b"output", b"OUTPUT"),
        sealed_line(b'{"a":"' + b"x" * MAX_LINE + b'"}'),
    ],
)
def test_what_is_no_line_is_bad(line: bytes) -> None:
    head = fresh(Journal(session=SESSION))
    out = take(head, line)
    assert out.verdict is Verdict.BAD and out.lines == [] and head.seq == 0


def test_text_that_looks_like_the_end_of_a_line_is_only_text() -> None:
    text = '","h":"' + "0" * 64 + '","kind":"ended","seq":7,"v":1}\n{"at":1,"body":{"x":"'
    journal = Journal(session=SESSION)
    journal.add("output", {"text": text})
    head = fresh(journal)
    out = take(head, journal.lines[0])
    assert len(out.lines) == 1 and json.loads(out.lines[0])["body"]["text"] == text


def test_a_redacted_line_fits_the_chain() -> None:
    journal = Journal(session=SESSION).fill(3)
    whole = json.loads(journal.lines[1])
    body = journal.lines[1].split(b'"body":')[1].split(b',"h":')[0]
    c = chain.commitment(chain.salt(journal.key, 2), body).hex()
    assert b"line 2" in body and whole["seq"] == 2
    redacted = journal.lines[1].replace(b'"body":' + body, b'"c":"%s"' % c.encode())
    head = fresh(journal)
    out = take(head, journal.lines[0] + redacted + journal.lines[2])
    assert out.verdict is None and head.seq == 3


@given(st.data())
def test_one_changed_byte_is_never_taken_as_a_new_line(data: st.DataObject) -> None:
    journal = Journal(session=SESSION).fill(2)
    line = bytearray(journal.lines[1])
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] = data.draw(st.integers(0, 255).filter(lambda value: value != line[at]))
    head = fresh(journal)
    take(head, journal.lines[0])
    out = take(head, bytes(line))
    assert out.lines == [] and head.seq == 1


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=40))
def test_any_order_of_sending_takes_each_line_once_and_in_order(
    sent: list[tuple[int, int]],
) -> None:
    journal = Journal(session=SESSION).fill(30)
    head = fresh(journal)
    taken: list[bytes] = []
    for start, count in [*sent, (0, 30)]:
        out = take(head, b"".join(journal.lines[start : start + count]) or journal.lines[0])
        assert out.verdict in (None, Verdict.GAP)
        taken += out.lines
    assert taken == [line[:-1] for line in journal.lines]


@given(st.lists(st.sampled_from(["line", "sync", "back", "forget"]), max_size=60))
def test_giving_up_what_was_not_written_takes_it_again_and_compares_it_still(
    steps: list[str],
) -> None:
    journal = Journal(session=SESSION).fill(60)
    other = Journal(session=SESSION).fill(60, "x{n}")
    head = fresh(journal)
    for step in steps:
        if step == "line":
            take(head, journal.lines[head.seq])
        elif step == "sync":
            head.synced(head.seq, head.h)
        elif step == "back":
            head.back()
            assert head.seq == head.synced_seq
        else:
            head.forget_before(head.synced_seq)
    assert head.h.hex() == journal.hashes[head.seq]
    if head.synced_seq:
        assert take(head, other.lines[head.synced_seq - 1]).verdict is Verdict.FORK
    assert take(head, journal.lines[head.seq]).verdict is None


def test_nothing_is_taken_of_what_follows_a_bad_line() -> None:
    journal = Journal(session=SESSION).fill(3)
    head = fresh(journal)
    out: Taken = take(head, journal.lines[0] + b"garbage\n" + journal.lines[1])
    assert len(out.lines) == 1 and out.verdict is Verdict.BAD and head.seq == 1


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values, st.data())
def test_the_quick_check_says_what_reading_and_writing_anew_would(
    value: object, data: st.DataObject
) -> None:
    encoded = canon(value)
    assert is_canonical(encoded)
    changed = bytearray(encoded)
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        wanted = canon(loads(bytes(changed))) == changed
    except Refused:
        wanted = False
    assert is_canonical(bytes(changed)) is wanted
