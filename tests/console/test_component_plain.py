"""`plain()` in TypeScript says what `plain()` in Python says: both read the same vectors.

`python -m tests.console.test_component_plain` writes them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from schemas.wire.plain import plain

VECTORS = Path(__file__).resolve().parents[2] / "console" / "component" / "test" / "plain.json"
EDGES = (
    *(0x00, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0D, 0x1B, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0x9B, 0x9F),
    *(0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180A, 0x180B, 0x180F, 0x1810),
    *(0x200A, 0x200B, 0x200D, 0x200F, 0x2010, 0x2027, 0x2028, 0x202E, 0x202F, 0x2060, 0x206F),
    *(0x3164, 0xFDFF, 0xFE00, 0xFE0F, 0xFE10, 0xFEFF, 0xFFA0, 0xFFEF, 0xFFF0, 0xFFFB, 0xFFFD),
    *(0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x1F600, 0xDFFFF, 0xE0000, 0xE0001, 0xE0FFF, 0xE1000),
)
"""First and last of each range that is spelt out, and its neighbours."""
TEXTS = (
    "mend the log-in",
    "one\ttwo\nthree",
    "\x1b]0;title\x07\x1b[31mred",
    "<b>bold</b> & <script>",
    "rm \u202egpj.exe",
    "日本 héllo 👩‍👩‍👧 שלום",
)


def vectors() -> list[dict[str, Any]]:
    """Text as code points where one character, so that no editor changes it; what is shown."""
    out: list[dict[str, Any]] = []
    for text in (*map(chr, EDGES), *TEXTS, "x" * 300, "\U0001f600" * 12):
        for keep_lines, most in ((False, None), (True, None), (False, 10), (False, 1)):
            shown = plain(text, keep_lines=keep_lines, most=most)
            points = [ord(character) for character in text]
            out.append({"text": points, "keep_lines": keep_lines, "most": most, "shown": shown})
    return out


def encoded() -> str:
    """The file's text, one vector a line, in ASCII."""
    return "[\n" + ",\n".join(json.dumps(one) for one in vectors()) + "\n]\n"


def test_the_vectors_are_what_python_says() -> None:
    assert VECTORS.read_text() == encoded(), "write them anew, and build the component"


if __name__ == "__main__":
    VECTORS.write_text(encoded())
