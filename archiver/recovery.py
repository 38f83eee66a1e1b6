"""Opening an archive: whatever a crash left is brought to where the manifest says it is.

Nothing that readers may hold is deleted at once, and nothing that was ever acked is lost: complete
rows in live segments count, whether they were acked or not.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from typing import Any

from archiver import heads as heads_file
from archiver import manifest as manifests
from archiver import views
from archiver.files import Archive, Crash, cut_torn_tail, no_crash, replace
from archiver.heads import Heads
from archiver.manifest import Ledger, Manifest
from archiver.seal import Closed
from archiver.segment import Segment, read_segment
from archiver.sweep import Sweep
from archiver.take import read as read_line
from schemas.wire.errors import Refused
from schemas.wire.private_file import sync_folder


@dataclass(slots=True)
class Opened:
    """An archive that is ready for lines."""

    ledger: Ledger
    heads: Heads
    segment: Segment
    rows: int
    """In the open segment."""
    first_recv: int | None
    """When its first row was received, microseconds since 1970."""
    closed: list[Closed]
    sweep: Sweep


def open_archive(
    archive: Archive, *, now_ms: int, now_us: int, grace_ms: int, crash: Crash = no_crash
) -> Opened:
    """Open or make the archive; the caller holds its lock.

    Raises `Refused("journal-damaged")` where it is not whole, and OSError.
    """
    archive.make()
    manifest = _manifest(archive, now_us, crash)
    crash("open.manifest")
    ledger = Ledger(archive, manifest, crash)
    records = manifests.mend_records(archive, manifest)
    crash("open.records")
    _check_parts(archive, manifest)
    heads = heads_file.read(archive, manifest.heads)
    for record in records:
        heads.apply(record)
    sweep = Sweep(archive, grace_ms, crash)
    numbers = [n for n in archive.segments() if n > manifest.sealed]
    if numbers and numbers != list(range(manifest.sealed + 1, numbers[-1] + 1)):
        raise Refused("journal-damaged", f"a live segment is missing: {numbers}")
    closed, rows, first = [], 0, None
    for number in numbers:
        cut_torn_tail(archive.segment(number))
        crash("open.cut")
        rows, first = _replay(archive, heads, number)
        if number != numbers[-1]:
            closed.append(Closed(number, rows, heads_file.write(archive, heads, number, crash)))
    current = numbers[-1] if numbers else manifest.sealed + 1
    segment = Segment(archive, current, crash)
    _sweep_up(archive, manifest, closed, sweep, now_ms)
    if not archive.oldest.exists():
        replace(archive.oldest, b"%d\n" % min([*archive.segments(), current]), crash, "oldest")
    views.write(archive, manifest, crash)
    crash("open.done")
    return Opened(ledger, heads, segment, rows, first, closed, sweep)


def _manifest(archive: Archive, now_us: int, crash: Crash) -> Manifest:
    try:
        return manifests.decode(archive.manifest.read_bytes())
    except FileNotFoundError:
        pass
    # Either a new archive, or one whose first manifest was never written; never one with parts.
    if any(archive.parts.rglob("*.parquet")) or archive.records.exists():
        raise Refused("journal-damaged", f"{archive.manifest} is missing")
    try:
        identity = json.loads(archive.identity.read_bytes())
        name = identity["archive"]
    except FileNotFoundError:
        name = secrets.token_hex(8)
        identity = {"format": manifests.FORMAT, "archive": name, "created": now_us}
        replace(archive.identity, json.dumps(identity).encode() + b"\n", crash, "identity")
    except (ValueError, KeyError, TypeError):
        raise Refused("journal-damaged", f"{archive.identity} cannot be read") from None
    manifest = Manifest(archive=name)
    replace(archive.manifest, manifest.encode(), crash, "manifest")
    return manifest


def _check_parts(archive: Archive, manifest: Manifest) -> None:
    for part in manifest.parts:
        path = archive.root / part["file"]
        if not path.is_file() or path.stat().st_size != part["bytes"]:
            raise Refused("journal-damaged", f"{path} is missing or has another size")


def _replay(archive: Archive, heads: Heads, number: int) -> tuple[int, int | None]:
    """Bring the heads to the end of a segment; its rows, and when the first was received."""
    rows, first = 0, None
    for row in read_segment(archive, number):
        rows += 1
        first = row.recv if first is None else first
        line = read_line(row.line)
        head = heads.get(row.machine, row.session)
        if head is None:
            head = heads.add(row.machine, row.project, row.session)
        if line.seq <= head.seq:
            continue  # a hole that was recorded later has moved the head beyond it
        if line.seq != head.seq + 1:
            raise Refused(
                "journal-damaged",
                f"{archive.segment(number)}, row {rows}: {row.session} goes from {head.seq} "
                f"to {line.seq}",
            )
        head.seq, head.h = line.seq, line.h
        head.remember(line.h)
        head.synced(line.seq, line.h)
    return rows, first


def _sweep_up(
    archive: Archive, manifest: Manifest, closed: list[Closed], sweep: Sweep, now: int
) -> None:
    """Orphans: parts that nothing names and sealed segments after the grace, others now."""
    named = {str(archive.root / part["file"]) for part in manifest.parts}
    for path in archive.parts.rglob("*.parquet"):
        if str(path) not in named:
            sweep.file(path, now)
    for number in archive.segments():
        if number <= manifest.sealed:
            sweep.segment(number, now)
    for name in os.listdir(archive.work):
        (archive.work / name).unlink()
    keep = {entry.heads["file"] for entry in closed}
    if manifest.heads is not None:
        keep.add(manifest.heads["file"])
    for path in archive.root.glob("heads-*.jsonl"):
        if path.name not in keep:
            path.unlink()
    sync_folder(archive.root)


def identity(archive: Archive) -> dict[str, Any]:
    """What `archive.json` says. Raises OSError, ValueError."""
    return json.loads(archive.identity.read_bytes())
