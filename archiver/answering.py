"""Requests that a child process answers in pages: a short queue, few children, slow readers.

`history` and `questions` say what may be asked and what a page looks like; here is what they have
in common. Reading happens in children, so taking never waits.
"""

from __future__ import annotations

import json
import os
import subprocess
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from archiver.query import command
from schemas.wire import ids, topics
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.strictjson import canon

SECONDS = 30
"""Of one child."""
UNSENT = 256 * 1024
"""Pages go out while no more than this waits to be sent; a slow reader holds up its child only."""


@dataclass(slots=True, kw_only=True)
class Job:
    """One request: who asked, its id, and the child that reads for it."""

    user: str
    id: str
    pages: int = 0
    process: subprocess.Popen[bytes] | None = None
    buffer: bytes = b""


J = TypeVar("J", bound=Job)


class Answering(ABC, Generic[J]):
    """A queue of jobs and the children that run. `publish(topic, payload)`; `unsent()` in bytes."""

    children = 1
    """Processes at once."""
    most_line = 128 * 1024
    """Bytes; a child that writes more without an end is broken."""
    ended_early = ("internal", "the archive's reader ended early")
    """Code and reason where a child ends without its last line."""
    rejected: ClassVar[Mapping[str, Any]] = {}
    """Fields of every receipt that rejects."""

    def __init__(
        self, archive: Path, publish: Callable[[str, bytes], bool], unsent: Callable[[], int]
    ) -> None:
        self._archive = archive
        self._publish = publish
        self._unsent = unsent
        self._waiting: deque[J] = deque()
        self._running: list[J] = []

    @abstractmethod
    def _fields(self, job: J) -> dict[str, Any]:
        """What the child is told beside bounds and archive; see `archiver.query`."""

    @abstractmethod
    def _take(self, job: J, value: Any) -> bool:
        """A line of the child; whether it was its last. Raises Refused."""

    def _begin(self, job: J) -> None:
        """Its turn has come."""
        self._start(job)

    def fds(self) -> list[Any]:
        """What to wait on for reading."""
        if self._unsent() > UNSENT:
            return []
        return [job.process.stdout for job in self._running if job.process is not None]

    def pulse(self) -> None:
        """Start what waits and pass on what children have written."""
        while self._waiting and len(self._running) < self.children:
            self._begin(self._waiting.popleft())
        for job in list(self._running):
            try:
                if self._read(job):
                    self._drop(job)
            except Refused as refused:
                self._receipt(job.user, job.id, refused)
                self._drop(job)

    def close(self) -> None:
        """End the children; who asked asks again."""
        for job in list(self._running):
            self._drop(job)

    def _start(self, job: J) -> None:
        try:
            process = subprocess.Popen(
                command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            self._receipt(job.user, job.id, Refused("internal", str(error)))
            return
        assert process.stdin is not None and process.stdout is not None
        bounds = {"seconds": SECONDS, "parent": os.getpid(), "archive": str(self._archive)}
        try:
            process.stdin.write(json.dumps({**self._fields(job), **bounds}).encode())
            process.stdin.close()
        except BrokenPipeError:
            pass  # it died; the end of its output tells
        os.set_blocking(process.stdout.fileno(), False)
        job.process = process
        self._running.append(job)

    def _read(self, job: J) -> bool:
        """Pass on whole pages; whether the child has said its last."""
        assert job.process is not None and job.process.stdout is not None
        while self._unsent() <= UNSENT:
            try:
                data = os.read(job.process.stdout.fileno(), 65_536)
            except BlockingIOError:
                return False
            if not data:
                raise Refused(*self.ended_early)
            *lines, job.buffer = (job.buffer + data).split(b"\n")
            if len(job.buffer) > self.most_line:
                raise Refused("internal", "a line without an end")
            for line in lines:
                value = json.loads(line)
                if isinstance(value, dict) and "code" in value:
                    raise Refused(value["code"], value["reason"])
                if self._take(job, value):
                    return True
        return False

    def _drop(self, job: J) -> None:
        assert job.process is not None and job.process.stdout is not None
        self._running.remove(job)
        job.process.stdout.close()
        job.process.kill()
        job.process.wait()

    def _page(self, job: J, data: dict[str, Any]) -> None:
        job.pages += 1
        self._reply(job.user, job.id, {"page": job.pages, "data": data, "final": False})

    def _accept(self, job: J, data: dict[str, Any]) -> None:
        self._reply(job.user, job.id, {"status": "accepted", "data": data, "final": True})

    def _receipt(self, user: str, name: str, refused: Refused) -> None:
        reason = (refused.detail or ERRORS[refused.code])[:2000]
        told = {"status": "rejected", "code": refused.code, "reason": reason, "final": True}
        self._reply(user, name, {**told, **self.rejected})

    def _reply(self, user: str, name: str, value: dict[str, Any]) -> None:
        try:
            topic = topics.build("reply", u=user, m=ids.HUB, r=name)
            self._publish(topic, canon({"id": name, **value}))
        except Refused:
            pass  # no id to answer to; the person's own client has made it so
