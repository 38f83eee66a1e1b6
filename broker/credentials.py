"""hub/credentials.json: argon2id hashes of people's passwords, digests of 256-bit secrets.

The file (0600) is written by the steward and by `signalbox` at the first set-up, under a lock, and
read by the broker. Nothing in it lets anybody in.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from schemas.wire import private_file, strictjson
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id, 19 MiB, two passes: OWASP's password storage cheat sheet, its smallest equal."""

MAX_FILE = 16 * 1024 * 1024
MIN_PASSWORD = 8
MAX_PASSWORD = 1024


@dataclass(frozen=True, slots=True)
class Credential:
    """`hash`: an argon2id string for people, else hex sha256 of the secret as hex text.
    `since_us`: when it was set; tokens made before are void."""

    hash: str
    since_us: int


@dataclass(frozen=True, slots=True)
class Credentials:
    """Every credential by the MQTT user name of its principal."""

    known: Mapping[str, Credential] = field(default_factory=dict)


def path(home: Home) -> Path:
    """Where the file lies."""
    return home.hub / "credentials.json"


def read(data: bytes) -> Credentials:
    """From the bytes of the file. Raises Refused("bad-config")."""
    try:
        raw = strictjson.loads_object(data, MAX_FILE)
        known = {
            name: Credential(str(entry["hash"]), int(entry["since"]))
            for name, entry in raw["known"].items()
        }
    except (Refused, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("bad-config", f"credentials.json: {error}") from None
    return Credentials(known)


def load(home: Home) -> Credentials:
    """The file; none is no credentials. Raises Refused or OSError."""
    try:
        return read(path(home).read_bytes())
    except FileNotFoundError:
        return Credentials()


def hash_password(password: str) -> str:
    """The argon2id hash of a new password. Raises Refused("bad-field")."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise Refused("bad-field", f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters")
    return HASHER.hash(password)


def digest(secret: str) -> str:
    """What is kept of a 256-bit secret; it needs no slow hash, nobody guesses it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def set_password(home: Home, user: str, password: str) -> None:
    """Give a person a password. Tokens made before it are void from now on."""
    put(home, user, hash_password(password))


def set_secret(home: Home, principal: str) -> str:
    """Give a machine, hub part or device (by MQTT user name) a new secret; returns it, as hex."""
    secret = secrets.token_hex(32)
    put(home, principal, digest(secret))
    return secret


def put(home: Home, principal: str, hashed: str) -> None:
    """Keep a hash or digest that was made elsewhere."""
    with _changing(home) as known:
        since = max(Clock().wall_us(), known[principal]["since"] + 1 if principal in known else 0)
        known[principal] = {"hash": hashed, "since": since}


def remove(home: Home, principal: str) -> bool:
    """Forget a principal, and a person's devices with it. False when there was none."""
    with _changing(home) as known:
        gone = [name for name in known if name == principal or name.startswith(f"{principal}.")]
        for name in gone:
            del known[name]
    return bool(gone)


@contextmanager
def _changing(home: Home) -> Iterator[dict[str, Any]]:
    home.hub.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(home.hub / "credentials.lock", "ab") as lock:
        os.chmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = {
            name: {"hash": entry.hash, "since": entry.since_us}
            for name, entry in load(home).known.items()
        }
        yield known
        private_file.write(path(home), strictjson.canon({"known": known, "v": 1}))
