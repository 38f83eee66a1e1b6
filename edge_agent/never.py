"""The owner's veto: `never.toml` of the system and of the home can only forbid.

::

    remote_start = true                     # nobody starts sessions here from afar
    update       = true                     # nobody administers this machine from afar
    commands     = ["terraform *", "kubectl delete *"]   # no agent runs these
    paths        = ["~/.aws/**", "/srv/secrets/**"]      # no agent reads or writes these

Both files count, whatever either says; nothing from afar loosens them. They are read anew for each
request, and one that cannot be read forbids everything that it could forbid.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.wire.command_pattern import words_of
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

SYSTEM = Path("/etc/signalbox/never.toml")
WORDS = {"start": "remote_start", "update": "update"}
"""Verb → the word that forbids it."""
MAX_BYTES = 64 * 1024
MAX_PATTERNS = 200
"""Of each list in each file."""
_LISTS = ("commands", "paths")


@dataclass(frozen=True, slots=True)
class Never:
    """What no agent may do here: patterns of commands and of paths, as rules have them."""

    commands: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


def files(home: Home, system: Path = SYSTEM) -> tuple[Path, Path]:
    """Both places."""
    return system, home.edge / "never.toml"


def check(home: Home, verb: str, system: Path = SYSTEM) -> None:
    """Raises `Refused("vetoed")` where the owner forbids this verb."""
    word = WORDS.get(verb)
    if word is None:
        return
    for path in files(home, system):
        told = _read(path)
        if told.get(word) is not False and word in told:
            raise Refused("vetoed", f"{path}")


def read(home: Home, system: Path = SYSTEM) -> Never:
    """What both files forbid agents. Raises `Refused("vetoed")` where one cannot be read."""
    found: dict[str, tuple[str, ...]] = {"commands": (), "paths": ()}
    for path in files(home, system):
        told = _read(path)
        for name in _LISTS:
            found[name] += tuple(told.get(name, ()))
    return Never(**found)


def _read(path: Path) -> dict[str, Any]:
    """One file, checked; empty where there is none."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1)
        if len(text) > MAX_BYTES:
            raise ValueError(f"more than {MAX_BYTES // 1024} KiB")
        told = tomllib.loads(text.decode())
        for name in _LISTS:
            _check_patterns(name, told.get(name, []))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise Refused("vetoed", f"{path} cannot be read: {error}") from None
    unknown = told.keys() - {*WORDS.values(), *_LISTS}
    if unknown:
        raise Refused("vetoed", f"{path}: nobody here knows {sorted(unknown)[0][:40]!a}")
    return told


def _check_patterns(name: str, listed: Any) -> None:
    if not isinstance(listed, list) or len(listed) > MAX_PATTERNS:
        raise ValueError(f"{name} is a list of at most {MAX_PATTERNS} patterns")
    for one in listed:
        if not isinstance(one, str) or not one.strip() or len(one) > 1000:
            raise ValueError(f"{name} holds patterns of 1 to 1000 characters")
        if name == "commands":
            words_of(one)
