"""Secrets become asterisks of the same width, wherever the stream is cut; all else is untouched."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.host.masking import (
    HOLD,
    MAX_HELD,
    MAX_KEY,
    Masker,
    Patterns,
    mask,
    mask_text,
    secret_values,
)

SECRET = "correct-horse.battery"
ENVIRONMENT = {
    "MY_SECRET": SECRET,
    "SERVICE_API_KEY": "q7!zz//pp==kk",
    "WIDE_PASSWORD": "ひみつのことばです",
    "CREDENTIALS_FILE": "/home/someone/.secrets",
    "SHORT_TOKEN": "abc123",
    "HOME": "/home/someone",
}
PATTERNS = Patterns(secret_values(ENVIRONMENT))

# Made-up tokens, put together here so that no scanner takes this file for a leak.
TOKENS = [
    ("ghp_", "A1b2" * 9),
    ("github_pat_", "11ABCDE_" + "x9" * 25),
    ("glpat-", "abcdEFGH1234ijkl5678"),
    ("AKIA", "ABCDEFGHIJKLMNOP"),
    ("sk-ant-", "api03-" + "Zz0_" * 20),
    ("sk-proj-", "Yy1-" * 12),
    ("sk-", "Q" * 48),
    ("xoxb-", "123456789012-abcdefGHIJ"),
    ("AIza", "Sy" + "D" * 33),
    ("ya29.", "a0Af_" + "B" * 30),
    ("npm_", "c3" * 18),
    ("pypi-AgE", "IcHlwaS5vcmc" + "C" * 40),
    ("Authorization: Bearer ", "abc.def-ghi_123"),
    ("eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4"),
]
KEY = (
    "-----BEGIN OPENSSH PRIVATE KEY-----\r\n"
    + "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB\r\n" * 4
    + "-----END OPENSSH PRIVATE KEY-----\r\n"
)


def pieces(data: bytes, places: list[int]) -> list[bytes]:
    borders = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[a:b] for a, b in pairwise(borders)]


def stream(parts: list[bytes]) -> bytes:
    masker = Masker(PATTERNS)
    return b"".join(masker.feed(part, 0.0) for part in parts) + masker.flush()


@pytest.mark.parametrize(("start", "rest"), TOKENS, ids=[start for start, _ in TOKENS])
def test_each_known_shape_is_masked_in_place(start: str, rest: str) -> None:
    data = f"before '{start}{rest}' after".encode()
    assert mask(data, PATTERNS) == f"before '{start}{'*' * len(rest)}' after".encode()


@pytest.mark.parametrize(("start", "rest"), TOKENS, ids=[start for start, _ in TOKENS])
def test_every_single_cut_gives_the_same(start: str, rest: str) -> None:
    data = f"x {start}{rest} y".encode()
    whole = mask(data, PATTERNS)
    assert {stream([data[:at], data[at:]]) for at in range(len(data))} == {whole}


def test_values_of_secret_variables_are_masked_and_harmless_ones_are_not() -> None:
    text = f"{SECRET} q7!zz//pp==kk /home/someone/.secrets abc123 /home/someone"
    masked = f"{'*' * 21} {'*' * 13} /home/someone/.secrets abc123 /home/someone"
    assert mask_text(text, PATTERNS) == masked


def test_a_mask_is_as_wide_as_what_it_replaces() -> None:
    assert mask_text("[ひみつのことばです]", PATTERNS) == "[" + "*" * 18 + "]"


def test_of_a_cut_value_no_more_than_its_first_character_leaves() -> None:
    data = f"x {SECRET} y".encode()
    for at in range(len(data)):
        shown = stream([data[:at], data[at:]])
        assert len(shown) == len(data)
        assert SECRET[1:4].encode() not in shown and shown[-1:] == b"y"
        assert re.fullmatch(rb"x c?\*+ y", shown)


def test_colours_inside_a_token_do_not_hide_it() -> None:
    data = b"\x1b[31mgh\x1b[1mp_" + b"A1" * 9 + b"\x1b[0m" + b"B2" * 9 + b"\x1b[K rest"
    shown = mask(data, PATTERNS)
    stars = b"*" * 18
    assert shown == b"\x1b[31mgh\x1b[1mp_" + stars + b"\x1b[0m" + stars + b"\x1b[K rest"


@given(st.lists(st.integers(0, 2000), max_size=10))
def test_a_private_key_is_masked_to_its_end_however_it_is_cut(places: list[int]) -> None:
    data = f"$ cat key\r\n{KEY}$ ls ordinary\r\n".encode()
    shown = stream(pieces(data, places))
    assert b"b3Blb" not in shown and b"AAAA" not in shown
    assert shown.endswith(b"\r\n$ ls ordinary\r\n") and len(shown) == len(data)


def test_a_private_key_glued_to_a_token_is_masked_however_it_is_cut() -> None:
    data = f"glpat-{'a' * 30}{KEY}$ ls\r\n".encode()
    for at in range(len(data)):
        assert b"b3Blb" not in stream([data[:at], data[at:]])


def test_a_begin_line_without_key_masks_nothing_for_long() -> None:
    text = 'say "-----BEGIN PRIVATE KEY-----" and go on\r\n'
    assert mask_text(text, PATTERNS) == text
    endless = "-----BEGIN PRIVATE KEY-----" + "A" * (MAX_KEY + 10)
    assert mask_text(endless, PATTERNS).endswith("*" + "A" * 10)


WORDS = st.one_of(
    st.sampled_from([f"{start}{rest}".encode() for start, rest in TOKENS]),
    st.sampled_from(
        [b" ", b"\r\n", b"\x1b[31m", b"\x1b[K", b"sk-", b"task-", b"eyJ", KEY.encode()]
    ),
    st.binary(max_size=8),
)
STREAMS = st.lists(WORDS, max_size=10).map(b" ".join)


@given(STREAMS, st.lists(st.integers(0, 3000), max_size=6))
def test_any_split_of_any_bytes_gives_the_same_output(data: bytes, places: list[int]) -> None:
    patterns = Patterns()
    masker = Masker(patterns)
    split = b"".join(masker.feed(piece, 0.0) for piece in pieces(data, places)) + masker.flush()
    assert split == mask(data, patterns)


@given(STREAMS)
def test_masking_changes_no_length_and_masks_only_once(data: bytes) -> None:
    once = mask(data, Patterns())
    assert len(once) == len(data) or not data.isascii()
    assert mask(once, Patterns()) == once


def test_the_unfinished_is_held_for_its_time_and_then_masked_if_it_is_sure() -> None:
    masker = Masker(PATTERNS)
    assert masker.feed(b"x ghp_abc", 100.0) == b"x ghp_"
    assert masker.pending_until == pytest.approx(100.0 + HOLD)
    assert masker.feed(b"def", 100.01) == b""
    assert masker.pending_until == pytest.approx(100.0 + HOLD), "more of it buys no more time"
    assert masker.flush() == b"******"
    assert masker.pending_until is None
    assert masker.feed(b"g" * 30 + b" y", 200.0) == b"*" * 30 + b" y"


def test_a_token_whose_rest_comes_after_the_time_is_masked_from_there_on() -> None:
    masker = Masker(PATTERNS)
    shown = masker.feed(b"x " + SECRET[:12].encode(), 0.0) + masker.flush()
    assert shown == b"x " + SECRET[:12].encode(), "half a value may be any word"
    assert masker.feed(SECRET[12:].encode() + b" y", 1.0) == b"*********" + b" y"


def test_ordinary_output_waits_for_nothing() -> None:
    masker = Masker(PATTERNS)
    for data in (b"g", b"ls -la\r\n", b"\x1b[1;31mred\x1b[m", b"task-force skip-list eyes "):
        assert masker.feed(data, 0.0) == data
        assert masker.pending_until is None


def test_what_is_held_is_bounded() -> None:
    masker = Masker(PATTERNS)
    masker.feed(b"eyJ", 0.0)
    for _ in range(200):
        masker.feed(b"A" * 100, 0.0)
        assert len(masker._held) <= MAX_HELD and len(masker._before) <= MAX_HELD + 128


def test_a_very_long_token_is_masked_to_its_end() -> None:
    masker = Masker(PATTERNS)
    shown = b"".join(masker.feed(part, 0.0) for part in [b"ghp_"] + [b"a" * 700] * 30 + [b" end"])
    assert shown == b"ghp_" + b"*" * 21000 + b" end"


def test_text_with_lone_surrogates_is_masked_too() -> None:
    assert mask_text("\ud800 ghp_" + "a" * 36, Patterns()) == "\ud800 ghp_" + "*" * 36
