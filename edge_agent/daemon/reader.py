"""Reading a session's journal for shipping: whole lines as bytes, never parsed.

Only what the host has announced as synced is read. Segments are files named by their first seq;
`floor.json` beside them tells what retention took away, and the hash before what is left.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from schemas.wire import line
from schemas.wire.errors import Refused
from schemas.wire.layout import SessionDir
from schemas.wire.line import MAX_LINE
from schemas.wire.strictjson import loads_object

_SEGMENT = re.compile(r"(\d{16})\.jsonl")
_SCAN = 1024 * 1024
_KIND = re.compile(rb'"kind":"([a-z_]{1,24})","seq":\d{1,16},"v":1\}\n?\Z')


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines, in order; `last` is the seq of the last one. Empty where no line fits."""

    data: bytes
    last: int


@dataclass(frozen=True, slots=True)
class Floor:
    """The lowest seq that is kept, and h of the line before it (None: it begins at line 1)."""

    seq: int
    before: str | None


class Reader:
    """One reading position in one journal. Keeps one file open; `close` gives it back."""

    def __init__(self, folder: SessionDir) -> None:
        self._folder = folder.journal
        self._file: int | None = None
        self._first = 0
        self._seq = 0
        self._offset = 0

    def take(self, start: int, upto: int, most: int, *, at_least_one: bool = False) -> Chunk:
        """Lines `start` to at most `upto` within `most` bytes (never more than one message).

        Raises `Refused("journal-fault")` where the line is not where it must be.
        """
        if start > upto:
            return Chunk(b"", start - 1)
        if self._file is None or self._seq != start:
            self._find(start)
        wanted = MAX_LINE if at_least_one else min(most, MAX_LINE)
        data = self._pread(wanted)
        if not data:
            self._find(start)  # the next segment has begun
            data = self._pread(wanted)
        end = data.rfind(b"\n") + 1
        if end > most:
            end = data.rfind(b"\n", 0, most) + 1
            if not end and at_least_one:
                end = data.find(b"\n") + 1
        if not end:
            if len(data) >= MAX_LINE or (not data and at_least_one):
                raise Refused("journal-fault", f"line {start} is not where it must be")
            return Chunk(b"", start - 1)
        count = data.count(b"\n", 0, end)
        if start + count - 1 > upto:
            count = upto - start + 1
            end = _end_of(data, count)
        self._seq = start + count
        self._offset += end
        return Chunk(data[:end], start + count - 1)

    def waiting(self, start: int) -> int:
        """About how many bytes lie from line `start` on; cheap, a hint only."""
        if self._file is None or self._seq != start:
            return 0
        return max(os.fstat(self._file).st_size - self._offset, 0)

    def close(self) -> None:
        """Give the file back; the reader may be used again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _pread(self, most: int) -> bytes:
        assert self._file is not None
        return os.pread(self._file, most, self._offset)

    def _find(self, seq: int) -> None:
        """Go to line `seq`: the segment by its name, then by counting newlines."""
        found = None
        for path in segments(self._folder):
            if first_of(path) > seq:
                break
            found = path
        if found is None:
            raise Refused("journal-fault", f"line {seq} is not kept any more")
        if self._file is None or self._first != first_of(found):
            self.close()
            try:
                self._file = os.open(found, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
            except OSError as error:
                raise Refused("journal-fault", f"{found.name}: {error.strerror}") from None
            self._first = first_of(found)
        self._offset = 0
        skip = seq - self._first
        while skip:
            data = self._pread(_SCAN)
            if not data:
                raise Refused("journal-fault", f"line {seq} is not in {found.name}")
            count = data.count(b"\n")
            if count <= skip:
                # Only whole blocks are skipped blindly; the rest of a line is skipped with them.
                self._offset += len(data) if count < skip else data.rfind(b"\n") + 1
                skip -= count
            else:
                self._offset += _end_of(data, skip)
                skip = 0
        self._seq = seq


def segments(journal: Path) -> list[Path]:
    """The journal's files, oldest first; none where the folder is missing."""
    try:
        return sorted(p for p in journal.iterdir() if _SEGMENT.fullmatch(p.name))
    except OSError:
        return []


def first_of(segment: Path) -> int:
    """The seq of a segment's first line."""
    return int(segment.name[:16])


def kind_of(raw: bytes) -> str:
    """The kind of one encoded line, from its fixed end; empty where this is no line."""
    found = _KIND.search(raw[-96:])
    return found.group(1).decode() if found else ""


def tail(journal: Path, most: int = 4 * MAX_LINE) -> list[line.Line]:
    """The last lines of a journal, from at most `most` bytes of its last file with any.

    Raises `Refused("journal-damaged")` where the very end is no line.
    """
    for path in reversed(segments(journal)):
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            if not size:
                continue
            file.seek(max(size - most, 0))
            raw = file.read(most)
        pieces = raw.split(b"\n")
        if pieces.pop() != b"":
            raise Refused("journal-damaged", f"{path.name} does not end with a line")
        if size > most:
            pieces = pieces[1:]
        try:
            return [line.split(piece) for piece in pieces]
        except Refused as refused:
            raise Refused("journal-damaged", f"{path.name}: {refused}") from None
    return []


def floor(folder: SessionDir) -> Floor:
    """What is kept of a journal. Raises `Refused("journal-damaged")` where its start is gone."""
    kept = segments(folder.journal)
    first = first_of(kept[0]) if kept else 1
    if first == 1:
        return Floor(1, None)
    try:
        told = loads_object((folder.root / "floor.json").read_bytes())
        if told["floor"] == first:
            return Floor(first, str(told["before"]))
    except (OSError, Refused, KeyError):
        pass
    raise Refused("journal-damaged", f"lines 1 to {first - 1} are gone")


def _end_of(data: bytes, count: int) -> int:
    """The offset behind the `count`th newline."""
    end = 0
    for _ in range(count):
        end = data.index(b"\n", end) + 1
    return end
