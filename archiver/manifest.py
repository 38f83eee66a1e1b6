"""The manifest: which parts there are, how far segments are sealed; the archive's one commit point.

Whatever is done to the archive is a record: chained to the one before, carried by the manifest that
commits it, and then copied to `records.jsonl`. So the two can differ by a crash only, and what is
missing is in the manifest's `tail`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from archiver.files import Archive, Crash, append, cut_torn_tail, lines_of, no_crash, replace
from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon

FORMAT = 1
START = "0" * 64
"""The digest before the first record."""


def digest(previous: str, record: dict[str, Any]) -> str:
    """The digest of a record, which holds all those before it."""
    bare = {key: value for key, value in record.items() if key != "digest"}
    return hashlib.sha256(b"sb1r\0" + bytes.fromhex(previous) + canon(bare)).hexdigest()


@dataclass(slots=True)
class Manifest:
    """What is committed. `parts` are the seal records' own facts, oldest first."""

    archive: str
    generation: int = 0
    sealed: int = 0
    """Segments up to this number are in `parts`."""
    heads: dict[str, str] | None = None
    """`file` and `sha256` of the heads as of the end of segment `sealed`."""
    parts: list[dict[str, Any]] = field(default_factory=list)
    count: int = 0
    """Records so far."""
    digest: str = START
    """Of the last record."""
    tail: list[dict[str, Any]] = field(default_factory=list)
    """The records that this generation added."""

    def encode(self) -> bytes:
        """As it stands in `manifest.json`."""
        value = {
            "format": FORMAT,
            "archive": self.archive,
            "generation": self.generation,
            "sealed": self.sealed,
            "heads": self.heads,
            "records": {"count": self.count, "digest": self.digest},
            "tail": self.tail,
            "parts": self.parts,
        }
        return json.dumps(value, indent=1).encode() + b"\n"


def decode(data: bytes) -> Manifest:
    """Read a manifest. Raises `Refused("journal-damaged")`."""
    try:
        value = json.loads(data)
        if value["format"] != FORMAT:
            raise Refused("journal-damaged", f"manifest.json has format {value['format']!r}")
        return Manifest(
            archive=value["archive"],
            generation=value["generation"],
            sealed=value["sealed"],
            heads=value["heads"],
            parts=value["parts"],
            count=value["records"]["count"],
            digest=value["records"]["digest"],
            tail=value["tail"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("journal-damaged", f"manifest.json: {error!r}") from None


class Ledger:
    """The manifest and the records of one archive; only the archiver that holds the lock has it."""

    def __init__(self, archive: Archive, manifest: Manifest, crash: Crash = no_crash) -> None:
        self._archive = archive
        self._crash = crash
        self.manifest = manifest

    def commit(
        self,
        records: list[dict[str, Any]],
        *,
        parts: list[dict[str, Any]] | None = None,
        sealed: int | None = None,
        heads: dict[str, str] | None = None,
    ) -> None:
        """Commit records, and with them what else changes. Raises OSError, changing nothing.

        Each record gets its `n` and `digest`.
        """
        old = self.manifest
        count, last = old.count, old.digest
        tail = []
        for record in records:
            count += 1
            entry = {**record, "n": count}
            last = digest(last, entry)
            tail.append({**entry, "digest": last})
        fresh = Manifest(
            archive=old.archive,
            generation=old.generation + 1,
            sealed=old.sealed if sealed is None else sealed,
            heads=old.heads if heads is None else heads,
            parts=old.parts if parts is None else parts,
            count=count,
            digest=last,
            tail=tail,
        )
        replace(self._archive.manifest, fresh.encode(), self._crash, "manifest")
        self.manifest = fresh
        append(self._archive.records, _encode(tail))
        self._crash("records.appended")

    def records(self) -> list[dict[str, Any]]:
        """All records, checked. Raises `Refused("journal-damaged")`, OSError."""
        return read_records(self._archive)


def _encode(records: list[dict[str, Any]]) -> bytes:
    return b"".join(canon(record) + b"\n" for record in records)


def read_records(archive: Archive) -> list[dict[str, Any]]:
    """All records, with their chain checked. Raises `Refused("journal-damaged")`, OSError."""
    out: list[dict[str, Any]] = []
    last = START
    if not archive.records.exists():
        return out
    for number, data in enumerate(lines_of(archive.records), 1):
        try:
            record = json.loads(data)
            good = record["n"] == number and record["digest"] == digest(last, record)
        except (ValueError, KeyError, TypeError):
            good = False
        if not good:
            raise Refused("journal-damaged", f"records.jsonl, line {number}")
        last = record["digest"]
        out.append(record)
    return out


def mend_records(archive: Archive, manifest: Manifest) -> list[dict[str, Any]]:
    """Bring `records.jsonl` to where the manifest is; all records.

    A crash leaves it short of what the manifest's tail holds, or with half a line. A copy that was
    taken while the archiver ran may hold more than its manifest: what is beyond goes to
    quarantine. Raises `Refused("journal-damaged")` where the two do not belong together.
    """
    if archive.records.exists():
        cut_torn_tail(archive.records)
    found = read_records(archive)
    if len(found) > manifest.count:
        beyond = _encode(found[manifest.count :])
        append(archive.quarantine / "records.jsonl", beyond)
        found = found[: manifest.count]
        replace(archive.records, _encode(found))
    missing = [record for record in manifest.tail if record["n"] > len(found)]
    if missing:
        append(archive.records, _encode(missing))
        found += missing
    if len(found) != manifest.count or (found and found[-1]["digest"] != manifest.digest):
        raise Refused("journal-damaged", "records.jsonl does not lead to manifest.json")
    return found
