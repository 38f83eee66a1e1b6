"""A real daemon, and a hub's part of the talk: an archiver that takes lines, people who ask."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from schemas.documents import catalogue, policy
from schemas.link import Link, Priority, run
from schemas.wire import chain, frames, ids, layout, line, topics, uplink
from schemas.wire.clock import Clock
from schemas.wire.layout import Home
from schemas.wire.strictjson import canon
from tests.waiting import until

MACHINE = "m1"
SHIFTED = """
import sys
from pathlib import Path
from edge_agent.daemon.__main__ import run
from schemas.wire.clock import Clock

class Shifted(Clock):
    def boot_us(self):
        try:
            return super().boot_us() + int(Path(sys.argv[2]).read_text() or 0)
        except OSError:
            return super().boot_us()

sys.exit(run(Path(sys.argv[1]), clock=Shifted()))
"""


def make_home(root: Path, url: str, config: str = "") -> Home:
    """A home that is enrolled as machine m1 of the hub at `url`."""
    home = Home(root / "home")
    for folder in (home.root, home.edge, home.edge_keys, home.sessions):
        layout.make_private(folder)
    home.config.write_text(f'[machine]\nname = "{MACHINE}"\n[hub]\nurls = ["{url}"]\n{config}')
    (home.edge_keys / "machine.secret").write_text("00" * 32 + "\n")
    return home


class DaemonProcess:
    """One run of the daemon."""

    def __init__(self, home: Home, shift: Path | None = None) -> None:
        """`shift`: a file with microseconds by which its boot clock is ahead."""
        program = ["-m", "edge_agent.daemon", "--home", str(home.root)]
        if shift is not None:
            program = ["-c", SHIFTED, str(home.root), str(shift)]
        self.log = home.root / "daemon.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-I", *program], stdout=subprocess.PIPE, stderr=log, cwd="/"
            )

    def ready(self) -> DaemonProcess:
        assert self.process.stdout is not None
        said = self.process.stdout.readline().decode()
        assert said.startswith("ready "), (said, self.log.read_text())
        return self

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self) -> int:
        """SIGTERM; its exit status."""
        self.process.terminate()
        return self.process.wait(10)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
        self.process.wait()


@contextmanager
def daemon(home: Home, shift: Path | None = None) -> Iterator[DaemonProcess]:
    found = DaemonProcess(home, shift)
    try:
        yield found.ready()
    finally:
        found.kill()


class Taken:
    """One session as this archiver has it."""

    def __init__(self, project: str) -> None:
        self.project = project
        self.key: bytes | None = None
        self.lines: list[bytes] = []
        self.head = b""
        self.twice = 0
        self.messages = 0


class Hub:
    """A scripted archiver and any person, on a link of its own, in a thread of the test."""

    def __init__(self, url: str, machine: str = MACHINE, credit: int = 1 << 20) -> None:
        self.machine = machine
        self.credit = credit
        self.sessions: dict[str, Taken] = {}
        self.offers: dict[str, uplink.Offer] = {}
        self.forks: dict[str, int] = {}
        self.retained: dict[str, bytes] = {}
        self.events: dict[str, list[bytes]] = {}
        self.screens: dict[str, list[bytes]] = {}
        self.replies: dict[str, list[dict[str, Any]]] = {}
        self.policy = b""
        """Published again on each connection, as its steward does."""
        self.acking = True
        self.taking = True
        self.run = ids.new_request()
        self._n = 0
        self._moved: dict[str, None] = {}
        self._missing: set[str] = set()
        self._calls: list[Callable[[], None]] = []
        self._lock = threading.Lock()
        self._stop = False
        self._trouble: list[BaseException] = []
        self.link = Link(
            [url],
            client_id="hub-test",
            username="hub:archiver",
            password="x",
            on_message=self._on_message,
            on_up=self._on_up,
            on_fault=self._trouble.append,
        )
        names = ("session.journal", "session.state", "session.screen", "session.event")
        self.link.subscribe(topics.filter_for(name, m=machine) for name in names)
        self.link.subscribe(
            [
                topics.filter_for("machine.presence", m=machine),
                topics.filter_for("machine.info", m=machine),
                topics.filter_for("reply"),
            ]
        )
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._thread.start()
        until(lambda: self.link.ready, "the hub's link")

    # what tests look at

    def archived(self, session: str) -> bytes:
        """The session's lines, as taken."""
        taken = self.sessions.get(session)
        return b"".join(taken.lines) if taken else b""

    def document(self, session: str) -> dict[str, Any]:
        """The session document that is retained now; empty where none is."""
        for topic, payload in list(self.retained.items()):
            if topic.endswith(f"/{session}/state"):
                return json.loads(payload)
        return {}

    @property
    def presence(self) -> dict[str, Any]:
        return json.loads(
            self.retained.get(topics.build("machine.presence", m=self.machine), b"{}")
        )

    @property
    def beat(self) -> dict[str, Any]:
        """The latest beat of the machine."""
        return self.presence["beat"]

    def do(self, work: Callable[[], Any]) -> None:
        """Run something in the link's thread."""
        with self._lock:
            self._calls.append(work)

    def publish(self, topic: str, payload: bytes) -> None:
        self.do(lambda: self.link.publish(topic, payload, Priority.URGENT))

    def ask(
        self,
        verb: str,
        session: str = "-",
        project: str = "-",
        who: str = "ana",
        id_: str | None = None,
        **fields: Any,
    ) -> str:
        """Publish a request; its id. `seen` is the latest beat unless given."""
        id_ = id_ or ids.new_request()
        fields.setdefault("seen", self.beat)
        topic = topics.build("do.request", u=who, m=self.machine, p=project, s=session, verb=verb)
        self.publish(topic, canon({"id": id_, **fields}))
        return id_

    def reply(self, id_: str, seconds: float = 10) -> dict[str, Any]:
        """The final receipt of this request."""

        def look() -> dict[str, Any] | None:
            return next((r for r in self.replies.get(id_, ()) if r.get("final")), None)

        return until(look, f"the receipt of {id_}", seconds)

    def present(self, online: bool = True) -> None:
        """Say that the archiver is there."""
        self.publish(
            topics.build("hub.presence", part="archiver"),
            canon({"online": online, "run": self.run, "version": "t", "health": {}}),
        )

    def restart(self, keep: int = 0) -> None:
        """Be a new archiver on a copy that has only the first `keep` lines of each session."""

        def work() -> None:
            self.run, self._n = ids.new_request(), 0
            for taken in self.sessions.values():
                taken.lines = taken.lines[:keep]
                taken.head = line.split(taken.lines[-1]).h if taken.lines else b""
            if not keep:
                self.sessions.clear()

        self.do(work)
        self.present()

    def fork(self, session: str, seq: int) -> None:
        """Say that this archive holds another history from `seq` on."""

        def work() -> None:
            self.forks[session] = seq
            self._moved[session] = None

        self.do(work)

    def close(self) -> None:
        self._stop = True
        self._thread.join()
        assert not self._trouble, self._trouble

    # the link's thread

    def _loop(self) -> None:
        try:
            while not self._stop:
                run([self.link], 0.01)
                with self._lock:
                    calls, self._calls = self._calls, []
                for call in calls:
                    call()
                self._ack()
            self.link.close()
        except BaseException as error:
            self._trouble.append(error)

    def _on_up(self) -> None:
        self.link.publish(
            topics.build("hub.presence", part="archiver"),
            canon({"online": True, "run": self.run, "version": "t", "health": {}}),
        )
        if self.policy:
            self.link.publish(topics.build("policy", m=self.machine), self.policy)

    def _on_message(self, topic: str, payload: bytes, retained: bool) -> None:
        found = topics.parse(topic)
        if payload:
            catalogue.read(topic, payload)  # raises where it is not what the protocol says
        if found.name == "session.journal":
            if self.taking:
                self._journal(found["s"], found["p"], payload)
        elif found.name == "session.event":
            self.events.setdefault(found["s"], []).append(payload)
        elif found.name == "reply":
            self.replies.setdefault(found["r"], []).append(json.loads(payload))
        elif payload:
            self.retained[topic] = payload
            if found.name == "session.screen":
                self.screens.setdefault(found["s"], []).append(payload)
        else:
            self.retained.pop(topic, None)

    def _journal(self, session: str, project: str, payload: bytes) -> None:
        taken = self.sessions.setdefault(session, Taken(project))
        if not uplink.is_lines(payload):
            control = uplink.read_control(payload)
            if isinstance(control, uplink.SessionKey):
                taken.key = bytes.fromhex(control.key)
            else:
                self.offers[session] = control
                if taken.key is None:
                    self._missing.add(session)
            self._moved[session] = None
            return
        if taken.key is None:
            self._missing.add(session)
            self._moved[session] = None
            return
        assert len(payload) <= line.MAX_LINE and payload.endswith(b"\n")
        taken.messages += 1
        for raw in payload.splitlines(keepends=True):
            one = line.split(raw)
            if one.seq <= len(taken.lines):
                taken.twice += 1
                continue
            if one.seq > len(taken.lines) + 1:
                break
            before = taken.head or chain.start(self.machine, project, session, taken.key)
            if not one.fits(before, taken.key):
                self.forks[session] = one.seq
                self._moved[session] = None
                break
            line.check_body(one)
            taken.lines.append(raw)
            taken.head = one.h
            self._moved[session] = None

    def _ack(self) -> None:
        if not self._moved or not self.acking or not self.link.connected:
            return
        self._n += 1
        heads = {}
        for session in self._moved:
            taken = self.sessions.get(session) or Taken("-")
            heads[session] = (len(taken.lines), taken.head.hex())
        ack = uplink.Ack(
            self.run,
            self._n,
            self.credit,
            heads,
            tuple(sorted(self._missing)),
            {s: seq for s, seq in self.forks.items() if s in self._moved},
        )
        self.link.publish(topics.build("ack", m=self.machine), ack.encode())
        self._moved, self._missing = {}, set()


