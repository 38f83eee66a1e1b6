"""What machine and archiver say to each other about lines: offer, key and ack.

A `journal` message is lines (`{"at":` begins it) or one control object: an offer or a key.
`fleet/ack/<m>` answers. All hashes are 64 lower-case hex digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.fields import Field, check
from schemas.wire.strictjson import canon, loads_object

FIRST_BYTES = 16 * 1024
"""What a new session may send before it has any credit."""

STALL_S = 3
"""Without progress for so long the machine goes back to ack + 1."""

OFFER_EVERY_S = 60
ACK_EVERY_MS = 250
ACK_IDLE_MS = 1_000
ACK_FLOOR_MS = 50
CREDIT_ALL = 16 * 1024 * 1024
CREDIT_LEAST_ALL = 4 * 1024 * 1024
CREDIT_LEAST = 16 * 1024
CREDIT_MOST = 4 * 1024 * 1024

_HEAD_HASH = re.compile(r"(?:[0-9a-f]{64})?")
_OFFER = {
    "floor": Field("int", True, least=1, doc="the lowest seq that the machine keeps"),
    "before": Field("hex", True, doc="h of line floor - 1, or h_0"),
    "head": Field("int", True, least=0, doc="the highest seq that is synced"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What a machine keeps of one session's journal."""

    floor: int
    before: str
    head: int

    def encode(self) -> bytes:
        """The payload of a `journal` message."""
        return canon({"offer": {"floor": self.floor, "before": self.before, "head": self.head}})


@dataclass(frozen=True, slots=True)
class SessionKey:
    """The key that a session's chain is salted with, 64 hex digits."""

    key: str

    def encode(self) -> bytes:
        """The payload of a `journal` message."""
        return canon({"key": self.key})


def is_lines(payload: bytes) -> bool:
    """Whether a `journal` payload is lines rather than a control object."""
    return payload.startswith(b'{"at":')


def read_control(payload: bytes) -> Offer | SessionKey:
    """Read a control object. Raises `Refused`."""
    value = loads_object(payload)
    if value.keys() == {"key"}:
        return SessionKey(check({"key": Field("hex", True)}, value)["key"])
    if value.keys() == {"offer"} and isinstance(value["offer"], dict):
        offer = check(_OFFER, value["offer"])
        return Offer(offer["floor"], offer["before"], offer["head"])
    raise Refused("bad-field", "neither lines, an offer nor a key")


@dataclass(frozen=True, slots=True)
class Ack:
    """The archiver's word to one machine.

    `run` names this run of the archiver; within it `n` only grows and a smaller one is ignored.
    `heads`: per session that moved or was offered, the last seq synced (0: nothing) and its h
    (empty for 0). `credit`: bytes that may be in flight. `missing_keys`: sessions whose key the
    archiver lacks. `forks`: session → first seq that does not fit. `holes`: session → ranges
    [from, to] that were recorded as lost.
    """

    run: str
    n: int
    credit: int
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    missing_keys: tuple[str, ...] = ()
    forks: dict[str, int] = field(default_factory=dict)
    holes: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def encode(self) -> bytes:
        """The payload of `fleet/ack/<m>`."""
        value: dict[str, Any] = {
            "run": self.run,
            "n": self.n,
            "credit": self.credit,
            "heads": {s: list(head) for s, head in self.heads.items()},
        }
        if self.missing_keys:
            value["missing_keys"] = list(self.missing_keys)
        if self.forks:
            value["forks"] = self.forks
        if self.holes:
            value["holes"] = {s: [list(r) for r in ranges] for s, ranges in self.holes.items()}
        return canon(value)


_ACK = {
    "run": Field("name", True),
    "n": Field("int", True, least=0),
    "credit": Field("int", True, least=0),
    "heads": Field("object", True),
    "missing_keys": Field("list"),
    "forks": Field("object"),
    "holes": Field("object"),
}


def read_ack(payload: bytes) -> Ack:
    """Read an ack. Raises `Refused`."""
    value = check(_ACK, loads_object(payload))
    try:
        return Ack(
            run=value["run"],
            n=value["n"],
            credit=value["credit"],
            heads={
                ids.check_session(s): (_natural(seq), _text(h))
                for s, (seq, h) in value["heads"].items()
            },
            missing_keys=tuple(ids.check_session(s) for s in value.get("missing_keys", ())),
            forks={
                ids.check_session(s): _natural(seq) for s, seq in value.get("forks", {}).items()
            },
            holes={
                ids.check_session(s): tuple((_natural(a), _natural(b)) for a, b in ranges)
                for s, ranges in value.get("holes", {}).items()
            },
        )
    except (TypeError, ValueError) as error:
        raise Refused("bad-field", str(error)[:100]) from None


def _natural(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refused("bad-field", "a number is missing")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not _HEAD_HASH.fullmatch(value):
        raise Refused("bad-field", "a hash is missing")
    return value
