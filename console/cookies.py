"""The log-in cookie: sealed, so that only this gateway can read or make it.

It carries the whole log-in, so that a gateway that was restarted knows its people again. What it
holds is a token that the broker checks each time: sealing adds that a stolen cookie is good at the
gateway alone, where `void` and `until` are enforced on it.

Cookies know no ports: any program that listens on this host under our name is sent ours. So the
cookie alone opens nothing that is anybody's. It bears the digest of a *page key*, which the log-in
page has made and keeps in its origin's storage, port included; whatever is more than our own static
pages asks for both.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from schemas.wire import ids, strictjson
from schemas.wire.errors import Refused

NAME = "__Host-signalbox"
"""Browsers take this prefix only with Secure, Path=/ and no Domain: no other host can set it."""
FORM = "__Host-signalbox-form"
"""Goes with the log-in form, before there is a log-in."""
KEY_FILE = "cookie.key"
_CONTEXT = b"signalbox cookie 1"
_PAGE_KEY = re.compile(r"[0-9a-f]{64}")
PAGE_HEADER = "x-sb-page"
PAGE_PROTOCOL = "sb-page."
"""A browser's WebSocket can bear no header of ours, but a subprotocol."""
MAX_COOKIE = 3500
"""Browsers keep 4096 bytes, the name and attributes included."""


@dataclass(frozen=True, slots=True)
class Login:
    """One log-in of one person. `until_us`: microseconds since 1970."""

    user: str
    id: str
    """The token's id; no secret."""
    token: str = field(repr=False)
    secret: str = field(repr=False)
    until_us: int
    page: str = ""
    """Digest of the page key; empty: no page has one yet."""

    def shown_by(self, key: str) -> bool:
        """Whether this is the key of the page that has logged in."""
        if not self.page or not _PAGE_KEY.fullmatch(key):
            return False
        return hmac.compare_digest(self.page, page_digest(key))

    @property
    def password(self) -> str:
        """What the broker wants in CONNECT."""
        return f"{self.token}.{self.secret}"


def page_digest(key: str) -> str:
    """What a cookie bears of a page key. Raises `Refused("bad-field")` for what is none."""
    if not _PAGE_KEY.fullmatch(key):
        raise Refused("bad-field", "the page's key")
    return hashlib.sha256(key.encode()).hexdigest()


class Sealer:
    """Seals and opens cookies with one key."""

    def __init__(self, key: bytes) -> None:
        self._box = AESGCM(key)

    def seal(self, login: Login) -> str:
        """The cookie's value. Raises `Refused("too-large")`."""
        body = strictjson.canon(
            {
                "i": login.id,
                "p": login.page,
                "s": login.secret,
                "t": login.token,
                "u": login.user,
                "x": login.until_us,
            }
        )
        nonce = os.urandom(12)
        sealed = nonce + self._box.encrypt(nonce, body, _CONTEXT)
        value = base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
        if len(value) > MAX_COOKIE:
            raise Refused("too-large", f"a cookie of {len(value)} bytes")
        return value

    def open(self, value: str) -> Login | None:
        """The log-in that a cookie carries; None for anything that we have not sealed."""
        if not 0 < len(value) <= MAX_COOKIE:
            return None
        try:
            raw = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
            body = strictjson.loads_object(self._box.decrypt(raw[:12], raw[12:], _CONTEXT))
            return Login(
                user=ids.check_name(body["u"], "user"),
                id=ids.check_name(body["i"], "request"),
                token=str(body["t"]),
                secret=str(body["s"]),
                until_us=int(body["x"]),
                page=str(body["p"]),
            )
        except (ValueError, KeyError, TypeError, InvalidTag, Refused):
            return None


def load_key(folder: Path) -> bytes:
    """The key in `folder`, made (0600) where there is none. Raises OSError or Refused."""
    path = folder / KEY_FILE
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        text = secrets.token_hex(32)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(handle, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise Refused("bad-config", f"{path.name} is not a key")
    return key


def read(header: str, name: str) -> str:
    """One cookie out of a `Cookie` header; empty where it is not there exactly once."""
    found = [
        value.strip()
        for part in header.split(";")
        for key, _, value in [part.strip().partition("=")]
        if key == name
    ]
    return found[0].strip('"') if len(found) == 1 else ""


def without(header: str, names: tuple[str, ...]) -> str:
    """The header without these cookies: what lies behind the guard needs none of them."""
    kept = [
        part.strip() for part in header.split(";") if part.strip().partition("=")[0] not in names
    ]
    return "; ".join(part for part in kept if part)


def set_header(name: str, value: str, max_age_s: int | None) -> str:
    """A `Set-Cookie` value. `max_age_s` None: until the browser is closed; 0 deletes it."""
    text = f"{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax"
    return text if max_age_s is None else f"{text}; Max-Age={max_age_s}"
