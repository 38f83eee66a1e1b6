"""One record on the disk: a key and one file of lines, synced before they leave.

The layout is that of a machine's session (schemas.wire.layout.SessionDir), but a record has one
file only: one that has grown to FILE_BYTES ends, and the next one names it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from array import array
from pathlib import Path
from typing import NamedTuple

from schemas.wire import chain, ids, line, private_file
from schemas.wire.errors import Refused
from schemas.wire.layout import SessionDir
from schemas.wire.line import MAX_LINE, Writer
from schemas.wire.strictjson import loads_object

FILE_BYTES = 8 * 1024 * 1024
FILE = f"{1:016d}.jsonl"


class Chunk(NamedTuple):
    """Whole lines as bytes, and the seq of the last one."""

    data: bytes
    last: int


class Journal:
    """One record: the one that is written, or one of an earlier start that is only shipped."""

    def __init__(self, folder: SessionDir, key: bytes, file: int, *, living: bool) -> None:
        self.session = folder.root.name
        self.folder = folder
        self.key = key
        self.living = living
        self.first = chain.start(ids.HUB, ids.NONE, self.session, key)
        self._writer = Writer(key, self.first)
        self._file = file
        self._ends = array("Q", [0])
        self.synced = 0
        """The last line that is on the disk for sure."""
        self.last_at = 0

    @property
    def seq(self) -> int:
        return self._writer.seq

    @property
    def size(self) -> int:
        """Bytes of all lines."""
        return self._ends[-1]

    def append(self, at: int, kind: str, body: dict[str, object]) -> bytes:
        """One more line, not yet synced. Raises OSError and changes nothing then, or Refused."""
        before = self._writer.seq, self._writer.head
        data = self._writer.add(at, kind, body)
        try:
            written = os.pwrite(self._file, data, self.size)
            if written != len(data):
                raise OSError(28, "no room for a whole line")
        except OSError:
            self._writer.seq, self._writer.head = before
            with contextlib.suppress(OSError):  # the next line is written over it anyway
                os.ftruncate(self._file, self.size)
            raise
        self._ends.append(self.size + len(data))
        self.last_at = at
        return data

    def sync(self) -> None:
        """Flush to the disk; may run in another thread. Raises OSError, never to be retried."""
        os.fdatasync(self._file)

    def take(self, start: int, upto: int, most: int, *, at_least_one: bool) -> Chunk:
        """Lines `start` to at most `upto` within `most` bytes and one message."""
        begin = self._ends[start - 1]
        most = min(most, MAX_LINE)
        last = start - 1
        while last < upto and self._ends[last + 1] - begin <= most:
            last += 1
        if last < start and at_least_one:
            last = start
        data = os.pread(self._file, self._ends[last] - begin, begin)
        if len(data) != self._ends[last] - begin:
            raise Refused("journal-fault", f"{self.session} is shorter than it was")
        return Chunk(data, last)

    def close(self) -> None:
        os.close(self._file)

    def remove(self) -> None:
        """Delete it; the key goes last, so that no lines are left without one."""
        self.close()
        for path in (self.folder.journal / FILE, self.folder.journal, self.folder.key):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        self.folder.root.rmdir()

    def restore(self, data: bytes) -> None:
        """Take up what is in the file. Raises Refused where a line does not fit."""
        for raw in data.splitlines(keepends=True):
            if not raw.endswith(b"\n"):
                break
            found = line.split(raw)
            if found.seq != self.seq + 1 or not found.fits(self._writer.head, self.key):
                raise Refused("journal-damaged", f"{self.session}: line {self.seq + 1}")
            self._writer.seq, self._writer.head = found.seq, found.h
            self._ends.append(self.size + len(raw))
            self.last_at = found.at
        self.synced = self.seq


def create(record: Path, session: str, at: int, kind: str, body: dict[str, object]) -> Journal:
    """A new record with its first line, synced. It appears whole or not at all. Raises OSError."""
    record.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = SessionDir(record / f".new-{session}")
    making.root.mkdir(mode=0o700)
    making.journal.mkdir(mode=0o700)
    key = secrets.token_bytes(chain.KEY_BYTES)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with open(os.open(making.key, flags, 0o600), "w") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    made = Journal(
        SessionDir(record / session), key, os.open(making.journal / FILE, flags, 0o600), living=True
    )
    made.append(at, kind, body)
    made.sync()
    made.synced = 1
    os.rename(making.root, record / session)
    for folder in (record / session / "journal", record / session, record):
        private_file.sync_folder(folder)
    return made


def reopen(folder: SessionDir) -> tuple[Journal, dict[str, object]]:
    """A record of an earlier start and the body of its first line; a torn tail is cut.

    Raises Refused("journal-damaged") or OSError.
    """
    key = bytes.fromhex(folder.key.read_text("ascii").strip())
    file = os.open(folder.journal / FILE, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    found = Journal(folder, key, file, living=False)
    try:
        with open(file, "rb", closefd=False) as stream:
            data = stream.read(2 * FILE_BYTES)
        # What a crash tore was never synced: zeros, or half a line, and nothing after it.
        found.restore(data[: data.rfind(b"\n", 0, (data + b"\0").find(b"\0")) + 1])
        os.ftruncate(file, found.size)
        first = line.split(data[: found._ends[1]]) if found.seq else None
    except (Refused, ValueError) as error:
        found.close()
        raise Refused("journal-damaged", f"{folder.root.name}: {error}") from None
    return found, loads_object(first.body) if first is not None and first.body else {}
