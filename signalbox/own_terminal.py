"""This process's own terminal: made raw, watched for its size, and given back as it was."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from edge_agent.host import allowlist

LEAVE = b"\x1c"
"""Ctrl-\\: one key, free in agents' terminals; a program's own SIGQUIT is `kill -QUIT`."""

_ALTERNATE_OFF = b"\x1b[?1049l"
_MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])|\x1bc")
_LONGEST = 64
"""Bytes of the end of a write that may be the beginning of a sequence."""


class _Screens:
    """Which of its two screens this terminal shows, from what was written to it."""

    def __init__(self) -> None:
        self.alternate = False
        self._end = b""

    def written(self, data: bytes) -> None:
        for modes, switch in _MODES.findall(self._end + data):
            if not modes or {b"47", b"1047", b"1049"} & set(modes.split(b";")):
                self.alternate = switch == b"h"
        self._end = (self._end + data)[-_LONGEST:]


_screens = _Screens()


def restore(alternate: bool) -> bytes:
    """Gives a terminal back as a shell expects it, whatever the program had switched on, with the
    cursor where it is: several of these sequences move it, and leaving an alternate screen that is
    not shown moves it too. What stood below the cursor's line goes."""
    leave = allowlist.LEAVE.removeprefix(_ALTERNATE_OFF)
    off = _ALTERNATE_OFF if alternate else b""
    return off + b"\x1b7" + leave + b"\x1b8\x1b[0m\r\n\x1b[J"


def write(data: bytes) -> None:
    """All of it, however slow the terminal is."""
    view = memoryview(data)
    while view:
        view = view[os.write(sys.stdout.fileno(), view) :]
    _screens.written(data)


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
        write(restore(_screens.alternate))
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


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
