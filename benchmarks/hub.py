"""A whole Signalbox for one benchmark, a person who steers it over MQTT, and what processes hold.

Real processes on loopback in a home of their own under /tmp, gone afterwards.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psutil

from schemas.link import Link, Priority, run
from schemas.wire import ids, strictjson, topics
from tests.system.fleet import MODULES, Fleet

WATCH_S = 60
"""A lease of `watch`; it is renewed at half of it."""

LIMIT_S = 30
"""How long anything may take before a benchmark gives up."""


class Hub(Fleet):
    """The fleet of the system tests in a temporary home; `with` ends it and removes the home."""

    def __init__(self, broker: str = "embedded", parts: Iterable[str] = MODULES) -> None:
        """`parts`: what `with` starts."""
        self._wanted = parts
        self.folder = Path(tempfile.mkdtemp(prefix="sb-bench-", dir="/tmp"))
        super().__init__(self.folder, broker)

    def host_tree(self, session: str) -> list[int]:
        """The pids of a session's host and of its screen's process, without the program."""
        host = self.host_pid(session)
        children = psutil.Process(host).children()
        screens = [c.pid for c in children if "edge_agent.host.screen_child" in c.cmdline()]
        return [host, *screens]

    def typist(self) -> Typist:
        """The owner, connected, with the machine's beat seen."""
        url = f"mqtt://127.0.0.1:{self.port}"
        return Typist(url, self.owner, self.passwords[self.owner], "build-01")

    def __enter__(self) -> Hub:
        try:
            self.up(self._wanted)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.down()
        shutil.rmtree(self.folder, ignore_errors=True)


class Typist:
    """A person's MQTT client: types into sessions and sees what they print."""

    def __init__(self, url: str, user: str, password: str, machine: str) -> None:
        self._user, self._machine = user, machine
        self._beat: dict[str, Any] = {}
        self._printed = bytearray()
        self._typed_into = ""
        self._receipts: dict[str, dict[str, Any]] = {}
        self._watching: dict[tuple[str, str], float] = {}
        self.link = Link(
            [url],
            client_id=f"bench-{ids.new_request()}",
            username=user,
            password=password,
            on_message=self._arrived,
        )
        self._presence = topics.build("machine.presence", m=machine)
        self.link.subscribe([self._presence, topics.filter_for("reply", u=user)])
        self.wait(lambda: self.link.ready and bool(self._beat), "the machine's beat")

    def watch(self, session: str, project: str = "-") -> None:
        """See this session's live lines from now on."""
        name = topics.build("session.event", m=self._machine, p=project, s=session)
        self.link.subscribe([name])
        self.wait(lambda: self.link.granted(name), "live lines")
        self._watching[session, project] = time.monotonic()
        id_ = self.request("watch", session, project, lease=WATCH_S)
        self.wait(lambda: id_ in self._receipts, "a lease")
        assert self._receipts[id_]["status"] == "accepted", self._receipts[id_]

    def request(self, verb: str, session: str, project: str = "-", **fields: Any) -> str:
        """Publish a request; its id."""
        id_ = ids.new_request()
        topic = topics.build(
            "do.request", u=self._user, m=self._machine, p=project, s=session, verb=verb
        )
        payload = strictjson.canon({"id": id_, "seen": self._beat, **fields})
        assert self.link.publish(topic, payload, Priority.URGENT), "the hub is out of reach"
        return id_

    def echo(self, session: str, text: str) -> float:
        """Type `text`; seconds until it was seen as output."""
        self._renew()
        self._printed.clear()
        self._typed_into = session
        wanted = text.encode()
        began = time.perf_counter()
        self.request("keys", session, text=text)
        self.wait(lambda: wanted in self._printed, f"the echo of {text}")
        return time.perf_counter() - began

    def interrupt(self, session: str) -> float:
        """Ask for `interrupt`; seconds until its receipt."""
        began = time.perf_counter()
        id_ = self.request("interrupt", session)
        self.wait(lambda: id_ in self._receipts, "a receipt")
        assert self._receipts[id_]["status"] == "accepted", self._receipts[id_]
        return time.perf_counter() - began

    def rest(self, seconds: float) -> None:
        """Keep the connection served."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            run([self.link], left)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Serve the connection until `condition()`. Raises TimeoutError."""
        until = time.monotonic() + LIMIT_S
        while not condition():
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"no {what} within {LIMIT_S} s {self.link.trouble}")
            run([self.link], left)

    def close(self) -> None:
        """Say goodbye."""
        self.link.close()

    def _renew(self) -> None:
        now = time.monotonic()
        for (session, project), since in self._watching.items():
            if now - since > WATCH_S / 2:
                self._watching[session, project] = now
                self.request("watch", session, project, lease=WATCH_S)

    def _arrived(self, topic: str, payload: bytes, retained: bool) -> None:
        if topic.endswith("/event"):
            # Of a flood that is watched beside it, nothing is read.
            if f"/{self._typed_into}/" in topic:
                self._seen(strictjson.loads_object(payload))
            return
        value = strictjson.loads_object(payload)
        if topic == self._presence:
            self._beat = value.get("beat", {})
        elif topic.startswith("fleet/reply/"):
            self._receipts[value["id"]] = value

    def _seen(self, value: dict[str, Any]) -> None:
        if value.get("kind") == "output":
            self._printed += value["body"].get("text", "").encode()


def pss_mib(pids: list[int]) -> float:
    """Proportional set size of these processes together, in MiB."""
    return _smaps_mib(pids, "Pss:")


def rss_mib(pids: list[int]) -> float:
    """Resident set size of these processes together, in MiB; shared pages count each time."""
    return _smaps_mib(pids, "Rss:")


def _smaps_mib(pids: list[int], name: str) -> float:
    kib = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except PermissionError:
            raise SystemExit("memory of daemon and hosts is shown to root alone") from None
        kib += sum(int(line.split()[1]) for line in lines if line.startswith(name))
    return kib / 1024


def signalbox(*words: str) -> list[str]:
    """The argv of one command line."""
    return [sys.executable, "-I", "-m", "signalbox", *words]


def load() -> str:
    """How busy the machine is besides us, for the line under a table."""
    one, five, _ = os.getloadavg()
    return f"load {one:.1f} (1 min), {five:.1f} (5 min)"
