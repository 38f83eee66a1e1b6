"""Session keys: one small file each (0600), so that a redaction can destroy a single one.

A key is on disk before the first line that it salts is acked. Keys are read when a session is first
heard of, and never logged.
"""

from __future__ import annotations

import os
from pathlib import Path

from archiver.files import replace
from schemas.wire import ids
from schemas.wire.chain import KEY_BYTES
from schemas.wire.errors import Refused
from schemas.wire.private_file import sync_folder


class SessionKeys:
    """The keys of an archive, in `keys/<machine>/<session>` as 64 hex digits."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def _path(self, machine: str, session: str) -> Path:
        return self._root / ids.check_name(machine) / ids.check_session(session)

    def get(self, machine: str, session: str) -> bytes | None:
        """The key, or None where it never came. Raises `Refused("journal-damaged")`, OSError."""
        path = self._path(machine, session)
        try:
            key = bytes.fromhex(path.read_text())
        except FileNotFoundError:
            return None
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise Refused("journal-damaged", f"{path} is no session key")
        return key

    def put(self, machine: str, session: str, key: bytes) -> None:
        """Keep a key, durably. Raises OSError."""
        path = self._path(machine, session)
        if not path.parent.is_dir():
            os.mkdir(path.parent, 0o700)
            sync_folder(self._root)
        replace(path, key.hex().encode())
