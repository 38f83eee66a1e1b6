"""What people see of the archive, with every reader that we name, while it is written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from archiver import query
from archiver.query_child import quote_at
from archiver.views import VIEWS
from schemas.wire.errors import Refused
from tests.archiver.direct import COUNTS, Direct, ask
from tests.archiver.machine import AT, Journal
from tests.archiver.readers import needed

HOSTILE = 'é日本\x1b[31mred\x1b[0m "q","h":"x","kind":"y" \\x01 \\u0000 \x00 \x7f 𝄞 {}[] \x01'


def everything(journal: Journal) -> Journal:
    """A session with at least one line of each kind that a view shows."""
    ask_: dict[str, object] = {
        "approval": "abcdefgh",
        "form": "permission",
        "digest": "0" * 64,
        "tool": "Bash",
    }
    lines: list[tuple[str, dict[str, object]]] = [
        (
            "started",
            {
                "argv": ["claude", "-c"],
                "folder": "/srv/web",
                "machine": "build-01",
                "project": "web",
                "kind": "terminal",
                "agent": "claude",
                "who": "ana",
                "gate": "gated",
                "columns": 80,
                "rows": 24,
            },
        ),
        ("titled", {"title": "mend the build", "who": "ana"}),
        ("prompt", {"text": "fix it", "who": "ana"}),
        ("output", {"text": HOSTILE}),
        ("output", {"b64": "/w=="}),
        ("tool_call", {"call": "1", "tool": "Bash", "input": {"command": "make test"}}),
        ("asked", ask_),
        ("answered", {"approval": "abcdefgh", "who": "ben", "what": "allow", "reason": "fine"}),
        ("asked", ask_ | {"approval": "bcdefghj"}),
        ("files", {"changed": {"a/b~c.py": {"status": "M", "added": 3, "removed": 1}}}),
        (
            "usage",
            {"source": "s", "semantics": "d", "model": "m", "input_tokens": 5, "output_tokens": 7},
        ),
        ("watching", {"who": "eve", "from": AT, "until": AT + 1_000_000}),
        ("request", {"who": "eve", "verb": "stop", "id": "r1", "fields": {}}),
        (
            "receipt",
            {"who": "eve", "id": "r1", "status": "rejected", "code": "not-granted", "reason": "no"},
        ),
        ("ended", {"status": 0, "duration": 5}),
    ]
    for kind, body in lines:
        journal.add(kind, body)
    return journal


@pytest.fixture(scope="module", params=["live", "sealed", "both"])
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Journal]]:
    """The same lines in a live segment, in a part, or divided between the two."""
    root = tmp_path_factory.mktemp("archive") / "an archive"
    direct = Direct(root)
    journal = Journal()
    everything(journal)
    direct.bring(journal)
    direct.settle()
    if request.param != "live":
        direct.seal()
    if request.param == "both":
        journal.add("note", {"text": "after the seal"})
        direct.bring(journal, len(journal.lines) - 1)
    yield root, journal
    direct.close()


def test_a_body_is_the_same_whether_its_line_is_sealed_or_live(
    archive: tuple[Path, Journal],
) -> None:
    root, journal = archive
    found = ask(root, 'SELECT seq, kind, epoch_us("at"), body, text FROM events ORDER BY seq')
    for (seq, kind, at, body, text), line in zip(found, journal.lines, strict=True):
        sent = json.loads(line)
        assert (seq, kind, at) == (sent["seq"], sent["kind"], sent["at"])
        assert json.loads(body) == sent["body"]
        assert text == sent["body"].get("text")


def test_views_show_sessions_approvals_files_usage_commands_and_access(
    archive: tuple[Path, Journal],
) -> None:
    root, journal = archive
    session = journal.session
    assert ask(root, "SELECT session, agent, title, who, status, lost, argv FROM sessions") == [
        (session, "claude", "mend the build", "ana", 0, False, '["claude","-c"]')
    ]
    assert ask(root, "SELECT who, text FROM prompts") == [("ana", "fix it")]
    assert ask(
        root, "SELECT approval, decision, who, reason, took::VARCHAR FROM approvals ORDER BY 1"
    ) == [
        ("abcdefgh", "allow", "ben", "fine", "00:00:00.001"),
        ("bcdefghj", "open", None, None, None),
    ]
    assert ask(root, "SELECT path, status, added, removed FROM files_changed") == [
        ("a/b~c.py", "M", 3, 1)
    ]
    assert ask(
        root, "SELECT agent, model, input_tokens, output_tokens, cost_microusd FROM usage_by_day"
    ) == [("claude", "m", 5, 7, None)]
    assert ask(root, "SELECT command FROM commands ORDER BY seq") == [
        ('["claude","-c"]',),
        ("make test",),
    ]
    assert ask(root, "SELECT who, verb, code FROM access_log ORDER BY seq") == [
        ("eve", "watch", None),
        ("eve", "stop", None),
        ("eve", None, "not-granted"),
    ]
    [(text,)] = ask(root, "SELECT text FROM output")
    assert text == HOSTILE.replace("\x1b[31m", "").replace("\x1b[0m", "")


def shell(*arguments: object) -> str:
    """The last line that the duckdb shell prints."""
    program = needed("shell") / "duckdb_cli" / "duckdb"
    command = [str(program), "-csv", "-noheader", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout, done.stderr
    return done.stdout.splitlines()[-1]


def older(how: str, root: Path, sql: str) -> str:
    """The same of an older DuckDB in Python."""
    command = [sys.executable, "-c", OLDER, str(needed("duckdb")), how, str(root), sql]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_an_archive_that_was_moved_opens_with_its_new_root(
    archive: tuple[Path, Journal], tmp_path: Path
) -> None:
    root, journal = archive
    moved = tmp_path / "else where's"
    shutil.copytree(root, moved)
    hidden = root.with_name("hidden")
    root.rename(hidden)
    try:
        connection = duckdb.connect()
        connection.execute("SET VARIABLE root = ?", [str(moved)])
        connection.execute((moved / "archive.sql").read_text())
        assert connection.execute(COUNTS).fetchone() == (len(journal.lines),) * 2
        quoted = str(moved).replace("'", "''")
        root_is = f"SET VARIABLE root = '{quoted}'"
        found = shell("-cmd", root_is, "-cmd", f'.read "{moved}/archive.sql"', "-c", COUNTS)
        assert found == f"{len(journal.lines)},{len(journal.lines)}"
    finally:
        hidden.rename(root)


def test_the_database_of_views_opens_read_only_in_every_duckdb(
    archive: tuple[Path, Journal],
) -> None:
    root, journal = archive
    connection = duckdb.connect(str(root / "archive.duckdb"), read_only=True)
    assert connection.execute(COUNTS).fetchone() == (len(journal.lines),) * 2
    wanted = f"{len(journal.lines)},{len(journal.lines)}"
    assert shell("-readonly", root / "archive.duckdb", "-c", COUNTS) == wanted
    assert older("database", root, COUNTS) == wanted


def test_every_view_of_the_script_works_in_the_shell_and_in_an_older_duckdb(
    archive: tuple[Path, Journal],
) -> None:
    root, _ = archive
    # Every column of every row is made and hashed, and all versions must agree.
    sums = ", ".join(
        f"(SELECT count(*) || ':' || count(md5({view}::VARCHAR)) FROM {view})" for view in VIEWS
    )
    [row] = ask(root, f"SELECT {sums}")
    assert "0:0" not in row
    assert shell("-init", root / "archive.sql", "-c", f"SELECT {sums}") == ",".join(row)
    assert older("script", root, f"SELECT {sums}") == ",".join(row)


OLDER = """
import sys
sys.path.insert(0, sys.argv[1])
import duckdb
assert duckdb.__version__ == "1.4.5", duckdb.__version__
how, root, sql = sys.argv[2:]
if how == "database":
    connection = duckdb.connect(root + "/archive.duckdb", read_only=True)
