"""How much of the disk this machine's journals may take: 10 GiB or a tenth of the disk."""

from __future__ import annotations

import os
from dataclasses import dataclass

from schemas.wire.layout import Home

WARN_AT = 80
"""Percent of the quota."""

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Quota:
    """Bytes used and allowed."""

    used: int
    allowed: int

    @property
    def full(self) -> bool:
        """No session is started, output is elided."""
        return self.used >= self.allowed

    @property
    def nearly(self) -> bool:
        """People are warned."""
        return self.used * 100 >= self.allowed * WARN_AT

    @property
    def used_mib(self) -> int:
        """For people."""
        return self.used // MIB

    @property
    def quota_mib(self) -> int:
        """For people."""
        return self.allowed // MIB


def measure(home: Home, quota_gib: int) -> Quota:
    """Add up all journals of this home. Raises OSError where the home cannot be read."""
    disk = os.statvfs(home.sessions)
    allowed = min(quota_gib * 1024 * MIB, disk.f_blocks * disk.f_frsize // 10)
    used = 0
    with os.scandir(home.sessions) as sessions:
        for session in sessions:
            try:
                with os.scandir(os.path.join(session.path, "journal")) as files:
                    used += sum(entry.stat(follow_symlinks=False).st_size for entry in files)
            except OSError:
                continue  # not a session, or removed just now
    return Quota(used, allowed)
