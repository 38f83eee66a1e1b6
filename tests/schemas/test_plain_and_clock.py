"""Text that is not ours is made safe to show; time of journal lines never goes back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused
from schemas.wire.fields import Field, check
from schemas.wire.plain import columns, plain


@given(st.text(max_size=80))
def test_nothing_that_drives_a_terminal_or_hides_is_left(text: str) -> None:
    shown = plain(text)
    for character in shown:
        assert unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp"), hex(
            ord(character)
        )
    shown.encode()
    kept = plain(text, keep_lines=True)
    assert kept.replace("\n", "␊").replace("\t", "␉") == shown


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=40))
def test_plain_text_of_any_script_stays_as_it_is(text: str) -> None:
    invisible = {c for c in text if c in "\u115f\u1160\u3164\uffa0\u2800"}
    if not invisible:
        assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\rb", "a␍b"),
        ("\x7f\x9b", "␡⟨U+009B⟩"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\nb\tc", "a␊b␉c"),
        ("grün 日本", "grün 日本"),
    ],
)
def test_hostile_characters_become_visible(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_text_is_cut_and_says_so() -> None:
    assert plain("abcdef", most=4) == "abc…"
    assert plain("abcd", most=4) == "abcd"
    assert columns("a日é\u0301") == 4


class Hands(Clock):
    def __init__(self) -> None:
        self.boot, self.wall = 1_000_000, 50_000_000

    def boot_us(self) -> int:
        return self.boot

    def wall_us(self) -> int:
        return self.wall


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(-(10**10), 10**10)), max_size=30))
def test_the_time_of_lines_never_goes_back_whatever_the_wall_clock_does(
    moves: list[tuple[int, int]],
) -> None:
    clock = Hands()
    line = Timeline(clock)
    last = line.now_us()
    for boot, wall in moves:
        clock.boot += boot
        clock.wall += wall
        now = line.now_us()
        assert now == last + boot
        last = now


def test_a_step_of_the_wall_clock_is_told_once() -> None:
    clock = Hands()
    line = Timeline(clock)
    assert line.step_us() is None
    clock.wall -= 3_600_000_000
    assert line.step_us() == -3_600_000_000
    assert line.step_us() is None
    clock.wall += 3_600_000_000
    assert line.step_us() == 0


def test_lines_after_a_restart_are_not_before_the_last_line() -> None:
    clock = Hands()
    line = Timeline(clock, not_before_us=90_000_000)
    assert line.now_us() >= 90_000_000


def test_the_boot_clock_goes_on() -> None:
    clock = Clock()
    assert clock.boot_us() <= clock.boot_us()
    assert abs(clock.boot_ms() - clock.boot_us() // 1000) < 1000


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (Field("text", most=3), ["", "abc"], [1, None, "abcd", b"a"]),
        (Field("int", least=1, most=5), [1, 5], [0, 6, True, "1", 1.0]),
        (Field("bool"), [True, False], [0, 1, "true"]),
        (Field("name"), ["a-1"], ["A", "", 1, "-"]),
        (Field("session"), ["0" * 14], ["0" * 13]),
        (Field("approval"), ["0" * 8], ["u" * 8]),
        (Field("hex"), ["0f" * 32], ["0F" * 32, "0" * 63, 1]),
        (Field("list", most=2), [[], ["a", "b"]], [["a", "b", "c"], [1], "ab", ["a", None]]),
        (Field("object"), [{}], [[], "x", None]),
        (Field("text", choices=("a", "b")), ["a"], ["c", ""]),
    ],
)  # fmt: skip
def test_a_field_takes_its_type_within_its_bounds_and_nothing_else(
    field: Field, good: list[object], bad: list[object]
) -> None:
    for value in good:
        assert check({"f": field}, {"f": value}) == {"f": value}
    for value in bad:
        with pytest.raises(Refused) as refused:
            check({"f": field}, {"f": value})
        assert refused.value.code in ("bad-field", "bad-id", "too-large")


def test_a_missing_field_and_an_unknown_one_are_refused() -> None:
    shape = {"a": Field("text", True)}
    for value in ({}, {"a": "x", "b": "y"}, {"A": "x"}):
        with pytest.raises(Refused) as refused:
            check(shape, value)
        assert refused.value.code == "bad-field"
