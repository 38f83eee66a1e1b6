"""Words of a command: what bash would make of them, or why nobody can say before it runs. Pure.

A word is *literal* when bash cannot but take it for exactly one argument with exactly this text.
The character list is short on purpose: what it lacks asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = re.compile(r"[A-Za-z0-9_./:=,@%+^-]*")
_TILDE = re.compile(r"~(/[A-Za-z0-9_./:=,@%+^-]*)?")
_ESCAPED = frozenset(";(){}!*?[]$\"'`\\&|<>#~ ")
_GLOB = frozenset("*?[")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_EXPANSION = re.compile(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|[?#$!@*0-9-])|\$\{[A-Za-z_][A-Za-z0-9_]*\}")
# In double quotes these do something behind a $ that stands in no node of the grammar.
_AFTER_DOLLAR = re.compile(r"[A-Za-z0-9_{(\[@*#?$!'\"-]")


class Unclear(Exception):
    """Nobody can say for sure what bash would do. `text`: where; `str()`: why."""

    def __init__(self, why: str, text: str = "") -> None:
        super().__init__(why)
        self.text = text


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `text` holds its value where `open` is empty; `open` says what decides it else."""

    text: str
    source: str
    open: str = ""
    quoted: bool = False
    """Some of it stood in quotes or behind a backslash: it is no reserved word."""


def names(text: str) -> frozenset[str]:
    """A table of bare names, as one writes them down."""
    return frozenset(text.split())


def is_name(text: str) -> bool:
    """Whether it can name a variable."""
    return _NAME.fullmatch(text) is not None


def unquoted(source: str, first: bool) -> Word:
    """A run without quotes; `first`: it begins its word. Raises `Unclear`."""
    if first and source.startswith("~"):
        if not _TILDE.fullmatch(source):
            raise Unclear("a tilde that is not one's own home", source)
        return Word(source, source)
    text: list[str] = []
    opened, escaped = "", False
    characters = iter(source)
    for character in characters:
        if character == "\\":
            following = next(characters, "")
            if following not in _ESCAPED or not following:
                raise Unclear("a backslash before this character", source)
            text.append(following)
            escaped = True
        elif character in _GLOB:
            opened = "a pattern of file names"
        elif _PLAIN.fullmatch(character):
            text.append(character)
        else:
            raise Unclear(f"the character {character!a} outside quotes", source)
    return Word("".join(text), source, opened, escaped)


def double_quoted(source: str) -> str:
    """The value of text between double quotes that holds no expansion. Raises `Unclear`."""
    text: list[str] = []
    at = 0
    while at < len(source):
        character = source[at]
        if character == "\\":
            following = source[at + 1 : at + 2]
            if following == "\n":
                pass
            elif following and following in '$`"\\':
                text.append(following)
            else:
                text.append("\\" + following)
            at += 2
            continue
        if character in '"`':
            raise Unclear("quotes that bash reads otherwise", source)
        if character == "$" and _AFTER_DOLLAR.match(source, at + 1):
            raise Unclear("an expansion that the grammar does not see", source)
        text.append(character)
        at += 1
    return "".join(text)


def expansion(source: str) -> Word:
    """`$NAME` and `${NAME}`, and no other form: others run what a variable holds, or change it."""
    if not _EXPANSION.fullmatch(source):
        raise Unclear("an expansion that can run or change something", source)
    return Word("", source, f"the value of {source}")


def joined(pieces: list[Word], source: str) -> Word:
    """Neighbouring pieces as one word."""
    if len(pieces) > 1 and pieces[0].source == "~":
        raise Unclear("a tilde in front of quotes", source)
    opened = next((piece.open for piece in pieces if piece.open), "")
    text = "".join(piece.text for piece in pieces)
    return Word("" if opened else text, source, opened, any(piece.quoted for piece in pieces))
