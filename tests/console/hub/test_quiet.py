"""Quiet hours by the wall clock of a person's own zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from console.hub.quiet import Quiet, quiet_at, quiet_until


def at(text: str, zone: str = "Europe/Berlin") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1_000_000)


NIGHT = Quiet(zone="Europe/Berlin", start="22:00", end="07:00", days=["mon", "tue"])


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T21:59", False),  # Monday
        ("2026-11-23T22:00", True),
        ("2026-11-24T06:59", True),
        ("2026-11-24T07:00", False),
        ("2026-11-25T06:59", True),  # Tuesday's night ends on Wednesday
        ("2026-11-25T22:30", False),
        ("2026-11-23T06:00", False),  # Sunday's night is none
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(moment: str, expected: bool) -> None:
    assert quiet_at([NIGHT], at(moment)) is expected


def test_the_zone_decides_and_summer_time_moves_with_it() -> None:
    work = Quiet(zone="America/New_York", start="09:00", end="17:00")
    for day in ("2026-01-15", "2026-07-15"):
        assert quiet_at([work], at(f"{day}T09:00", "America/New_York"))
        assert not quiet_at([work], at(f"{day}T08:59", "America/New_York"))


def test_the_whole_day_is_a_span_that_ends_where_it_begins() -> None:
    sunday = Quiet(zone="UTC", start="00:00", end="00:00", days=["sun"])
    assert quiet_at([sunday], at("2026-11-22T23:59", "UTC"))
    assert not quiet_at([sunday], at("2026-11-23T00:00", "UTC"))


def test_it_is_known_when_it_is_over() -> None:
    assert quiet_until([NIGHT], at("2026-11-23T12:00")) is None
    end = quiet_until([NIGHT], at("2026-11-23T23:07"))
    assert end is not None and 0 <= end - at("2026-11-24T07:00") <= 5 * 60 * 1_000_000
    always = Quiet(zone="UTC", start="00:00", end="00:00")
    assert quiet_until([always], at("2026-11-23T23:07")) is not None, "it ends the search"


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Base"},
        {"zone": "../../etc/passwd"},
        {"start": "24:00"},
        {"start": "9:00"},
        {"days": ["mon", "mon"]},
        {"days": ["noday"]},
    ],
)
def test_what_is_no_span_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Quiet.model_validate({"zone": "UTC", "start": "22:00", "end": "07:00"} | wrong)
