"""The pin of a hub: a digest of its public key that a person carries in a line. Pure."""

from __future__ import annotations

import hashlib

from schemas.wire.errors import Refused
from schemas.wire.ids import CROCKFORD

LENGTH = 52
"""Characters of a SHA-256; four zero bits fill up the last."""


def pin_of(public_key: bytes) -> str:
    """The pin of a key (SubjectPublicKeyInfo, DER)."""
    number = int.from_bytes(hashlib.sha256(public_key).digest(), "big") << 4
    return "".join(CROCKFORD[number >> (5 * n) & 31] for n in reversed(range(LENGTH)))


def read(text: str) -> str:
    """A pin as somebody typed it. Raises `Refused("bad-field")`."""
    found = text.strip().lower()
    if len(found) != LENGTH or set(found) - set(CROCKFORD):
        raise Refused("bad-field", f"--pin: a pin has {LENGTH} characters, this one {len(found)}")
    return found


def split_code(text: str) -> tuple[str, str]:
    """A joining code as somebody typed it → its public part and its secret part.

    Capitals, spaces and dashes do not matter, nor do the letters that are taken for digits.
    Raises `Refused("unknown-code")`, which never repeats the code.
    """
    found = "".join(text.lower().split()).replace("-", "").translate(_READ_AS)
    if len(found) != CODE_LENGTH or set(found) - set(CROCKFORD):
        raise Refused(
            "unknown-code", f"a code has {CODE_LENGTH} letters and digits, this one {len(found)}"
        )
    return found[:4], found[4:]


def show_code(code: str, secret: str) -> str:
    """A code in groups of four."""
    whole = code + secret
    return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


CODE_LENGTH = 24
_READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1"})
