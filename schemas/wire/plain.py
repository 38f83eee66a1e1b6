"""`plain()`: text that is not ours, made safe to show in a terminal.

Agents' output, titles, names and folders are hostile wherever they are shown: escape sequences
would drive the reader's terminal, and bidirectional or invisible characters would make a command
look like another. Each of them becomes visible.
"""

from __future__ import annotations

import re
import unicodedata

_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def plain(text: str, *, keep_lines: bool = False, most: int | None = None) -> str:
    """`text` with everything that is not plainly visible spelt out.

    Controls become their picture (ESC → ␛), others ⟨U+202E⟩. Tabs and newlines stay only with
    `keep_lines`; `most` cuts to so many characters and says so with an ellipsis.
    """
    if most is not None and len(text) > most:
        text = text[: max(most - 1, 0)] + "…"
    shown = _HOSTILE.sub(lambda found: _spell(found.group()), text)
    if not keep_lines:
        shown = shown.replace("\n", "␊").replace("\t", "␉")
    return shown


def _spell(character: str) -> str:
    point = ord(character)
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "␡"
    return f"⟨U+{point:04X}⟩"


def columns(text: str) -> int:
    """How many cells a terminal gives to already plain text."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
