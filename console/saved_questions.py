"""What the audit and usage pages ask of the archive: SELECTs over its views, made here alone.

The archiver runs each of them read-only, as the person who asks. Even so, nothing that a person
typed reaches SQL but through `literal()`; ids are checked first. Every question about lines answers
in the same columns (`COLUMNS`), so that one row renderer draws them all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from schemas.wire import ids, kinds
from schemas.wire.errors import Refused

COLUMNS = ("machine", "project", "session", "seq", "at", "kind", "who", "text")
PAGE = 50
"""Lines on a page of results."""
MOST_WORDS = 12
MOST_CHARACTERS = 300
AROUND = 400
"""Characters that are fetched before a hit; the page shows fewer."""
FETCHED = 1_200
DEEPEST = 200
"""The last page that can be opened: further back, narrow the time."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows a question. Raises `Refused("bad-id" | "bad-field")` at once."""

    words: str = ""
    machine: str = ""
    project: str = ""
    session: str = ""
    kind: str = ""
    who: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    _words: tuple[str, ...] = field(init=False, repr=False, default=())

    def __post_init__(self) -> None:
        if self.machine:
            ids.check_name(self.machine, "machine")
        if self.project:
            ids.check_name_or_none(self.project, "project")
        if self.session:
            ids.check_session(self.session)
        if self.kind and self.kind not in kinds.KINDS:
            raise Refused("bad-field", "no kind of line")
        for part in self.who.split(".") if self.who else ():
            ids.check_name(part, "person")
        if len(self.words) > MOST_CHARACTERS:
            raise Refused("bad-field", f"at most {MOST_CHARACTERS} characters of words")
        split = tuple(dict.fromkeys(word.lower() for word in self.words.split()))
        if len(split) > MOST_WORDS:
            raise Refused("bad-field", f"at most {MOST_WORDS} words at once")
        object.__setattr__(self, "_words", split)

    @property
    def split(self) -> tuple[str, ...]:
        """The words, in lower case, each once."""
        return self._words


def literal(text: str) -> str:
    """`text` as a string literal of DuckDB: quotes doubled, nothing else has a meaning there."""
    if "\x00" in text:
        raise Refused("bad-field", "a NUL character")
    return "'" + text.replace("'", "''") + "'"


def _instant(at: dt.datetime) -> str:
    return f"TIMESTAMP '{at.astimezone(dt.UTC).strftime('%Y-%m-%d %H:%M:%S.%f')}'"


def conditions(asked: Filter, at: str = '"at"', *, kind: str = "kind") -> list[str]:
    """The WHERE of everything but the words; `at` and `kind` name the source's columns."""
    out = []
    for column, value in (
        ("machine", asked.machine),
        ("project", asked.project),
        ("session", asked.session),
        ("who", asked.who),
        (kind, asked.kind),
    ):
        if value and column:
            out.append(f"{column} = {literal(value)}")
    if asked.since is not None:
        out.append(f"{at} >= {_instant(asked.since)}")
    if asked.until is not None:
        out.append(f"{at} < {_instant(asked.until)}")
    return out


def _has(words: tuple[str, ...], text: str) -> list[str]:
    return [f"contains(lower({text}), {literal(word)})" for word in words]


def _where(parts: list[str]) -> str:
    return " WHERE " + " AND ".join(parts) if parts else ""


def _paged(select: str, page: int, order: str) -> str:
    if not 0 <= page <= DEEPEST:
        raise Refused("bad-field", "no such page of results")
    return f"{select} ORDER BY {order} LIMIT {PAGE + 1} OFFSET {page * PAGE}"


def _cut(text: str, words: tuple[str, ...]) -> str:
    """SQL for the piece of `text` around the first word, so that a hit in a long line is in it."""
    if not words:
        return f"left({text}, {FETCHED})"
    place = f"strpos(lower({text}), {literal(words[0])})"
    return f"substr({text}, greatest({place} - {AROUND}, 1), {FETCHED})"


_SAID = "coalesce(text, body)"
_NEWEST = '"at" DESC, machine, session, seq DESC'


def lines(asked: Filter, page: int) -> str:
    """Lines that hold all the words, newest first; machines' signatures only where asked for."""
    where = conditions(asked) + _has(asked.split, _SAID)
    if not asked.kind:
        where.append("kind <> 'signed'")
    return _paged(
        'SELECT machine, project, session, seq, "at", kind, who, '
        f"{_cut(_SAID, asked.split)} AS text FROM events{_where(where)}",
        page,
        _NEWEST,
    )


