"""What the command line prints: tables and JSON, with text that is not ours made plain."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from schemas.wire.plain import columns, plain


def as_json(value: Any) -> None:
    """Print one JSON document; at a terminal with nothing in it that could drive that."""
    json.dump(value, sys.stdout, ensure_ascii=sys.stdout.isatty(), indent=2, default=str)
    sys.stdout.write("\n")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], most: int = 60) -> None:
    """Print rows under heads, each cell plain and at most `most` characters."""
    cells = [[plain(str("" if c is None else c), most=most) for c in row] for row in rows]
    widths = [max([columns(h), *(columns(r[i]) for r in cells)]) for i, h in enumerate(heads)]
    for row in [list(heads), *cells]:
        padded = (c + " " * (w - columns(c)) for c, w in zip(row, widths, strict=True))
        print("  ".join(padded).rstrip())


def hint(text: str) -> None:
    """Tell the next command, to people only: it goes to standard error of a terminal."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


def hint_if(text: str) -> None:
    """The same, where there is something to tell."""
    if text:
        hint(text)


def line(*words: str) -> str:
    """A command line to type next, by the name that this one was started by."""
    return " ".join([os.environ.get("SIGNALBOX_LAUNCHER", "signalbox"), *words])


def count(number: int, one: str, many: str = "") -> str:
    """`1 session`, `2 sessions`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def ago(then_us: int, now_us: int) -> str:
    """How long ago, as people say it."""
    seconds = max(now_us - then_us, 0) // 1_000_000
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def moment(at_us: int) -> str:
    """A moment in local time, to the millisecond."""
    when = datetime.fromtimestamp(at_us / 1_000_000, UTC).astimezone()
    return when.strftime("%Y-%m-%d %H:%M:%S.") + f"{at_us // 1000 % 1000:03d}"
