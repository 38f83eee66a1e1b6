"""`history` from the machine's own journal: what the archive has not acked yet, or all it keeps.

Pages go out while little waits to be sent, so that a long answer stands before nobody's receipt.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from edge_agent.daemon.reader import Reader, floor
from edge_agent.daemon.sessions import Session
from schemas.documents import reply
from schemas.wire import line
from schemas.wire.errors import Refused
from schemas.wire.line import MAX_LINE
from schemas.wire.strictjson import canon

PAGE_BYTES = 56 * 1024
"""Lines of a page; with its envelope it stays below 64 KiB."""
MOST_LINES = 10_000
"""Of one request; a client asks for the next ones when it wants them."""
WAITING = 32
UNSENT = 64 * 1024

Reply = Callable[[str, str, bytes], bool]
"""`reply(who, request, payload)`; False: not now."""


@dataclass(slots=True)
class _Job:
    who: str
    request: str
    pages: Iterator[bytes]
    next: bytes | None = None


class History:
    """Answers `history` requests, one page after the other."""

    def __init__(self, send: Reply, unsent: Callable[[], int]) -> None:
        self._send = send
        self._unsent = unsent
        self._jobs: deque[_Job] = deque()

    def ask(
        self, session: Session, who: str, request: str, fields: dict[str, Any], acked: int
    ) -> None:
        """Begin to answer. Raises `Refused`."""
        if len(self._jobs) >= WAITING:
            raise Refused("too-many", "history requests wait already")
        newest = session.synced
        first, last = fields.get("from", 1), min(fields.get("to", newest), newest)
        if "last" in fields:
            first, last = newest - fields["last"] + 1, newest
        lowest = floor(session.folder).seq
        if fields.get("source") != "machine":
            lowest = max(lowest, acked + 1)
        first = max(first, lowest)
        last = min(last, first + MOST_LINES - 1)
        self._jobs.append(_Job(who, request, _answer(session, request, first, last, newest)))

    def gone(self) -> None:
        """The connection is gone: who asked asks again."""
        self._jobs.clear()

    def step(self) -> int | None:
        """Send what may go; milliseconds until it wants to be called again, None: no time."""
        while self._jobs and self._unsent() <= UNSENT:
            job = self._jobs[0]
            if job.next is None:
                job.next = next(job.pages, None)
            if job.next is None:
                self._jobs.popleft()
            elif self._send(job.who, job.request, job.next):
                job.next = None
                self._jobs.rotate(-1)
            else:
                break
        return 50 if self._jobs else None


def _answer(session: Session, request: str, first: int, last: int, head: int) -> Iterator[bytes]:
    """Encoded pages and the final receipt."""
    reader = Reader(session.folder)
    number = 0
    try:
        for lines in _pages(reader, first, last):
            number += 1
            data = {
                "source": "machine",
                "from": lines[0]["seq"],
                "to": lines[-1]["seq"],
                "lines": lines,
                "head": head,
                "last": lines[-1]["seq"] == last,
            }
            yield canon({"id": request, "page": number, "data": data, "final": False})
        told = {"source": "machine", "from": first, "to": last, "head": head}
        yield reply.accepted(request, told).encode()
    except Refused as refused:
        yield reply.rejected(request, refused.code, str(refused)).encode()
    finally:
        reader.close()


def _pages(reader: Reader, first: int, last: int) -> Iterator[list[dict[str, Any]]]:
    page: list[dict[str, Any]] = []
    size = 0
    while first <= last:
        chunk = reader.take(first, last, MAX_LINE, at_least_one=True)
        for raw in chunk.data.split(b"\n")[:-1]:
            if page and size + len(raw) > PAGE_BYTES:
                yield page
                page, size = [], 0
            page.append(_shown(raw))
            size += len(raw)
        first = chunk.last + 1
    if page:
        yield page


def _shown(raw: bytes) -> dict[str, Any]:
    found = line.split(raw)
    shown: dict[str, Any] = {"seq": found.seq, "at": found.at, "kind": found.kind}
    if found.body is not None:
        shown["body"] = json.loads(found.body)
    elif found.c is not None:
        shown["c"] = found.c.hex()
    return shown
