"""`history`: lines of a session's journal for people who may see it, in pages, over MQTT.

The broker lets a request through only where the person may view that project on that machine; here
the session must be one of that machine and project. The archive answers up to its head, and is
silent where the machine alone was asked. Reading happens in child processes, so taking never waits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from archiver.answering import Answering, Job
from archiver.heads import Heads
from schemas.wire import topics, verbs
from schemas.wire.errors import Refused
from schemas.wire.strictjson import loads_object

CHILDREN = 2
"""Processes at once."""
WAITING = 32
WAITING_OF_ONE = 8
"""Requests that wait, in all and of one person."""
MOST_LINES = 10_000
"""Of one request; a client asks for the next ones when it wants them."""


@dataclass(slots=True, kw_only=True)
class _Job(Job):
    """One request."""

    machine: str
    project: str
    session: str
    first: int
    last: int
    head: int
    held: dict[str, Any] | None = None
    """The newest page, kept back until it is known whether it is the last one."""


class History(Answering[_Job]):
    """Answers `history` requests."""

    children = CHILDREN
    rejected: ClassVar = {"data": {"source": "archive"}}

    def __init__(
        self,
        archive: Path,
        heads: Heads,
        publish: Callable[[str, bytes], bool],
        unsent: Callable[[], int],
    ) -> None:
        super().__init__(archive, publish, unsent)
        self._heads = heads

    def message(self, topic: str, payload: bytes, retained: bool) -> None:
        """A message of a request topic. Never raises for what was sent."""
        try:
            asked = topics.parse(topic)
        except Refused:
            return
        if asked.name != "do.request" or asked["verb"] != "history":
            return
        name = ""
        try:
            value = loads_object(payload)
            name = str(value.get("id", ""))
            request = verbs.check("history", value)
            if retained:
                raise Refused("retained")
            if request.fields.get("source") == "machine":
                return
            self._ask(asked, request)
        except Refused as refused:
            self._receipt(asked["u"], name, refused)

    def _ask(self, asked: topics.Topic, request: verbs.Request) -> None:
        head = self._heads.get(asked["m"], asked["s"])
        if head is None or head.project != asked["p"] or head.synced_seq == 0:
            raise Refused("no-such-session", "the archive has no such session")
        mine = sum(job.user == asked["u"] for job in self._waiting)
        if len(self._waiting) >= WAITING or mine >= WAITING_OF_ONE:
            raise Refused("too-many", "history requests wait already")
        fields, newest = request.fields, head.synced_seq
        if "last" in fields:
            first, last = newest - fields["last"] + 1, newest
        else:
            first, last = fields.get("from", 1), min(fields.get("to", newest), newest)
        first = max(1, first)
        last = min(last, first + MOST_LINES - 1)
        self._waiting.append(
            _Job(
                user=asked["u"],
                id=request.id,
                machine=asked["m"],
                project=asked["p"],
                session=asked["s"],
                first=first,
                last=last,
                head=newest,
            )
        )

    def _begin(self, job: _Job) -> None:
        if job.first > job.last:
            self._final(job)
        else:
            self._start(job)

    def _fields(self, job: _Job) -> dict[str, Any]:
        return {
            "job": "history",
            "machine": job.machine,
            "project": job.project,
            "session": job.session,
            "from": job.first,
            "to": job.last,
        }

    def _take(self, job: _Job, value: Any) -> bool:
        ended = "more" in value
        if job.held is not None:
            data = {"source": "archive", **job.held, "head": job.head, "last": ended}
            self._page(job, data)
        job.held = None if ended else value
        if ended:
            self._final(job)
        return ended

    def _final(self, job: _Job) -> None:
        data = {"source": "archive", "from": job.first, "to": job.last, "head": job.head}
        self._accept(job, data)
