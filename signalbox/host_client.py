"""The desk's side of a session's Unix socket: connect, say hello, send and receive frames."""

from __future__ import annotations

import socket
import time
from collections import deque
from pathlib import Path
from typing import Any

from schemas.wire import frames, ids
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.frames import Frame

_CHUNK = 64 * 1024
"""Larger buffers come from mmap anew for each key (measured: 5 calls to the kernel more)."""


class HostClient:
    """One connection to a host. Not for several threads."""

    def __init__(self, path: Path, role: str = "desk", timeout_s: float = 5) -> None:
        """Connect and exchange `hello`. Raises `Refused` where no host answers there."""
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(timeout_s)
        self._decoder = frames.Decoder()
        self._waiting: deque[Frame] = deque()
        try:
            self.socket.connect(str(path))
            self.send(frames.control("hello", v=frames.VERSION, role=role))
            self.hello = self.wait_for("hello", timeout_s).fields
        except OSError as error:
            self.socket.close()
            raise Refused("session-ended", f"no host answers ({error.strerror})") from None
        except Refused:
            self.socket.close()
            raise

    def send(self, data: bytes) -> None:
        """Send encoded frames whole. Raises OSError where the host is gone."""
        self.socket.sendall(data)

    def receive(self) -> list[Frame]:
        """Frames that were kept back or arrive next; empty when the host has closed."""
        if self._waiting:
            kept = list(self._waiting)
            self._waiting.clear()
            return kept
        while True:
            try:
                data = self.socket.recv(_CHUNK)
            except ConnectionResetError:
                return []
            if not data:
                return []
            found = self._decoder.feed(data)
            if found:
                return found

    def wait_for(self, name: str, timeout_s: float) -> Frame:
        """The next frame of this name; others are kept for `receive`, faults are raised."""
        until = time.monotonic() + timeout_s
        kept: list[Frame] = []
        try:
            while True:
                left = until - time.monotonic()
                if left <= 0:
                    raise Refused("not-running", f"the host did not answer within {timeout_s} s")
                self.socket.settimeout(left)
                try:
                    arrived = self.receive()
                except TimeoutError:
                    continue
                if not arrived:
                    raise Refused("session-ended", "the host closed the connection")
                for position, frame in enumerate(arrived):
                    if frame.name == name:
                        kept.extend(arrived[position + 1 :])
                        return frame
                    if frame.name == "fault" and name == "hello":
                        code = str(frame.fields.get("code"))
                        raise Refused("peer-refused" if code == "peer-refused" else "internal")
                    kept.append(frame)
        finally:
            self._waiting.extendleft(reversed(kept))
            self.socket.settimeout(None)

    def request(self, verb: str, fields: dict[str, Any], timeout_s: float = 15) -> dict[str, Any]:
        """Ask the host and return its receipt. Raises `Refused` where it was rejected."""
        id_ = ids.new_request()
        self.send(frames.control("request", who=ids.DESK, verb=verb, id=id_, fields=fields))
        until = time.monotonic() + timeout_s
        while True:
            receipt = self.wait_for("receipt", max(until - time.monotonic(), 0)).fields
            if receipt.get("id") == id_:
                break
        if receipt.get("status") != "accepted":
            raise _refused(str(receipt.get("code")), str(receipt.get("reason") or ""))
        return receipt

    def close(self) -> None:
        """End the connection; the session goes on."""
        self.socket.close()


def _refused(code: str, reason: str) -> Refused:
    """As a receipt says it; the code's own text, which a reason ends with, is not said twice."""
    if code not in ERRORS:
        return Refused("internal", reason or code)
    return Refused(code, "" if reason == ERRORS[code] else reason.removesuffix(f": {ERRORS[code]}"))
