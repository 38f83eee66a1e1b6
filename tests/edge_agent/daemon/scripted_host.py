"""A session whose host is the test: it shows questions and keeps what the daemon sends it."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from edge_agent.host.launch import Launch
from edge_agent.host.session_files import prepare
from schemas.wire import frames
from schemas.wire.frames import Frame
from schemas.wire.layout import Home
from tests.edge_agent.daemon.rig import MACHINE
from tests.schemas import examples
from tests.waiting import until


class ScriptedHost:
    """Speaks a host's side of `session.sock`; the test decides what it says."""

    def __init__(self, home: Home, gate: str = "gated", project: str = "-") -> None:
        launch = Launch(
            machine=MACHINE, project=project, folder="/tmp", argv=["/bin/cat"], gate=gate
        )
        folder, self.run_dir = prepare(home, launch)
        self.id = folder.root.name
        self.frames: list[Frame] = []
        self.answering = True
        self._questions: list[dict[str, Any]] = []
        self._daemon: socket.socket | None = None
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(self.run_dir / "session.sock"))
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def shows(self, *approvals: str) -> None:
        """These questions are open."""
        (shape,) = examples.state().value()["questions"]
        self._questions = [{**shape, "approval": one} for one in approvals]
        self._tell()

    def told(self, name: str) -> list[dict[str, Any]]:
        """The fields of all frames of this name so far."""
        return [frame.fields for frame in list(self.frames) if frame.name == name]

    def wait(self, name: str, count: int = 1) -> dict[str, Any]:
        """The fields of the `count`th frame of this name."""
        until(lambda: len(self.told(name)) >= count, f"{count} frames {name}", 30)
        return self.told(name)[count - 1]

    def close(self) -> None:
        self._listener.close()
        if self._daemon is not None:
            self._daemon.close()
        for path in self.run_dir.glob("*"):
            path.unlink()
        os.rmdir(self.run_dir)

    def _tell(self) -> None:
        if self._daemon is not None:
            document = {
                **examples.state().value(),
                "session": self.id,
                "machine": MACHINE,
                "project": "-",
                "questions": self._questions,
            }
            self._daemon.sendall(frames.control("state", document=document))

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            self._daemon = peer
            try:
                self._talk(peer)
            except OSError:
                pass

    def _talk(self, peer: socket.socket) -> None:
        decoder = frames.Decoder()
        while data := peer.recv(65536):
            for frame in decoder.feed(data):
                if frame.name == "hello":
                    peer.sendall(frames.control("hello", v=frames.VERSION, pid=os.getpid()))
                    self._tell()
                self.frames.append(frame)
                if frame.name == "request" and self.answering:
                    receipt = {"id": frame.fields["id"], "who": frame.fields["who"]}
                    peer.sendall(frames.control("receipt", status="accepted", **receipt))


@contextmanager
def scripted(home: Home, **fields: Any) -> Iterator[ScriptedHost]:
    """One scripted host, gone afterwards. Stop the daemon before: it looks at the folder."""
    host = ScriptedHost(home, **fields)
    try:
        yield host
    finally:
        host.close()
