"""The thread that syncs: one job at a time, so that a slow disk stops neither terminal nor gate."""

from __future__ import annotations

import os
import queue
import socket
import threading
from collections.abc import Callable

from edge_agent.host import journal


class Syncer:
    """Runs `sync(files)` in its thread; `socket` becomes readable when a job is done."""

    def __init__(self, sync: Callable[[list[int]], None] = journal.sync) -> None:
        self._sync = sync
        self._jobs: queue.SimpleQueue[list[int] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[OSError | None] = queue.SimpleQueue()
        self.socket, self._wake = socket.socketpair()
        self.socket.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def begin(self, files: list[int]) -> None:
        """Start the one job. The files must stay open until it is done."""
        self._jobs.put(files)

    def results(self) -> list[OSError | None]:
        """The finished job's error, or None for success; call when `socket` is readable.

        Empty where `wait` has taken it already.
        """
        self.socket.recv(64)
        return [] if self._done.empty() else [self._done.get_nowait()]

    def wait(self) -> OSError | None:
        """Block until the running job is done; at a host's end."""
        return self._done.get()

    def close(self) -> None:
        """End the thread after its job."""
        self._jobs.put(None)
        self._thread.join()
        self.socket.close()
        self._wake.close()

    def _run(self) -> None:
        while (files := self._jobs.get()) is not None:
            try:
                self._sync(files)
                self._done.put(None)
            except OSError as error:
                self._done.put(error)
            try:
                os.write(self._wake.fileno(), b".")
            except OSError:
                pass  # the host is closing and waits for the result itself
