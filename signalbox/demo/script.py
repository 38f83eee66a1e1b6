"""The language of demo scripts: one step a line, `#` begins a comment.

::

    say TEXT             print what the agent says
    think TEXT           print what it thinks, and take a moment
    expect [REGEX]       read a line that fits; later lines may say {prompt}
    use write FILE TEXT  write a file in the session's folder
    use run COMMAND      run a command there, show its output
    count FROM TO [MS]   print numbered lines, MS milliseconds apart
    again                go back to the first expect
    exit [STATUS]        end
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from schemas.wire.errors import Refused


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a script: its verb, its words and where it stood."""

    verb: str
    words: tuple[str, ...]
    text: str
    number: int


_LEAST_WORDS = {
    "say": 1,
    "think": 1,
    "expect": 0,
    "use write": 2,
    "use run": 1,
    "count": 2,
    "again": 0,
    "exit": 0,
}


def parse(text: str) -> list[Step]:
    """Read a script. Raises `Refused("bad-field")` with the line that is wrong."""
    steps = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        verb, _, rest = line.partition(" ")
        if verb == "use":
            second, _, rest = rest.strip().partition(" ")
            verb = f"use {second}"
        if verb not in _LEAST_WORDS:
            raise Refused("bad-field", f"script line {number}: nobody knows {verb[:40]!a}")
        rest = rest.strip()
        steps.append(Step(verb, _words(verb, rest, number), rest, number))
    return steps


def _words(verb: str, rest: str, number: int) -> tuple[str, ...]:
    if verb in ("say", "think", "use run"):
        words: tuple[str, ...] = (rest,) if rest else ()
    elif verb == "expect":
        words = (rest,) if rest else ()
        _regex(rest, number)
    else:
        try:
            words = tuple(shlex.split(rest))
        except ValueError as error:
            raise Refused("bad-field", f"script line {number}: {error}") from None
    if len(words) < _LEAST_WORDS[verb]:
        raise Refused("bad-field", f"script line {number}: {verb} needs more words")
    if verb in ("count", "exit") and not all(word.isdigit() for word in words):
        raise Refused("bad-field", f"script line {number}: {verb} takes numbers")
    return words


def _regex(pattern: str, number: int) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise Refused("bad-field", f"script line {number}: {error}") from None
