"""`signalbox audit`: ask the archive of this hub, else that of the hub one has logged in to."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

from schemas.wire import ids, layout
from schemas.wire.errors import Refused
from signalbox import show
from signalbox.remote import hub

MOST_ROWS = 10_000
"""Of one answer, here and from afar."""


def sql(arguments: argparse.Namespace) -> int:
    """Print the rows of one SELECT; without one, the views and their columns."""
    asked = arguments.query or _WHAT_THERE_IS
    answer = ask("query", {"sql": asked}, arguments.limit)
    names = [name for name, _ in answer.columns]
    if arguments.json:
        show.as_json([dict(zip(names, row, strict=True)) for row in answer.rows])
        return 0
    show.table(names, answer.rows, most=100)
    if answer.more:
        show.hint(f"(only the first {len(answer.rows)}; --limit shows more)")
    if not arguments.query:
        show.hint('\nAsk: signalbox audit sql "SELECT at, who, text FROM prompts ORDER BY at"')
    return 0


def search(arguments: argparse.Namespace) -> int:
    """Print the newest lines that hold all the words."""
    answer = ask("search", {"words": " ".join(arguments.words)}, arguments.limit)
    names = [name for name, _ in answer.columns]
    found = [dict(zip(names, row, strict=True)) for row in answer.rows]
    if arguments.json:
        show.as_json(found)
    elif found:
        show.table(
            ("AT", "MACHINE", "SESSION", "SEQ", "KIND", "WHO", "TEXT"),
            [
                [hit[n] for n in ("at", "machine", "session", "seq", "kind", "who", "text")]
                for hit in found
            ],
            most=80,
        )
        if answer.more:
            show.hint(f"(only the newest {len(found)}; --limit shows more)")
    else:
        print("Nothing found. Each word must stand in one line of output, a prompt or a tool call.")
    return 0 if found else 1


_WHAT_THERE_IS = """
SELECT table_name AS view, string_agg(column_name, ', ' ORDER BY ordinal_position) AS columns
FROM information_schema.columns GROUP BY table_name ORDER BY table_name
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """`columns`: (name, type). `more`: the limit was reached."""

    columns: list[tuple[str, str]]
    rows: list[list[Any]]
    more: bool


def ask(verb: str, said: dict[str, str], limit: int) -> Answer:
    """Here where there is an archive; else at the hub, which records who asked what."""
    home = layout.home_from()
    most = max(limit, 1)
    if (home.archive / "archive.sql").exists():
        from archiver import query

        run = query.run if verb == "query" else query.search
        (text,) = said.values()
        here = run(home.archive, text, most)
        return Answer(here.columns, here.rows, here.more)
    if home.access.exists() or not hub.is_known(home):
        raise Refused(
            "archive-down", f"no archive in {home.archive} yet; `signalbox up` starts one"
        )
    with hub.connect(home) as client:
        hub.check(client, ids.HUB, ids.NONE, False, verb)
        rows, data = client.rows(verb, limit=min(most, MOST_ROWS), **said)
    columns = [(str(name), str(kind)) for name, kind in data.get("columns") or ()]
    return Answer(columns, rows, bool(data.get("more")))
