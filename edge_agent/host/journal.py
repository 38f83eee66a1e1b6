"""A session's journal on the disk: segment files, one writer, a reserve for a full disk.

Appending is a plain write into the page cache; `due` names the files that a sync must flush
before the lines appended so far may leave the machine. A failed sync ends the journal for good,
because the kernel may have dropped what it could not write.
"""

from __future__ import annotations

import errno
import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from edge_agent.host import recovery
from schemas.wire import chain
from schemas.wire.errors import Refused
from schemas.wire.layout import SessionDir
from schemas.wire.line import Writer

SEGMENT_BYTES = 16 * 1024 * 1024
"""A new file is begun at this size; acked files go one by one when their time has come."""

RESERVE_BYTES = 1024 * 1024
"""Given back on a full disk, so that interrupt, stop and `ended` still go through."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Full(Exception):
    """There is no room for this line now; nothing was changed."""


class Closed(Exception):
    """This journal takes no more lines; the text says why."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What h_0 of a journal is made of."""

    machine: str
    project: str
    session: str

    def start(self, key: bytes) -> bytes:
        """h_0."""
        return chain.start(self.machine, self.project, self.session, key)


class Journal:
    """The one writer of a session's journal. Not for several threads, but for `sync`."""

    def __init__(
        self,
        folder: SessionDir,
        identity: Identity,
        *,
        segment_bytes: int = SEGMENT_BYTES,
        reserve_bytes: int = RESERVE_BYTES,
    ) -> None:
        """Take the lock, read back what is there, cut a torn tail.

        Raises `Refused`: "already-running" where another holds it, "journal-damaged", "bad-config"
        without a valid key, "disk-full" where the reserve does not fit.
        """
        self._folder = folder
        self._segment_bytes = segment_bytes
        self._reserve_bytes = reserve_bytes
        self._closed: str | None = None
        self._file: int | None = None
        self._size = 0
        self._old_files: list[int] = []
        self._reserved = False
        folder.journal.mkdir(mode=0o700, exist_ok=True)
        self._lock = _take_lock(folder.lock)
        try:
            key = read_key(folder.key)
            found = recovery.read(folder.journal, key, identity.start(key))
            self.cut = found.torn
            """Bytes of a torn tail that were cut at opening."""
            self.last_at, self.last_kind = found.at, found.kind
            self._writer = Writer(key, found.head, found.seq)
            self._directory = os.open(folder.journal, os.O_RDONLY | os.O_DIRECTORY)
            if found.last is not None:
                self._open(found.last)
                if found.torn:
                    os.ftruncate(self._fd, found.good)
                    os.fsync(self._fd)
                self._size = found.good
            self._restore_reserve()
        except OSError as error:
            os.close(self._lock)
            code = "disk-full" if error.errno in _FULL else "journal-fault"
            raise Refused(code, f"{folder.root.name}: {error.strerror}") from None
        except Refused:
            os.close(self._lock)
            raise

    @property
    def seq(self) -> int:
        """The last line's seq, 0 before the first."""
        return self._writer.seq

    @property
    def head(self) -> bytes:
        """The last line's h."""
        return self._writer.head

    @property
    def closed(self) -> str | None:
        """Why no more lines are taken, or None."""
        return self._closed

    def append(self, at: int, kind: str, body: dict[str, object], *, urgent: bool = False) -> int:
        """Write one line and return its bytes. `urgent` lines may use the reserve.

        Raises `Full` (nothing changed), `Closed`, or `Refused("too-large")`.
        """
        if self._closed:
            raise Closed(self._closed)
        before = self._writer.seq, self._writer.head
        line = self._writer.add(at, kind, body)
        try:
            self._write(line, before[0] + 1)
        except OSError as error:
            if error.errno in _FULL and urgent and self._reserved:
                self._release_reserve()
                try:
                    self._write(line, before[0] + 1)
                    return len(line)
                except OSError as again:
                    error = again
            self._writer.seq, self._writer.head = before
            if error.errno in _FULL:
                raise Full(error.strerror) from None
            self._closed = f"write failed: {error.strerror}"
            raise Closed(self._closed) from None
        return len(line)

    def make_room(self) -> bool:
        """After `Full`: whether there is room again, the reserve included."""
        try:
            self._restore_reserve()
            probe = os.open(
                self._folder.root / "probe", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
            try:
                _allocate(probe, self._reserve_bytes // 4)
            finally:
                os.close(probe)
                os.unlink(self._folder.root / "probe")
        except OSError:
            return False
        return True

    def due(self) -> list[int]:
        """File descriptors to flush for the lines appended so far; then `flushed(them)`."""
        return [*self._old_files, *([self._file] if self._file is not None else [])]

    def flushed(self, files: list[int]) -> None:
        """These were synced: segments that are full are closed now."""
        for file in files:
            if file in self._old_files:
                self._old_files.remove(file)
                os.close(file)

    def end(self, why: str) -> None:
        """Take no more lines: a failed sync, a fork. The lock stays held."""
        self._closed = self._closed or why

    def close(self) -> None:
        """Give the lock back. What was not synced stays so."""
        self.end("closed")
        for file in [*self._old_files, self._file, self._directory, self._lock]:
            if file is not None:
                os.close(file)
        self._old_files, self._file = [], None
        if self._reserved:
            self._release_reserve()

    @property
    def _fd(self) -> int:
        assert self._file is not None
        return self._file

    def _write(self, line: bytes, seq: int) -> None:
        if self._file is None or self._size >= self._segment_bytes:
            self._begin(self._folder.journal / recovery.segment_name(seq))
        written = 0
        try:
            while written < len(line):
                written += os.write(self._fd, line[written:])
        except OSError:
            if written:
                os.ftruncate(self._fd, self._size)
            raise
        self._size += written

    def _begin(self, path: Path) -> None:
        old = self._file
        self._open(path)
        self._size = 0
        if old is not None:
            self._old_files.append(old)
        os.fsync(self._directory)

    def _open(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        self._file = os.open(path, flags, 0o600)

    def _restore_reserve(self) -> None:
        """Raises OSError where it does not fit."""
        if self._reserved:
            return
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        file = os.open(self._folder.reserve, flags, 0o600)
        try:
            _allocate(file, self._reserve_bytes)
        except OSError:
            os.ftruncate(file, 0)
            raise
        finally:
            os.close(file)
        self._reserved = True

    def _release_reserve(self) -> None:
        self._reserved = False
        try:
            os.unlink(self._folder.reserve)
        except OSError:
            pass  # nothing was held back then


def sync(files: list[int]) -> None:
    """Flush these to the disk; may run in another thread. Raises OSError; never try it again."""
    for file in files:
        if hasattr(fcntl, "F_FULLFSYNC"):  # macOS: fsync alone stops at the drive's own cache
            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
        else:
            os.fdatasync(file)


def _allocate(file: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, size)
    else:  # macOS: writing is the only way that surely takes the blocks
        os.pwrite(file, bytes(size), 0)


def read_key(path: Path) -> bytes:
    """The session key, 32 bytes. Raises `Refused("bad-config")`."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError):
        key = b""
    if len(key) != chain.KEY_BYTES:
        raise Refused("bad-config", f"{path} holds no session key")
    return key


def _take_lock(path: Path) -> int:
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        raise Refused("already-running", f"another process writes {path.parent.name}") from None
    return file
