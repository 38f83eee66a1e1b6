"""The screen's own process: `python -I -m edge_agent.host.screen_child COLUMNS ROWS`.

Its standard input is a socket to the host. Frames both ways: four bytes of length (big endian, of
what follows), one byte of kind, the payload. A parser of hostile bytes runs in here, so this
process can open no file, grows to `MEMORY` at most, and dies with its host.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys

from edge_agent.host.ghostty import Ghostty

HEAD = struct.Struct(">IB")
NUMBER = struct.Struct(">Q")

FEED, REPLAY, SIZE, SNAPSHOT = b"F"[0], b"M"[0], b"Z"[0], b"S"[0]
"""Host → child: bytes; bytes whose queries were answered before; columns and rows; a token."""
DONE, REPLY, SCREEN, TITLE, BELL, NOTICE = (
    letter[0] for letter in (b"D", b"R", b"N", b"T", b"B", b"O")
)
"""Child → host: bytes processed; answers to queries; token and snapshot; title; bell; OSC 9/777."""

CHECKPOINT = NUMBER.pack(0)
"""The token of a snapshot that the host keeps to start a new child from."""

MAX_FRAME = 4 * 1024 * 1024
MEMORY = 512 * 1024 * 1024
"""Bytes of address space; a screen needs 60 MB of it, of which 5 MB are touched."""

_LINK = 0
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def main() -> None:
    """Serve until the host closes the socket."""
    columns, rows = int(sys.argv[1]), int(sys.argv[2])
    screen = Ghostty(columns, rows)
    _lock_in()
    try:
        _serve(screen)
    except (BrokenPipeError, ConnectionResetError):
        pass  # the host is gone, and so are we


def _lock_in() -> None:
    """Nothing is opened, forked or dumped from here on; `^C` is meant for others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _serve(screen: Ghostty) -> None:
    buffer = bytearray()
    while True:
        data = os.read(_LINK, 262144)
        if not data:
            return
        buffer += data
        answer = bytearray()
        start = 0
        while len(buffer) - start >= HEAD.size:
            length, kind = HEAD.unpack_from(buffer, start)
            end = start + 4 + length
            if len(buffer) < end:
                break
            _handle(screen, kind, bytes(buffer[start + HEAD.size : end]), answer)
            start = end
        del buffer[:start]
        unsent = memoryview(answer)
        while unsent:
            unsent = unsent[os.write(_LINK, unsent) :]


def _handle(screen: Ghostty, kind: int, payload: bytes, answer: bytearray) -> None:
    if kind in (FEED, REPLAY):
        screen.feed(payload)
        # Answers before `DONE`: what was counted as processed was also answered.
        if screen.replies and kind == FEED:
            answer += frame(REPLY, bytes(screen.replies))
        if screen.title_changed:
            answer += frame(TITLE, screen.title()[:1024].encode())
        if kind == FEED:
            if screen.bells:
                answer += frame(BELL, b"")
            for title, body in screen.notices:
                answer += frame(NOTICE, f"{title[:256]}\n{body[:1024]}".encode())
        screen.replies.clear()
        screen.notices.clear()
        screen.bells, screen.title_changed = 0, False
        answer += frame(DONE, NUMBER.pack(len(payload)))
    elif kind == SIZE:
        columns, rows = struct.unpack(">HH", payload)
        screen.resize(columns, rows)
    elif kind == SNAPSHOT:
        # A checkpoint for ourselves also carries the sequence that is just being received; what
        # goes to viewers does not, because they are sent whole sequences only.
        begun = screen.pending() if payload == CHECKPOINT else b""
        answer += frame(SCREEN, payload + screen.snapshot() + begun)


def frame(kind: int, payload: bytes) -> bytes:
    """One frame of this protocol."""
    return HEAD.pack(len(payload) + 1, kind) + payload


if __name__ == "__main__":
    main()
