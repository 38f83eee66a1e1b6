"""What `login` keeps: the hub's address, the person and a short-lived token, in a 0600 file."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import canon, loads_object


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """`password` is the token with its holder's secret; it is void after `until_us`."""

    url: str
    user: str
    password: str
    until_us: int
    ca: str = ""
    rights: list[str] | None = None
    """What the token carries at most; None: all that the person holds."""
    token: str = ""
    """The log-in's id in the hub's list, by which it is ended."""


def path_of(home: Home) -> Path:
    """The file."""
    return home.root / "login.json"


def keep(home: Home, login: LoggedIn) -> None:
    """Write it whole, then rename."""
    temporary = path_of(home).with_suffix(".tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(canon(asdict(login)))
    temporary.replace(path_of(home))


def load(home: Home) -> LoggedIn:
    """Raises `Refused("not-logged-in")` where nobody has logged in."""
    try:
        return LoggedIn(**loads_object(path_of(home).read_bytes()))
    except (OSError, Refused, TypeError):
        raise Refused("not-logged-in") from None
