"""Sealing: closed segments become parts, one after the other, beside the taking of lines.

A child process makes the part; then it is renamed into place, the manifest commits it, and only
then is the segment superseded. A child that fails is started again later; the segment stays.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver import views
from archiver.child import Child, ChildFailed
from archiver.files import Archive, Crash, no_crash
from archiver.manifest import Ledger
from archiver.sweep import Sweep
from schemas.wire.private_file import sync_folder

RETRY_MS = 30_000


@dataclass(frozen=True, slots=True)
class Closed:
    """A segment that nothing is added to: its rows, and the heads file as of its end."""

    number: int
    rows: int
    heads: dict[str, str]


class Sealer:
    """Seals what is closed. `poll` never waits."""

    def __init__(
        self, archive: Archive, ledger: Ledger, sweep: Sweep, crash: Crash = no_crash
    ) -> None:
        self._archive = archive
        self._ledger = ledger
        self._sweep = sweep
        self._crash = crash
        self.waiting: deque[Closed] = deque()
        self._child: Child | None = None
        self._part = Path()
        self._retry_at = 0
        self._database: Child | None = None
        self._fresh = Path()
        self._stale_database = not archive.database.exists()
        self.fault = ""
        """Why the last attempt failed; empty while all is well."""

    def add(self, closed: Closed) -> None:
        """Seal this one too."""
        self.waiting.append(closed)

    def busy(self) -> bool:
        """Whether a child works or one is due."""
        return bool(self.waiting or self._child or self._database or self._stale_database)

    def poll(self, now: int, at: int) -> bool:
        """Go on; whether something was committed. `now` in ms, `at` in µs since 1970."""
        committed = False
        try:
            if self._child is not None and self._child.done():
                child, self._child = self._child, None
                self._commit(self.waiting[0], child.result(), now, at)
                self.waiting.popleft()
                committed, self._stale_database, self.fault = True, True, ""
            if self._child is None and self.waiting and now >= self._retry_at:
                self._start(self.waiting[0])
            self._poll_database(now)
        except (ChildFailed, OSError) as error:
            self.fault = f"sealing: {error}"
            self._retry_at = now + RETRY_MS
            print(f"archiver: {self.fault}", file=sys.stderr, flush=True)
        return committed

    def _start(self, closed: Closed) -> None:
        number = closed.number
        name = f"seg-{number:08d}-{number:08d}-{secrets.token_hex(4)}.parquet"
        self._part = self._archive.work / name
        self._crash("seal.begun")
        self._child = Child(
            {
                "job": "seal",
                "segment": str(self._archive.segment(number)),
                "part": str(self._part),
                "rows": closed.rows,
                "work": str(self._archive.work),
            }
        )

    def _commit(self, closed: Closed, made: dict[str, Any], now: int, at: int) -> None:
        self._crash("seal.made")
        day = time.strftime("%Y-%m-%d", time.gmtime(made["first_recv"] / 1_000_000))
        folder = self._archive.parts / f"date={day}"
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            sync_folder(self._archive.parts)
        place = folder / self._part.name
        os.rename(self._part, place)
        sync_folder(folder)
        self._crash("seal.renamed")
        old = self._ledger.manifest.heads
        part = {
            "file": str(place.relative_to(self._archive.root)),
            "segments": [closed.number, closed.number],
            **made,
        }
        record = {"op": "seal", "at": at, "heads_sha256": closed.heads["sha256"], **part}
        self._ledger.commit(
            [record],
            parts=[*self._ledger.manifest.parts, part],
            sealed=closed.number,
            heads=closed.heads,
        )
        views.write(self._archive, self._ledger.manifest, self._crash)
        if old is not None:
            (self._archive.root / old["file"]).unlink(missing_ok=True)
        self._sweep.segment(closed.number, now)
        self._crash("seal.done")

    def _poll_database(self, now: int) -> None:
        if self._database is not None:
            if not self._database.done():
                return
            child, self._database = self._database, None
            child.result()
            os.rename(self._fresh, self._archive.database)
            self._crash("database.renamed")
        if self._stale_database and self._child is None and now >= self._retry_at:
            self._stale_database = False
            self._fresh = self._archive.work / f"archive-{secrets.token_hex(4)}.duckdb"
            self._database = Child(
                {
                    "job": "database",
                    "file": str(self._fresh),
                    "script": views.script(self._archive, self._ledger.manifest),
                    "work": str(self._archive.work),
                }
            )

    def close(self) -> None:
        """End children; what they made is left to the next start."""
        for child in (self._child, self._database):
            if child is not None:
                child.kill()
