"""The throw-away process that reads the archive: one job on stdin, JSON lines on stdout.

The first line names the columns, the others are rows; the last is `{"more": …}`. What fails is
told as `{"code": …, "reason": …}`. It may read the archive and nothing else, write nothing, and
use so much memory and time and no more.
"""

from __future__ import annotations

import datetime
import json
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from archiver import views
from archiver.files import Archive
from archiver.manifest import Manifest, decode
from archiver.rows_sql import text
from archiver.seal_child import die_with_parent
from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon

FETCH = 200
ADDRESS_SPACE = 3 * 1024**3
"""Of the whole process; DuckDB itself is told to stay below `MEMORY`. A single call such as
`repeat` knows no other bound."""
MEMORY = "700MB"
PAGE_BYTES = 60 * 1024
"""Lines in a page of `history`; with its envelope it stays below 64 KiB."""

Row = list[Any]


def main() -> int:
    """Run the job on stdin; 0, also where the query was refused."""
    job = json.load(sys.stdin)
    if job["parent"]:
        die_with_parent(job["parent"])
    _bound(job["seconds"])
    try:
        for line in _JOBS[job["job"]](Archive(Path(job["archive"])), job):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            if job["job"] == "history":
                sys.stdout.flush()
    except Refused as refused:
        print(json.dumps({"code": refused.code, "reason": refused.detail}))
    except (duckdb.Error, MemoryError) as error:
        print(json.dumps({"code": "bad-query", "reason": str(error)[:2000]}))
    except OSError as error:
        print(json.dumps({"code": "archive-down", "reason": str(error)}))
    return 0


def query(archive: Archive, job: dict[str, Any]) -> Iterator[Any]:
    """`sql`: one SELECT over the views, at most `limit` rows and `bytes`."""
    connection = _connect(archive)
    connection.execute(archive.sql.read_text())
    _lock(connection)
    sql = quote_at(job["sql"])
    _check_one_select(connection, sql)
    yield from _rows(connection.execute(sql), job["limit"], job["bytes"])


def quote_at(sql: str) -> str:
    """Put quotes round a bare `at`, which DuckDB else reads as the beginning of AT TIME ZONE.

    `at` is what the protocol calls the time of a line, and people type it as they say it.
    """
    data = sql.encode()
    places = [place for place, _ in duckdb.tokenize(sql)]
    out, done = b"", 0
    for place, following in zip(places, [*places[1:], len(data)], strict=True):
        word = re.match(rb"(?i)at(?![\w$])", data[place:])
        if word and not re.match(rb"(?i)(time\b|\()", data[following:]):
            out += data[done:place] + b'"at"'
            done = place + 2
    return (out + data[done:]).decode()


def search(archive: Archive, job: dict[str, Any]) -> Iterator[Any]:
    """`words`: lines that hold all of them, newest first: live segments, then part by part."""
    connection = _connect(archive)
    manifest = decode(archive.manifest.read_bytes())
    words = [word.lower() for word in job["words"].split()]
    if not words:
        raise Refused("bad-query", "no words to search for")
    left, first = job["limit"], True
    for source in _newest_first(archive, manifest):
        found = connection.execute(
            'SELECT machine, project, session, seq, "at", kind, who, '
            "left(coalesce(text, body), 2000) AS text "
            f"FROM ({source}) WHERE "
            + " AND ".join(
                ["(contains(lower(text), ?) OR (text IS NULL AND contains(lower(body), ?)))"]
                * len(words)
            )
            + f" ORDER BY recv DESC, machine, session, seq DESC LIMIT {left + 1}",
            [word for word in words for _ in range(2)],
        )
        for row in _rows(found, left, job["bytes"]):
            if isinstance(row, list):
                left -= 1
                yield row
            elif "columns" in row and first:
                first = False
                yield row
            elif row.get("more"):
                yield row
                return
    yield {"more": False}


def _newest_first(archive: Archive, manifest: Manifest) -> Iterator[str]:
    yield f"SELECT * FROM ({views.live(archive, manifest.sealed)}) WHERE " + views.guard(
        archive, manifest.sealed
    )
    for part in sorted(manifest.parts, key=lambda part: part["last_recv"], reverse=True):
        yield views.sealed(archive, [part["file"]])


def history(archive: Archive, job: dict[str, Any]) -> Iterator[Any]:
    """Lines `from` to `to` of one session, as pages: `{"from", "to", "lines"}`."""
    connection = _connect(archive)
    connection.execute(archive.sql.read_text())
    found = connection.execute(
        'SELECT seq, epoch_us("at"), kind, body, c FROM events '
        "WHERE session = ? AND machine = ? AND project = ? AND seq BETWEEN ? AND ? ORDER BY seq",
        [job["session"], job["machine"], job["project"], job["from"], job["to"]],
    )
    lines: list[dict[str, Any]] = []
    size = 0
    while rows := found.fetchmany(FETCH):
        for seq, at, kind, body, c in rows:
            line = {"seq": seq, "at": at, "kind": kind}
            line |= {"c": c} if c is not None else {"body": json.loads(body)}
            weight = len(canon(line)) + 1
            if lines and size + weight > PAGE_BYTES:
                yield {"from": lines[0]["seq"], "to": lines[-1]["seq"], "lines": lines}
                lines, size = [], 0
            lines.append(line)
            size += weight
    if lines:
        yield {"from": lines[0]["seq"], "to": lines[-1]["seq"], "lines": lines}
    yield {"more": False}


_JOBS = {"query": query, "search": search, "history": history}


def _rows(found: duckdb.DuckDBPyConnection, limit: int, most: int) -> Iterator[Any]:
    columns = [(name, str(kind)) for name, kind, *_ in found.description or []]
    yield {"columns": columns}
    count = size = 0
    while rows := found.fetchmany(FETCH):
        for row in rows:
            if count == limit or size > most:
                yield {"more": True}
                return
            out = [_plain(value) for value in row]
            size += sum(len(value) if isinstance(value, str) else 8 for value in out)
            count += 1
            yield out
    yield {"more": False}


def _plain(value: Any) -> Any:
    """A value that JSON has; times as ISO 8601 (UTC), all else as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value)


def _connect(archive: Archive) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for setting in (
        "enable_progress_bar = false",
        f"memory_limit = '{MEMORY}'",
        "max_temp_directory_size = '0KB'",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "python_enable_replacements = false",
    ):
        connection.execute(f"SET {setting}")
    # DuckDB compares paths as text, so both spellings of a folder behind a link are given.
    folders = {str(archive.root), str(archive.root.resolve())}
    connection.execute(
        f"SET allowed_directories = [{', '.join(text(f + '/') for f in sorted(folders))}]"
    )
    connection.execute("SET enable_external_access = false")
    return connection


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("SET lock_configuration = true")


def _check_one_select(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise Refused("bad-query", f"{len(statements)} statements, and not one")
    kind = statements[0].type.name
    if kind != "SELECT":
        raise Refused("bad-query", f"{kind}, and not SELECT")


def _bound(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


if __name__ == "__main__":
    sys.exit(main())
