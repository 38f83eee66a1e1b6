"""`archive.sql`: views over parts and live segments, for any DuckDB from 1.4 on.

The text is made from the manifest, so that it is a snapshot: these parts, and the live segments
after them. A reader who keeps an old snapshot is told so (`archive moved on: reopen`) before files
that it needs are gone; it never silently sees fewer rows.
"""

from __future__ import annotations

from archiver.files import Archive, Crash, no_crash, replace
from archiver.manifest import Manifest
from archiver.rows_sql import NAMES, columns, read_segments, text

ESCAPES = r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])"
"""Terminal sequences: CSI, OSC, DCS and other strings, and short escapes."""

# Written with functions: `->>` binds more loosely in DuckDB 1 than in 2, so that
# `a AND body->>'$.x' IS NOT NULL` means something else in each.
# What views say about the session that a row belongs to.
_STARTED = """SELECT machine, session, any_value(json_extract_string(body, '$.agent')) AS agent
  FROM events WHERE kind = 'started' GROUP BY machine, session"""

VIEWS: dict[str, tuple[str, str]] = {
    "sessions": (
        "one row a session: who started what, from when to when, how it ended",
        """SELECT machine, any_value(project) AS project, session,
    min("at") AS started, max("at") AS last_at, count(*) AS lines, max(seq) AS head,
    max(json_extract_string(body, '$.agent')) FILTER (kind = 'started') AS agent,
    max(json_extract_string(body, '$.kind')) FILTER (kind = 'started') AS kind,
    max(who) FILTER (kind = 'started') AS who,
    max(json_extract_string(body, '$.folder')) FILTER (kind = 'started') AS folder,
    max(json_extract_string(body, '$.argv')) FILTER (kind = 'started') AS argv,
    arg_max(json_extract_string(body, '$.title'), seq)
      FILTER (kind IN ('started', 'titled')
        AND json_extract_string(body, '$.title') IS NOT NULL) AS title,
    max("at") FILTER (kind IN ('ended', 'host_lost')) AS ended,
    bool_or(kind = 'host_lost') AS lost,
    max(try_cast(json_extract_string(body, '$.status') AS BIGINT))
      FILTER (kind = 'ended') AS status,
    max(json_extract_string(body, '$.signal')) FILTER (kind = 'ended') AS signal
  FROM events WHERE machine <> 'hub' GROUP BY machine, session""",
    ),
    "output": (
        "what programs printed, without terminal sequences",
        f"""SELECT machine, project, session, seq, "at", recv,
    regexp_replace(text, {text(ESCAPES)}, '', 'g') AS text
  FROM events WHERE kind = 'output' AND text IS NOT NULL""",
    ),
    "prompts": (
        "what people asked of agents",
        """SELECT machine, project, session, seq, "at", recv, who, text
  FROM events WHERE kind = 'prompt'""",
    ),
    "approvals": (
        "what waited for people: asked, decided, by whom, how long it took",
        """SELECT a.machine, a.project, a.session, a.approval, a."at" AS asked,
    a.tool, json_extract_string(a.body, '$.form') AS form,
    json_extract_string(a.body, '$.rule') AS rule, json_extract(a.body, '$.input') AS input,
    d."at" AS decided, coalesce(d.what, 'open') AS decision, d.who, d.reason,
    d."at" - a."at" AS took
  FROM (SELECT * FROM events WHERE kind = 'asked') a
  LEFT JOIN (
    SELECT machine, session, approval, min("at") AS "at",
      arg_min(CASE kind WHEN 'answered' THEN json_extract_string(body, '$.what') ELSE kind END,
        seq) AS what,
      arg_min(who, seq) AS who, arg_min(json_extract_string(body, '$.reason'), seq) AS reason
    FROM events WHERE kind IN ('answered', 'expired', 'withdrawn')
    GROUP BY machine, session, approval
  ) d USING (machine, session, approval)""",
    ),
    "files_changed": (
        "files that sessions changed",
        """SELECT machine, project, session, seq, "at", recv, path,
    json_extract_string(body, pointer || '/status') AS status,
    try_cast(json_extract_string(body, pointer || '/added')
      AS BIGINT) AS added,
    try_cast(json_extract_string(body, pointer || '/removed')
      AS BIGINT) AS removed
  FROM (
    SELECT *, '/changed/' || replace(replace(path, '~', '~0'), '/', '~1') AS pointer
    FROM (
      SELECT * EXCLUDE (path), unnest(json_keys(body, '$.changed')) AS path
      FROM events WHERE kind = 'files'
    )
  )""",
    ),
    "usage_by_day": (
        "tokens and cost by day, machine, project, agent and model; NULL where nobody said",
        f"""SELECT e."at"::DATE AS day, e.machine, e.project, s.agent, e.model,
    sum(e.input_tokens)::BIGINT AS input_tokens, sum(e.output_tokens)::BIGINT AS output_tokens,
    sum(e.cost_microusd)::BIGINT AS cost_microusd, count(DISTINCT e.session) AS sessions
  FROM events e LEFT JOIN ({_STARTED}) s USING (machine, session)
  WHERE e.kind = 'usage' GROUP BY ALL""",
    ),
    "commands": (
        "commands that agents ran, and programs that sessions were started with",
        """SELECT machine, project, session, seq, "at", recv, tool,
    CASE kind WHEN 'started' THEN json_extract_string(body, '$.argv')
      ELSE json_extract_string(body, '$.input.command') END AS command
  FROM events
  WHERE kind = 'started' OR (kind = 'tool_call'
    AND json_extract_string(body, '$.input.command') IS NOT NULL)""",
    ),
    "access_log": (
        "who watched, who asked for what and what became of it; at the hub: who logged in, "
        "was refused or denied, left, changed rights",
        """SELECT machine, project, session, seq, "at", recv, who, kind,
    CASE kind WHEN 'request' THEN json_extract_string(body, '$.verb')
      WHEN 'administered' THEN json_extract_string(body, '$.command')
      WHEN 'denied' THEN json_extract_string(body, '$.action')
      WHEN 'viewed' THEN 'subscribe'
      WHEN 'watching' THEN 'watch' END AS verb,
    json_extract_string(body, '$.id') AS request,
    json_extract_string(body, '$.status') AS status, json_extract_string(body, '$.code') AS code,
    json_extract_string(body, '$.reason') AS reason,
    make_timestamp(try_cast(json_extract_string(body, '$.from') AS BIGINT)) AS watched_from,
    make_timestamp(try_cast(json_extract_string(body, '$.until') AS BIGINT)) AS watched_until,
    json_extract_string(body, '$.client') AS client,
    json_extract_string(body, '$.address') AS address,
    coalesce(json_extract_string(body, '$.topic'), json_extract_string(body, '$.filter')) AS topic,
    try_cast(json_extract_string(body, '$.times') AS BIGINT) AS times,
    coalesce(json_extract_string(body, '$.changes'), json_extract_string(body, '$.arguments'))
      AS change
  FROM events WHERE kind IN ('watching', 'request', 'receipt', 'keys', 'connected', 'refused',
    'denied', 'disconnected', 'viewed', 'access_changed', 'administered')""",
    ),
}


