"""hub/locks.json: what is locked, by whom, until when. Pure but for `load` and `change`.

The file (0600) is written by the steward and by `signalbox` on the hub's own computer, under a
lock, and only ever replaced whole. Locks travel in every policy, so that a machine that comes
online later finds them too; each machine judges their end by its own clock.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError

from schemas.documents.policy import Lock
from schemas.wire import ids, private_file, strictjson
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

MOST = 200
"""A policy holds no more."""
MAX_TOLD = 16 * 1024
"""Bytes of all of them as policies tell them: a policy that is too large would not go out."""
MAX_FILE = 1024 * 1024
Scope = Literal["all", "machine", "user", "session"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
_CHECKS: dict[str, Callable[[str], str]] = {
    "machine": ids.check_name,
    "user": ids.check_name,
    "session": ids.check_session,
}


@dataclass(frozen=True, slots=True)
class Held:
    """One lock. `name`: the machine, person or session; "" for all. Times: µs since 1970."""

    scope: Scope
    name: str
    reason: str
    who: str
    since_us: int
    until_us: int | None = None

    def __post_init__(self) -> None:
        """Raises `Refused` for what no policy could carry."""
        if self.scope not in SCOPES:
            raise Refused("bad-field", f"a lock is of {', '.join(SCOPES)}")
        if self.scope == "all":
            if self.name:
                raise Refused("bad-field", "all has no name")
        else:
            _CHECKS[self.scope](self.name)
        self.told()

    def in_force(self, now_us: int) -> bool:
        """Whether it has not ended."""
        return self.until_us is None or now_us < self.until_us

    def told(self) -> Lock:
        """As a policy tells it. Raises `Refused`."""
        try:
            return Lock(
                scope=self.scope,
                user=self.name if self.scope == "user" else None,
                session=self.name if self.scope == "session" else None,
                until=self.until_us,
                reason=self.reason,
                who=self.who,
            )
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise Refused("bad-field", f"{first['loc'][0]}: {first['msg'][:120]}") from None

    def value(self) -> dict[str, Any]:
        """All fields that are set."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


def path(home: Home) -> Path:
    """Where the file lies."""
    return home.hub / "locks.json"


def read(data: bytes) -> tuple[Held, ...]:
    """The file's locks, oldest first. Raises Refused("bad-config")."""
    try:
        raw = strictjson.loads_object(data, MAX_FILE)
        if raw.keys() != {"v", "locks"} or raw["v"] != 1:
            raise ValueError("not a file of this version")
        return tuple(Held(**{"name": "", **one}) for one in raw["locks"])
    except (KeyError, TypeError, ValueError, Refused) as error:
        raise Refused("bad-config", f"locks.json: {error}") from None


def load(home: Home) -> tuple[Held, ...]:
    """What is there. Raises Refused("bad-config"), OSError."""
    try:
        return read(path(home).read_bytes())
    except FileNotFoundError:
        return ()


def change(home: Home, now_us: int, edit: Callable[[list[Held]], None]) -> None:
    """Change the list under the lock; what has ended goes. Raises Refused, OSError."""
    with open(home.hub / "locks.lock", "ab") as lock:
        os.chmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = [one for one in load(home) if one.in_force(now_us)]
        edit(known)
        if len(known) > MOST:
            raise Refused("too-many", f"{MOST} locks are in force")
        told = [one.told().model_dump(exclude_none=True) for one in known]
        if len(strictjson.canon(told)) > MAX_TOLD:
            raise Refused("too-many", "with shorter reasons there is room for more locks")
        body = {"locks": [one.value() for one in known], "v": 1}
        private_file.write(path(home), strictjson.canon(body))


def add(known: list[Held], new: Held) -> None:
    """Lock it; who is locked already is locked by the new one from now on."""
    remove(known, new.scope, new.name)
    known.append(new)


def remove(known: list[Held], scope: str, name: str) -> int:
    """Lift what holds exactly this. How many there were."""
    kept = [one for one in known if (one.scope, one.name) != (scope, name)]
    lifted = len(known) - len(kept)
    known[:] = kept
    return lifted


def of_machine(known: Iterable[Held], machine: str, now_us: int) -> list[Lock]:
    """What this machine has to know. A session's id says nothing about where it runs."""
    return [
        one.told()
        for one in known
        if one.in_force(now_us) and (one.scope != "machine" or one.name == machine)
    ]


def next_change_us(known: Iterable[Held], now_us: int) -> int | None:
    """When the next one ends."""
    ends = [one.until_us for one in known if one.until_us is not None]
    return min((end for end in ends if end > now_us), default=None)