def _sessions_ran(asked: Filter, page: int) -> str:
    """The text is the title, and for a session without one its program."""
    text = "coalesce(nullif(title, ''), argv, '')"
    where = conditions(asked, "started", kind="") + _has(asked.split, text)
    return _paged(
        "SELECT machine, project, session, 1 AS seq, started AS \"at\", 'session' AS kind, who, "
        f"left({text}, {FETCHED}) AS text, agent, ended, lost, status, signal, lines, last_at "
        f"FROM sessions{_where(where)}",
        page,
        "started DESC, machine, session",
    )


def _typed(asked: Filter, page: int) -> str:
    """Prompts one by one; keys of one person in one session, a minute's together."""
    inner = [*conditions(asked), "kind IN ('prompt', 'keys')"]
    count = "try_cast(json_extract_string(body, '$.masked') AS INT)"
    masked = f"repeat('•', least(coalesce({count}, 0), 200))"
    said = f"string_agg(coalesce(text, '') || {masked}, '' ORDER BY seq)"
    having = " HAVING " + " AND ".join(_has(asked.split, said)) if asked.split else ""
    return _paged(
        "SELECT machine, any_value(project) AS project, session, min(seq) AS seq, "
        f'min("at") AS "at", kind, who, {_cut(said, asked.split)} AS text '
        f"FROM events{_where(inner)} GROUP BY machine, session, kind, who, "
        "date_trunc('minute', \"at\"), CASE kind WHEN 'prompt' THEN seq ELSE 0 END" + having,
        page,
        _NEWEST,
    )


def _watched(asked: Filter, page: int) -> str:
    inner = [*conditions(asked), "kind = 'watching'", *_has(asked.split, _SAID)]
    return _paged(
        'SELECT machine, project, session, seq, "at", kind, who, left(body, 600) AS text '
        f"FROM events{_where(inner)}",
        page,
        _NEWEST,
    )


def _failed(asked: Filter, page: int) -> str:
    """What did not go well: sessions, requests, tools, log-ins, and faults of ours."""
    bad = (
        "(kind IN ('fault', 'host_lost', 'refused', 'denied', 'denied_by_rule', 'expired') "
        "OR (kind = 'ended' AND (coalesce(json_extract_string(body, '$.status'), '0') <> '0' "
        "OR json_extract_string(body, '$.signal') IS NOT NULL)) "
        "OR (kind = 'receipt' AND json_extract_string(body, '$.status') = 'rejected') "
        "OR (kind IN ('tool_result', 'effected') "
        "AND json_extract_string(body, '$.failed') = 'true'))"
    )
    inner = [*conditions(asked), bad, *_has(asked.split, _SAID)]
    return _paged(
        'SELECT machine, project, session, seq, "at", kind, who, '
        f"left(coalesce(body, text), {FETCHED}) AS text FROM events{_where(inner)}",
        page,
        _NEWEST,
    )


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is asked often: `title` on its button, `build(filter, page)` its SELECT."""

    title: str
    meaning: str
    nothing: str
    build: Callable[[Filter, int], str]


QUESTIONS: dict[str, Question] = {
    "ran": Question(
        "What ran",
        "Every session that began in this time, newest first.",
        "No session began in this time.",
        _sessions_ran,
    ),
    "typed": Question(
        "What was typed",
        "Prompts, and keys typed into terminals. What a terminal did not echo is shown as dots.",
        "Nobody typed anything in this time.",
        _typed,
    ),
    "watched": Question(
        "Who watched",
        "Who had a session's live screen open, from when to when.",
        "Nobody watched a session in this time.",
        _watched,
    ),
    "failed": Question(
        "What failed",
        "Sessions and tools that failed, requests and log-ins that were refused, faults of ours.",
        "Nothing failed in this time.",
        _failed,
    ),
}


def usage(since: dt.datetime) -> str:
    """Sessions by start day, machine, project, agent: `sessions`, `seconds`, `lines`, `failed`.

    A session that has not ended counts up to its last archived line.
    """
    return (
        "SELECT started::DATE AS \"day\", machine, project, coalesce(agent, '?') AS agent, "
        "count(*) AS sessions, "
        "sum(greatest(epoch(coalesce(ended, last_at)) - epoch(started), 0))::BIGINT AS seconds, "
        "sum(lines)::BIGINT AS lines, "
        "count(*) FILTER (lost OR coalesce(status, 0) <> 0 OR signal IS NOT NULL) AS failed "
        f"FROM sessions WHERE started >= {_instant(since)} GROUP BY ALL ORDER BY ALL"
    )
