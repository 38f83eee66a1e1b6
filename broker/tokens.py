"""Tokens: short-lived credentials that the steward signs and the broker checks alone.

A token is no secret by itself, because it travels on a reply topic that every device of its
person reads: it works only with the holder's secret, of which it carries the digest. The password
of a CONNECT is then `<token>.<secret>`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from schemas.wire import private_file, strictjson
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private

PREFIX = "sbt1"
CONTEXT = b"sb1t\0"
"""Stands before what is signed, so that no signature is good for anything else."""
MAX_TOKEN = 1024


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says. Times in microseconds since 1970; `rights` None: all of the person's."""

    user: str
    id: str
    issued_us: int
    until_us: int
    holder: str
    """sha256 (hex) of the holder's secret, taken of its text."""
    rights: tuple[str, ...] | None = None
    device: str | None = None
    """A declared device, whose bounds hold as well."""


class TokenError(Exception):
    """Not a token of ours, or not of this holder. Says nothing more, on purpose."""


def mint(key: Ed25519PrivateKey, token: Token) -> str:
    """The signed text of a token, without the holder's secret."""
    body = strictjson.canon(
        {
            "d": token.device,
            "e": token.until_us,
            "h": token.holder,
            "i": token.issued_us,
            "id": token.id,
            "r": None if token.rights is None else sorted(token.rights),
            "u": token.user,
        }
    )
    return f"{PREFIX}.{_b64(body)}.{_b64(key.sign(CONTEXT + body))}"


def looks_like_one(password: str) -> bool:
    """Whether to try it as a token; such a text is never tried as a password."""
    return password.startswith(PREFIX + ".")


def check(key: Ed25519PublicKey, password: str) -> Token:
    """Read the password field of a CONNECT. Raises TokenError. Time is not judged here."""
    if len(password) > MAX_TOKEN:
        raise TokenError
    try:
        prefix, body64, signature, secret = password.split(".")
        body = _unb64(body64)
        key.verify(_unb64(signature), CONTEXT + body)
        raw = strictjson.loads_object(body)
        token = Token(
            user=raw["u"],
            id=raw["id"],
            issued_us=raw["i"],
            until_us=raw["e"],
            holder=raw["h"],
            rights=None if raw["r"] is None else tuple(raw["r"]),
            device=raw["d"],
        )
    except (ValueError, KeyError, TypeError, InvalidSignature, Refused, binascii.Error):
        raise TokenError from None
    found = hashlib.sha256(secret.encode()).hexdigest()
    if prefix != PREFIX or not hmac.compare_digest(found, token.holder):
        raise TokenError
    return token


def public_path(home: Home) -> Path:
    """Where the steward leaves the key that the broker checks with (base64)."""
    return home.hub_keys / "token.pub"


def read_public(data: bytes) -> Ed25519PublicKey:
    """From the bytes of that file. Raises Refused("bad-config")."""
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(data.strip(), validate=True))
    except ValueError as error:
        raise Refused("bad-config", f"token.pub: {error}") from None


def signing_key(home: Home) -> Ed25519PrivateKey:
    """The steward's key for tokens, made (0600) with its public half where there is none yet."""
    make_private(home.hub_keys)
    key = load_or_make_key(home.hub_keys / "token.key")
    public = base64.b64encode(key.public_key().public_bytes_raw()) + b"\n"
    where = public_path(home)
    if not where.exists() or where.read_bytes() != public:
        private_file.write(where, public)
    return key


def load_or_make_key(path: Path) -> Ed25519PrivateKey:
    """An Ed25519 key kept as 64 hex digits (0600). Raises Refused("bad-config") or OSError."""
    try:
        text = path.read_text().strip()
    except FileNotFoundError:
        key = Ed25519PrivateKey.generate()
        private_file.write(path, key.private_bytes_raw().hex().encode() + b"\n")
        return key
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text))
    except ValueError:
        raise Refused("bad-config", f"{path.name} is not a key") from None


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
