"""Lines that fork a session's chain or cannot be read: kept with the reason, never acked as good.

One JSON object a line, in a file per day: recv, machine, project, session, seq, reason, line. A
machine that keeps sending bad lines must not fill the disk, so a day's file has a bound; what comes
beyond it is counted and no longer kept.
"""

from __future__ import annotations

import time
from pathlib import Path

from archiver.files import append
from schemas.wire.line import MAX_LINE
from schemas.wire.strictjson import canon

MOST_A_DAY = 16 * 1024 * 1024


class Quarantine:
    """The quarantine of one archive."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seen = 0
        """Lines that were put here, or were one too many, in this run."""

    def put(
        self,
        recv: int,
        machine: str,
        project: str,
        session: str,
        seq: int,
        reason: str,
        line: bytes,
    ) -> None:
        """Keep a line. `recv` in microseconds since 1970. Raises OSError."""
        self.seen += 1
        day = time.strftime("%Y%m%d", time.gmtime(recv / 1_000_000))
        path = self._folder / f"bad-{day}.jsonl"
        entry = canon(
            {
                "recv": recv,
                "machine": machine,
                "project": project,
                "session": session,
                "seq": seq,
                "reason": reason[:500],
                "line": line[:MAX_LINE].decode("utf-8", "backslashreplace"),
            }
        )
        if path.exists() and path.stat().st_size + len(entry) > MOST_A_DAY:
            return
        append(path, entry + b"\n")
