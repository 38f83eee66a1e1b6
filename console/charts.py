"""Charts as plain HTML: bars for names, columns for days, each with its figures as text.

No chart library: those that Streamlit brings compile code in the browser, which the console's
content policy forbids; and no SVG, which `st.html` takes out. Labels may be foreign text and are
made safe here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from console import words

MOST_BARS = 8
"""Further names are summed up in one bar."""


def bars(
    title: str,
    values: Sequence[tuple[str, int]],
    figure: Callable[[int], str] = words.number,
    most: int = MOST_BARS,
) -> str:
    """One bar a name, longest first; what is beyond `most` becomes *7 others*."""
    rows = sorted(values, key=lambda row: (-row[1], row[0]))
    if len(rows) > most:
        rest = rows[most - 1 :]
        rows = [*rows[: most - 1], (f"{len(rest)} others", sum(value for _, value in rest))]
    top = max((value for _, value in rows), default=0)
    parts = []
    for label, value in rows:
        width = max(1000 * value // top, 8 if value else 0) / 10 if top else 0
        parts.append(
            f'<span class="l">{words.safe(label, 80)}</span>'
            f'<span class="b" aria-hidden="true"><i style="width:{width}%"></i></span>'
            f'<span class="v">{words.safe(figure(value))}</span>'
        )
    return (
        f'<figure class="sb-chart"><figcaption>{words.safe(title)}</figcaption>'
        f'<div class="sb-bars">{"".join(parts)}</div></figure>'
    )


def days(
    title: str,
    values: dict[dt.date, int],
    first: dt.date,
    last: dt.date,
    figure: Callable[[int], str] = words.number,
) -> str:
    """One column a day from `first` to `last`, days without anything included."""
    span = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    top = max((values.get(day, 0) for day in span), default=0)
    columns = []
    for day in span:
        value = values.get(day, 0)
        height = max(100 * value // top, 2) if top and value else 0
        told = f"{day_name(day)}: {figure(value)}"
        columns.append(f'<span title="{words.safe(told)}"><i style="height:{height}%"></i></span>')
    total = sum(values.get(day, 0) for day in span)
    label = (
        f"{title}: {figure(total)} from {day_name(first)} to {day_name(last)}, "
        f"at most {figure(top)} a day"
    )
    return (
        f'<figure class="sb-chart"><figcaption>{words.safe(title)}</figcaption>'
        f'<div class="sb-most"><span>most in a day: {words.safe(figure(top))}</span>'
        f"<span>in all {words.safe(figure(total))}</span></div>"
        f'<div class="sb-days" role="img" aria-label="{words.safe(label)}">'
        f"{''.join(columns)}</div>"
        f'<div class="sb-axis"><span>{day_name(first)}</span><span>{day_name(last)}</span></div>'
        "</figure>"
    )


def day_name(day: dt.date) -> str:
    """*22 Nov*."""
    return f"{day.day} {day.strftime('%b')}"
