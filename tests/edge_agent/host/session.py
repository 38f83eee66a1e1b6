"""A real session for tests: a detached host, its folder, a desk, its journal."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from edge_agent.host.launch import Launch
from edge_agent.host.spawn import spawn
from schemas.wire import chain, frames, ids, layout, line
from schemas.wire.frames import Frame
from schemas.wire.layout import Home
from tests.waiting import until


class Desk:
    """One connection to `session.sock`."""

    def __init__(self, path: Path, role: str = "desk", v: int = frames.VERSION) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(0.05)
        self.socket.connect(str(path))
        self._decoder = frames.Decoder()
        self.frames: list[Frame] = []
        self.closed = False
        self.shown = b""
        """Terminal bytes since the last screen, the screen itself first."""
        self.send("hello", v=v, role=role)
        self.hello = self.wait("hello", "fault")

    def send(self, name: str, **fields: Any) -> None:
        self.socket.sendall(frames.control(name, **fields))

    def type(self, data: bytes) -> None:
        self.socket.sendall(frames.terminal(data))

    def attach(self, columns: int = 120, rows: int = 40, steer: bool = True) -> None:
        self.send("attach", columns=columns, rows=rows, steer=steer)
        self.wait("screen")

    def receive(self) -> None:
        """Take what has arrived."""
        if self.closed:
            return
        try:
            data = self.socket.recv(1 << 20)
        except TimeoutError:
            return
        except ConnectionResetError:
            data = b""
        if not data:
            self.closed = True
        for frame in self._decoder.feed(data):
            if frame.type == frames.TERMINAL:
                self.shown += frame.data
            else:
                self.frames.append(frame)
                if frame.name == "screen":
                    self.shown = frame.data

    def wait(self, *names: str, seconds: float = 10) -> Frame:
        """The next frame with one of these names; it is taken out."""

        def look() -> Frame | None:
            for position, frame in enumerate(self.frames):
                if frame.name in names:
                    return self.frames.pop(position)
            self.receive()
            return None

        return until(look, f"a frame {names}", seconds, every=0.005)

    def wait_closed(self) -> None:
        """Wait until the host has ended this connection."""

        def look() -> bool:
            self.receive()
            return self.closed

        until(look, "the connection's end", every=0.005)

    def sees(self, text: bytes, seconds: float = 10) -> bytes:
        """Wait until the terminal has shown this."""

        def look() -> bool:
            if text in self.shown:
                return True
            self.receive()
            return False

        until(look, f"{text!r} on the terminal", seconds, every=0.005)
        return self.shown

    def ask(self, verb: str, id_: str | None = None, seconds: float = 20, **fields: Any) -> Any:
        """A request and its receipt's fields."""
        id_ = id_ or ids.new_request()
        self.send("request", who="desk", verb=verb, id=id_, fields=fields)
        return self.wait("receipt", seconds=seconds).fields

    def close(self) -> None:
        self.socket.close()


class Session:
    """A session that was spawned in `home`."""

    def __init__(self, home: Home, id_: str) -> None:
        self.home, self.id = home, id_
        self.folder = home.session(id_)
        self.run_dir = layout.run_dir(home).session(id_)
        self.pid = int((self.run_dir / "pid").read_text())

    def desk(self, role: str = "desk") -> Desk:
        return Desk(self.run_dir / "session.sock", role)

    def lines(self) -> list[dict[str, Any]]:
        """All whole lines so far."""
        found = []
        for path in sorted(self.folder.journal.glob("*.jsonl")):
            for raw in path.read_bytes().splitlines(keepends=True):
                if raw.endswith(b"\n"):
                    found.append(json.loads(raw))
        return found

    def bodies(self, kind: str) -> list[dict[str, Any]]:
        return [one["body"] for one in self.lines() if one["kind"] == kind]

    def output(self) -> bytes:
        """All journalled output."""
        return b"".join(
            body["text"].encode() if "text" in body else base64.b64decode(body["b64"])
            for body in self.bodies("output")
        )

    def ended(self, seconds: float = 20) -> dict[str, Any]:
        """Wait for `ended` and the host's own end; the body."""
        found = until(lambda: self.bodies("ended"), "ended", seconds)
        until(lambda: not alive(self.pid), "the host's end", seconds)
        return found[0]

    def check_chain(self) -> None:
        """Every line follows from the one before, and none is missing."""
        key = bytes.fromhex(self.folder.key.read_text())
        launched = json.loads(self.folder.launch.read_bytes())
        head = chain.start(launched["machine"], launched["project"], self.id, key)
        seq = 0
        for path in sorted(self.folder.journal.glob("*.jsonl")):
            for raw in path.read_bytes().splitlines(keepends=True):
                found = line.split(raw)
                line.check_body(found)
                assert found.seq == seq + 1
                assert found.fits(head, key), f"line {found.seq}"
                seq, head = found.seq, found.h

    def kill(self) -> None:
        """End the host and its tree, however it stands."""
        for pid in [self.pid, *below(self.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def alive(pid: int) -> bool:
    """Whether this process runs (a zombie does not)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return False
    return stat.rpartition(b")")[2].split()[0] not in (b"Z", b"X")


def below(pid: int) -> list[int]:
    """Descendants, as the host's own code finds them."""
    from edge_agent.host.tree import descendants

    return descendants(pid)


@contextmanager
def running(
    short_dir: Path,
    *argv: str,
    environment: Mapping[str, str] | None = None,
    config: str = "",
    **fields: Any,
) -> Iterator[Session]:
    """A session of this program; whatever is left of it is ended afterwards."""
    home = Home(short_dir / "home")
    home.root.mkdir(mode=0o700, exist_ok=True)
    if config:
        home.config.write_text(config)
    asked = {"machine": "m1", "project": "-", "folder": "/tmp", **fields}
    chosen = {**os.environ, **environment} if environment else None
    session = Session(home, spawn(home, Launch(argv=list(argv), **asked), chosen))
    try:
        yield session
    finally:
        session.kill()
        until(lambda: not alive(session.pid), "the host's end")
        shutil.rmtree(session.run_dir, ignore_errors=True)
        with suppress(OSError):
            session.run_dir.parent.rmdir()  # another session of this home may be in it
