"""What passes between a host and its judge (`judge_child`): names, bounds and one spelling.

Frames both ways: four bytes of length (big endian, of what follows), one byte of kind, the payload:
JSON in ASCII, because what agents ask may hold surrogates that no UTF-8 has.
"""

from __future__ import annotations

import json
import struct
from typing import Any

HEAD = struct.Struct(">IB")

FACTS, GUARD, QUESTION, DIGESTS = (letter[0] for letter in (b"F", b"G", b"Q", b"D"))
"""Host → child: what holds for the session; what decides; one request; files to be digested."""
READY, DECISION, FOUND = (letter[0] for letter in (b"R", b"J", b"H"))
"""Child → host: it can judge; a decision and its programs' digests; digests of files."""

MAX_QUESTION = 7 * 1024 * 1024
"""Bytes of a frame to the child: a request of 1 MiB, each character spelt with six."""
MAX_ANSWER = 4 * 1024 * 1024
"""Bytes of a frame from the child; the largest decision has 1.5 MiB."""

MODULE = "edge_agent.host.judge_child"


def frame(kind: int, value: dict[str, Any]) -> bytes:
    """One frame of this protocol."""
    payload = json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")
    return HEAD.pack(len(payload) + 1, kind) + payload


def read(payload: bytes) -> dict[str, Any]:
    """The value of a frame. Raises ValueError."""
    try:
        value = json.loads(payload)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value
