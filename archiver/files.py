"""Where things lie in an archive, and how a file is put there so that it survives a crash."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.wire.private_file import sync_folder

Crash = Callable[[str], None]
"""Called with the name of each point at which a crash is tested; does nothing but in tests."""

_SEGMENT = re.compile(r"seg-(\d{8})\.jsonl")


def no_crash(_point: str) -> None:
    """The `Crash` of a running archiver."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The paths of one archive."""

    root: Path

    @property
    def identity(self) -> Path:
        """`{"format":1,"archive":…,"created":…}`, written once."""
        return self.root / "archive.json"

    @property
    def lock(self) -> Path:
        """Held (flock) by the one archiver."""
        return self.root / "LOCK"

    @property
    def manifest(self) -> Path:
        """The one commit point."""
        return self.root / "manifest.json"

    @property
    def records(self) -> Path:
        """What was done to the archive, each entry chained to the one before."""
        return self.root / "records.jsonl"

    @property
    def anchors(self) -> Path:
        """The signed digests that were published."""
        return self.root / "anchors.jsonl"

    @property
    def oldest(self) -> Path:
        """The lowest live segment that readers may still rely on."""
        return self.root / "OLDEST"

    @property
    def live(self) -> Path:
        """Segments of lines as received."""
        return self.root / "live"

    @property
    def parts(self) -> Path:
        """Sealed segments as Parquet, by the day they were received."""
        return self.root / "parts"

    @property
    def work(self) -> Path:
        """Files that are not finished."""
        return self.root / "tmp"

    @property
    def quarantine(self) -> Path:
        """Lines that could not be taken, with the reason."""
        return self.root / "quarantine"

    @property
    def keys(self) -> Path:
        """0700: the signing key, and the session keys by machine."""
        return self.root / "keys"

    @property
    def sql(self) -> Path:
        """Views over all of it, for any DuckDB shell."""
        return self.root / "archive.sql"

    @property
    def database(self) -> Path:
        """The same views as a DuckDB file."""
        return self.root / "archive.duckdb"

    def segment(self, number: int) -> Path:
        """The live segment with this number."""
        return self.live / f"seg-{number:08d}.jsonl"

    def segments(self) -> list[int]:
        """Numbers of the segments on disk, ascending."""
        found = (_SEGMENT.fullmatch(name) for name in os.listdir(self.live))
        return sorted(int(match[1]) for match in found if match)

    def make(self) -> None:
        """Make the folders. Raises OSError."""
        for folder in (self.root, self.live, self.parts, self.work, self.quarantine, self.keys):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def replace(path: Path, data: bytes, crash: Crash = no_crash, name: str = "file") -> None:
    """Put `data` at `path` so that there is always either the old or the new, whole. 0600.

    Crash points: `<name>.written` (not yet in its place) and `<name>.renamed`. Raises OSError.
    """
    fresh = path.with_name(f"{path.name}.new")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)
    crash(f"{name}.written")
    os.rename(fresh, path)
    crash(f"{name}.renamed")
    sync_folder(path.parent)


def append(path: Path, data: bytes) -> None:
    """Add whole lines to a small file and make them survive a power loss. 0600. Raises OSError."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`. Raises OSError, possibly with a part written."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def cut_torn_tail(path: Path) -> int:
    """Cut what stands after the last newline; the bytes that were cut. Raises OSError."""
    with open(path, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        end = size
        while end > 0:
            start = max(0, end - 65_536)
            file.seek(start)
            newline = file.read(end - start).rfind(b"\n")
            if newline >= 0:
                end = start + newline + 1
                break
            end = start
        if end < size:
            file.truncate(end)
            file.flush()
            os.fsync(file.fileno())
        return size - end


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file, without their newlines. Raises OSError."""
    with open(path, "rb") as file:
        for line in file:
            yield line.rstrip(b"\n")