def root_expression(archive: Archive) -> str:
    """Where the archive lies: the variable `root` where it is set, else where it was written."""
    return f"coalesce(getvariable('root'), {text(str(archive.root))})"


def live(archive: Archive, sealed: int) -> str:
    """The SELECT of what is in live segments after `sealed`."""
    root = root_expression(archive)
    return columns(
        read_segments(f"{root} || '/live/seg-*.jsonl'", lenient=True),
        f"filename >= {root} || '/live/seg-{sealed + 1:08d}.jsonl'",
        sparse=False,
    )


def sealed(archive: Archive, files: list[str]) -> str:
    """The SELECT of what is in these parts (paths below the archive), with whole bodies."""
    root = root_expression(archive)
    named = ",\n    ".join(f"{root} || {text('/' + file)}" for file in files)
    whole = ", ".join(_WHOLE_BODY if name == '"body"' else name for name in NAMES)
    return f"SELECT {whole}\n  FROM read_parquet([\n    {named}\n  ], hive_partitioning=false)"


_WHOLE_BODY = (
    "coalesce(body, CASE WHEN c IS NULL THEN "
    """'{"text":' || to_json(text) || '}' END) AS "body\""""
)


def guard(archive: Archive, sealed: int) -> str:
    """A condition that fails loudly where segments after `sealed` are about to go."""
    return (
        "(SELECT CASE WHEN trim(content, E' \\n')::BIGINT > "
        f"{sealed + 1} THEN error('archive moved on: reopen') ELSE true END "
        f"FROM read_text({root_expression(archive)} || '/OLDEST'))"
    )


def events(archive: Archive, manifest: Manifest) -> str:
    """The SELECT of the view `events`: sealed parts and live segments, each line once."""
    branches = [live(archive, manifest.sealed)]
    if manifest.parts:
        branches.insert(0, sealed(archive, [part["file"] for part in manifest.parts]))
    union = "\n  UNION ALL\n  ".join(branches)
    return f"SELECT * FROM (\n  {union}\n) WHERE {guard(archive, manifest.sealed)}"


def script(archive: Archive, manifest: Manifest) -> str:
    """The whole of `archive.sql`."""
    out = [
        "-- The archive as views; written anew whenever it changes. Open it with\n"
        f"--   duckdb -init {archive.sql}\n"
        "-- or, where the archive was copied or moved to another folder, with\n"
        "--   duckdb -cmd \"SET VARIABLE root = '/its/folder'\" -cmd '.read archive.sql'\n"
        f'-- Generation {manifest.generation}. Times are UTC. Write "at" with its quotes.\n',
        f"CREATE OR REPLACE VIEW events AS\n{events(archive, manifest)};\n",
    ]
    for name, (meaning, select) in VIEWS.items():
        out.append(f"-- {meaning}\nCREATE OR REPLACE VIEW {name} AS\n{select};\n")
    return "\n".join(out)


def write(archive: Archive, manifest: Manifest, crash: Crash = no_crash) -> None:
    """Put `archive.sql` in its place. Raises OSError."""
    replace(archive.sql, script(archive, manifest).encode(), crash, "sql")
