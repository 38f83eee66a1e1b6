"""Frames on the machine's Unix sockets: host, daemon and desk speak them.

A frame is four bytes of length (big endian, of what follows), one byte of type, and the payload:

- type 1: a control message, canonical JSON with its name in `t`
- type 2: bytes of the terminal, as they are
- type 3: a control message, a newline, and raw bytes that belong to it

Unknown types and unknown names are ignored, so that a newer daemon can speak to an older host;
`hello` tells each side's version. A frame is bounded before it is buffered.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon, loads_object

VERSION = 1
MAX_FRAME = 2 * 1024 * 1024
"""Bytes of type and payload: a screen of 64 KiB, a page of lines, a bounded replay."""

CONTROL = 1
TERMINAL = 2
BLOB = 3

_HEAD = struct.Struct(">IB")

FRAMES: dict[str, str] = {
    # any peer → host
    "hello": "peer ↔ host: {v, role: desk | daemon | tool}; the host answers {v, session, pid, "
    "phase, document}",
    "attach": "desk → host: {columns, rows, steer: bool}; answered by `screen`, then by "
    "terminal bytes",
    "detach": "desk → host: {}",
    "size": "desk → host: {columns, rows}; the desk that types owns the size",
    "request": "desk or daemon → host: {who, verb, id, fields, deadline_ms?, rights?, groups?, "
    "bare?: an answer by the approval's id alone}",
    "receipt": "host → who asked: {id, who, status, code?, reason?, data?}",
    # host ↔ daemon
    "synced": "host → daemon: {seq, h, urgent}; every line up to seq is on the disk",
    "state": "host → daemon: {document}, the session document as far as the host knows it",
    "screen": "host → desk or daemon: {seq, columns, rows, reduced, lossy} and the bytes",
    "questions": "host → desk: {open: [{approval, form, summary, desk}]}; at attach and whenever "
    "other questions are open",
    "sign": "host → daemon: {seq, h}",
    "signed": "daemon → host: {seq, h, key, signature}",
    "policy": "daemon → host: {}; the policy on the disk has changed: read it again",
    "ended": "host → all: {status?, signal?}; the last frame",
    "fault": "host → all: {code, text}",
    "fork": "daemon → host: {seq}; the archive holds another history: close the journal",
    # gate.sock of a session without a gate (a gate's own speaks to hooks in their words, unframed)
    "ask": "hook → host: {…}",
    "answer": "host → hook: {decide: deny, reason}",
    # daemon.sock
    "spawned": "CLI → daemon: {session}; look for it now",
    "status": "CLI → daemon: {}; answered by `status` with what the daemon knows",
    "sessions": "CLI → daemon: {}; answered by `sessions` {sessions: [documents]}",
    "forward": "CLI → daemon: {session or none, verb, fields}; a request of the desk",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame that was read. `data` is empty unless the type carries raw bytes."""

    type: int
    name: str
    fields: dict[str, Any]
    data: bytes


def control(name: str, **fields: Any) -> bytes:
    """Encode a control message."""
    return _pack(CONTROL, canon({"t": name, **fields}))


def terminal(data: bytes) -> bytes:
    """Encode bytes of the terminal."""
    return _pack(TERMINAL, data)


def blob(name: str, data: bytes, **fields: Any) -> bytes:
    """Encode a control message with raw bytes."""
    return _pack(BLOB, canon({"t": name, **fields}) + b"\n" + data)


class Decoder:
    """Gives back frames from any split of the bytes."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete now. Raises `Refused`; the connection is then of no use."""
        self._buffer += data
        frames: list[Frame] = []
        start = 0
        while len(self._buffer) - start >= _HEAD.size:
            length, kind = _HEAD.unpack_from(self._buffer, start)
            if not 1 <= length <= MAX_FRAME:
                raise Refused("too-large", f"a frame of {length} bytes")
            end = start + 4 + length
            if len(self._buffer) < end:
                break
            frame = _read(kind, bytes(self._buffer[start + _HEAD.size : end]))
            if frame is not None:
                frames.append(frame)
            start = end
        del self._buffer[:start]
        return frames


def _pack(kind: int, payload: bytes) -> bytes:
    if len(payload) + 1 > MAX_FRAME:
        raise Refused("too-large", f"a frame of {len(payload)} bytes")
    return _HEAD.pack(len(payload) + 1, kind) + payload


def _read(kind: int, payload: bytes) -> Frame | None:
    if kind == TERMINAL:
        return Frame(kind, "", {}, payload)
    if kind == CONTROL:
        text, data = payload, b""
    elif kind == BLOB:
        text, _, data = payload.partition(b"\n")
    else:
        return None
    fields = loads_object(text, MAX_FRAME)
    name = fields.pop("t", None)
    if not isinstance(name, str):
        raise Refused("bad-json", "a frame without its name")
    return Frame(kind, name, fields, data)
