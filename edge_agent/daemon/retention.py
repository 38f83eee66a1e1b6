"""Journals of ended sessions go when they are acked and old enough, never before the ack.

Segments go oldest first; `floor.json` is on the disk before the first of them goes, because the
hash before what is left can be had from nowhere else. The last one takes the folder with it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from edge_agent.daemon import reader
from edge_agent.daemon.sessions import Session
from schemas.wire import line, private_file
from schemas.wire.line import MAX_LINE
from schemas.wire.strictjson import canon

DAY_US = 24 * 3600 * 1_000_000
LOOK_EVERY_S = 600.0


def sweep(
    sessions: Iterable[Session],
    acked: Callable[[str], int],
    keep_days: int,
    now_us: int,
    moved: Callable[[Session, int, str], None],
    gone: Callable[[Session], None],
) -> None:
    """Remove what may go. `moved(session, floor, before)`: it begins later now;
    `gone(session)`: its folder was removed. Raises OSError."""
    oldest_us = now_us - keep_days * DAY_US
    for session in list(sessions):
        if not session.complete or not session.shipped:
            continue
        files = reader.segments(session.folder.journal)
        going = _may_go(files, acked(session.id), session.synced, oldest_us)
        if not going:
            continue
        if len(going) == len(files):
            session.close_files()
            gone(session)
            shutil.rmtree(session.folder.root)
            continue
        floor = reader.first_of(files[len(going)])
        before = _last_hash(going[-1])
        private_file.write(
            session.folder.root / "floor.json", canon({"floor": floor, "before": before})
        )
        session.close_files()
        moved(session, floor, before)
        for path in going:
            path.unlink()


def _may_go(files: list[Path], acked: int, head: int, oldest_us: int) -> list[Path]:
    going = []
    for place, path in enumerate(files):
        last = reader.first_of(files[place + 1]) - 1 if place + 1 < len(files) else head
        if last > acked or path.stat().st_mtime_ns // 1000 > oldest_us:
            break
        going.append(path)
    return going


def _last_hash(segment: Path) -> str:
    with segment.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - MAX_LINE, 0))
        return line.split(file.read().split(b"\n")[-2]).h.hex()
