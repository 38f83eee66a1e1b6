"""SHA-256 of program files, read so that a session can neither stall nor flood the reader.

Only regular files, links resolved first and none followed after, all of them together up to
`MOST` bytes: more than that nobody reads before each answer, and then it is said.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable

MOST = 16 * 1024 * 1024
"""Bytes of all files of one request together."""
UNREADABLE = ""
"""Stands in for the digest of a file that could not be read whole."""
_PIECE = 1024 * 1024


def of_files(paths: Iterable[str]) -> dict[str, str]:
    """Path → SHA-256 in hex, or `UNREADABLE`."""
    left = MOST
    found: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        digest, read = _one(path, left)
        left -= read
        found[path] = digest
    return found


def _one(path: str, most: int) -> tuple[str, int]:
    """Digest, and how many bytes were read for it."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    try:
        real = os.path.realpath(path)
        # A device or a pipe may act on being opened, so it is looked at first, and again after.
        if not stat.S_ISREG(os.lstat(real).st_mode):
            return UNREADABLE, 0
        file = os.open(real, flags)
    except (OSError, ValueError):
        return UNREADABLE, 0
    read = 0
    hashed = hashlib.sha256()
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return UNREADABLE, 0
        while piece := os.read(file, _PIECE):
            read += len(piece)
            if read > most:
                return UNREADABLE, read
            hashed.update(piece)
    except OSError:
        return UNREADABLE, read
    finally:
        os.close(file)
    return hashed.hexdigest(), read
