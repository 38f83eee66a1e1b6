"""What has changed between two states of the files of rights, in short lines for the record. Pure.

Whether a person typed it, a command or the steward wrote it: the record says what is in force now
that was not before, and the other way round. No secret stands in access.toml, and of those in
credentials.json only whose it is is told.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

MOST = 20
"""Lines; how many more there were is the last one."""
CHARACTERS = 200


def of_tables(before: bytes, after: bytes) -> list[str]:
    """`+ table.name {…}` and `- table.name {…}` of access.toml or rules.toml, at most MOST."""
    old, new = Counter(_entries(before)), Counter(_entries(after))
    gone = [f"- {entry}" for entry in (old - new).elements()]
    come = [f"+ {entry}" for entry in (new - old).elements()]
    return _bounded([*gone, *come])


def of_secrets(before: bytes, after: bytes) -> list[str]:
    """`+ secret of NAME` (new, or another one) and `- secret of NAME` of credentials.json."""
    old, new = _secrets(before), _secrets(after)
    gone = [f"- secret of {name}" for name in sorted(old.keys() - new.keys())]
    come = [f"+ secret of {name}" for name in sorted(new) if new[name] != old.get(name)]
    return _bounded([*gone, *come])


def of_locks(before: bytes, after: bytes) -> list[str]:
    """`+ lock {…}` and `- lock {…}` of locks.json, at most MOST."""
    old, new = Counter(_locks(before)), Counter(_locks(after))
    gone = [f"- lock {entry}" for entry in (old - new).elements()]
    come = [f"+ lock {entry}" for entry in (new - old).elements()]
    return _bounded([*gone, *come])


def _locks(data: bytes) -> list[str]:
    try:
        return [_text(one) for one in json.loads(data)["locks"]]
    except (ValueError, KeyError, TypeError):
        return []


def _entries(data: bytes) -> Iterator[str]:
    try:
        tables = tomllib.loads(data.decode())
    except ValueError:
        return  # not valid: it is not in force either
    for table, held in tables.items():
        if isinstance(held, dict):
            for name, entry in held.items():
                yield f"{table}.{name} {_text(entry)}"
        else:
            for entry in held if isinstance(held, list) else [held]:
                yield f"{table} {_text(entry)}"


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)[:CHARACTERS]


def _secrets(data: bytes) -> dict[str, Any]:
    try:
        known = json.loads(data)["known"]
        return dict(known)
    except (ValueError, KeyError, TypeError):
        return {}


def _bounded(lines: list[str]) -> list[str]:
    if len(lines) <= MOST:
        return lines
    return [*lines[: MOST - 1], f"and {len(lines) - MOST + 1} more"]
