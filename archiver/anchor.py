"""The anchor: the latest digest of the archive's records, signed, for everybody to witness.

Whoever keeps an anchor can tell later that the archive was cut back or written anew: its records
must still lead through that digest. `{"archive":…,"at":…,"count":…,"digest":…,"key":…,
"signature":…}`; the Ed25519 signature (base64) is over `sb1a`, a zero byte and the rest in
canonical form.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from archiver.files import replace
from archiver.manifest import Manifest
from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon, loads_object

_MARK = b"sb1a\0"
KEY_NAME = "anchor.key"


class Signer:
    """The archive's signing key, made at the first start (0600)."""

    def __init__(self, folder: Path) -> None:
        """Load or make the key. Raises OSError, `Refused("journal-damaged")`."""
        path = folder / KEY_NAME
        try:
            raw = base64.b64decode(path.read_bytes(), validate=True)
            self._key = Ed25519PrivateKey.from_private_bytes(raw)
        except FileNotFoundError:
            self._key = Ed25519PrivateKey.generate()
            raw = self._key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
            replace(path, base64.b64encode(raw))
        except ValueError:
            raise Refused("journal-damaged", f"{path} is no key") from None
        os.chmod(path, 0o600)

    @property
    def public(self) -> str:
        """The public key, base64."""
        raw = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(raw).decode()

    def anchor(self, manifest: Manifest, at: int) -> bytes:
        """The anchor of what the manifest commits. `at` in microseconds since 1970."""
        value: dict[str, Any] = {
            "archive": manifest.archive,
            "at": at,
            "count": manifest.count,
            "digest": manifest.digest,
            "key": self.public,
        }
        signature = self._key.sign(_MARK + canon(value))
        return canon({**value, "signature": base64.b64encode(signature).decode()})


def check(payload: bytes) -> dict[str, Any]:
    """Read an anchor and check its signature by the key it names. Raises `Refused`.

    Whether that is the right key, only somebody who knew it before can say.
    """
    value = loads_object(payload)
    bare = {name: item for name, item in value.items() if name != "signature"}
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(value["key"]))
        key.verify(base64.b64decode(value["signature"]), _MARK + canon(bare))
    except (KeyError, ValueError, TypeError, InvalidSignature):
        raise Refused("bad-field", "the anchor's signature is not good") from None
    return value
