"""The daemon's loop: files, timers and MQTT links in one thread, and errands that may block.

Each pass waits on fresh sockets of the links, because a link changes its socket by itself.
"""

from __future__ import annotations

import select
import socket
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from typing import Any

from edge_agent.host import loop as host_loop
from schemas.link import Link

PASS_S = 0.25
"""A link wants its tick so often."""

Ready = host_loop.Ready


class Loop(host_loop.Loop):
    """The host's loop with links: same timers, same `watch` and `forget`."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self._files: dict[int, tuple[Any, int, Ready]] = {}
        self._errands = Errands()
        self.watch(self._errands.wake, lambda readable, writable: self._errands.finish())

    def watch(self, file: Any, ready: Ready, *, read: bool = True, write: bool = False) -> None:
        """Call `ready` when the file can be read or written; again to change what is awaited."""
        events = (select.POLLIN if read else 0) | (select.POLLOUT if write else 0)
        self._files[file.fileno()] = (file, events, ready)

    def forget(self, file: Any) -> None:
        """Stop watching; call it before closing the file."""
        self._files.pop(file.fileno(), None)

    def errand(
        self, work: Callable[[], Any], then: Callable[[Any, Exception | None], None]
    ) -> None:
        """Run `work()` in a short thread; `then(result, error)` is called here in the loop."""
        self._errands.begin(work, then)

    def run(self, each_pass: Callable[[], float | None]) -> None:
        """Serve until `stop`. `each_pass` runs after each wake-up and says how long to wait."""
        wait: float | None = 0
        while self._running:
            for link in self.links:
                link.tick()
            soonest = [PASS_S]
            soonest += [due for due in (self._next_timer(), wait) if due is not None]
            self._serve(max(min(soonest), 0.0))
            self._run_timers()
            wait = each_pass()

    def close(self) -> None:
        """Release everything."""
        super().close()
        self._errands.close()

    def _serve(self, seconds: float) -> None:
        poll = select.poll()
        for number, (_, events, _) in self._files.items():
            poll.register(number, events)
        links: dict[int, Link] = {}
        for link in self.links:
            sock = link.socket()
            if sock is not None and sock.fileno() >= 0:
                links[sock.fileno()] = link
                poll.register(sock, select.POLLIN | (select.POLLOUT if link.want_write() else 0))
        # Rounded up: a wait of less than a millisecond must not become a busy loop.
        ready = poll.poll(int(seconds * 1000 + 0.999))
        for number, what in ready:
            writable, readable = bool(what & select.POLLOUT), bool(what & ~select.POLLOUT)
            if number in links:
                links[number].service(readable, writable)
                continue
            known = self._files.get(number)
            # A file that was forgotten by an earlier call of this pass is not called.
            if known is not None and known[0].fileno() == number:
                known[2](readable, writable)


class Errands:
    """Short threads for what may block: starting a host, closing a dead host's journal."""

    def __init__(self) -> None:
        self.wake, self._poke = socket.socketpair()
        self.wake.setblocking(False)
        self._done: deque[tuple[Callable[[Any, Exception | None], None], Any, Exception | None]]
        self._done = deque()

    def begin(self, work: Callable[[], Any], then: Callable[[Any, Exception | None], None]) -> None:
        """Start `work` in a thread of its own."""

        def thread() -> None:
            result, error = None, None
            try:
                result = work()
            except Exception as raised:
                error = raised
            self._done.append((then, result, error))
            try:
                self._poke.send(b".")
            except OSError:
                pass  # the daemon is going

        threading.Thread(target=thread, daemon=True).start()

    def finish(self) -> None:
        """Call back for what is done; in the loop."""
        try:
            self.wake.recv(4096)
        except BlockingIOError:
            return
        while self._done:
            then, result, error = self._done.popleft()
            then(result, error)

    def close(self) -> None:
        """Release the sockets."""
        self.wake.close()
        self._poke.close()


def tell(text: str) -> None:
    """One plain line for the log."""
    print(text, file=sys.stderr, flush=True)


def tell_fault(error: BaseException) -> None:
    """A fault of ours, with where it happened."""
    print("".join(traceback.format_exception(error)), file=sys.stderr, end="", flush=True)
