"""How a session ends: the program's exit, `stop`, SIGTERM; and nothing of it is left."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from typing import Any

from edge_agent.host import tree
from edge_agent.host.loop import Loop
from edge_agent.host.pty import signal_name

_SIGNALS = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Caught, so that they wake the loop; of these only SIGTERM asks the host for anything."""


class Ending:
    """Reaps what has ended, and ends what has not."""

    def __init__(
        self,
        loop: Loop,
        program: int,
        find: Callable[[], list[int]],
        on_exit: Callable[[int], None],
        on_gone: Callable[[], None],
        wrapped: bool = False,
    ) -> None:
        """`find()`: pids of the tree. `on_exit(left)`: the program has ended by itself and left
        so many processes. `on_gone()`: the whole tree is gone; called once. `wrapped`: what we
        started is a shield around the program; it ends when the program does."""
        self._loop = loop
        self._program = program
        self._find = find
        self._on_exit = on_exit
        self._on_gone = on_gone
        self._only_killed = (program,) if wrapped else ()
        self._stopping: tree.Stopping | None = None
        self._status: int | None = None
        self._then: list[Callable[[], None]] = []
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in _SIGNALS:
            signal.signal(number, lambda *_: None)
        loop.watch(self._reader, self._on_signal)

    @property
    def begun(self) -> bool:
        """Whether the tree is being ended."""
        return self._stopping is not None

    @property
    def outcome(self) -> dict[str, Any]:
        """`status` or `signal` of the program; empty while it runs."""
        if self._status is None:
            return {}
        if os.WIFSIGNALED(self._status):
            return {"signal": signal_name(os.WTERMSIG(self._status))}
        return {"status": os.WEXITSTATUS(self._status)}

    def stop(self, grace: float | None, then: Callable[[], None]) -> None:
        """End the tree within `grace` seconds (None: the default); `then()` when it is gone."""
        grace = tree.GRACE_S if grace is None else grace
        self._then.append(then)
        now = self._loop.now()
        if self._stopping is None:
            self._stopping = tree.Stopping(self._find, grace, now, self._only_killed)
            self._step()
        else:
            self._stopping.hurry(grace, now)

    def reap(self) -> None:
        """Take the status of every child that has ended; orphans of the tree are our children."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self._program:
                self._status = status
                if self._stopping is None:
                    self._on_exit(len(self._find()))
                    self.stop(None, lambda: None)

    def _on_signal(self, readable: bool, writable: bool) -> None:
        for number in self._reader.recv(256):
            if number == signal.SIGTERM:
                self.stop(None, lambda: None)
        self.reap()

    def _step(self) -> None:
        assert self._stopping is not None
        self.reap()
        wait = self._stopping.step(self._loop.now())
        if wait is not None:
            self._loop.after(wait, self._step)
            return
        for then in self._then:
            then()
        self._on_gone()
