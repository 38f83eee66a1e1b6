"""Everybody who is logged in: one thread that drives one MQTT link for each active log-in.

A link is made when a log-in is first seen and closed a minute after its last use. When the broker
lets one in no more (token void, person gone), that log-in ends: `on_end` tells the guard, which
ends its streams and refuses its cookie.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from console.cookies import Login
from console.person import Answer, Machine, Person
from schemas import link
from schemas.wire.errors import Refused

__all__ = ["Answer", "Machine", "People", "Person", "installed"]

IDLE_S = 60.0
MOST = 500
"""Log-ins at once; far beyond what one Streamlit process can serve."""
REMEMBERED = 10_000
"""Log-ins that are known to be void. A restart asks the broker anew."""


class People:
    """See the module. `unix`: the broker's socket."""

    def __init__(self, unix: Path, on_end: Callable[[str], None] = lambda login: None) -> None:
        self.urls = [f"unix:{unix}"]
        self.on_end = on_end
        self._lock = threading.Lock()
        self._people: dict[str, Person] = {}
        self._leaving: list[Person] = []
        self._void: OrderedDict[str, None] = OrderedDict()
        self._stop = threading.Event()
        self._wake_r, self._wake_w = socket.socketpair()
        for end in (self._wake_r, self._wake_w):
            end.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="people", daemon=True)
        self._thread.start()

    def enter(self, login: Login) -> Person:
        """The person behind a log-in whose cookie was good. Raises `Refused`."""
        now = time.monotonic()
        with self._lock:
            if login.id in self._void:
                raise Refused("unauthenticated")
            person = self._people.get(login.id)
            if person is None:
                if len(self._people) >= MOST:
                    raise Refused("too-many", "people who are logged in")
                person = Person(login, self.urls, self.wake, self.end)
                self._people[login.id] = person
                self.wake()
            person.used_at = now
            return person

    def get(self, login: str) -> Person:
        """The person of a log-in that has entered. Raises `Refused("unauthenticated")`."""
        with self._lock:
            person = self._people.get(login)
            if person is None:
                raise Refused("unauthenticated")
            person.used_at = time.monotonic()
            return person

    def is_void(self, login: str) -> bool:
        """Whether this log-in has ended for good."""
        with self._lock:
            return login in self._void

    def end(self, login: str) -> None:
        """End one log-in for good: its link, its streams, its cookie. From any thread."""
        with self._lock:
            self._void[login] = None
            while len(self._void) > REMEMBERED:
                self._void.popitem(last=False)
            person = self._people.pop(login, None)
            if person is not None:
                self._leaving.append(person)
        self.wake()
        self.on_end(login)

    def of(self, user: str) -> list[str]:
        """The log-ins of one person that have entered here."""
        with self._lock:
            return [login for login, person in self._people.items() if person.user == user]

    def wake(self) -> None:
        """Have the thread look now."""
        with contextlib.suppress(OSError):
            self._wake_w.send(b"x")

    def close(self) -> None:
        """End the thread and every link."""
        self._stop.set()
        self.wake()
        self._thread.join(5)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._pass()
            except Exception:
                # One fault must not leave everybody with a page that stands still.
                traceback.print_exc()
                self._stop.wait(0.5)
        with self._lock:
            everybody = [*self._people.values(), *self._leaving]
            self._people, self._leaving = {}, []
        for person in everybody:
            person.close()

    def _pass(self) -> None:
        with self._lock:
            here, leaving = list(self._people.values()), self._leaving
            self._leaving = []
            now = time.monotonic()
            for person in here:
                if not person.streams and now - person.used_at > IDLE_S:
                    leaving.append(self._people.pop(person.login))
        for person in leaving:
            person.close()
        if link.run([p.link for p in here], 0.25, [self._wake_r]):
            with contextlib.suppress(OSError):
                self._wake_r.recv(4096)
        for person in here:
            person.step()


_installed: People | None = None


def install(people: People) -> None:
    """Make it the process's own, for pages."""
    global _installed
    _installed = people


def installed() -> People:
    """The process's own. Raises `Refused("not-running")` outside of the gateway."""
    if _installed is None:
        raise Refused("not-running", "no gateway runs in this process")
    return _installed
