"""`search` and `query` over MQTT: questions to the whole archive, for people with *audit*.

The broker lets nobody else through. Each question is a record in the archive's own chain, synced
before it is asked; it runs in a throw-away child process, and its rows go out in pages while
little waits to be sent, so that a slow reader holds up nothing but its own answer.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archiver.query import command
from schemas.wire import ids, topics, verbs
from schemas.wire.clock import Clock
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.strictjson import MAX_INT, canon, loads_object

VERBS = ("search", "query")
CHILDREN = 1
"""At once: each may take 700 MB and a core, and the archive must go on taking."""
WAITING = 16
WAITING_OF_ONE = 4
LIMIT = 1_000
"""Rows where the request says none."""
ANSWER_BYTES = 8 * 1024 * 1024
SECONDS = 30
UNSENT = 256 * 1024
PAGE_BYTES = 48 * 1024
"""Rows of a page; with columns and envelope it stays below 64 KiB."""
CELL_CHARACTERS = 4_000
"""Longer cells of a row that fills a page by itself are cut, and marked so."""
MOST_LINE = 32 * 1024 * 1024
"""A child that writes more without an end is broken."""
KNOWN = 1_024


@dataclass(slots=True)
class _Job:
    """One question."""

    user: str
    id: str
    fields: dict[str, Any]
    columns: list[Any] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    size: int = 0
    count: int = 0
    pages: int = 0
    process: subprocess.Popen[bytes] | None = None
    buffer: bytes = b""


class Questions:
    """Answers `search` and `query`. `record` commits to the archive's chain, or says False."""

    def __init__(
        self,
        archive: Path,
        publish: Callable[[str, bytes], bool],
        unsent: Callable[[], int],
        record: Callable[[list[dict[str, object]]], bool],
        clock: Clock,
    ) -> None:
        self._archive = archive
        self._publish = publish
        self._unsent = unsent
        self._record = record
        self._clock = clock
        self._waiting: deque[_Job] = deque()
        self._running: list[_Job] = []
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
        self._waiting.append(_Job(user, request.id, job))

    def fds(self) -> list[Any]:
        """What to wait on for reading."""
        if self._unsent() > UNSENT:
            return []
        return [job.process.stdout for job in self._running if job.process is not None]

    def pulse(self) -> None:
        """Start what waits and pass on what children have written."""
        while self._waiting and len(self._running) < CHILDREN:
            self._start(self._waiting.popleft())
        for job in list(self._running):
            try:
                if self._read(job):
                    self._drop(job)
            except Refused as refused:
                self._receipt(job.user, job.id, refused)
                self._drop(job)

    def _start(self, job: _Job) -> None:
        try:
            process = subprocess.Popen(
                command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            self._receipt(job.user, job.id, Refused("internal", str(error)))
            return
        assert process.stdin is not None and process.stdout is not None
        bounds = {"bytes": ANSWER_BYTES, "seconds": SECONDS, "parent": os.getpid()}
        text = json.dumps({**job.fields, **bounds, "archive": str(self._archive)})
        try:
            process.stdin.write(text.encode())
            process.stdin.close()
        except BrokenPipeError:
            pass  # it died; the end of its output tells
        os.set_blocking(process.stdout.fileno(), False)
        job.process = process
        self._running.append(job)

    def _read(self, job: _Job) -> bool:
        """Pass on whole pages; whether the child has said its last."""
        assert job.process is not None and job.process.stdout is not None
        while self._unsent() <= UNSENT:
            try:
                data = os.read(job.process.stdout.fileno(), 65_536)
            except BlockingIOError:
                return False
            if not data:
                raise Refused("bad-query", f"it took more than {SECONDS} s, or too much memory")
            *lines, job.buffer = (job.buffer + data).split(b"\n")
            if len(job.buffer) > MOST_LINE:
                raise Refused("internal", "a row without an end")
            for line in lines:
                if self._take(job, json.loads(line)):
                    return True
        return False

    def _take(self, job: _Job, value: Any) -> bool:
        if isinstance(value, list):
            self._row(job, [_sendable(cell) for cell in value])
        elif "code" in value:
            raise Refused(value["code"], value["reason"])
        elif "columns" in value:
            job.columns = value["columns"]
        else:
            self._page(job)
            data = {"columns": job.columns, "more": bool(value["more"]), "count": job.count}
            self._reply(job, {"id": job.id, "status": "accepted", "data": data, "final": True})
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
            self._page(job)
        job.rows.append(row)
        job.size += size
        job.count += 1

    def _page(self, job: _Job) -> None:
        if not job.rows:
            return
        job.pages += 1
        self._reply(
            job, {"id": job.id, "page": job.pages, "data": {"rows": job.rows}, "final": False}
        )
        job.rows, job.size = [], 0

    def _drop(self, job: _Job) -> None:
        assert job.process is not None and job.process.stdout is not None
        self._running.remove(job)
        job.process.stdout.close()
        job.process.kill()
        job.process.wait()

    def _receipt(self, user: str, name: str, refused: Refused) -> None:
        value = {
            "id": name,
            "status": "rejected",
            "code": refused.code,
            "reason": (refused.detail or ERRORS[refused.code])[:2000],
            "final": True,
        }
        self._send(user, name, value)

    def _reply(self, job: _Job, value: dict[str, Any]) -> None:
        self._send(job.user, job.id, value)

    def _send(self, user: str, name: str, value: dict[str, Any]) -> None:
        try:
            self._publish(topics.build("reply", u=user, m=ids.HUB, r=name), canon(value))
        except Refused:
            pass  # no id to answer to; the person's own client has made it so

    def close(self) -> None:
        """End the children; who asked asks again."""
        for job in list(self._running):
            self._drop(job)


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
