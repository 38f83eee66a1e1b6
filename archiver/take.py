"""Whether a line is taken: head × lines → take, duplicate, gap, fork, no key or bad. No I/O.

Exactly once is decided here and never at reading. The chain is checked for every line that is
taken; of a duplicate only its hash is compared, since two histories of one session differ in every
hash after the first line in which they differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from schemas.wire import chain
from schemas.wire.errors import Refused
from schemas.wire.line import Line, check_body, split

PREFIX = 8
"""Bytes of each hash that are remembered for comparing duplicates."""


class Verdict(Enum):
    """Why taking stopped before the end of a message."""

    GAP = "gap"
    FORK = "fork"
    NO_KEY = "no-key"
    BAD = "bad"


@dataclass(slots=True)
class Head:
    """What is known of one session: the last line taken, and the last one that is synced.

    `window` holds the first bytes of the hashes of the lines `window_from` and on, for as long as
    their segment is on disk. `fork` is the first seq that did not fit; nothing is taken after it.
    """

    machine: str
    project: str
    session: str
    seq: int = 0
    h: bytes = b""
    synced_seq: int = 0
    synced_h: bytes = b""
    key: bytes | None = None
    fork: int | None = None
    holes: list[tuple[int, int]] = field(default_factory=list)
    offered: int = 0
    window_from: int = 1
    window: bytearray = field(default_factory=bytearray)
    quarantined: int = -1

    def begin(self, key: bytes) -> None:
        """Know the key; a session that has nothing yet starts at h_0."""
        self.key = key
        if self.seq == 0:
            self.h = chain.start(self.machine, self.project, self.session, key)

    def move(self, seq: int, h: bytes) -> None:
        """Go to a place that no line led to (a hole, or what an earlier run had synced)."""
        self.seq, self.h = seq, h
        self.window_from = seq + 1
        self.window.clear()

    def remember(self, h: bytes) -> None:
        """Note the hash of the line that was just taken."""
        self.window += h[:PREFIX]

    def known(self, seq: int) -> bytes | None:
        """The first bytes of the hash of line `seq`, where they are still remembered."""
        place = (seq - self.window_from) * PREFIX
        if place < 0 or place >= len(self.window):
            return None
        return bytes(self.window[place : place + PREFIX])

    def forget_before(self, seq: int) -> None:
        """Drop the hashes of lines before `seq`."""
        drop = seq - self.window_from
        if drop > 0:
            del self.window[: drop * PREFIX]
            self.window_from = seq

    def synced(self, seq: int, h: bytes) -> None:
        """Lines up to `seq` are on disk."""
        self.synced_seq, self.synced_h = seq, h

    def back(self) -> None:
        """Give up what was taken and could not be written."""
        keep = max(0, self.synced_seq + 1 - self.window_from) * PREFIX
        del self.window[keep:]
        self.seq, self.h = self.synced_seq, self.synced_h
        if self.seq == 0 and self.key is not None:
            self.begin(self.key)


@dataclass(slots=True)
class Taken:
    """What became of one message: the new lines (without newlines), and what ended it early."""

    lines: list[bytes] = field(default_factory=list)
    duplicates: int = 0
    verdict: Verdict | None = None
    seq: int = 0
    """Of the line that the verdict is about, where it could be read."""
    line: bytes = b""
    reason: str = ""


def take(head: Head, payload: bytes) -> Taken:
    """Take what fits of a message of lines; `head` moves on with each line taken.

    The head is in memory only: whoever calls writes the lines, syncs them and then says
    `head.synced`, or `head.back` where that failed.
    """
    out = Taken()
    if head.fork is not None:
        out.verdict, out.seq, out.reason = Verdict.FORK, head.fork, "the session has forked before"
        return out
    pieces = payload.split(b"\n")
    if pieces.pop() != b"":
        return _stop(out, Verdict.BAD, 0, payload, "a line without its end")
    key = head.key
    for raw in pieces:
        try:
            line = split(raw)
        except Refused as refused:
            return _stop(out, Verdict.BAD, 0, raw, str(refused))
        seq = line.seq
        if seq <= head.seq:
            known = head.h[:PREFIX] if seq == head.seq else head.known(seq)
            if known is not None and known != line.h[:PREFIX]:
                return _stop(out, Verdict.FORK, seq, raw, "another line was taken with this seq")
            out.duplicates += 1
            continue
        if seq > head.seq + 1:
            return _stop(out, Verdict.GAP, seq, b"", "")
        if key is None:
            return _stop(out, Verdict.NO_KEY, seq, b"", "")
        if not line.fits(head.h, key):
            return _stop(out, Verdict.FORK, seq, raw, "its hash does not follow")
        try:
            check_body(line)
        except Refused as refused:
            return _stop(out, Verdict.BAD, seq, raw, str(refused))
        head.seq, head.h = seq, line.h
        head.window += line.h[:PREFIX]
        out.lines.append(raw)
    return out


def _stop(out: Taken, verdict: Verdict, seq: int, raw: bytes, reason: str) -> Taken:
    out.verdict, out.seq, out.line, out.reason = verdict, seq, raw, reason
    return out


def read(raw: bytes) -> Line:
    """A line that was taken before, as a segment keeps it. Raises `Refused`."""
    return split(raw)
