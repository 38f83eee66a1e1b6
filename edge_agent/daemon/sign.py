"""The machine's signature under the heads of its journals.

`edge/keys/machine.key` (0600) holds the Ed25519 seed, made at the first start. What is signed is
`sb1h`, a zero byte, and the canonical form of machine, session, seq and h.
"""

from __future__ import annotations

import base64
import os

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import canon

MARK = b"sb1h\0"


class Signer:
    """Signs heads. Raises `Refused("bad-config")` where the key is damaged."""

    def __init__(self, home: Home, machine: str) -> None:
        self._machine = machine
        path = home.edge_keys / "machine.key"
        try:
            layout.make_private(home.edge_keys)
            if not path.exists():
                _write(path, Ed25519PrivateKey.generate().private_bytes_raw())
            self._key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text()))
        except (OSError, ValueError) as error:
            raise Refused("bad-config", f"{path}: {error}") from None
        self.public = base64.b64encode(self._key.public_key().public_bytes_raw()).decode()

    def sign(self, session: str, seq: int, h: str) -> dict[str, object]:
        """The fields of a `signed` frame for this head."""
        signature = self._key.sign(signed_bytes(self._machine, session, seq, h))
        return {
            "seq": seq,
            "h": h,
            "key": self.public,
            "signature": base64.b64encode(signature).decode(),
        }


def signed_bytes(machine: str, session: str, seq: int, h: str) -> bytes:
    """What a head's signature is over."""
    return MARK + canon({"machine": machine, "session": session, "seq": seq, "h": h})


def _write(path: os.PathLike[str], seed: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "w") as writer:
        writer.write(seed.hex() + "\n")
        writer.flush()
        os.fsync(writer.fileno())
