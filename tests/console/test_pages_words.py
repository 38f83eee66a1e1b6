"""How pages say things: rows, times, charts, and foreign text that stays text."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from console import charts, lines, shell, theme, words
from console.draw import Clock
from console.shell import STATIC

NAMES = Path(shell.__file__).parent / "component" / "test" / "names.json"
"""The table that the component's twin is tested by, too."""
NOW = dt.datetime(2026, 11, 22, 18, 5, tzinfo=dt.UTC)
CLOCK = Clock(NOW, dt.UTC)
HOSTILE = "<img src=x onerror=alert(1)> \u202egnp.exe \x1b]52;c;AA\x07 \"'&"


def found(**more: object) -> dict[str, object]:
    return {
        "machine": "build-01",
        "project": "web",
        "session": "01jd2x3y4z5abc",
        "seq": 7,
        "at": "2026-11-22 18:04:12.5",
        "kind": "output",
        "who": None,
        "text": "",
    } | more


def test_a_hit_far_inside_a_line_is_shown_and_marked() -> None:
    shown = lines.excerpt("x" * 5_000 + " Release.sh done", ["release.sh"])
    assert "<mark>Release.sh</mark> done" in shown and shown.startswith("… ")
    assert len(shown) < 600


@pytest.mark.parametrize("kind", [*lines.KINDS, "a_kind_of_tomorrow"])
def test_hostile_text_stays_text_in_every_kind_of_row(kind: str) -> None:
    body = words.shown  # names are foreign too
    row = lines.row(found(kind=kind, who="<b>eve", text=HOSTILE, project="a<b"), CLOCK, ["<img"])
    assert body(HOSTILE) != HOSTILE
    assert not re.search(r"<(?!/?(span|a|time|mark)\b)", row), row
    assert "\u202e" not in row and "\x1b" not in row


def test_a_row_leads_to_its_line_and_the_hubs_own_lead_nowhere() -> None:
    assert 'href="/session?s=build-01/web/01jd2x3y4z5abc&amp;seq=7"' in lines.row(found(), CLOCK)
    assert "href" not in lines.row(found(machine="hub", kind="refused"), CLOCK)


def test_times_are_said_as_people_say_them() -> None:
    assert words.when(NOW, NOW, dt.UTC, seconds=True) == "18:05:00"
    assert words.when(NOW - dt.timedelta(days=1), NOW, dt.UTC) == "yesterday 18:05"
    assert words.when(NOW - dt.timedelta(days=400), NOW, dt.UTC) == "18 Oct 2025 18:05"
    assert [words.lasting(s) for s in (5, 120, 3_900, 93_600)] == [
        "5 s",
        "2 min",
        "1 h 5 min",
        "1 d 2 h",
    ]


def test_bars_sum_up_what_is_beyond_the_most() -> None:
    drawn = charts.bars("By machine", [(f"m{n}<", n + 1) for n in range(20)])
    assert "13 others" in drawn and "m19&lt;" in drawn and "<m" not in drawn
    assert drawn.count('class="l"') == charts.MOST_BARS


def test_each_day_has_its_column_also_where_nothing_ran() -> None:
    first = dt.date(2026, 11, 16)
    drawn = charts.days("Sessions", {first: 4}, first, first + dt.timedelta(days=6))
    assert drawn.count("<i ") == 7 and drawn.count("height:100%") == 1
    assert drawn.count("height:0%") == 6


def blocks() -> list[dict[str, str]]:
    """The custom properties of each block of tokens.css that sets colours."""
    sheet = re.sub(r"/\*.*?\*/", "", (STATIC / "tokens.css").read_text(), flags=re.S)
    found = [
        dict(re.findall(r"--([\w-]+):\s*([^;]+);", part)) for part in sheet.split("color-scheme")
    ]
    return [block for block in found if "paper" in block]


def test_streamlits_theme_repeats_the_tokens_and_both_dark_blocks_are_one() -> None:
    light, dark, again = blocks()
    assert dict(dark.items()) == {k: v for k, v in again.items() if k in dark}
    for name, token in theme.TOKENS.items():
        assert theme.LIGHT[name] == light[token], name
        assert theme.DARK[name] == dark[token], name


@pytest.mark.parametrize("case", json.loads(NAMES.read_text("utf-8")))
def test_a_session_is_called_as_its_live_parts_call_it(case: list[str]) -> None:
    title, session, agent, folder, wanted = case
    assert words.shown(words.session_name(title, session, agent, folder)) == wanted
