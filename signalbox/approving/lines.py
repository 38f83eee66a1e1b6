"""Lines of a session's journal, as answers need them: those of one approval, now and as they come.

On this machine they are read from the disk; elsewhere they come as events, and by `history`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from schemas.link import run
from schemas.wire import line, parts, strictjson
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import local_sessions
from signalbox.remote import history
from signalbox.remote.following import read_line
from signalbox.remote.sessions import RemoteSession

Told = tuple[str, Mapping[str, Any]]
"""(kind, body)"""
POLL_S = 0.05


class Lines(Protocol):
    """What is new of one session."""

    def more(self, seconds: float) -> list[Told]:
        """Lines since the last call; waits at most so long for the first."""
        ...


class OnDisk:
    """A session of this machine, from the present end of its journal on."""

    def __init__(self, home: Home, session: str) -> None:
        self._home, self._session = home, session
        names = local_sessions.segments(home, session)
        self._index = max(len(names) - 1, 0)
        self._offset = names[-1].stat().st_size if names else 0
        self._rest = b""

    def more(self, seconds: float) -> list[Told]:
        """Whole lines that were written since."""
        until = time.monotonic() + seconds
        while True:
            found = self._read()
            if found or time.monotonic() >= until:
                return found
            # The journal is a file that another process appends to: there is nothing to wait on.
            time.sleep(POLL_S)

    def _read(self) -> list[Told]:
        names = local_sessions.segments(self._home, self._session)
        found: list[Told] = []
        while self._index < len(names):
            with names[self._index].open("rb") as file:
                file.seek(self._offset)
                data = file.read()
            self._offset += len(data)
            *whole, self._rest = (self._rest + data).split(b"\n")
            found += [one for one in map(_told, whole) if one is not None]
            if self._index + 1 >= len(names):
                break
            self._index, self._offset, self._rest = self._index + 1, 0, b""
        return found


class FromAfar:
    """A session elsewhere, from now on. One at a time for a connection."""

    def __init__(self, session: RemoteSession) -> None:
        self._client = session.client
        self._topic = session.topic("event")
        self._found: list[Told] = []
        self._client.on_message = self._arrived
        self._client.granted(self._topic)

    def more(self, seconds: float) -> list[Told]:
        """Lines that have come since."""
        until = time.monotonic() + seconds
        while not self._found and time.monotonic() < until:
            run([self._client.link], POLL_S)
        found, self._found = self._found, []
        return found

    def _arrived(self, topic: str, payload: bytes) -> bool:
        if topic != self._topic:
            return False
        found = read_line(payload)
        if found is not None:
            self._found.append((found["kind"], found.get("body") or {}))
        return True


def kept(home: Home, session: str) -> Iterator[Told]:
    """All lines of gate and life that the disk of this machine has, oldest first."""
    for path in local_sessions.segments(home, session):
        with path.open("rb") as file:
            for raw in file:
                # Most lines are output; they need not be read to be passed over.
                if b'"kind":"output"' not in raw:
                    found = _told(raw)
                    if found is not None:
                        yield found


def whole_on_disk(home: Home, session: str, seq: int) -> Mapping[str, Any]:
    """The body of line `seq`, its parts joined. Raises `Refused`."""
    pieces: list[str] = []
    for path in local_sessions.segments(home, session):
        with path.open("rb") as file:
            for raw in file:
                one = line.split(raw)
                if one.kind == "part" and one.seq < seq:
                    body = local_sessions.body_of(one)
                    pieces = [*(pieces if body.get("n") != 1 else []), str(body.get("text"))]
                elif one.seq == seq:
                    return _joined(local_sessions.body_of(one), pieces)
    raise Refused("no-such-approval", f"line {seq} is not on the disk")


def whole_from_afar(session: RemoteSession, seq: int) -> Mapping[str, Any]:
    """The same from archive or machine. Raises `Refused`."""
    body = _body(history.ask(session, **{"from": seq, "to": seq}), seq)
    count = body.get("parts")
    if not isinstance(count, int) or "approval" in body:
        return body
    found = history.ask(session, **{"from": seq - count, "to": seq})
    pieces = [str(_body(found, one).get("text")) for one in range(seq - count, seq)]
    return parts.join(dict(body), pieces)


def _body(found: history.Answer, seq: int) -> dict[str, Any]:
    body = found.lines.get(seq, {}).get("body")
    if not isinstance(body, dict):
        raise Refused("no-such-approval", f"nobody answered with line {seq}")
    return body


def _joined(body: dict[str, Any], pieces: list[str]) -> dict[str, Any]:
    if "approval" in body:
        return body
    return parts.join(body, pieces)


def _told(raw: bytes) -> Told | None:
    try:
        found = line.split(raw)
        if found.body is None:
            return None
        return found.kind, strictjson.loads_object(found.body)
    except Refused:
        return None  # torn by a crash; the journal's reader tells of it
