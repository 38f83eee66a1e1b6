"""The owner's veto: `never.toml` of the system and of the home can only forbid.

::

    remote_start = true     # nobody starts sessions here from afar
    update       = true     # nobody administers this machine from afar

Both files count, whatever either says; nothing from afar loosens them. They are read anew for each
request, and one that cannot be read forbids everything that it could forbid.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from schemas.wire.errors import Refused
from schemas.wire.layout import Home

SYSTEM = Path("/etc/signalbox/never.toml")
WORDS = {"start": "remote_start", "update": "update"}
"""Verb → the word that forbids it."""


def check(home: Home, verb: str, system: Path = SYSTEM) -> None:
    """Raises `Refused("vetoed")` where the owner forbids this verb."""
    word = WORDS.get(verb)
    if word is None:
        return
    for path in (system, home.edge / "never.toml"):
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise Refused("vetoed", f"{path} cannot be read: {error}") from None
        unknown = told.keys() - set(WORDS.values())
        if unknown:
            raise Refused("vetoed", f"{path}: nobody here knows {sorted(unknown)[0][:40]!a}")
        if told.get(word) is not False and word in told:
            raise Refused("vetoed", f"{path}")
