"""`signalbox audit`: ask this hub's archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from schemas.wire import layout
from schemas.wire.errors import Refused
from signalbox import show


def sql(arguments: argparse.Namespace) -> int:
    """Print the rows of one SELECT; without one, the views and their columns."""
    from archiver import query

    asked = arguments.query or _WHAT_THERE_IS
    answer = query.run(_archive(), asked, limit=max(arguments.limit, 1))
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
    from archiver import query

    answer = query.search(_archive(), " ".join(arguments.words), limit=max(arguments.limit, 1))
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


def _archive() -> Path:
    archive = layout.home_from().archive
    if not (archive / "archive.sql").exists():
        raise Refused("archive-down", f"no archive in {archive} yet; `signalbox up` starts one")
    return archive
