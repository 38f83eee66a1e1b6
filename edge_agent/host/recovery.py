"""Reading a journal back: where it ends, whether its chain holds, what of its tail was torn.

A tail that a crash tore (no newline, zeros, half a line, and no line after it) was never synced
and may be cut. Anything wrong *before* a good line is damage: reported, never skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.wire import line
from schemas.wire.errors import Refused

_BLOCK = 1024 * 1024
_SEGMENT = re.compile(r"\d{16}\.jsonl")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a journal holds. `torn` bytes of `last` (its last segment) lie beyond `good`."""

    seq: int
    head: bytes
    at: int
    kind: str
    last: Path | None
    good: int
    torn: int


def segments(folder: Path) -> list[Path]:
    """The journal's files, oldest first."""
    return sorted(p for p in folder.iterdir() if _SEGMENT.fullmatch(p.name))


def segment_name(first_seq: int) -> str:
    """The file name of the segment that begins with this line."""
    return f"{first_seq:016d}.jsonl"


def read(folder: Path, key: bytes, first: bytes) -> Recovered:
    """Read and verify a whole journal; `first` is h_0 (or h before the oldest segment kept).

    Raises `Refused("journal-damaged")` that names file, byte and line. Changes nothing.
    """
    files = segments(folder)
    seq, head, at, kind = (int(files[0].name[:16]) - 1 if files else 0), first, 0, ""
    last, good, torn = None, 0, 0
    for position, path in enumerate(files):
        if torn:
            raise _damaged(last or path, good, seq + 1, "it goes on in a later file")
        if int(path.name[:16]) != seq + 1:
            # A segment that was opened just before a crash is empty and may bear any number.
            if position + 1 == len(files) and path.stat().st_size == 0:
                continue
            raise _damaged(path, 0, seq + 1, f"it begins with line {int(path.name[:16])}")
        last, good, torn = path, 0, 0
        for raw in _lines(path):
            found = None if torn else _whole(raw)
            if found is None:
                if torn and _whole(raw) is not None:
                    raise _damaged(path, good, seq + 1, "good lines follow it")
                torn += len(raw)
                continue
            if found.seq != seq + 1:
                raise _damaged(path, good, seq + 1, f"line {found.seq} stands there")
            if not found.fits(head, key):
                raise _damaged(path, good, seq + 1, "its hash does not fit")
            seq, head, at, kind = found.seq, found.h, found.at, found.kind
            good += len(raw)
    return Recovered(seq, head, at, kind, last, good, torn)


def _damaged(path: Path, offset: int, seq: int, why: str) -> Refused:
    return Refused("journal-damaged", f"{path.name}, byte {offset}, line {seq}: {why}")


def _whole(raw: bytes) -> line.Line | None:
    """The line, or None where this is none. Canonical JSON never holds a raw zero."""
    if not raw.endswith(b"\n") or b"\0" in raw:
        return None
    try:
        return line.split(raw)
    except Refused:
        return None


def _lines(path: Path) -> Iterator[bytes]:
    """Lines with their newlines; what is too long for a line comes in pieces."""
    with path.open("rb") as file:
        rest = b""
        while block := file.read(_BLOCK):
            pieces = (rest + block).split(b"\n")
            rest = pieces.pop()
            for piece in pieces:
                yield piece + b"\n"
            if len(rest) > 2 * _BLOCK:
                yield rest
                rest = b""
        if rest:
            yield rest
