"""Questions to an archive, each in a throw-away process: SQL, and words.

The archive may be in use meanwhile; a question sees everything that was synced before it began.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.wire.errors import Refused

SECONDS = 30
MOST_ROWS = 10_000
MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Result:
    """`columns`: (name, type). `more`: the limit was reached. Times are ISO 8601 text, UTC."""

    columns: list[tuple[str, str]]
    rows: list[list[Any]]
    more: bool


def run(archive: Path, sql: str, limit: int = 1000, seconds: int = SECONDS) -> Result:
    """Ask one SELECT over the views of `archive.sql`.

    Raises `Refused`: "bad-query" with DuckDB's words, "archive-down" where there is no archive.
    """
    return _ask({"job": "query", "archive": str(archive), "sql": sql}, limit, seconds)


def search(archive: Path, words: str, limit: int = 100, seconds: int = SECONDS) -> Result:
    """Lines that hold all of `words`, in any case, newest first. Raises `Refused`.

    Columns: machine, project, session, seq, at, kind, who, text.
    """
    return _ask({"job": "search", "archive": str(archive), "words": words}, limit, seconds)


def command() -> list[str]:
    """How the child is started; its job goes to stdin."""
    return [sys.executable, "-I", "-m", "archiver.query_child"]


def _ask(job: dict[str, Any], limit: int, seconds: int) -> Result:
    job |= {
        "limit": max(1, min(limit, MOST_ROWS)),
        "bytes": MOST_BYTES,
        "seconds": seconds,
        "parent": 0,
    }
    try:
        done = subprocess.run(
            command(), input=json.dumps(job).encode(), capture_output=True, timeout=seconds + 5
        )
    except subprocess.TimeoutExpired:
        raise Refused("bad-query", f"it took more than {seconds} s") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = "it took too long" if done.returncode < 0 else (said[-1] if said else "no answer")
        raise Refused("bad-query", f"the query's process ended ({done.returncode}): {why}")
    columns: list[tuple[str, str]] = []
    rows: list[list[Any]] = []
    more = False
    for line in done.stdout.decode().splitlines():
        value = json.loads(line)
        if isinstance(value, list):
            rows.append(value)
        elif "code" in value:
            raise Refused(value["code"], value["reason"])
        elif "columns" in value:
            columns = [(name, kind) for name, kind in value["columns"]]
        else:
            more = value["more"]
    return Result(columns, rows, more)
