"""Changing rules.toml by program: order, comments and everything else kept as they stand.

A rule is put in or taken out as whole lines of text. Whatever came of it is read again and must be
exactly the list that was meant, or nothing is written.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomlkit

from broker.steward import rules
from schemas.documents.rules import Rule
from schemas.wire import private_file
from schemas.wire.errors import Refused

_HEADER = re.compile(r"\s*\[\[\s*rules\s*\]\]\s*(#.*)?")
_COMMENT = re.compile(r"\s*#.*")
LAST = "last"
FIRST = "first"


def listed(path: Path) -> tuple[Rule, ...]:
    """The rules in their order; none where there is no file. Raises Refused, OSError."""
    try:
        return rules.read(path.read_bytes())
    except FileNotFoundError:
        return ()


def add(path: Path, given: Mapping[str, Any], at: str = LAST, before: str | None = None) -> int:
    """Put a rule in: first, last or before another one. Its place, from 1.

    Raises Refused: "bad-field" for a rule that is none, "nothing-changed" where its name is taken,
    "bad-config" for a file that cannot be changed this way.
    """
    (rule,) = _checked(tomlkit.dumps({"rules": [dict(given)]}))
    place = 0

    def edit(lines: list[str], known: tuple[Rule, ...]) -> tuple[Rule, ...]:
        nonlocal place
        names = [one.name for one in known]
        if rule.name in names:
            raise Refused("nothing-changed", f"there is a rule {rule.name!a} already")
        place = 0 if at == FIRST else len(known)
        if before is not None:
            place = _find(names, before)
        starts = [start for start, _ in _blocks(lines, len(known))]
        line = starts[place] if place < len(starts) else len(lines)
        _insert(lines, line, _text(given))
        return (*known[:place], rule, *known[place:])

    _change(path, edit)
    return place + 1


def remove(path: Path, name: str) -> None:
    """Take a rule out, with the comment right above it. Raises Refused as `add` does."""

    def edit(lines: list[str], known: tuple[Rule, ...]) -> tuple[Rule, ...]:
        place = _find([one.name for one in known], name)
        start, end = _blocks(lines, len(known))[place]
        del lines[start:end]
        return known[:place] + known[place + 1 :]

    _change(path, edit)


Edit = Callable[[list[str], tuple[Rule, ...]], tuple[Rule, ...]]
"""`edit(lines, known)`: changes the lines and returns the rules that are meant."""


def _change(path: Path, edit: Edit) -> None:
    with open(path.parent / "rules.lock", "ab") as lock:
        os.chmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = text.splitlines(keepends=True)
        meant = edit(lines, rules.read(text.encode()))
        out = "".join(lines)
        if _checked(out) != meant:
            raise _by_hand()
        if (path.read_text(encoding="utf-8") if path.exists() else "") != text:
            raise Refused("bad-config", "somebody else has just changed rules.toml; try again")
        private_file.write(path, out.encode())


def _checked(text: str) -> tuple[Rule, ...]:
    try:
        return rules.read(text.encode())
    except Refused as refused:
        reason = re.sub(r"^rules\.toml line \d+: ", "", refused.detail)
        raise Refused("bad-field", reason) from None


def _find(names: list[str], name: str) -> int:
    if name not in names:
        raise Refused("bad-field", f"there is no rule {name[:100]!a}")
    if names.count(name) > 1:
        raise Refused("bad-config", f"several rules are called {name[:100]!a}")
    return names.index(name)


def _blocks(lines: list[str], count: int) -> list[tuple[int, int]]:
    """Of each rule the first of its lines (the comment right above it is one) and the one after
    its last. Empty lines after a rule belong to it."""
    headers = [at for at, line in enumerate(lines) if _HEADER.fullmatch(line.rstrip("\r\n"))]
    if len(headers) != count:
        raise _by_hand()  # written as one array, or with [[rules]] within a text
    starts = [_with_comment(lines, at) for at in headers]
    return list(zip(starts, [*starts[1:], len(lines)], strict=False))


def _with_comment(lines: list[str], header: int) -> int:
    at = header
    while at and _COMMENT.fullmatch(lines[at - 1].rstrip("\r\n")):
        at -= 1
    return at or header  # what stands at the very top is about the file


def _insert(lines: list[str], at: int, block: list[str]) -> None:
    before, after = lines[:at], lines[at:]
    if before and not before[-1].endswith("\n"):
        before[-1] += "\n"
    gap = ["\n"] if before and before[-1].strip() else []
    lines[:] = [*before, *gap, *block, *(["\n"] if after else []), *after]


def _text(given: Mapping[str, Any]) -> list[str]:
    """The rule as people write it."""
    table = tomlkit.table()
    for name, value in given.items():
        if isinstance(value, Mapping):
            inline = tomlkit.inline_table()
            inline.update(value)
            table[name] = inline
        else:
            table[name] = value
    listed = tomlkit.aot()
    listed.append(table)
    whole = tomlkit.document()
    whole["rules"] = listed
    return tomlkit.dumps(whole).splitlines(keepends=True)


def _by_hand() -> Refused:
    return Refused("bad-config", "rules.toml is not written as [[rules]]; change it by hand")
