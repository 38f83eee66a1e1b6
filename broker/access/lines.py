"""Where in a TOML text a key stands, so that a complaint can name the line.

Neither tomllib nor tomlkit tells lines of what it has read. The text is known to be valid TOML
when it comes here; only headers and keys at the start of a line are looked at.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and, in arrays of tables, indexes."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]")


def find(text: str, path: Path) -> int:
    """The line (from 1) where `path` begins, or the nearest above it that can be found."""
    lines = index(text)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def index(text: str) -> dict[Path, int]:
    """Each path that begins on a line of its own, and that line."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    quoted = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quoted:
            if quoted in line:
                quoted = ""
            continue
        header = _HEADER.match(line)
        key = None if header else _KEY.match(line)
        if header:
            here = _names(header[2])
            if header[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
            here = _indexed(here, counts)
            _note(found, here, number)
        elif key:
            _note(found, here + _names(key[1]), number)
        for mark in ('"""', "'''"):
            if line.count(mark) % 2:
                quoted = mark
    return found


def _note(found: dict[Path, int], path: Path, number: int) -> None:
    for length in range(1, len(path) + 1):
        found.setdefault(path[:length], number)


def _indexed(path: Path, counts: dict[Path, int]) -> Path:
    out: Path = ()
    plain: Path = ()
    for name in path:
        plain, out = (*plain, name), (*out, name)
        if plain in counts:
            out = (*out, counts[plain])
    return out


def _names(dotted: str) -> Path:
    """The parts of a dotted key, as TOML itself reads them."""
    value: Any = tomllib.loads(f"{dotted} = 0")
    names: list[str | int] = []
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        names.append(name)
    return tuple(names)
