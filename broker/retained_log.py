"""Retained documents on disk: one append-only file, rewritten whole when most of it is old.

A record is `crc32 of the rest | bytes of head | bytes of payload | head | payload`, the first three
as 4 bytes, big-endian; head is JSON {"k": kind, "n": name, "q": QoS, "t": topic}, of the owner that
published last. An empty payload clears the topic. Reading stops at the first record that is not
whole or whose sum is wrong, and cuts the file there: that is a torn tail. Each change is handed to
the kernel before the publish is acknowledged, so it survives a kill of the broker; what a power cut
may cost is what came since the last `sync`, a second ago. Owners publish their documents again
after each reconnect, so neither loss lasts.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from broker.mqtt.message import Message
from broker.mqtt.retained import Kept
from schemas.wire import private_file

log = logging.getLogger(__name__)

_HEADER = struct.Struct(">III")
SLACK = 16 * 1024 * 1024
"""Bytes of old records that are always tolerated before a rewrite."""


class RetainedLog:
    """One file, one writer. `keep` and `sync` are called on the broker's loop; `rewrite` may run
    in a thread between `begin_rewrite` and `end_rewrite`."""

    def __init__(self, path: Path, *, slack: int = SLACK) -> None:
        self.path = path
        self.fault = ""
        """Why the latest change is not on disk; "" when all are. A rewrite mends it."""
        self.cut = 0
        """Bytes cut from a torn tail at the start."""
        self._slack = slack
        self._fd = -1
        self._size = 0
        self._live: dict[str, int] = {}
        self._live_bytes = 0
        self._dirty = False
        self._meanwhile: list[bytes] | None = None

    def open(self) -> list[Kept]:
        """Read what is there, cut a torn tail, be ready to append. Raises OSError."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._new_path().unlink(missing_ok=True)
        self._fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(os.dup(self._fd), "rb") as file:
            data = file.read()
        documents: dict[str, Kept] = {}
        good = 0
        for topic, kept, end in _records(data):
            good = end
            if kept is None:
                documents.pop(topic, None)
            else:
                documents[topic] = kept
                self._note(topic, len(_encode(topic, kept)))
        self.cut = len(data) - good
        if self.cut:
            log.warning("retained documents: %d bytes of a torn tail cut", self.cut)
            os.ftruncate(self._fd, good)
        for topic in set(self._live) - set(documents):
            self._note(topic, 0)
        self._size = good
        return list(documents.values())

    def keep(self, topic: str, kept: Kept | None) -> None:
        """Append one change. On failure the change lives in memory only, and `fault` says so."""
        record = _encode(topic, kept)
        self._note(topic, 0 if kept is None else len(record))
        if self._meanwhile is not None:
            self._meanwhile.append(record)
        if self.fault or self._fd < 0:
            return  # nothing may be written behind a torn record; the rewrite brings everything
        try:
            written = os.pwrite(self._fd, record, self._size)
            if written != len(record):
                raise OSError(f"{written} of {len(record)} bytes written")
            self._size += written
            self._dirty = True
        except OSError as error:
            self._fail(error)

    def due(self) -> bool:
        """Should the file be rewritten: mostly old, or behind after a failure?"""
        return self._meanwhile is None and (
            bool(self.fault) or self._size - self._live_bytes > self._live_bytes + self._slack
        )

    def begin_rewrite(self) -> None:
        """From now on changes are remembered for the new file as well."""
        self._meanwhile = []

    def rewrite(self, documents: Iterable[tuple[str, Kept]]) -> None:
        """Write the new file and sync it. Touches nothing else, so it may run in a thread."""
        fd = os.open(self._new_path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "wb") as file:
            for topic, kept in documents:
                file.write(_encode(topic, kept))
            file.flush()
            os.fsync(file.fileno())

    def end_rewrite(self, error: OSError | None = None) -> None:
        """Bring the new file up to date and put it in the old one's place."""
        meanwhile, self._meanwhile = self._meanwhile or [], None
        if error is not None:
            self._fail(error)
            return
        try:
            fd = os.open(self._new_path(), os.O_RDWR | os.O_CLOEXEC)
            size = os.lseek(fd, 0, os.SEEK_END)
            tail = b"".join(meanwhile)
            if os.pwrite(fd, tail, size) != len(tail):
                raise OSError("the tail was not written whole")
            os.fsync(fd)
            os.rename(self._new_path(), self.path)
            private_file.sync_folder(self.path.parent)
        except OSError as failed:
            self._fail(failed)
            return
        os.close(self._fd)
        self._fd, self._size = fd, size + len(tail)
        self._dirty, self.fault = False, ""

    def sync(self) -> None:
        """Make what was appended safe from a power cut. May run in a thread. A sync that failed
        is never tried again; the rewrite brings everything into a new file."""
        if self._dirty and self._fd >= 0:
            self._dirty = False
            try:
                os.fdatasync(self._fd)
            except OSError as error:
                self._fail(error)

    def close(self) -> None:
        if self._fd >= 0:
            self.sync()
            os.close(self._fd)
            self._fd = -1

    def _fail(self, error: OSError) -> None:
        if not self.fault:
            log.error("retained documents are not on disk: %s", error)
        self.fault = str(error)
        if self._fd >= 0:
            with contextlib.suppress(OSError):  # then reading stops at the torn record
                os.ftruncate(self._fd, self._size)

    def _note(self, topic: str, size: int) -> None:
        self._live_bytes += size - self._live.pop(topic, 0)
        if size:
            self._live[topic] = size

    def _new_path(self) -> Path:
        return self.path.with_name(self.path.name + ".new")


def _encode(topic: str, kept: Kept | None) -> bytes:
    head: dict[str, object] = {"t": topic}
    payload = b""
    if kept is not None:
        head |= {"k": kept.owner[0], "n": kept.owner[1], "q": kept.message.qos}
        payload = kept.message.payload
    raw = json.dumps(head, separators=(",", ":")).encode()
    sizes = struct.pack(">II", len(raw), len(payload))
    crc = zlib.crc32(payload, zlib.crc32(raw, zlib.crc32(sizes)))
    return b"".join((crc.to_bytes(4, "big"), sizes, raw, payload))


def _records(data: bytes) -> Iterator[tuple[str, Kept | None, int]]:
    """(topic, document or None, where the record ends) of each whole record."""
    at = 0
    while at + _HEADER.size <= len(data):
        crc, head_bytes, payload_bytes = _HEADER.unpack_from(data, at)
        start = at + _HEADER.size
        end = start + head_bytes + payload_bytes
        if end > len(data) or zlib.crc32(data[at + 4 : end]) != crc:
            return
        head = json.loads(data[start : start + head_bytes])
        payload = data[start + head_bytes : end]
        topic = str(head["t"])
        if payload:
            message = Message(topic, payload, int(head["q"]), True)
            yield topic, Kept(message, (str(head["k"]), str(head["n"]))), end
        else:
            yield topic, None, end
        at = end
