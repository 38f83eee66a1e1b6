"""The program's terminal: start it under a PTY, read, type, resize, see whether it echoes."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import termios
import threading
from collections import deque
from collections.abc import Callable

from ptyprocess import PtyProcess

from edge_agent.host import hardening
from schemas.wire.errors import Refused

MAX_TYPED = 256 * 1024
"""Bytes that wait for a program which does not read its terminal."""

_READ = 4096
"""Bytes; a PTY gives no more at a time, and larger buffers would only be shrunk again."""
TERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
_FOREIGN_NAMES = (
    "TMUX TMUX_PANE STY WINDOW LINES COLUMNS TERMCAP TERM_PROGRAM TERM_PROGRAM_VERSION VTE_VERSION "
    "WINDOWID KITTY_WINDOW_ID ITERM_SESSION_ID TERM_SESSION_ID WEZTERM_PANE "
    "ALACRITTY_WINDOW_ID"
)
_FOREIGN = frozenset(_FOREIGN_NAMES.split())
"""Variables that tell of the terminal the session was started from, which is not its terminal."""


class Terminal:
    """One program under a PTY. Reading and writing never block."""

    def __init__(
        self,
        argv: list[str],
        folder: str,
        environment: dict[str, str],
        columns: int,
        rows: int,
        umask: int,
        before_exec: Callable[[], None] | None = None,
    ) -> None:
        """Start it. `before_exec`: what a gated program is given in the child, last; where it
        raises OSError nothing is started.

        Raises `Refused`: "no-such-program", "no-such-folder", "not-possible".
        """
        if before_exec and threading.current_thread() is not threading.main_thread():
            # It dies with the thread that starts it, and only this one lives as long as the host.
            raise RuntimeError("a gated program is started from the main thread")

        def prepare() -> None:
            # ptyprocess would go on as a copy of us if its own chdir failed.
            try:
                os.chdir(folder)
            except OSError as error:
                raise LookupError(error.strerror) from None
            hardening.restore_for_program(umask)
            if before_exec:
                try:
                    before_exec()
                except OSError as error:
                    raise ChildProcessError(error.strerror) from None

        try:
            self._process = PtyProcess.spawn(
                argv, env=environment, dimensions=(rows, columns), preexec_fn=prepare
            )
        except LookupError as error:
            raise Refused("no-such-folder", f"{folder}: {error}") from None
        except ChildProcessError as error:
            raise Refused("not-possible", f"what comes before a gated start: {error}") from None
        except OSError as error:
            raise Refused("no-such-program", f"{argv[0][:200]!a}: {error}") from None
        # Its own destructor would sleep and end the program.
        self._process.closed = True
        self.pid: int = self._process.pid
        self.fd: int = self._process.fd
        os.set_blocking(self.fd, False)
        os.set_inheritable(self.fd, False)
        self.columns, self.rows = columns, rows
        self._typed: deque[bytes] = deque()
        self._typed_bytes = 0
        self._spare = self._hold_open()

    def read(self, most: int) -> tuple[bytes, bool]:
        """What it printed, up to about `most` bytes, and whether nothing is left just now.

        A PTY gives at most 4095 bytes at a time, so this reads until it is drained.
        """
        pieces: list[bytes] = []
        left = most
        while left > 0:
            try:
                data = os.read(self.fd, min(_READ, left))
            except BlockingIOError:
                return b"".join(pieces), True
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                return b"".join(pieces), True
            if not data:
                return b"".join(pieces), True
            pieces.append(data)
            left -= len(data)
        return b"".join(pieces), False

    def type(self, data: bytes) -> None:
        """Type this. Raises `Refused("too-many")` where the program has not read what was typed."""
        if self._typed_bytes + len(data) > MAX_TYPED:
            raise Refused("too-many", "the program does not read its terminal")
        self._typed.append(data)
        self._typed_bytes += len(data)
        self.flush()

    def flush(self) -> None:
        """Hand over what was typed, as far as the terminal takes it."""
        while self._typed:
            data = self._typed[0]
            try:
                count = os.write(self.fd, data)
            except BlockingIOError:
                return
            except OSError:
                count = len(data)  # the terminal is gone; nobody will read this
            self._typed_bytes -= count
            if count < len(data):
                self._typed[0] = data[count:]
                return
            self._typed.popleft()

    @property
    def wants_write(self) -> bool:
        """Whether typed bytes wait for the terminal."""
        return bool(self._typed)

    def interrupt(self) -> None:
        """What `^C` does, ahead of anything that waits; raw programs get the character."""
        self._typed.clear()
        self._typed_bytes = 0
        self._typed.append(self.interrupt_character)
        self._typed_bytes = 1
        self.flush()

    @property
    def interrupt_character(self) -> bytes:
        """What the terminal takes for `^C` just now."""
        try:
            character = termios.tcgetattr(self.fd)[6][termios.VINTR]
        except termios.error:
            character = b"\x03"
        return character if isinstance(character, bytes) and character != b"\0" else b"\x03"

    def resize(self, columns: int, rows: int) -> bool:
        """Set the size; False where it was so already."""
        if (columns, rows) == (self.columns, self.rows):
            return False
        self.columns, self.rows = columns, rows
        termios.tcsetwinsize(self.fd, (rows, columns))
        return True

    def nudge(self) -> None:
        """Make the program paint anew: a size that changes and changes back."""
        for rows in (max(self.rows - 1, 1), self.rows):
            termios.tcsetwinsize(self.fd, (rows, self.columns))

    def hides_typing(self) -> bool:
        """Whether lines are typed without echo, as for passwords.

        Full-screen programs and line editors switch echo off too, but read single characters:
        see `reads_characters`.
        """
        return self._flags() & (termios.ECHO | termios.ICANON) == termios.ICANON

    def reads_characters(self) -> bool:
        """Whether the program reads single characters and echoes by itself, if at all."""
        return self._flags() & (termios.ECHO | termios.ICANON) == 0

    def _flags(self) -> int:
        try:
            flags: int = termios.tcgetattr(self.fd)[3]
        except termios.error:
            return termios.ECHO | termios.ICANON  # it is gone; nothing can be typed into it
        return flags

    def foreground(self) -> int | None:
        """The process group that the terminal belongs to just now."""
        try:
            return os.tcgetpgrp(self.fd)
        except OSError:
            return None

    def hang_up(self) -> None:
        """Close our end; the program's session gets SIGHUP."""
        if self._spare >= 0:
            os.close(self._spare)
        if self.fd >= 0:
            self._process.fileobj.close()  # it owns the descriptor
        self._spare = self.fd = -1

    def _hold_open(self) -> int:
        """Keep the other end open too: a program that closes its terminal but lives on, or
        starts children that open it again, must not look like the end of the session."""
        try:
            return os.open(_other_end(self.fd), os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError:
            return -1  # it has ended already


def environment_for(inherited: dict[str, str], session: str) -> dict[str, str]:
    """The program's variables: the spawner's, but for what tells of another terminal."""
    kept = {name: value for name, value in inherited.items() if name not in _FOREIGN}
    return {**kept, **TERM, "SIGNALBOX_SESSION": session}


def signal_name(number: int) -> str:
    """`SIGKILL` and the like."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _other_end(master: int) -> str:
    """The path of a PTY's other end (os.ptsname is new in Python 3.13)."""
    library = ctypes.CDLL(None, use_errno=True)
    library.ptsname.restype = ctypes.c_char_p
    name: bytes | None = library.ptsname(master)
    if not name:
        raise OSError(ctypes.get_errno(), "ptsname")
    return name.decode()