else:
    connection = duckdb.connect()
    connection.execute(open(root + "/archive.sql").read())
print(*connection.execute(sql).fetchone(), sep=",")
"""


def test_pandas_and_polars_read_it(archive: tuple[Path, Journal]) -> None:
    root, journal = archive
    done = subprocess.run(
        [sys.executable, "-c", FRAMES, needed("frames"), root],
        capture_output=True,
        text=True,
        timeout=120,
    )
    counts = [int(word) for word in done.stdout.split()]
    assert counts[:2] == [len(journal.lines)] * 2, done.stderr
    parts = list(root.glob("parts/*/*.parquet"))
    [(sealed,)] = (
        duckdb.execute("SELECT count(*) FROM read_parquet(?)", [list(map(str, parts))]).fetchall()
        if parts
        else [(0,)]
    )
    assert counts[2:] == [sealed] * 2, done.stderr


FRAMES = """
import glob, sys
sys.path.insert(1, sys.argv[1])
import duckdb, pandas, polars
root = sys.argv[2]
connection = duckdb.connect()
connection.execute(open(root + "/archive.sql").read())
print(len(connection.execute("FROM events").df()))
print(polars.from_arrow(connection.execute("FROM events").to_arrow_table()).height)
parts = glob.glob(root + "/parts/*/*.parquet")
print(sum(len(pandas.read_parquet(part)) for part in parts))
print(polars.scan_parquet(parts).collect().height if parts else 0)
"""


def test_one_select_is_answered_and_anything_else_refused(
    archive: tuple[Path, Journal],
) -> None:
    root, _ = archive
    result = query.run(root, "SELECT seq, at FROM events ORDER BY at, seq", limit=3)
    assert result.columns == [("seq", "BIGINT"), ("at", "TIMESTAMP")]
    assert [row[0] for row in result.rows] == [1, 2, 3] and result.more
    assert query.run(root, "SELECT 1").more is False
    outside = root.parent / "outside.csv"
    outside.write_text("a\n1\n")
    for sql in (
        "DELETE FROM events",
        "SELECT 1; SELECT 2",
        "SET threads = 8",
        f"COPY (SELECT 1) TO '{root}/x.csv'",
        f"ATTACH '{root}/x.duckdb'",
        f"SELECT * FROM read_csv('{outside}')",
        f"SELECT * FROM '{outside}'",
        "nonsense",
        "",
    ):
        with pytest.raises(Refused) as refused:
            query.run(root, sql)
        assert refused.value.code == "bad-query", sql
    assert not (root / "x.csv").exists() and not (root / "x.duckdb").exists()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("SELECT at, e.at FROM e ORDER BY at", 'SELECT "at", e."at" FROM e ORDER BY "at"'),
        ("SELECT 'é at', at", "SELECT 'é at', \"at\""),
        ("SELECT max(AT)", 'SELECT max("at")'),
        ("SELECT \"at\", 'at', attention, a.attic", None),
        ("SELECT recv AT TIME ZONE 'UTC' -- at noon", None),
    ],
)
def test_the_column_at_may_be_typed_without_quotes(typed: str, meant: str | None) -> None:
    assert quote_at(typed) == (meant or typed)


def test_a_query_without_an_end_is_ended(archive: tuple[Path, Journal]) -> None:
    root, _ = archive
    with pytest.raises(Refused):
        query.run(root, "SELECT count(*) FROM range(1000000000000) a, range(10000) b", seconds=2)


def test_words_are_found_in_any_case_newest_first(archive: tuple[Path, Journal]) -> None:
    root, _ = archive
    found = query.search(root, "FIX it")
    assert [(row[5], row[7]) for row in found.rows] == [("prompt", "fix it")]
    assert [row[5] for row in query.search(root, "make test").rows] == ["tool_call"]
    assert query.search(root, "nowhere-at-all").rows == []
    assert [row[4] for row in query.search(root, "e", limit=2).rows] == sorted(
        (row[4] for row in query.search(root, "e", limit=2).rows), reverse=True
    )
