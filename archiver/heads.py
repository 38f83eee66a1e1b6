"""The heads of all sessions, and the file that keeps them from one start to the next.

The file is written when a segment is closed and says how far each session was at its end; the
manifest that seals the segment names it. What came later is in the live segments.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from typing import Any

from archiver.files import Archive, Crash, no_crash, write_all
from archiver.take import Head
from schemas.wire.errors import Refused
from schemas.wire.private_file import sync_folder


class Heads:
    """Every session that the archive knows, by (machine, session)."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, str], Head] = {}
        self.forks = 0
        self.holes = 0

    def get(self, machine: str, session: str) -> Head | None:
        """The session's head, or None where nothing is known."""
        return self._all.get((machine, session))

    def add(self, machine: str, project: str, session: str) -> Head:
        """A head for a session that was just heard of."""
        head = self._all[machine, session] = Head(machine, project, session)
        return head

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Head]:
        return iter(self._all.values())

    def lag(self) -> int:
        """Lines that machines have offered and that are not synced here."""
        return sum(max(0, head.offered - head.synced_seq) for head in self if head.fork is None)

    def apply(self, record: dict[str, Any]) -> None:
        """Learn from a record of an earlier run: forks and holes.

        A hole's end becomes the head where nothing later is known.
        """
        if record["op"] not in ("hole", "fork"):
            return
        key = record["machine"], record["session"]
        head = self._all.get(key) or self.add(key[0], record["project"], key[1])
        if record["op"] == "fork":
            head.fork = record["seq"]
            self.forks += 1
            return
        head.holes.append((record["from"], record["to"]))
        self.holes += 1
        if record["to"] > head.seq:
            head.move(record["to"], bytes.fromhex(record["before"]))
            head.synced(head.seq, head.h)


def write(archive: Archive, heads: Heads, number: int, crash: Crash = no_crash) -> dict[str, str]:
    """Write the heads as of the end of segment `number`; `file` and `sha256`. Raises OSError."""
    name = f"heads-{number:08d}-{secrets.token_hex(4)}.jsonl"
    data = b"".join(
        b'{"m":"%s","p":"%s","s":"%s","seq":%d,"h":"%s"}\n'
        % (
            head.machine.encode(),
            head.project.encode(),
            head.session.encode(),
            head.synced_seq,
            head.synced_h.hex().encode(),
        )
        for head in heads
        if head.synced_seq
    )
    fd = os.open(archive.root / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)
    sync_folder(archive.root)
    crash("heads.written")
    return {"file": name, "sha256": hashlib.sha256(data).hexdigest()}


def read(archive: Archive, named: dict[str, str] | None) -> Heads:
    """The heads that the manifest names. Raises `Refused("journal-damaged")`, OSError."""
    heads = Heads()
    if named is None:
        return heads
    try:
        data = (archive.root / named["file"]).read_bytes()
    except FileNotFoundError:
        raise Refused("journal-damaged", f"{named['file']} is missing") from None
    if hashlib.sha256(data).hexdigest() != named["sha256"]:
        raise Refused("journal-damaged", f"{named['file']} is not what the manifest says")
    for line in data.splitlines():
        entry = json.loads(line)
        head = heads.add(entry["m"], entry["p"], entry["s"])
        head.move(entry["seq"], bytes.fromhex(entry["h"]))
        head.synced(head.seq, head.h)
    return heads
