"""A rule's pattern for commands, as words. Steward and gate read it in the same way."""

from __future__ import annotations

import functools
import shlex


@functools.lru_cache(maxsize=4096)
def words_of(pattern: str) -> tuple[str, ...]:
    """The words of a pattern, read as a shell would. Raises ValueError, with the reason.

    The first names the command and holds no wildcard: a rule is about programs, and each
    program's options mean something else.
    """
    try:
        words = tuple(shlex.split(pattern))
    except ValueError as error:
        raise ValueError(f"{pattern[:80]!r}: {error}") from None
    if not words or not words[0] or "*" in words[0] or "?" in words[0]:
        raise ValueError(f"{pattern[:80]!r}: a pattern begins with the command's own word")
    return words
