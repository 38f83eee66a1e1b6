"""Session documents on their way out: the hosts' words, what the archive has, and the last ones.

The last document of a session is kept in its folder as `state.json` for as long as it is retained
at the hub, so that the next daemon knows what is still to be cleared.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from edge_agent.daemon import documents, reader
from edge_agent.daemon.documents import Documents
from edge_agent.daemon.loop import tell
from edge_agent.daemon.sessions import Session
from schemas.link import Link, Priority
from schemas.wire import ids, session_phase, topics
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon, loads_object

CLEAR_EVERY_MS = 60_000
FULL_MS = 100
"""How long to wait when the link takes no more documents just now."""


class Published:
    """Publishes and clears `state` and `screen`."""

    def __init__(
        self,
        link: Link,
        machine: str,
        clock: Clock,
        sessions: Callable[[], Iterable[Session]],
        acked: Callable[[str], int],
    ) -> None:
        self._link = link
        self._machine = machine
        self._clock = clock
        self._sessions = sessions
        self._acked = acked
        self._documents = Documents()
        self._cleared_at = 0
        self._screens: set[str] = set()

    def documents(self) -> list[dict[str, Any]]:
        """What is known of all sessions whose document stays, oldest first."""
        return [
            self._documents.value(session.id)
            for session in sorted(self._sessions(), key=lambda one: one.id)
            if session.id in self._documents
        ]

    def again(self) -> None:
        """A new connection: all documents once more."""
        self._documents.again(self._clock.boot_ms())

    def told(self, session: Session) -> None:
        """The host has sent its document."""
        self._documents.set(
            session.id,
            {**session.document, "archived": self._acked(session.id)},
            self._clock.boot_ms(),
            whole=True,
        )

    def acked(self, session: Session) -> None:
        """The archive has more of it."""
        if session.id in self._documents:
            self._documents.set(
                session.id, {"archived": self._acked(session.id)}, self._clock.boot_ms()
            )

    def complete(self, session: Session, *, lost: bool) -> None:
        """No more lines will come. What was never told is told from what its folder says."""
        path = session.folder.root / "state.json"
        if _cleared(path):
            return
        document = session.document or _read(path) or _from_launch(session)
        if document.get("phase") not in session_phase.FINAL:
            document.update(
                phase="lost" if lost else "ended",
                since=_last_written_us(session) or self._clock.wall_us(),
                doing="",
                watchers=[],
            )
            # Nobody can answer any more, and nothing that was granted holds.
            document.update(questions=[])
            document.pop("standing", None)
        document["head"] = session.synced
        session.document = document
        try:
            _write(path, canon(document))
        except OSError as error:
            tell(f"error: {path}: {error.strerror}")
        self._documents.set(
            session.id,
            {**document, "archived": self._acked(session.id)},
            self._clock.boot_ms(),
            whole=True,
            final=True,
        )
        self._screens.add(session.id)

    def forget(self, session: Session) -> None:
        """Its folder goes: clear what is still retained."""
        if session.id in self._documents:
            self._link.clear(self._topic("state", session))
            self._documents.forget(session.id)

    def screen(self, session: Session, fields: dict[str, Any], data: bytes) -> None:
        """Publish the terminal's screen; dropped while more than 64 KiB wait, the next comes."""
        payload = canon(
            {
                "seq": fields["seq"],
                "columns": fields["columns"],
                "rows": fields["rows"],
                "reduced": bool(fields.get("reduced")),
                "lossy": bool(fields.get("lossy")),
                "text": data.decode("utf-8", "replace"),
            }
        )
        with contextlib.suppress(Refused):  # larger than its bound: the host cuts before
            self._link.publish(self._topic("screen", session), payload, Priority.LIVE)

    def step(self) -> int | None:
        """Publish and clear what is due; milliseconds until the next, None: nothing waits."""
        if not self._link.connected:
            return None
        now = self._clock.boot_ms()
        due = self._documents.due(now)
        by_id = {session.id: session for session in self._sessions()} if due else {}
        for name in due:
            session = by_id.get(name)
            if session is None:
                self._documents.forget(name)
                continue
            version = self._documents.version(name, self._clock.wall_us())
            payload = canon({**self._documents.value(name), "v": version})
            try:
                if not self._link.publish(self._topic("state", session), payload):
                    return FULL_MS
            except Refused as refused:
                tell(f"error: the document of {name}: {refused}")
            self._documents.published(name, now)
            if name in self._screens and self._link.clear(self._topic("screen", session)):
                self._screens.discard(name)
        if now - self._cleared_at >= CLEAR_EVERY_MS:
            self._cleared_at = now
            self._clear()
        return self._documents.wait(now)

    def _clear(self) -> None:
        ended = {
            session.id: int(session.document.get("since", 0))
            for session in self._sessions()
            if session.complete and session.id in self._documents
        }
        going = set(documents.to_clear(ended, self._clock.wall_us()))
        for session in list(self._sessions()):
            if session.id not in going:
                continue
            if not self._link.clear(self._topic("state", session)):
                return
            self._documents.forget(session.id)
            with contextlib.suppress(OSError):
                _write(session.folder.root / "state.json", b"")

    def _topic(self, kind: str, session: Session) -> str:
        return topics.build(f"session.{kind}", m=self._machine, p=session.project, s=session.id)


def _cleared(path: Path) -> bool:
    """Whether an earlier daemon has cleared this document: it then left an empty file."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return False


def _last_written_us(session: Session) -> int:
    files = reader.segments(session.folder.journal)
    return files[-1].stat().st_mtime_ns // 1000 if files else 0


def _read(path: Path) -> dict[str, Any]:
    try:
        return loads_object(path.read_bytes())
    except (OSError, Refused):
        return {}


def _from_launch(session: Session) -> dict[str, Any]:
    given = session.launch.as_fields()
    names = ("session", "machine", "project", "folder", "agent", "kind", "title", "gate")
    started = ids.session_started_ms(session.id) * 1000
    return {name: given[name] for name in names if name in given} | {"started": started}


def _write(path: Path, content: bytes) -> None:
    made = path.with_suffix(".new")
    file = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "wb") as writer:
        writer.write(content)
    os.replace(made, path)
