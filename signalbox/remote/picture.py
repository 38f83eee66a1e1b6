"""A session's terminal, rebuilt on this one from screens and live lines. Pure: bytes to write.

A screen is drawn as of its line; lines after it are added as they come. Where lines are missing,
nothing is guessed: the next screen is awaited. All that leaves here went through the allow-list.
"""

from __future__ import annotations

import base64
import binascii
from collections import deque
from typing import Any

from edge_agent.host.allowlist import LEAVE, AllowList, filter_whole
from schemas.documents.session import Screen

HELD = 2_000
"""Lines kept behind the last screen; more come only where screens do not."""

_BEGIN = b"\x1b[?2026h" + LEAVE.replace(b"\x1b[?9;1004;2004;2026l", b"\x1b[?9;1004;2004l")
_CLEAR = b"\x1b[?1049l\x1b[0m\x1b[H\x1b[2J"
_END = b"\x1b[?2026l"

Line = dict[str, Any]


class Picture:
    """Feed it what arrives; each call gives the bytes to write, often none."""

    def __init__(self) -> None:
        self.seq = 0
        """The last line that is in the picture."""
        self.wants_screen = True
        """Lines are missing, or the picture was lost: only a screen helps."""
        self._allow = AllowList()
        self._held: deque[Line] = deque(maxlen=HELD)
        self._latest: Screen | None = None

    def screen(self, found: Screen) -> bytes:
        """A screen arrived. Drawn where it shows more than the lines have."""
        self._latest = found
        if not self.wants_screen and found.seq <= self.seq:
            return b""
        return self._draw(found)

    def _draw(self, found: Screen) -> bytes:
        held = [line for line in self._held if line["seq"] > found.seq]
        if held and held[0]["seq"] != found.seq + 1:
            return b""  # older than what is missing
        self._held.clear()
        self.seq, self.wants_screen = found.seq, False
        self._allow = AllowList()
        drawn = filter_whole(found.text.encode("utf-8", "replace"))
        return _BEGIN + _CLEAR + drawn + _END + b"".join(self.line(line) for line in held)

    def line(self, line: Line) -> bytes:
        """A live line arrived."""
        if self.wants_screen:
            self._held.append(line)
            return b""
        if line["seq"] <= self.seq:
            return b""
        if line["seq"] > self.seq + 1 or line["kind"] == "elided":
            self.wants_screen = True
            self._held.append(line)
            latest = self._latest
            return self._draw(latest) if latest and latest.seq >= line["seq"] - 1 else b""
        self.seq = line["seq"]
        return self._allow.filter(printed(line))

    def lost(self) -> None:
        """The connection is gone, or something else was written over the picture."""
        self.wants_screen = True
        self._held.clear()
        self._latest = None


def scroll_back(lines: list[Line], upto: int) -> bytes:
    """What was printed up to a line, for the terminal's own scroll-back; a screen is drawn next."""
    allow = AllowList()
    body = b"".join(allow.filter(printed(line)) for line in lines if line["seq"] <= upto)
    return _BEGIN + _CLEAR + body + _END


def printed(line: Line) -> bytes:
    """The bytes of an `output` line; none of any other."""
    body = line.get("body")
    if line["kind"] != "output" or not isinstance(body, dict):
        return b""
    if isinstance(body.get("text"), str):
        return str(body["text"]).encode("utf-8", "replace")
    try:
        return base64.b64decode(str(body.get("b64") or ""), validate=True)
    except binascii.Error:
        return b""
