"""`history`: lines of a session's journal for people who may see it, in pages, over MQTT.

The broker lets a request through only where the person may view that project on that machine; here
the session must be one of that machine and project. The archive answers up to its head, and is
silent where the machine alone was asked. Reading happens in child processes, so taking never waits.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver.heads import Heads
from archiver.query import command
from schemas.wire import topics, verbs
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.strictjson import canon, loads_object

CHILDREN = 2
"""Processes at once."""
WAITING = 32
WAITING_OF_ONE = 8
"""Requests that wait, in all and of one person."""
MOST_LINES = 10_000
"""Of one request; a client asks for the next ones when it wants them."""
SECONDS = 30
UNSENT = 256 * 1024
"""Pages go out while no more than this waits to be sent; a slow reader holds up its child only."""
MOST_PAGE = 128 * 1024
"""Bytes of a page as the child writes it; one that writes more without an end is broken."""


@dataclass(slots=True)
class _Job:
    """One request."""

    user: str
    id: str
    machine: str
    project: str
    session: str
    first: int
    last: int
    head: int
    pages: int = 0
    process: subprocess.Popen[bytes] | None = None
    buffer: bytes = b""
    held: dict[str, Any] | None = None
    """The newest page, kept back until it is known whether it is the last one."""


class History:
    """Answers `history` requests."""

    def __init__(
        self,
        archive: Path,
        heads: Heads,
        publish: Callable[[str, bytes], bool],
        unsent: Callable[[], int],
    ) -> None:
        self._archive = archive
        self._heads = heads
        self._publish = publish
        self._unsent = unsent
        self._waiting: deque[_Job] = deque()
        self._running: list[_Job] = []

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
            _Job(asked["u"], request.id, asked["m"], asked["p"], asked["s"], first, last, newest)
        )

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
                    self._finish(job)
            except Refused as refused:
                self._receipt(job.user, job.id, refused)
                self._drop(job)

    def _start(self, job: _Job) -> None:
        if job.first > job.last:
            self._final(job)
            return
        try:
            process = subprocess.Popen(
                command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            self._receipt(job.user, job.id, Refused("internal", str(error)))
            return
        assert process.stdin is not None and process.stdout is not None
        text = json.dumps(
            {
                "job": "history",
                "archive": str(self._archive),
                "machine": job.machine,
                "project": job.project,
                "session": job.session,
                "from": job.first,
                "to": job.last,
                "seconds": SECONDS,
                "parent": os.getpid(),
            }
        )
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
                raise Refused("internal", "the archive's reader ended early")
            *lines, job.buffer = (job.buffer + data).split(b"\n")
            if len(job.buffer) > MOST_PAGE:
                raise Refused("internal", "a page without an end")
            for line in lines:
                value = json.loads(line)
                if "code" in value:
                    raise Refused(value["code"], value["reason"])
                if "more" in value:
                    return True
                self._page(job, last=False)
                job.held = value
        return False

    def _page(self, job: _Job, last: bool) -> None:
        if job.held is None:
            return
        job.pages += 1
        data = {"source": "archive", **job.held, "head": job.head, "last": last}
        self._reply(
            job.user, job.id, {"id": job.id, "page": job.pages, "data": data, "final": False}
        )
        job.held = None

    def _finish(self, job: _Job) -> None:
        self._page(job, last=True)
        self._final(job)
        self._drop(job)

    def _final(self, job: _Job) -> None:
        data = {"source": "archive", "from": job.first, "to": job.last, "head": job.head}
        self._reply(
            job.user,
            job.id,
            {"id": job.id, "status": "accepted", "data": data, "final": True},
        )

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
            "reason": refused.detail or ERRORS[refused.code],
            "data": {"source": "archive"},
            "final": True,
        }
        self._reply(user, name, value)

    def _reply(self, user: str, name: str, value: dict[str, Any]) -> None:
        try:
            self._publish(topics.build("reply", u=user, m="hub", r=name), canon(value))
        except Refused:
            pass  # no id to answer to; the person's own client has made it so

    def close(self) -> None:
        """End the children; who asked asks again."""
        for job in list(self._running):
            self._drop(job)
