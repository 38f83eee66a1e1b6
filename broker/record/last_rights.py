"""What the record last told of the files of rights: an edit made while no broker ran is told, too.

Copies of both files (0600) beside the record. They are renewed only when the line that tells of a
change is on the disk: a crash in between tells twice, never not at all.
"""

from __future__ import annotations

from pathlib import Path

from schemas.wire import private_file
from schemas.wire.layout import Home, make_private


class LastRights:
    """access.toml and credentials.json as the record knows them."""

    def __init__(self, home: Home) -> None:
        folder = home.hub / "rights-told"
        self._access, self._secrets = folder / "access.toml", folder / "credentials.json"

    def read(self) -> tuple[bytes, bytes] | None:
        """Both files; None before the first broker of this home."""
        try:
            return self._access.read_bytes(), self._secrets.read_bytes()
        except OSError:
            return None

    def keep(self, access: bytes, secrets: bytes) -> None:
        """The record tells of these from now on. Raises OSError."""
        make_private(self._access.parent)
        _replace(self._access, access)
        _replace(self._secrets, secrets)


def _replace(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        private_file.write(path, data)
