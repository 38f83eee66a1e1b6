"""The tokens in force: a token that is not in this file opens nothing, however well it is signed.

The steward writes it (hub/logins.json, 0600; `doctor` does too, for a minute's token of its own)
before it hands a token out and before it says that one is void; the broker reads it. What has run
out is dropped with the next change, and a person keeps at most `MOST_EACH`: the oldest goes.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broker.tokens import Token
from schemas.wire import private_file, strictjson
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

MAX_FILE = 16 * 1024 * 1024
MOST_EACH = 50
MOST = 20_000
"""In all; then no new one is made until one runs out or is ended."""


@dataclass(frozen=True, slots=True)
class Login:
    """One token that was handed out; without its text, which is kept nowhere."""

    id: str
    issued_us: int
    until_us: int
    device: str | None = None
    rights: tuple[str, ...] | None = None
    name: str = ""
    """What its holder called itself; hostile until it went through `plain()`."""

    def told(self) -> dict[str, Any]:
        """As its person sees it."""
        return {
            "id": self.id,
            "issued": self.issued_us,
            "until": self.until_us,
            "device": self.device,
            "rights": None if self.rights is None else list(self.rights),
            "name": self.name,
        }


@dataclass(frozen=True, slots=True)
class Logins:
    """Person → log-ins, oldest first. Never changes; every change makes a new one."""

    known: Mapping[str, tuple[Login, ...]] = field(default_factory=dict)

    def holds(self, user: str, token: str) -> bool:
        """Whether this token is in force but for its time."""
        return any(login.id == token for login in self.known.get(user, ()))

    def of(self, user: str, since_us: int, now_us: int) -> list[Login]:
        """Those in force. `since_us`: when the password was set; what is older is void."""
        mine = self.known.get(user, ())
        return [one for one in mine if one.until_us > now_us and one.issued_us >= since_us]

    def with_new(self, token: Token, name: str) -> Logins:
        """And this one. Raises Refused("too-many") where there is no room at all."""
        login = Login(token.id, token.issued_us, token.until_us, token.device, token.rights, name)
        kept = self.without_old(token.issued_us)
        mine = (*kept.known.get(token.user, ()), login)[-MOST_EACH:]
        if sum(map(len, kept.known.values())) >= MOST and len(mine) < MOST_EACH:
            raise Refused("too-many", f"the hub keeps {MOST} log-ins; end some")
        return Logins({**kept.known, token.user: mine})

    def without(self, user: str, tokens: Iterable[str]) -> Logins:
        """All but these of one person."""
        gone = set(tokens)
        left = tuple(login for login in self.known.get(user, ()) if login.id not in gone)
        return Logins({**self.known, user: left})

    def without_old(self, now_us: int) -> Logins:
        """All but those that have run out."""
        left = {
            user: tuple(one for one in listed if one.until_us > now_us)
            for user, listed in self.known.items()
        }
        return Logins({user: listed for user, listed in left.items() if listed})


def path(home: Home) -> Path:
    """Where the file lies."""
    return home.hub / "logins.json"


def read(data: bytes) -> Logins:
    """From the bytes of the file. Raises Refused("bad-config")."""
    try:
        raw = strictjson.loads_object(data, MAX_FILE)
        known = {
            str(user): tuple(_login(entry) for entry in listed)
            for user, listed in raw["known"].items()
        }
    except (Refused, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("bad-config", f"logins.json: {error}") from None
    return Logins(known)


def load(home: Home) -> Logins:
    """The file; none is no log-ins. Raises Refused or OSError."""
    try:
        return read(path(home).read_bytes())
    except FileNotFoundError:
        return Logins()


def change(home: Home, change: Callable[[Logins], Logins]) -> None:
    """Read, change and keep, one after the other whoever does it. Raises Refused or OSError."""
    with open(home.hub / "logins.lock", "ab") as lock:
        os.chmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        keep(home, change(load(home)))


def keep(home: Home, logins: Logins) -> None:
    """Synced when this returns. Raises OSError."""
    known = {user: [login.told() for login in listed] for user, listed in logins.known.items()}
    private_file.write(path(home), strictjson.canon({"known": known, "v": 1}))


def _login(entry: Mapping[str, Any]) -> Login:
    rights = entry["rights"]
    return Login(
        id=str(entry["id"]),
        issued_us=int(entry["issued"]),
        until_us=int(entry["until"]),
        device=None if entry["device"] is None else str(entry["device"]),
        rights=None if rights is None else tuple(str(right) for right in rights),
        name=str(entry["name"]),
    )
