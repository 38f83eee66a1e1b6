"""The throw-away process that turns one segment into a Parquet part, or views into a database.

One JSON object on stdin says what to do, one on stdout says what came of it; exit status 1 and a
line on stderr where it failed. DuckDB is loaded here and never in the archiver itself.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import signal
import sys
from typing import Any

import duckdb

from archiver.rows_sql import columns, read_segments, text

ROW_GROUP = 122_880
"""Rows a group: DuckDB's own default, and what was measured."""


def seal(job: dict[str, Any]) -> dict[str, Any]:
    """`segment` → `part`, both paths; exactly `rows` rows, or it raises."""
    connection = _connect(job["work"])
    source = read_segments(text(job["segment"]), lenient=False)
    select = columns(source, sparse=True)
    part = text(job["part"])
    connection.execute(
        f"COPY (SELECT * FROM ({select}) ORDER BY session, seq) TO {part} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    )
    counted = connection.execute(
        "SELECT count(*), count(DISTINCT (machine, session, seq)), "
        'epoch_us(min(recv)), epoch_us(max(recv)), epoch_us(min("at")), epoch_us(max("at")), '
        "count(DISTINCT (machine, session)) "
        f"FROM read_parquet({part}, hive_partitioning=false) "
        "WHERE machine IS NOT NULL AND session IS NOT NULL AND seq IS NOT NULL AND kind IS NOT NULL"
    ).fetchone()
    assert counted is not None
    rows, distinct, *bounds, sessions = counted
    if rows != job["rows"] or distinct != job["rows"]:
        raise ValueError(f"{rows} rows, {distinct} of them distinct, and not {job['rows']}")
    with open(job["part"], "rb+") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.seek(0, os.SEEK_END)
    first_recv, last_recv, first_at, last_at = bounds
    return {
        "rows": rows,
        "sessions": sessions,
        "bytes": size,
        "sha256": digest,
        "first_recv": first_recv,
        "last_recv": last_recv,
        "first_at": first_at,
        "last_at": last_at,
    }


def database(job: dict[str, Any]) -> dict[str, Any]:
    """`script` (SQL) → `file`, a database that holds nothing but views.

    In the oldest storage format, which DuckDB 1.4 and the 1.5 shell can read too.
    """
    connection = _connect(job["work"])
    connection.execute(f"ATTACH {text(job['file'])} AS views (STORAGE_VERSION 'v1.0.0')")
    connection.execute("USE views")
    connection.execute(job["script"])
    connection.execute("USE memory")
    connection.execute("DETACH views")
    return {}


def _connect(work: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET threads = 1")
    connection.execute("SET memory_limit = '500MB'")
    connection.execute(f"SET temp_directory = {text(work)}")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    return connection


def die_with_parent(parent: int) -> None:
    """End when the archiver does: nobody would take what this process makes (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        sys.exit(1)


def main() -> int:
    """Run the job on stdin."""
    job = json.load(sys.stdin)
    die_with_parent(job["parent"])
    os.nice(5)
    try:
        result = {"seal": seal, "database": database}[job["job"]](job)
    except (duckdb.Error, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
