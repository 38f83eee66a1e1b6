"""A small loop for owners that have none of their own: several links, and other things to read."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

TICK_MS = 250


class Driven(Protocol):
    """What the loop asks of a link."""

    def socket(self) -> socket.socket | None: ...

    def want_write(self) -> bool: ...

    def service(self, readable: bool, writable: bool) -> None: ...

    def tick(self) -> None: ...


class Readable(Protocol):
    """Anything that can be waited on."""

    def fileno(self) -> int: ...


R = TypeVar("R", bound=Readable)


def run(links: Sequence[Driven], timeout_s: float, others: Sequence[R] = ()) -> list[R]:
    """One pass over `links`: wait until something is ready, at most `timeout_s` (and never more
    than a tick), and serve it. Returns those of `others` that are readable or have failed."""
    for link in links:
        link.tick()
    poll = select.poll()
    watched: dict[int, Driven] = {}
    for link in links:
        sock = link.socket()
        if sock is not None and sock.fileno() >= 0:
            watched[sock.fileno()] = link
            poll.register(sock, select.POLLIN | (select.POLLOUT if link.want_write() else 0))
    waited_on = {other.fileno(): other for other in others}
    for number in waited_on:
        poll.register(number, select.POLLIN)
    ready = poll.poll(min(max(timeout_s, 0) * 1000, TICK_MS))
    found: list[R] = []
    for number, what in ready:
        if number in watched:
            readable = bool(what & ~select.POLLOUT)
            watched[number].service(readable, bool(what & select.POLLOUT))
        else:
            found.append(waited_on[number])
    return found


def wait_for(links: Sequence[Driven], condition: Callable[[], bool], timeout_s: float) -> bool:
    """Run `links` until `condition()` holds. False where it did not within `timeout_s`."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        run(links, left)
    return True