def boot_ms() -> int:
    return Clock().boot_ms()


def sockets_of(pid: int) -> list[str]:
    """The kernel's names of all sockets that a process holds."""
    found = []
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            found.append(os.readlink(f"/proc/{pid}/fd/{name}"))
        except OSError:
            continue
    return [name for name in found if name.startswith("socket:")]


class Steward:
    """Signs policies for the machine, as the hub's own steward does."""

    def __init__(self, hub: Hub, home: Home) -> None:
        self._hub = hub
        self._private = os.urandom(32)
        (home.edge_keys / "hub.pub").write_text(policy.public_key(self._private) + "\n")

    def payload(
        self,
        grants: dict[str, dict[str, list[str]]],
        projects: dict[str, str] | None = None,
        **fields: Any,
    ) -> bytes:
        now = Clock().wall_us()
        given = {"version": now, "fresh_until": now + 3600 * 1_000_000, **fields}
        made = policy.Policy(machine=MACHINE, grants=grants, projects=projects or {}, **given)
        return policy.sign(made, self._private)

    def publish(self, *given: Any, **fields: Any) -> None:
        """Sign and publish; retained."""
        self._hub.policy = self.payload(*given, **fields)
        self._hub.publish(topics.build("policy", m=MACHINE), self._hub.policy)


class Local:
    """One connection to `daemon.sock`."""

    def __init__(self, home: Home) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(5)
        self.socket.connect(str(layout.run_dir(home).daemon))
        self._decoder = frames.Decoder()

    def ask(self, name: str, **fields: Any) -> frames.Frame:
        """Send a frame; the next one that comes."""
        self.socket.sendall(frames.control(name, **fields))
        while True:
            data = self.socket.recv(65536)
            assert data
            for frame in self._decoder.feed(data):
                return frame
