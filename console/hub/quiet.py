"""Quiet hours: when a person does not want to be told. Pure.

A span is on the wall clock of its time zone, so it moves with summer time; one that ends before
it begins goes on into the next morning and belongs to the day on which it began.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from schemas.documents.model import Part

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STEP = timedelta(minutes=5)
LOOK_AHEAD = timedelta(days=8)
"""Spans that leave no gap in so long never end."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("no time zone") from None
    return name


def _days(names: list[str]) -> list[str]:
    if len(set(names)) != len(names) or not set(names) <= set(DAYS):
        raise ValueError(f"days are {', '.join(DAYS)}, each once")
    return names


Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Quiet(Part):
    """One span of quiet hours: `start` up to `end` (not included), on these days."""

    zone: Annotated[str, Field(max_length=64), AfterValidator(_zone)]
    """As `Europe/Berlin`."""
    start: Clock
    end: Clock
    """The same as `start`: the whole day."""
    days: Annotated[list[str], AfterValidator(_days)] = Field(default_factory=lambda: list(DAYS))


def quiet_at(spans: Sequence[Quiet], at_us: int) -> bool:
    """Whether one of the spans holds at this moment (microseconds since 1970)."""
    moment = datetime.fromtimestamp(at_us / 1e6, UTC)
    return any(_holds(span, moment) for span in spans)


def quiet_until(spans: Sequence[Quiet], at_us: int) -> int | None:
    """When it is over (microseconds since 1970, at most 5 minutes late); None: it is not quiet."""
    if not quiet_at(spans, at_us):
        return None
    moment = datetime.fromtimestamp(at_us / 1e6, UTC)
    # Ends lie on whole minutes; daylight saving moves spans, so they are looked for, not computed.
    step = moment.replace(second=0, microsecond=0)
    last = moment + LOOK_AHEAD
    while step < last:
        step += STEP
        if not any(_holds(span, step) for span in spans):
            break
    return int(step.timestamp() * 1_000_000)


def _holds(span: Quiet, moment: datetime) -> bool:
    local = moment.astimezone(ZoneInfo(span.zone))
    minute = f"{local.hour:02}:{local.minute:02}"
    today, yesterday = DAYS[local.weekday()], DAYS[local.weekday() - 1]
    if span.start < span.end:
        return today in span.days and span.start <= minute < span.end
    if today in span.days and minute >= span.start:
        return True
    return yesterday in span.days and minute < span.end
