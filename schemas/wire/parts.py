"""Bodies that are too long for one line: `part` lines, just before the line that names them.

The body's canonical text is cut into pieces; the line itself then carries
`{"bytes":…,"parts":m,"sha256":"…"}` and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from schemas.wire.errors import Refused
from schemas.wire.strictjson import MAX_INT, canon, loads_object

PIECE_BYTES = 20 * 1024
"""UTF-8 bytes of a piece. As a JSON string it at most doubles (canonical text holds quotes and
backslashes but no raw controls), and then still fits a line."""

WHOLE_BYTES = 47 * 1024
"""A body up to this size goes into one line (the rest of a line is shorter than 1 KiB)."""

MAX_BODY = 16 * 1024 * 1024


def lines_for(kind: str, body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (kind, body) of each line to write for one event. Raises `Refused("too-large")`."""
    encoded = canon(body)
    if len(encoded) <= WHOLE_BYTES:
        yield kind, body
        return
    if len(encoded) > MAX_BODY:
        raise Refused("too-large", f"a body of {len(encoded)} bytes")
    pieces = list(_pieces(encoded))
    for number, piece in enumerate(pieces, 1):
        yield "part", {"n": number, "of": len(pieces), "text": piece}
    yield (
        kind,
        {
            "bytes": len(encoded),
            "parts": len(pieces),
            "sha256": hashlib.sha256(encoded).hexdigest(),
        },
    )


def join(named: dict[str, Any], pieces: list[str]) -> dict[str, Any]:
    """The body that `named` stands for. Raises `Refused("bad-json")` where it does not fit."""
    encoded = "".join(pieces).encode()
    if (
        named.get("parts") != len(pieces)
        or named.get("bytes") != len(encoded)
        or named.get("sha256") != hashlib.sha256(encoded).hexdigest()
    ):
        raise Refused("bad-json", "the parts do not fit the line that names them")
    return loads_object(encoded, min(MAX_INT, MAX_BODY))


def _pieces(encoded: bytes) -> Iterator[str]:
    start = 0
    while start < len(encoded):
        end = min(start + PIECE_BYTES, len(encoded))
        while end < len(encoded) and encoded[end] & 0xC0 == 0x80:
            end -= 1
        yield encoded[start:end].decode()
        start = end
