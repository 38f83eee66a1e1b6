"""The live segment: lines as received, appended and synced before anybody is told they are safe.

Each row is `{"m":…,"p":…,"s":…,"recv":…,"line":{…}}`: machine, project, session, microseconds since
1970 by the hub's clock, and the line byte for byte.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.files import Archive, Crash, no_crash
from schemas.wire.errors import Refused
from schemas.wire.private_file import sync_folder

_ROW = re.compile(
    rb'\{"m":"([a-z0-9_-]{1,40})","p":"([a-z0-9_-]{1,40})","s":"([0-9a-z]{14})",'
    rb'"recv":(\d{1,16}),"line":(\{.*\})\}',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a segment; `line` is a journal line without its newline."""

    machine: str
    project: str
    session: str
    recv: int
    line: bytes


def rows(machine: str, project: str, session: str, recv: int, lines: list[bytes]) -> bytes:
    """Encode lines of one session that came together."""
    head = b'{"m":"%s","p":"%s","s":"%s","recv":%d,"line":' % (
        machine.encode(),
        project.encode(),
        session.encode(),
        recv,
    )
    return head + (b"}\n" + head).join(lines) + b"}\n"


def read_row(data: bytes) -> Row:
    """Read one row without its newline. Raises `Refused("journal-damaged")`."""
    found = _ROW.fullmatch(data)
    if not found:
        raise Refused("journal-damaged", f"{data[:60]!a} is no row of a segment")
    m, p, s, recv, line = found.groups()
    return Row(m.decode(), p.decode(), s.decode(), int(recv), line)


def read_segment(archive: Archive, number: int) -> Iterator[Row]:
    """All rows of a segment whose torn tail was cut. Raises `Refused`, OSError."""
    with open(archive.segment(number), "rb") as file:
        for count, data in enumerate(file, 1):
            try:
                yield read_row(data.removesuffix(b"\n"))
            except Refused as refused:
                raise Refused(
                    "journal-damaged", f"{archive.segment(number)}, line {count}: {refused.detail}"
                ) from None


class Segment:
    """The one segment that is written to."""

    def __init__(self, archive: Archive, number: int, crash: Crash = no_crash) -> None:
        """Open segment `number`, made where it is missing. Raises OSError."""
        self.number = number
        path = archive.segment(number)
        is_new = not path.exists()
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self.size = os.fstat(self._fd).st_size
        if is_new:
            crash("segment.made")
            os.fsync(self._fd)
            sync_folder(archive.live)
        self._crash = crash

    def append(self, data: bytes) -> int:
        """Write rows and sync them; the bytes that are safe now.

        That is all of `data`, or, where the disk is full, as many whole rows as found room: a
        reader may have seen those already, so they stay. Raises OSError where the sync fails;
        after that nobody knows what is on disk, so it is never tried again.
        """
        written = 0
        view = memoryview(data)
        half = len(data) // 2
        try:
            while written < len(data):
                # The first half apart, so that a crash between the two is one that tests can make.
                end = half if written < half else len(data)
                written += os.write(self._fd, view[written:end])
                if written == half:
                    self._crash("batch.half")
        except OSError:
            written = data.rfind(b"\n", 0, written) + 1
            os.ftruncate(self._fd, self.size + written)
        self._crash("batch.written")
        if written:
            os.fdatasync(self._fd)
            self.size += written
            self._crash("batch.synced")
        return written

    def close(self) -> None:
        """Nothing more is written."""
        os.close(self._fd)
