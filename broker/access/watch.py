"""Files that change under us: told within a poll, taken only when they are good.

`Watched` looks at one file. A broken one is refused with its reason, and what was read last stays
in force until there is a good one. A change is read when two polls have seen the same: an editor
that empties the file before it writes must not take everybody's rights for a moment.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from schemas.wire.errors import Refused

POLL_S = 0.1
"""How often the owner should call `poll`; a change is in force within a second."""

T = TypeVar("T")
Stamp = tuple[int, int, int, int]
"""Inode, size, and times of change of content and of anything, in nanoseconds."""


class Watched(Generic[T]):
    """The last good value of one file.

    `read` makes a value of the file's bytes and raises Refused where it cannot. The constructor
    raises Refused or OSError: there is nothing to fall back on at a start. `whole`: it is only
    ever replaced as a whole, by ourselves, and need not settle.
    """

    def __init__(self, path: Path, read: Callable[[bytes], T], whole: bool = False) -> None:
        self._path = path
        self._read = read
        self._whole = whole
        self._stamp: Stamp | None = None
        self._settling: Stamp | None = None
        self.fault: str | None = None
        """Why the file as it now is was not taken, or None."""
        data = self._bytes()
        self.value: T = read(data)

    def poll(self) -> bool:
        """Look at the file. True when `value` or `fault` has changed."""
        try:
            stamp = _stamp(self._path)
            if stamp == self._stamp:
                return False
            if stamp != self._settling and not self._whole:
                self._settling = stamp
                return False
            value = self._read(self._bytes())
        except Refused as error:
            return self._faulty(str(error))
        except OSError as error:
            self._stamp = None
            return self._faulty(f"{self._path.name}: {error.strerror or error}")
        self.value, self.fault = value, None
        return True

    def _bytes(self) -> bytes:
        # The stamp is of the very file that is read, or a change in between would be missed.
        with open(self._path, "rb") as file:
            self._stamp = _stamp(file.fileno())
            return file.read()

    def _faulty(self, reason: str) -> bool:
        changed = reason != self.fault
        self.fault = reason
        return changed


class Optional(Generic[T]):
    """Like `Watched`, for a file that need not be there; then the value is `default`."""

    def __init__(
        self, path: Path, read: Callable[[bytes], T], default: T, whole: bool = False
    ) -> None:
        self._path, self._read, self._default, self._whole = path, read, default, whole
        self._watched: Watched[T] | None = None
        self.fault: str | None = None
        self.poll()
        if self.fault is not None:
            raise Refused("bad-config", self.fault)

    @property
    def value(self) -> T:
        """What the file last said."""
        return self._default if self._watched is None else self._watched.value

    def poll(self) -> bool:
        """Look at the file. True when `value` or `fault` has changed."""
        if not self._path.exists():
            changed = self._watched is not None or self.fault is not None
            self._watched, self.fault = None, None
            return changed
        if self._watched is None:
            return self._first()
        changed = self._watched.poll()
        self.fault = self._watched.fault
        return changed

    def _first(self) -> bool:
        before = self.fault
        try:
            self._watched = Watched(self._path, self._read, self._whole)
            self.fault = None
            return True
        except Refused as error:
            self.fault = str(error)
        except OSError as error:
            self.fault = f"{self._path.name}: {error.strerror or error}"
        return self.fault != before


def _stamp(file: Path | int) -> Stamp:
    found = os.stat(file)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
