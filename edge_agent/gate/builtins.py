"""What bash itself does: the builtins that change nothing, as a table. Pure.

A builtin without a row asks: bash executes text that it is given as a *name* or a *number*
(`printf -v`, `test -v`, `read`, `let`, `declare -i`, `mapfile -C` …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from edge_agent.gate.words import Word, names

ALL = names(
    """
    . : [ [[ alias bg bind break builtin caller cd command compgen complete compopt continue
    declare dirs disown echo enable eval exec exit export false fc fg getopts hash help history
    jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly return set
    shift shopt source suspend test times trap true type typeset ulimit umask unalias unset
    wait
    """
)
"""Every builtin of bash 5.2 (`compgen -b`), and `[[`, which is a keyword."""

_SET = re.compile(r"[-+][eu]+|[-+]o|pipefail")
_FILE_TESTS = names("-e -f -d -r -w -x -s -L -h -z -n")


def _printf(words: Sequence[Word]) -> str:
    """`printf FORMAT …`: `-v` assigns, and `%n`-like and number formats execute their operand."""
    if not words or words[0].open or words[0].text.startswith("-"):
        return "printf with an option or a format that is not literal"
    if re.search(r"%[^sqb%]", re.sub(r"%%", "", words[0].text)):
        return "printf with a format other than %s, %q and %b"
    return ""


def _test(words: Sequence[Word]) -> str:
    """`-f FILE` and the like, `A = B`, `A != B`: each word must be exactly one."""
    if any(word.open and not word.quoted for word in words):
        return "a test whose words an expansion decides"
    match words:
        case [operator, _] if not operator.open and operator.text in _FILE_TESTS:
            return ""
        case [left, operator, _] if not operator.open and operator.text in ("=", "==", "!="):
            return "" if not left.open or left.quoted else "a test of another form"
    return "a test that can run something, or is of another form"


def _bracket(words: Sequence[Word]) -> str:
    if words and not words[-1].open and words[-1].text == "]":
        words = words[:-1]
    return _test(words)


def _none(words: Sequence[Word]) -> str:
    return "a builtin with arguments that are not on the list" if words else ""


def _number(words: Sequence[Word]) -> str:
    if all(not word.open and word.text.isdigit() for word in words) and len(words) < 2:
        return ""
    return "a status that is no number"


def _any(words: Sequence[Word]) -> str:
    return ""


def _set(words: Sequence[Word]) -> str:
    if words and all(not word.open and _SET.fullmatch(word.text) for word in words):
        return ""
    return "options of the shell that are not on the list"


HARMLESS: dict[str, Callable[[Sequence[Word]], str]] = {
    ":": _any,
    "true": _any,
    "false": _any,
    "echo": _any,
    "printf": _printf,
    "pwd": _none,
    "exit": _number,
    "set": _set,
    "test": _test,
    "[": _bracket,
    "[[": _test,
}
"""Builtin → why it may do more than print or answer; "" where it cannot."""


def doubt(name: str, words: Sequence[Word]) -> str | None:
    """None: no builtin. "": harmless. Else why it asks. `words`: without the name."""
    if name not in ALL:
        return None
    check = HARMLESS.get(name)
    return f"the builtin {name} is not on the list" if check is None else check(words)
