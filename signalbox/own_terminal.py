"""This process's own terminal: made raw, watched for its size, and given back as it was."""

from __future__ import annotations

import os
import signal
import socket
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

LEAVE = b"\x1c"
"""Ctrl-\\: one key, free in agents' terminals; a program's own SIGQUIT is `kill -QUIT`."""

RESTORE = (
    b"\x1b[?1049l\x1b[?25h\x1b[?1000;1002;1003;1006l\x1b[?2004l\x1b[?1004l\x1b[?2026l"
    b"\x1b[<u\x1b[>4;0m\x1b>\x1b[?1l\x1b[0m\x1b[r\x1b[0 q"
)
"""Gives a terminal back as a shell expects it, whatever the program had switched on."""


def write(data: bytes) -> None:
    """All of it, however slow the terminal is."""
    view = memoryview(data)
    while view:
        view = view[os.write(sys.stdout.fileno(), view) :]


@contextmanager
def raw() -> Iterator[None]:
    """Raw until the end of the block, then as a shell expects it."""
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    # Not the default, which would throw away what was typed ahead.
    tty.setraw(descriptor, termios.TCSADRAIN)
    try:
        yield
    finally:
        write(RESTORE)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        write(b"\r\n")


@contextmanager
def window_changes() -> Iterator[socket.socket]:
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
