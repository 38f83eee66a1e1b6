"""One-time links: what is deposited under a code, for ten minutes, to be taken once. Pure.

Only a digest of a code is kept, so that nothing in here opens a log-in, and codes are compared in
constant time, so that nothing can be found out about one by asking often.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from console.cookies import Login
from schemas.wire.errors import Refused

LIFE_S = 600
MOST = 256
MOST_OF_ONE = 8
"""Links of one log-in that nobody has taken yet; the oldest gives way."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """A log-in that waits. `where`: the path to go to; `until`: seconds of the caller's clock."""

    login: Login
    where: str
    until: float


class OneTime:
    """Times are seconds of any clock that does not go back."""

    def __init__(self) -> None:
        self._kept: dict[bytes, Deposit] = {}

    def put(self, login: Login, where: str, now: float) -> str:
        """Keep a log-in; the code to take it by. Raises `Refused("too-many")`."""
        self._forget(now)
        own = [key for key, kept in self._kept.items() if kept.login.id == login.id]
        for key in own[: max(0, len(own) - MOST_OF_ONE + 1)]:
            del self._kept[key]
        if len(self._kept) >= MOST:
            raise Refused("too-many", "one-time links that nobody has taken yet")
        code = secrets.token_urlsafe(32)
        self._kept[_digest(code)] = Deposit(login, where, now + LIFE_S)
        return code

    def look(self, code: str, now: float) -> Deposit | None:
        """What a code would give."""
        key = self._find(code, now)
        return None if key is None else self._kept[key]

    def take(self, code: str, now: float) -> Deposit | None:
        """What a code gives, once."""
        key = self._find(code, now)
        return None if key is None else self._kept.pop(key)

    def _find(self, code: str, now: float) -> bytes | None:
        self._forget(now)
        wanted = _digest(code)
        found = None
        for key in self._kept:  # all of them, whichever it is
            if hmac.compare_digest(key, wanted):
                found = key
        return found

    def _forget(self, now: float) -> None:
        for key in [key for key, kept in self._kept.items() if kept.until <= now]:
            del self._kept[key]


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).digest()
