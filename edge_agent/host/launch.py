"""`launch.json`: what a session's host is to start, written by whoever starts the host."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from schemas.wire import ids, rights
from schemas.wire.errors import Refused
from schemas.wire.fields import Field, check
from schemas.wire.strictjson import canon, loads_object

MAX_LAUNCH = 1024 * 1024
"""Bytes; arguments of a program may be long."""

SHAPE = {
    "session": Field("session", True),
    "machine": Field("name", True),
    "project": Field("text", True, most=40),
    "folder": Field("text", True, most=4096),
    "argv": Field("list", True, most=4096),
    "agent": Field("text", True, most=64),
    "kind": Field("text", True, choices=("terminal",)),
    "who": Field("text", True, most=64),
    "request": Field("name"),
    "title": Field("text", most=200),
    "columns": Field("int", True, least=1, most=1000),
    "rows": Field("int", True, least=1, most=1000),
    "gate": Field("text", True, choices=("gated", "not gated")),
    "mode": Field("text", choices=rights.MODES),
    "level": Field("text", choices=("plain", "shielded")),
    "continues": Field("session"),
    "version": Field("text", most=64),
    "secret_names": Field("list", most=256),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One session to start. `session` is filled in by `spawn`.

    `who` asked for it, by the request with this id; `secret_names` are environment variables
    whose values are masked besides those with a telling name.
    """

    machine: str
    project: str
    folder: str
    argv: list[str]
    agent: str = "terminal"
    kind: str = "terminal"
    who: str = ids.DESK
    request: str | None = None
    title: str | None = None
    columns: int = 120
    rows: int = 40
    gate: str = "not gated"
    mode: str | None = None
    level: str | None = None
    continues: str | None = None
    version: str | None = None
    secret_names: list[str] = field(default_factory=list)
    session: str = ""

    def as_fields(self) -> dict[str, Any]:
        """All fields that are set."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "", [])}

    def encode(self) -> bytes:
        """The file's content. Raises `Refused` where a field is out of its bounds."""
        value = check(SHAPE, self.as_fields())
        ids.check_name_or_none(self.project, "project")
        return canon(value)


def load(path: Path) -> Launch:
    """Read a launch file. Raises `Refused("bad-config")` where it is missing or not valid."""
    try:
        value = check(SHAPE, loads_object(path.read_bytes(), MAX_LAUNCH))
    except OSError as error:
        raise Refused("bad-config", f"{path}: {os.strerror(error.errno or 0)}") from None
    except Refused as refused:
        raise Refused("bad-config", f"{path}: {refused}") from None
    known = {one.name for one in fields(Launch)}
    return Launch(**{name: value[name] for name in known & value.keys()})


def find_program(argv: list[str], folder: str, path: str | None) -> str:
    """The absolute path of `argv[0]`: by PATH, or relative to the folder where it has a slash.

    Raises `Refused("no-such-program")`.
    """
    name = argv[0] if argv else ""
    if "/" in name:
        whole = os.path.join(folder, name)
        found = whole if _executable(whole) else None
    else:
        # An empty or relative entry of PATH would mean the folder, which is not ours to trust.
        safe = [entry for entry in (path or os.defpath).split(os.pathsep) if os.path.isabs(entry)]
        wholes = (os.path.join(entry, name) for entry in safe if name)
        found = next((whole for whole in wholes if _executable(whole)), None)
    if found is None:
        raise Refused("no-such-program", ascii(name)[:200])
    return found


def _executable(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


def check_folder(folder: str) -> None:
    """Raises `Refused("no-such-folder")` where it cannot be entered."""
    if not os.path.isabs(folder) or not os.path.isdir(folder) or not os.access(folder, os.X_OK):
        raise Refused("no-such-folder", ascii(folder)[:300])
