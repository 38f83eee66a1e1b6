"""hub/enrol.json: codes that let a machine join, and what is known of the machines that did.

A code is `<id>-<secret>`: four characters that everybody may see and twenty (100 bits) of which
only a digest is kept. The file (0600) is written by the steward and by `signalbox` on the hub's own
computer, under a lock, and read by the broker, which lets a code in as the principal `join@<id>`.
Used-up and expired codes are still let in for a while, so that whoever comes late is told why.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from schemas.wire import ids, private_file, strictjson
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.topics import filter_for

ID_LENGTH = 4
SECRET_LENGTH = 20
KEPT_US = 7 * 86_400 * 1_000_000
"""An expired code says that it has expired for so long; then nobody knows it any more."""
MOST_CODES = 1_000
MOST_USES = 1_000
MOST_TTL_S = 30 * 86_400
MAX_FILE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Invite:
    """One code. `machine`: the name that it is for, None: each machine brings its own."""

    digest: str
    until_us: int
    uses: int
    """How many machines may still join by it."""
    machine: str | None = None
    projects: Mapping[str, str] = field(default_factory=dict)
    replaces: str | None = None
    """The machine that this one was until now; it goes when the new name is borne."""
    joined: Mapping[str, str] = field(default_factory=dict)
    """Public key (base64) → machine: whoever lost the answer may ask again."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A machine that joined. `key`: its Ed25519 public key (base64). `twins`: two of it live."""

    key: str
    since_us: int
    twins: bool = False


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The whole file."""

    invites: Mapping[str, Invite] = field(default_factory=dict)
    machines: Mapping[str, Joined] = field(default_factory=dict)

    def twins(self, machine: str) -> bool:
        """Whether two incarnations of it displaced each other: neither is let in."""
        found = self.machines.get(machine)
        return found is not None and found.twins


def path(home: Home) -> Path:
    """Where the file lies."""
    return home.hub / "enrol.json"


def read(data: bytes) -> Enrolment:
    """Read the file's bytes. Raises Refused("bad-config")."""
    try:
        raw = strictjson.loads_object(data, MAX_FILE)
        invites = {ids.check_code(code): Invite(**entry) for code, entry in raw["invites"].items()}
        machines = {
            ids.check_name(name): Joined(**entry) for name, entry in raw["machines"].items()
        }
    except (Refused, KeyError, TypeError, AttributeError) as error:
        raise Refused("bad-config", f"enrol.json: {error}") from None
    return Enrolment(invites, machines)


def load(home: Home) -> Enrolment:
    """The file; none is nothing. Raises Refused or OSError."""
    try:
        return read(path(home).read_bytes())
    except FileNotFoundError:
        return Enrolment()


def new_code() -> tuple[str, str]:
    """A code's (id, secret)."""
    drawn = [secrets.choice(ids.CROCKFORD) for _ in range(ID_LENGTH + SECRET_LENGTH)]
    return "".join(drawn[:ID_LENGTH]), "".join(drawn[ID_LENGTH:])


def digest(secret: str) -> str:
    """What is kept of a code's secret; 100 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


@contextmanager
def changing(home: Home) -> Iterator[tuple[dict[str, Invite], dict[str, Joined]]]:
    """Change invites and machines under the lock; written whole, if nothing was raised."""
    with open(home.hub / "enrol.lock", "ab") as lock:
        os.chmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = load(home)
        now = Clock().wall_us()
        invites = {c: i for c, i in found.invites.items() if now < i.until_us + KEPT_US}
        machines = dict(found.machines)
        yield invites, machines
        if (invites, machines) == (found.invites, found.machines):
            return
        body: dict[str, Any] = {
            "v": 1,
            "invites": {code: asdict(invite) for code, invite in invites.items()},
            "machines": {name: asdict(joined) for name, joined in machines.items()},
        }
        private_file.write(path(home), strictjson.canon(body))


def add_invite(
    home: Home,
    code: str,
    digest: str,
    *,
    ttl_s: int,
    uses: int = 1,
    machine: str | None = None,
    projects: Mapping[str, str] | None = None,
    replaces: str | None = None,
) -> Invite:
    """Let machines join by this code. Raises Refused."""
    if not 1 <= uses <= MOST_USES or not 1 <= ttl_s <= MOST_TTL_S:
        raise Refused("bad-field", f"1 to {MOST_USES} uses, a ttl of 1 s to 30 days")
    made = Invite(
        digest, Clock().wall_us() + ttl_s * 1_000_000, uses, machine, dict(projects or {}), replaces
    )
    with changing(home) as (invites, _):
        if code in invites:
            raise Refused("nothing-changed", f"there is a code {code} already")
        if len(invites) >= MOST_CODES:
            raise Refused("too-many", f"{MOST_CODES} codes")
        if machine is not None:
            # Of several lines for one machine only the last is good.
            for other in [c for c, i in invites.items() if i.machine == machine and i.uses]:
                del invites[other]
        invites[code] = made
    return made


def may(code: str, action: str, topic: str, *, retain: bool) -> bool:
    """What the holder of a code may do: ask, and hear the answer to exactly that.

    No wildcard: with twenty uses others hold the same code, and `r` is what parts them.
    """
    if retain or "+" in topic or "#" in topic:
        return False
    name = "join.ask" if action == "publish" else "join.reply"
    wanted = filter_for(name, c=code).split("/")
    levels = topic.split("/")
    if len(levels) != len(wanted):
        return False
    try:
        ids.check_name(levels[3], "request")
    except Refused:
        return False
    return all(w in ("+", level) for w, level in zip(wanted, levels, strict=True))
