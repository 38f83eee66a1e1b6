"""That a session waits for a person's yes, in one line, and in the title of an attached terminal.

Small, because `ls`, `status` and `attach` use it at every start: it reads the plain values of a
session document's `questions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.wire.plain import plain
from signalbox import show

Open = Sequence[Mapping[str, Any]]
"""Questions with at least `approval` and `summary`."""

MOST = 60
"""Characters of the action in a title; `approvals` shows it whole."""


def count(documents: Sequence[Mapping[str, Any]]) -> int:
    """How many questions are open in these session documents."""
    return sum(len(one.get("questions") or ()) for one in documents)


def all_in_words(number: int) -> str:
    """`2 questions wait for a yes: signalbox approvals`."""
    waits = show.count(number, "question waits", "questions wait")
    return f"{waits} for a yes: {show.line('approvals')}"


def in_words(questions: Open) -> str:
    """What one session waits for, and the command that answers; "" where it does not wait."""
    if not questions:
        return ""
    if len(questions) > 1:
        return all_in_words(len(questions))
    (one,) = questions
    summary = plain(str(one.get("summary", "")), most=MOST)
    return f"It waits for a yes ({summary}): {show.line('allow', str(one.get('approval')))}"


class Title:
    """Tells in the title of the terminal what waits, because the picture is the program's own."""

    def __init__(self) -> None:
        self.questions: Open = ()
        self._told: tuple[str, ...] = ()

    def now(self, questions: Open) -> bytes:
        """What to write to the terminal: a bell for what is new; the old title once none waits."""
        self.questions = questions
        ids = tuple(str(one.get("approval")) for one in questions)
        before, self._told = self._told, ids
        if ids == before:
            return b""
        if not ids:
            return _OLD_TITLE
        keep = b"" if before else _KEEP_TITLE
        bell = b"\x07" if set(ids) - set(before) else b""
        return keep + b"\x1b]2;" + in_words(questions).encode() + b"\x1b\\" + bell

    def end(self) -> bytes:
        """The title as it was before, where it was changed."""
        return _OLD_TITLE if self._told else b""


_KEEP_TITLE, _OLD_TITLE = b"\x1b[22;2t", b"\x1b[23;2t"
"""xterm's stack of titles, which other terminals have too, or ignore."""
