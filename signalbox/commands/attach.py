"""`signalbox attach`: this terminal becomes the session's, through its Unix socket."""

from __future__ import annotations

import argparse
import os
import select
import signal
import socket
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.wire import frames, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from signalbox import local_sessions
from signalbox.host_client import HostClient

LEAVE = b"\x1c"
"""Ctrl-\\: one key, free in agents' terminals; a program's own SIGQUIT is `kill -QUIT`."""

RESTORE = (
    b"\x1b[?1049l\x1b[?25h\x1b[?1000;1002;1003;1006l\x1b[?2004l\x1b[?1004l\x1b[?2026l"
    b"\x1b[<u\x1b[>4;0m\x1b>\x1b[?1l\x1b[0m\x1b[r\x1b[0 q"
)
"""Gives a terminal back as a shell expects it, whatever the program had switched on."""


def attach(arguments: argparse.Namespace) -> int:
    """Take the terminal of one session; Ctrl-\\ leaves it running."""
    home = layout.home_from()
    found = local_sessions.resolve(home, arguments.session)
    if not found.alive:
        raise Refused("session-ended", f"{found.id}; see `signalbox log {found.id}`")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("not-possible", "attach needs a terminal; `signalbox log -f` needs none")
    return take_terminal(home, found.id, steer=not arguments.watch)


def take_terminal(home: Home, session: str, steer: bool) -> int:
    """Move bytes between this terminal and the host until one of them leaves."""
    client = HostClient(local_sessions.socket_of(home, session))
    size = os.get_terminal_size()
    with _raw_terminal(), _window_changes() as changes:
        client.send(frames.control("attach", columns=size.columns, rows=size.lines, steer=steer))
        how = _Pump(client, changes, steer).run()
    client.close()
    print(f"[{session}: {how}]")
    if how == "left":
        print(f"It goes on. Take it again: signalbox attach {session}")
    return 0


class _Pump:
    def __init__(self, client: HostClient, changes: socket.socket, steer: bool) -> None:
        self._client = client
        self._changes = changes
        self._steer = steer
        self._how: str | None = None

    def run(self) -> str:
        calls = {
            sys.stdin.fileno(): self._typed,
            self._client.socket.fileno(): self._arrived,
            self._changes.fileno(): self._resized,
        }
        ready = select.poll()
        for file in calls:
            ready.register(file, select.POLLIN)
        while self._how is None:
            for file, _ in ready.poll():
                calls[file]()
                if self._how is not None:
                    break
        return self._how

    def _typed(self) -> None:
        data = os.read(sys.stdin.fileno(), 4096)
        if not data:
            self._how = "left"
            return
        typed, leave, _ = data.partition(LEAVE)
        if typed and self._steer:
            self._send(frames.terminal(typed))
        if leave:
            self._how = "left"

    def _arrived(self) -> None:
        found = self._client.receive()
        if not found:
            self._how = "the host has gone"
            return
        for frame in found:
            if frame.type == frames.TERMINAL or frame.name == "screen":
                _write(frame.data)
            elif frame.name == "ended":
                status, by = frame.fields.get("status"), frame.fields.get("signal")
                self._how = f"ended by {by}" if by else f"ended with status {status}"
                return
            elif frame.name == "fault":
                text = plain(str(frame.fields.get("text", "")), most=200)
                _write(f"\r\n[signalbox: {text}]\r\n".encode())

    def _resized(self) -> None:
        self._changes.recv(4096)
        size = os.get_terminal_size()
        self._send(frames.control("size", columns=size.columns, rows=size.lines))

    def _send(self, data: bytes) -> None:
        try:
            self._client.send(data)
        except OSError:
            self._how = "the host has gone"


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(sys.stdout.fileno(), view) :]


@contextmanager
def _raw_terminal() -> Iterator[None]:
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    # Not the default, which would throw away what was typed ahead.
    tty.setraw(descriptor, termios.TCSADRAIN)
    try:
        yield
    finally:
        _write(RESTORE)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        _write(b"\r\n")


@contextmanager
def _window_changes() -> Iterator[socket.socket]:
    """A socket that becomes readable when this terminal's size has changed."""
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    old_fd = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    old = signal.signal(signal.SIGWINCH, lambda *_: None)
    try:
        yield reader
    finally:
        signal.set_wakeup_fd(old_fd)
        signal.signal(signal.SIGWINCH, old)
        reader.close()
        writer.close()
