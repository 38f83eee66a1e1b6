"""One session while it is being verified: what its host tells, and what people ask of it.

The verifier holds the daemon's lock of its temporary home, so that it may speak for people.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import socket
import time
from collections.abc import Callable
from typing import Any, TypeVar

from schemas.wire import frames, ids, layout, line
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

PATIENCE_S = 40.0
"""How long is waited for what has to come; a busy computer takes long."""
PROMPTS, ANSWERS = "ana", "ben"
"""Who prompts and who answers: nobody, and not the same."""
_RIGHTS = {PROMPTS: ["view", "operate", "drive"], ANSWERS: ["view", "approve"]}
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;:?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)")

T = TypeVar("T")


class NotSeen(Exception):
    """What had to come did not; the text says what."""


class Watched:
    """A session of `home` that has just been started."""

    def __init__(self, home: Home, session: str) -> None:
        """Connect as the daemon. Raises `Refused`, OSError."""
        self.home, self.id = home, session
        self.run_dir = layout.run_dir(home).session(session)
        self.document: dict[str, Any] = {}
        self.screen = ""
        self._receipts: dict[str, dict[str, Any]] = {}
        self.gone = False
        self.pid = 0
        self.connect()

    def connect(self) -> None:
        """Come as the daemon, for the first time or again."""
        self._decoder = frames.Decoder()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(PATIENCE_S)
        self._socket.connect(str(self.run_dir / "session.sock"))
        self.gone = False
        self._send("hello", v=frames.VERSION, role="daemon")
        self.wait("the host's greeting", lambda: bool(self.pid and self.document))

    def leave(self) -> None:
        """End the connection, as a daemon that dies does."""
        self._socket.close()
        self.gone = True

    # ----- what it tells

    def pump(self, seconds: float = 0.05) -> None:
        """Take what has arrived."""
        if self.gone:
            time.sleep(seconds)
            return
        if not select.select([self._socket], [], [], seconds)[0]:
            return
        try:
            data = self._socket.recv(1 << 18)
        except OSError:
            data = b""
        if not data:
            self.leave()
            return
        for frame in self._decoder.feed(data):
            if frame.name == "hello":
                self.pid = int(frame.fields["pid"])
                self.document = dict(frame.fields.get("document") or {})
            elif frame.name == "state":
                self.document = dict(frame.fields["document"])
            elif frame.name == "screen":
                self.screen = _ESCAPES.sub("", frame.data.decode("utf-8", "replace"))
            elif frame.name == "receipt":
                self._receipts[str(frame.fields["id"])] = frame.fields

    def wait(self, what: str, look: Callable[[], T], seconds: float | None = None) -> T:
        """Wait until `look()` is true, and give it back. Raises `NotSeen`."""
        seconds = PATIENCE_S if seconds is None else seconds
        until = time.monotonic() + seconds
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > until:
                raise NotSeen(f"{what} did not come within {seconds:.0f} s")
            self.pump()

    def shows(self, words: str, seconds: float | None = None) -> None:
        """Wait until the screen shows these words. Raises `NotSeen`."""
        again = 0.0

        def look() -> bool:
            nonlocal again
            if time.monotonic() > again:
                again = time.monotonic() + 20
                self._send_request(PROMPTS, "watch", ids.new_request(), {"lease": 30})
            return words in self.screen or _squeezed(words) in _squeezed(self.screen)

        self.wait(f"{words!r} on the screen", look, seconds)

    def lines(self) -> list[tuple[str, dict[str, Any]]]:
        """The kinds and bodies of its journal."""
        found = []
        for path in sorted(self.home.session(self.id).journal.glob("*.jsonl")):
            for raw in path.read_bytes().splitlines():
                with contextlib.suppress(Refused, ValueError):
                    one = line.split(raw)
                    found.append((one.kind, json.loads(one.body or b"{}")))
        return found

    def kinds(self) -> list[str]:
        """The kinds of its lines."""
        return [kind for kind, _ in self.lines()]

    def questions(self) -> list[dict[str, Any]]:
        """What waits for people."""
        return list(self.document.get("questions") or ())

    # ----- what people ask

    def prompt(self, text: str) -> None:
        """Send a prompt. Raises `Refused`."""
        self._ask(PROMPTS, "prompt", {"text": text})

    def keys(self, text: str) -> None:
        """Type; keys have no receipt."""
        self._send_request(PROMPTS, "keys", ids.new_request(), {"text": text})

    def interrupt(self) -> None:
        """Stop the turn. Raises `Refused`."""
        self._ask(PROMPTS, "interrupt", {})

    def answer(self, question: dict[str, Any], decide: str, reason: str = "") -> None:
        """Say yes or no. Raises `Refused` where the host refuses it."""
        fields = {
            "approval": question["approval"],
            "digest": question["digest"],
            "decide": decide,
            **({"reason": reason} if reason else {}),
        }
        self._ask(ANSWERS, "answer", fields)

    def stop(self) -> None:
        """End it, whatever it does."""
        if not self.gone:
            with contextlib.suppress(Refused, OSError, NotSeen):
                self._ask(PROMPTS, "stop", {"grace": 1}, 15)
                self.wait("its end", lambda: self.gone, 15)
        if self.pid and _alive(self.pid):
            self.kill()
        self._socket.close()

    def kill(self) -> None:
        """Kill the host, as nobody should."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.wait("the host's end", lambda: not _alive(self.pid))

    def answers(self) -> bool:
        """Whether the host still says hello."""
        try:
            Watched(self.home, self.id).leave()
        except (OSError, NotSeen, Refused):
            return False
        return True

    def _ask(
        self, who: str, verb: str, fields: dict[str, Any], seconds: float | None = None
    ) -> dict[str, Any]:
        id_ = ids.new_request()
        self._send_request(who, verb, id_, fields)
        receipt = self.wait(f"a receipt of {verb}", lambda: self._receipts.pop(id_, {}), seconds)
        if receipt.get("status") != "accepted":
            raise Refused(str(receipt.get("code")), str(receipt.get("reason") or ""))
        return receipt

    def _send_request(self, who: str, verb: str, id_: str, fields: dict[str, Any]) -> None:
        rights = _RIGHTS[who]
        self._send("request", who=who, verb=verb, id=id_, fields=fields, rights=rights, groups=[])

    def _send(self, name: str, **fields: Any) -> None:
        try:
            self._socket.sendall(frames.control(name, **fields))
        except OSError:
            self.leave()


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    except FileNotFoundError:
        if os.path.isdir("/proc/self"):
            return False
    except OSError:
        return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
