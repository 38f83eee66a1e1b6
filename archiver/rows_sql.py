"""From rows of a segment to columns, in SQL that DuckDB 1.4 and 2.0 both know.

A segment is read as lines of text. Short expressions at a row's head and tail find its fields, and
the body is what lies between; one expression over the whole row takes three to six times as long.
`read_json` would write bodies anew (`\\u001b` becomes `\\u001B`) and turns an unfinished line
into a row of NULLs. Here a line that is not whole is no row.
"""

from __future__ import annotations

HEAD = (
    r'^\{"m":"([a-z0-9_-]+)","p":"([a-z0-9_-]+)","s":"([0-9a-z]+)","recv":([0-9]+),'
    r'"line":\{"at":([0-9]+),"(body|c)":'
)
HEAD_FIELDS = ("m", "p", "s", "recv", "at", "what")
HEAD_REST = len('{"m":"","p":"","s":"","recv":,"line":{"at":,"":')
"""What a head holds beside its fields."""
TAIL = r',"h":"([0-9a-f]{64})","kind":"([a-z_]+)","seq":([0-9]+),"v":1\}\}$'
TAIL_FIELDS = ("h", "kind", "seq")
TAIL_REST = len(',"h":"","kind":"","seq":,"v":1}}')
TAIL_MOST = 160
"""A tail is at most 136 characters: 64 of hash, 24 of kind, 16 of seq and the rest."""

END = ',"v":1}}'
"""How every whole row ends. Within a string its quotes would be escaped, so no torn row ends so."""

# Paths into the body that become columns, extracted in one pass.
EXTRACTED = {
    "who": "$.who",
    "text": "$.text",
    "approval": "$.approval",
    "tool": "$.tool",
    "path": "$.path",
    "file": "$.input.file_path",
    "model": "$.model",
    "input_tokens": "$.input_tokens",
    "output_tokens": "$.output_tokens",
    "cost_microusd": "$.cost_microusd",
}

# name, type, meaning: the columns of a part, in order.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("machine", "VARCHAR", "the machine's id; `hub` for the hub's own record"),
    ("project", "VARCHAR", "the session's project, `-` for none"),
    ("session", "VARCHAR", "the session's id; ids sort by start"),
    ("seq", "BIGINT", "number of the line in its session, from 1"),
    ("at", "TIMESTAMP", "UTC, by the machine's clock"),
    ("recv", "TIMESTAMP", "UTC, by the hub's clock: when the line was taken"),
    ("kind", "VARCHAR", "kind of the event"),
    ("who", "VARCHAR", "a person, `desk` or `agent`, where the event names one"),
    ("text", "VARCHAR", "the event's text, as it was printed or said"),
    ("body", "VARCHAR", "the event's body as JSON; in parts NULL where it is `text` alone"),
    ("approval", "VARCHAR", "id of the approval"),
    ("tool", "VARCHAR", "the tool that the agent uses"),
    ("path", "VARCHAR", "the file that the event is about"),
    ("model", "VARCHAR", "the model whose usage this is"),
    ("input_tokens", "BIGINT", "NULL: unknown"),
    ("output_tokens", "BIGINT", "NULL: unknown"),
    ("cost_microusd", "BIGINT", "millionths of a dollar; NULL: unknown"),
    ("c", "VARCHAR", "the body's commitment, where the body was redacted"),
    ("h", "VARCHAR", "the line's hash; in parts only of each session's first and last line"),
)
NAMES = tuple(f'"{name}"' for name, _, _ in COLUMNS)


def text(value: str) -> str:
    """A string literal."""
    return "'" + value.replace("'", "''") + "'"


def read_segments(path: str, *, lenient: bool) -> str:
    """A table function that reads segments as lines of text; `path` is an expression.

    `lenient` passes over a line that is cut inside a character, which a reader may meet at the
    end of the live segment. A delimiter that JSON cannot hold leaves each line in one column.
    """
    tolerance = ", ignore_errors=true, filename=true" if lenient else ""
    return (
        f"read_csv({path}, columns={{'raw': 'VARCHAR'}}, delim=chr(1), quote='', escape='', "
        f"header=false, auto_detect=false{tolerance})"
    )


def columns(source: str, where: str = "true", *, sparse: bool) -> str:
    """A SELECT of all columns from `source`, which has a column `raw`.

    `sparse` is how parts are kept: no body where the text says it all (which halves their size),
    and the hash only of the first and last line of each session (each line's would double it).
    """
    names = list(EXTRACTED)
    found = {name: f"x[{place}]" for place, name in enumerate(names, 1)}
    values = {
        "machine": "a.m",
        "project": "a.p",
        "session": "a.s",
        "seq": "z.seq::BIGINT",
        "at": 'make_timestamp(a."at"::BIGINT)',
        "recv": "make_timestamp(a.recv::BIGINT)",
        "kind": "z.kind",
        "who": found["who"],
        "text": found["text"],
        "body": "b",
        "approval": found["approval"],
        "tool": found["tool"],
        "path": f"coalesce({found['path']}, {found['file']})",
        "model": found["model"],
        "input_tokens": f"try_cast({found['input_tokens']} AS BIGINT)",
        "output_tokens": f"try_cast({found['output_tokens']} AS BIGINT)",
        "cost_microusd": f"try_cast({found['cost_microusd']} AS BIGINT)",
        "c": "c",
        "h": "z.h",
    }
    if sparse:
        values["body"] = "CASE WHEN json_keys(b) = ['text'] AND json_type(b, '$.text') = 'VARCHAR'"
        values["body"] += " THEN NULL ELSE b END"
        values["h"] = "CASE WHEN row_number() OVER w = 1 OR lead(z.h) OVER w IS NULL THEN z.h END"
    selected = ",\n    ".join(f'{values[name]} AS "{name}"' for name, _, _ in COLUMNS)
    paths = ", ".join(text(path) for path in EXTRACTED.values())
    window = "\n  WINDOW w AS (PARTITION BY a.m, a.s ORDER BY z.seq::BIGINT)" if sparse else ""
    return f"""SELECT
    {selected}
  FROM (
    SELECT a, z, b, c, json_extract_string(b, [{paths}]) AS x
    FROM (
      SELECT a, z, CASE WHEN a.what = 'body' THEN m END AS b,
        CASE WHEN a.what = 'c' THEN trim(m, '"') END AS c
      FROM (
        SELECT a, z, substring(raw, {_length("a", HEAD_FIELDS, HEAD_REST)} + 1,
          length(raw) - ({_length("a", HEAD_FIELDS, HEAD_REST)})
          - ({_length("z", TAIL_FIELDS, TAIL_REST)})) AS m
        FROM (
          SELECT raw, regexp_extract(raw, {text(HEAD)}, [{_literals(HEAD_FIELDS)}]) AS a,
            regexp_extract(right(raw, {TAIL_MOST}), {text(TAIL)}, [{_literals(TAIL_FIELDS)}]) AS z
          FROM {source}
          WHERE {where} AND ends_with(raw, {text(END)})
        )
      )
    )
  ){window}"""


def _literals(names: tuple[str, ...]) -> str:
    return ", ".join(text(name) for name in names)


def _length(struct: str, fields: tuple[str, ...], rest: int) -> str:
    return " + ".join([str(rest), *(f'length({struct}."{field}")' for field in fields)])
