"""A program on a PTY with a real terminal behind it, so that a test can say what a person sees."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pexpect
from pyghostty import Terminal

from tests.waiting import until


class Screen:
    """Starts `argv` on a PTY; `text` is what its screen shows now."""

    def __init__(
        self,
        argv: Sequence[str],
        folder: Path,
        environment: dict[str, str],
        size: tuple[int, int] = (120, 40),
    ) -> None:
        columns, rows = size
        self.child = pexpect.spawn(
            argv[0],
            list(argv[1:]),
            cwd=str(folder),
            env=environment,
            dimensions=(rows, columns),
            timeout=None,
        )
        self.child.delaybeforesend = None
        self._terminal = Terminal(columns, rows)
        # Programs ask their terminal what it can; nobody else is here to answer.
        self._terminal.on_reply(self._reply)

    def _reply(self, answer: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self.child.child_fd, answer)

    def text(self) -> str:
        """What stands on the screen, after all that the program has printed by now."""
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            while True:
                self._terminal.feed(self.child.read_nonblocking(65536, timeout=0))
        return self._terminal.text()

    def shows(self, words: str, seconds: float = 20.0) -> str:
        """Wait until the screen shows these words; give back the whole screen."""

        def seen() -> str:
            screen = self.text()
            assert words in screen, f"the screen shows\n{screen}"
            return screen

        return until(seen, f"{words!r} on the screen", seconds)

    def write(self, text: str) -> None:
        """Type, as a person does."""
        os.write(self.child.child_fd, text.encode())

    def press(self, key: str, until_gone: str, seconds: float = 10.0) -> None:
        """Press a key until these words have left the screen.

        A dialog of Claude Code 2.1.330 takes no key for the first 0.2 s that it shows.
        """

        def gone() -> bool:
            if until_gone not in self.text():
                return True
            self.write(key)
            return False

        until(gone, f"{until_gone!r} to leave the screen", seconds, every=0.25)

    def ends(self, seconds: float = 20.0) -> int | None:
        """Wait for the end; the exit status, or None where a signal ended it."""

        def ended() -> bool:
            self.text()
            return not self.child.isalive()

        until(ended, "the program's end", seconds)
        return self.child.exitstatus

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None
    ) -> None:
        # Its default gives a program of 250 MB a tenth of a second to die.
        self.child.ptyproc.delayafterterminate = 1.0
        self.child.close(force=True)
        self._terminal.close()
