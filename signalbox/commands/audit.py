"""`signalbox audit`: ask this hub's archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from schemas.wire import layout
from schemas.wire.errors import Refused
from signalbox import show


def sql(arguments: argparse.Namespace) -> int:
    """Print the rows of one SELECT; without one, the views that there are."""
    from archiver import query

    archive = _archive()
    asked = arguments.query or query.WHAT_THERE_IS
    answer = query.run(archive, asked, limit=max(arguments.limit, 1))
    if arguments.json:
        show.as_json([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
        return 0
    show.table(answer.columns, answer.rows, most=100)
    if answer.cut:
        show.hint(f"(only the first {len(answer.rows)}; --limit shows more)")
    return 0


def search(arguments: argparse.Namespace) -> int:
    """Print the newest lines that hold all the words."""
    from archiver import search as archive_search

    found = archive_search.run(_archive(), " ".join(arguments.words), limit=arguments.limit)
    if arguments.json:
        show.as_json([_hit(hit) for hit in found])
        return 0
    if not found:
        print("Nothing found. Words are looked for in output, prompts and tool calls.")
        return 1
    for hit in map(_hit, found):
        print(show.moment(hit["at_us"]), hit["machine"], hit["session"], hit["seq"], hit["kind"])
        show.table(("",), [(hit["text"],)], most=200)
    return 0


def _hit(hit: Any) -> dict[str, Any]:
    return dict(hit) if isinstance(hit, dict) else dict(hit._asdict())


def _archive() -> Path:
    archive = layout.home_from().archive
    if not (archive / "archive.sql").exists():
        raise Refused("archive-down", f"no archive in {archive} yet; `signalbox up` starts one")
    return archive
