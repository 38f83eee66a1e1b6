"""What the daemon knows of one session: its folder, who started what, and how its journal ends."""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass, field
from typing import Any

from edge_agent.daemon import reader
from edge_agent.daemon.live_pace import LivePace
from edge_agent.daemon.reader import Reader
from edge_agent.host import journal, launch
from edge_agent.host.connection import Connection
from edge_agent.host.launch import Launch
from schemas.wire.errors import Refused
from schemas.wire.layout import SessionDir
from schemas.wire.strictjson import canon, loads_object

FINAL_KINDS = frozenset({"ended", "host_lost"})
"""A journal with one of these near its end is complete."""

FORKED = "forked.json"


@dataclass(slots=True)
class Session:
    """One session of this machine. `peer` is its host while that lives."""

    id: str
    folder: SessionDir
    launch: Launch
    key: bytes
    peer: Connection | None = None
    pid: int = 0
    synced: int = 0
    """Every line up to this seq is on the disk."""
    complete: bool = False
    """No more lines will come."""
    new: bool = False
    """This daemon was there when it began."""
    shipped: bool = False
    """It has a cursor."""
    fault: str = ""
    """Why it is not shipped, for people."""
    document: dict[str, Any] = field(default_factory=dict)
    live_next: int = 1
    """The next line for viewers."""
    live_pace: LivePace = field(default_factory=LivePace)
    tree: dict[int, int] = field(default_factory=dict)
    """What runs below its host: pid → start time in ticks, as last seen."""
    _ship: Reader | None = None
    _live: Reader | None = None

    @property
    def project(self) -> str:
        """As recorded when it began."""
        return self.launch.project

    @property
    def identity(self) -> journal.Identity:
        """What h_0 is made of."""
        return journal.Identity(self.launch.machine, self.launch.project, self.id)

    @property
    def watched(self) -> bool:
        """Whether somebody holds a lease."""
        return bool(self.document.get("watchers"))

    @property
    def ship(self) -> Reader:
        """Where shipping reads."""
        if self._ship is None:
            self._ship = Reader(self.folder)
        return self._ship

    @property
    def live(self) -> Reader:
        """Where live lines are read."""
        if self._live is None:
            self._live = Reader(self.folder)
        return self._live

    def close_files(self) -> None:
        """Give open files back; they are opened again when needed."""
        for one in (self._ship, self._live):
            if one is not None:
                one.close()


def load(session: str, folder: SessionDir) -> Session:
    """Read what a session's folder says. Raises `Refused("bad-config")`."""
    return Session(session, folder, launch.load(folder.launch), journal.read_key(folder.key))


def has_begun(folder: SessionDir) -> bool:
    """Whether a host has ever written to this journal."""
    return any(path.stat().st_size for path in reader.segments(folder.journal))


def host_is_gone(folder: SessionDir) -> bool:
    """Whether nobody holds the journal's lock. Only for journals that have begun: a host that is
    just starting must find its lock free."""
    try:
        file = os.open(folder.lock, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True


def forked_at(folder: SessionDir) -> int | None:
    """The first seq of which the archive holds another history; None where it holds none."""
    try:
        return int(loads_object((folder.root / FORKED).read_bytes())["seq"])
    except FileNotFoundError:
        return None
    except (OSError, Refused, KeyError, TypeError, ValueError):
        return 0  # that it has forked is what counts


def mark_forked(folder: SessionDir, seq: int) -> None:
    """Note it on the disk: this journal is never continued. Raises OSError."""
    file = os.open(folder.root / FORKED, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as writer:
        writer.write(canon({"seq": seq}))
        writer.flush()
        os.fsync(writer.fileno())


def how_it_ends(folder: SessionDir) -> tuple[int, str]:
    """(last seq, `ended`, `host_lost` or empty) of a journal that nobody writes.

    Raises `Refused("journal-damaged")`; a torn tail is one for the journal's own recovery.
    """
    lines = reader.tail(folder.journal)
    if not lines:
        return 0, ""
    kinds = [line.kind for line in lines if line.kind in FINAL_KINDS]
    return lines[-1].seq, kinds[-1] if kinds else ""
