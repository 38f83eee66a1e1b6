"""A reader in a process of its own that counts, over and over, while the archive is written.

`python -m tests.archiver.watching ARCHIVE fresh|kept`: ends at the end of stdin; prints
`{"questions", "refused", "wrong"}`. `fresh` opens archive.sql for each question; `kept` asks one
connection several times, so that files move under it. A count may never fall nor hold a line twice.
"""

from __future__ import annotations

import json
import select
import sys
from pathlib import Path
from typing import Any

import duckdb

COUNT = (
    "SELECT count(*), count(DISTINCT (machine, session, seq)), "
    "(SELECT bool_and(n = m) FROM (SELECT count(*) AS n, max(seq) AS m FROM events "
    "GROUP BY machine, session)) FROM events"
)


def watch(root: Path, kept: int) -> dict[str, Any]:
    highest = questions = refused = 0
    wrong: list[Any] = []
    while not select.select([sys.stdin], [], [], 0)[0]:
        try:
            connection = duckdb.connect()
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET threads = 1")
            connection.execute((root / "archive.sql").read_text())
            for _ in range(kept):
                found = connection.execute(COUNT).fetchone()
                assert found is not None
                rows, distinct, whole = found
                questions += 1
                if rows != distinct or rows < highest or whole is False:
                    wrong.append([rows, distinct, whole, highest])
                highest = max(highest, rows)
        except duckdb.Error as error:
            if "archive moved on" not in str(error):
                wrong.append(str(error)[:300])
            refused += 1
    return {"questions": questions, "refused": refused, "wrong": wrong[:5], "highest": highest}


if __name__ == "__main__":
    print(json.dumps(watch(Path(sys.argv[1]), {"fresh": 1, "kept": 20}[sys.argv[2]])))
