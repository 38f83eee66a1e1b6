"""`search` and `query` over MQTT: questions to the whole archive, for people with *audit*.

The broker lets nobody else through. Each question is a record in the archive's own chain, synced
before it is asked; it runs in a throw-away child process, and its rows go out in pages while
little waits to be sent, so that a slow reader holds up nothing but its own answer.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archiver.answering import SECONDS, Answering, Job
from schemas.wire import ids, topics, verbs
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.strictjson import MAX_INT, canon, loads_object

VERBS = ("search", "query")
CHILDREN = 1
"""At once: each may take 700 MB and a core, and the archive must go on taking."""
WAITING = 16
WAITING_OF_ONE = 4
LIMIT = 1_000
"""Rows where the request says none."""
ANSWER_BYTES = 8 * 1024 * 1024
PAGE_BYTES = 48 * 1024
"""Rows of a page; with columns and envelope it stays below 64 KiB."""
CELL_CHARACTERS = 4_000
"""Longer cells of a row that fills a page by itself are cut, and marked so."""
MOST_LINE = 32 * 1024 * 1024
"""A child that writes more without an end is broken."""
KNOWN = 1_024


@dataclass(slots=True, kw_only=True)
class _Job(Job):
    """One question."""

    fields: dict[str, Any]
    columns: list[Any] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    size: int = 0
    count: int = 0


class Questions(Answering[_Job]):
    """Answers `search` and `query`. `record` commits to the archive's chain, or says False."""

    children = CHILDREN
    most_line = MOST_LINE
    ended_early = ("bad-query", f"it took more than {SECONDS} s, or too much memory")

    def __init__(
        self,
        archive: Path,
        publish: Callable[[str, bytes], bool],
        unsent: Callable[[], int],
        record: Callable[[list[dict[str, object]]], bool],
        clock: Clock,
    ) -> None:
        super().__init__(archive, publish, unsent)
        self._record = record
        self._clock = clock
        self._known: deque[tuple[str, str]] = deque(maxlen=KNOWN)

    def message(self, topic: str, payload: bytes, retained: bool) -> None:
        """A message of a request topic. Never raises for what was sent."""
        try:
            asked = topics.parse(topic)
        except Refused:
            return
        if asked.name != "do.request" or asked["verb"] not in VERBS or asked["m"] != ids.HUB:
            return
        name = ""
        try:
            value = loads_object(payload)
            name = str(value.get("id", ""))
            request = verbs.check(asked["verb"], value)
            if retained:
                raise Refused("retained")
            if (asked["u"], name) in self._known:
                return  # it is under way, or was answered
            self._ask(asked["u"], request)
        except Refused as refused:
            self._receipt(asked["u"], name, refused)

    def _ask(self, user: str, request: verbs.Request) -> None:
        mine = sum(job.user == user for job in (*self._waiting, *self._running))
        if len(self._waiting) >= WAITING or mine >= WAITING_OF_ONE:
            raise Refused("too-many", "questions wait already")
        said = dict(request.fields)
        what = "words" if request.verb == "search" else "sql"
        told: dict[str, object] = {
            "op": "asked",
            "at": self._clock.wall_us(),
            "who": user,
            "id": request.id,
            "verb": request.verb,
            what: said[what],
        }
        if not self._record([told]):
            raise Refused("archive-down", "the question cannot be recorded, so it is not answered")
        self._known.append((user, request.id))
        job = {"job": request.verb, what: said[what], "limit": said.get("limit", LIMIT)}
        self._waiting.append(_Job(user=user, id=request.id, fields=job))

    def _fields(self, job: _Job) -> dict[str, Any]:
        return {**job.fields, "bytes": ANSWER_BYTES}

    def _take(self, job: _Job, value: Any) -> bool:
        if isinstance(value, list):
            self._row(job, [_sendable(cell) for cell in value])
        elif "columns" in value:
            job.columns = value["columns"]
        else:
            self._flush(job)
            data = {"columns": job.columns, "more": bool(value["more"]), "count": job.count}
            self._accept(job, data)
            return True
        return False

    def _row(self, job: _Job, row: list[Any]) -> None:
        size = len(canon(row)) + 1
        if size > PAGE_BYTES:
            row = [_cut(cell, max(CELL_CHARACTERS // len(row), 20)) for cell in row]
            size = len(canon(row)) + 1
            if size > PAGE_BYTES:
                raise Refused("too-large", f"a row of {len(row)} columns; ask for fewer")
        if job.size + size > PAGE_BYTES:
            self._flush(job)
        job.rows.append(row)
        job.size += size
        job.count += 1

    def _flush(self, job: _Job) -> None:
        if job.rows:
            self._page(job, {"rows": job.rows})
        job.rows, job.size = [], 0


def _sendable(value: Any) -> Any:
    """A cell as the protocol's JSON has it: no fractions, no larger integer than 2^53."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > MAX_INT):
        return str(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_sendable(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _sendable(item) for key, item in value.items()}
    return value


def _cut(value: Any, most: int) -> Any:
    if isinstance(value, bool | int) or value is None:
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else text[: most - 1] + "…"
