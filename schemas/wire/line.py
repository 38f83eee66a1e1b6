"""A line of the journal: `{"at":…,"body":{…},"h":"…","kind":"…","seq":…,"v":1}` and a newline.

A redacted line carries `"c":"…"` in the place of `"body"`. A line never exceeds 48 KiB with its
newline, so that one line always fits one message. Reading a line splits it by one expression and
hashes the body as received; only a body that is its own canonical form is taken.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.wire import chain
from schemas.wire.errors import Refused
from schemas.wire.strictjson import MAX_INT, canon, is_canonical

MAX_LINE = 48 * 1024
"""Bytes of an encoded line, newline included."""

_LINE = re.compile(
    rb'\{"at":(0|[1-9]\d{0,15}),(?:"body":(\{.*\})|"c":"([0-9a-f]{64})"),'
    rb'"h":"([0-9a-f]{64})","kind":"([a-z_]{1,24})","seq":([1-9]\d{0,15}),"v":1\}\n?',
    re.DOTALL,
)


class Line(NamedTuple):
    """One line, split but not yet verified. `body` is None where the line was redacted.

    A tuple, because the archiver makes one for each line that it takes.
    """

    at: int
    kind: str
    seq: int
    h: bytes
    body: bytes | None
    c: bytes | None

    def commitment(self, key: bytes) -> bytes:
        """c of this line under the session's key."""
        if self.body is None:
            assert self.c is not None
            return self.c
        return chain.commitment(chain.salt(key, self.seq), self.body)

    def fits(self, previous: bytes, key: bytes) -> bool:
        """Whether this line's hash follows from `previous`."""
        return chain.link(previous, self.at, self.kind, self.seq, self.commitment(key)) == self.h


def encode(at: int, body: bytes, h: bytes, kind: str, seq: int) -> bytes:
    """The line with its newline; `body` must be canonical already."""
    return b'{"at":%d,"body":%s,"h":"%s","kind":"%s","seq":%d,"v":1}\n' % (
        at,
        body,
        h.hex().encode(),
        kind.encode(),
        seq,
    )


def split(data: bytes) -> Line:
    """Split one line (with or without its newline). Raises `Refused`.

    The body is not parsed here; `check_body` does that.
    """
    if len(data) > MAX_LINE:
        raise Refused("too-large", f"a line of {len(data)} bytes")
    found = _LINE.fullmatch(data)
    if not found:
        raise Refused("bad-json", "not a journal line")
    at_digits, body, c, h, kind, seq_digits = found.groups()
    at, seq = int(at_digits), int(seq_digits)
    if at > MAX_INT or seq > MAX_INT:
        raise Refused("bad-json", "an integer is too large")
    return Line(
        at=at,
        kind=kind.decode(),
        seq=seq,
        h=bytes.fromhex(h.decode()),
        body=body,
        c=bytes.fromhex(c.decode()) if c else None,
    )


def check_body(line: Line) -> None:
    """Refuse a line whose body is not exactly its own canonical form."""
    if line.body is not None and not is_canonical(line.body):
        raise Refused("bad-json", f"the body of line {line.seq} is not canonical")


class Writer:
    """Makes the lines of one journal, in order. Pure: it keeps seq and head, and does no I/O."""

    def __init__(self, key: bytes, head: bytes, seq: int = 0) -> None:
        self._key = key
        self.head = head
        """h of the last line made, or h_0."""
        self.seq = seq
        """seq of the last line made, or 0."""

    def add(self, at: int, kind: str, body: dict[str, object]) -> bytes:
        """The next line with its newline. Raises `Refused("too-large")`, changing nothing."""
        encoded = canon(body)
        seq = self.seq + 1
        c = chain.commitment(chain.salt(self._key, seq), encoded)
        h = chain.link(self.head, at, kind, seq, c)
        line = encode(at, encoded, h, kind, seq)
        if len(line) > MAX_LINE:
            raise Refused("too-large", f"a line of {len(line)} bytes")
        self.seq, self.head = seq, h
        return line
