"""The sessions of this machine, as their folders and hosts tell: no daemon and no hub needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.wire import ids, layout, line, session_phase
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import loads_object
from signalbox.host_client import HostClient


@dataclass(frozen=True, slots=True)
class LocalSession:
    """What is known of one session. `document` is the host's, empty when no host answers."""

    id: str
    launch: dict[str, Any]
    phase: str
    document: dict[str, Any]

    @property
    def started_us(self) -> int:
        """Microseconds since 1970, from the id."""
        return ids.session_started_ms(self.id) * 1000

    @property
    def title(self) -> str:
        """The name for people, or what runs."""
        named = self.document.get("title") or self.launch.get("title")
        return str(named or " ".join(self.launch.get("argv", ())))

    @property
    def alive(self) -> bool:
        """Whether a host answers for it."""
        return self.phase not in session_phase.FINAL


def socket_of(home: Home, session: str) -> Path:
    """The session socket of a host."""
    return layout.run_dir(home).session(session) / "session.sock"


def all_ids(home: Home) -> list[str]:
    """Ids of all sessions that this machine keeps, oldest first."""
    found = []
    if home.sessions.is_dir():
        for entry in home.sessions.iterdir():
            try:
                found.append(ids.check_session(entry.name))
            except Refused:
                continue
    return sorted(found)


def look(home: Home, session: str) -> LocalSession:
    """What is known of one session now."""
    launch = _launch(home, session)
    try:
        client = HostClient(socket_of(home, session), role="tool", timeout_s=2)
    except Refused as refused:
        if refused.code == "peer-refused":
            raise
        return LocalSession(session, launch, _final_phase(home, session), {})
    hello = client.hello
    client.close()
    document = hello.get("document") or {}
    return LocalSession(session, launch, str(hello.get("phase", "running")), document)


def resolve(home: Home, words: str) -> LocalSession:
    """The one session that `words` name: an id, the beginning of one, or a title.

    Raises `Refused("no-such-session")`, or "ambiguous-session" with the candidates.
    """
    known = all_ids(home)
    if words in known:
        return look(home, words)
    fitting = [session for session in known if session.startswith(words.lower())]
    if not fitting:
        looked = [look(home, session) for session in known]
        titled = [s for s in looked if s.title == words]
        fitting = [s.id for s in titled if s.alive] or [s.id for s in titled]
    if not fitting:
        raise Refused("no-such-session", ascii(words[:60]))
    if len(fitting) > 1:
        raise Refused("ambiguous-session", ", ".join(fitting[-8:]))
    return look(home, fitting[0])


def segments(home: Home, session: str) -> list[Path]:
    """The files of a session's journal, in order."""
    return sorted(home.session(session).journal.glob("*.jsonl"))


def _launch(home: Home, session: str) -> dict[str, Any]:
    try:
        return loads_object(home.session(session).launch.read_bytes(), 1024 * 1024)
    except (OSError, Refused):
        return {}


def _final_phase(home: Home, session: str) -> str:
    """`ended` where the journal says so, else `lost`: the host died, or has not begun.

    A signature or a receipt may stand after `ended`, so the last few lines are looked at.
    """
    for path in reversed(segments(home, session)):
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - 2 * line.MAX_LINE, 0))
            tail = file.read().splitlines()
        for raw in reversed(tail):
            try:
                kind = line.split(raw).kind
            except Refused:
                continue  # cut by the seek, or torn by a crash
            if kind in _ENDS:
                return _ENDS[kind]
        if tail:
            break
    return "lost"


_ENDS = {"ended": "ended", "host_lost": "lost"}


def body_of(found: line.Line) -> dict[str, Any]:
    """A line's body; where it was redacted, only that it was."""
    if found.body is None:
        return {"redacted": True}
    body: dict[str, Any] = json.loads(found.body)
    return body
