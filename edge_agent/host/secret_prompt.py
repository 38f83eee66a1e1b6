"""Whether a program that reads single characters asks for a secret just now.

Such programs switch echo off for everything, so the terminal's flags do not tell; the words before
the cursor mostly do (`sudo` with asterisks, log-in dialogues). What they do not say is not
recognised, and docs say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

_KEPT = 1024
"""Bytes of output that are looked at."""

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)")
_ASKS = re.compile(
    r"(?:pass(?:word|phrase|code)|secret|token|api[ _-]?key|\bpin\b|\botp\b)[^\n:?>]{0,60}"
    r"[:?>›]\s*[*•●]*\s*$",
    re.IGNORECASE,
)


class SecretPrompt:
    """Remembers the end of what was printed."""

    def __init__(self) -> None:
        self._tail = b""

    def printed(self, data: bytes) -> None:
        """What the program printed, in any split."""
        self._tail = (self._tail + data[-_KEPT:])[-_KEPT:]

    def asks(self) -> Callable[[], bool]:
        """Whether the last line that was printed by now asks for a secret; judged when called."""
        return partial(_asks, self._tail)


def _asks(tail: bytes) -> bool:
    text = _SEQUENCE.sub(b"", tail).decode("utf-8", "replace")
    return bool(_ASKS.search(re.split(r"[\r\n]+", text)[-1]))
