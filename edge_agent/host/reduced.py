"""A snapshot made small enough for its message: first the colours go, then the lines at the end."""

from __future__ import annotations

import re

_STYLE = re.compile(rb"\x1b\[[0-9;:]*m")
_LINK = re.compile(rb"\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)")


def reduced(snapshot: bytes, most: int) -> tuple[bytes, bool]:
    """`snapshot` in at most `most` bytes, and whether anything had to go.

    Text, modes and cursor outlive styles and links; a screen that is still too large is cut at a
    line, and then its cursor and title are missing.
    """
    if len(snapshot) <= most:
        return snapshot, False
    bare = _LINK.sub(b"", _STYLE.sub(b"", snapshot))
    if len(bare) <= most:
        return bare, True
    end = bare.rfind(b"\r\n", 0, most)
    return bare[: max(end, 0)], True
