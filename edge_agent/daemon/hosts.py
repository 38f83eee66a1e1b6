"""Finding sessions and their hosts: by scanning folders and sockets, at start and ever after.

A host is nobody's child; the daemon connects to what it finds, and a reset is the end of that
connection and nothing else. A session whose journal nobody writes any more is either complete,
or its host died and the journal is finished here.
"""

from __future__ import annotations

import errno
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from edge_agent.daemon import sessions
from edge_agent.daemon.loop import Loop, tell
from edge_agent.daemon.lost import finish, remember_tree
from edge_agent.daemon.sessions import Session
from edge_agent.host.connection import Connection
from schemas.wire import frames, ids, layout
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.frames import Frame
from schemas.wire.layout import Home

SCAN_S = 0.5
TREE_EVERY_S = 2.0
"""How often is noted what runs below each host, so that it can be found when the host is gone."""

TRY_AGAIN_S = 30.0
"""After something was wrong with a session: a full disk may have room again."""

GATED = "gated"
"""A launch's word for a session whose agent asks its host before it acts."""

NEVER_BEGAN_S = 60.0
"""A folder without a single line is left alone after so long."""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the finder tells. `found(session, fresh)`: it is to be shipped from now on;
    `frame(session, frame)`: its host said something; `gone(session)`: the host's connection has
    ended; `complete(session, lost)`: no more lines will come."""

    found: Callable[[Session, bool], None]
    frame: Callable[[Session, Frame], None]
    gone: Callable[[Session], None]
    complete: Callable[[Session, bool], None]


class Hosts:
    """All sessions of this home."""

    def __init__(self, home: Home, machine: str, loop: Loop, clock: Clock, told: Told) -> None:
        self.sessions: dict[str, Session] = {}
        self._home = home
        self._machine = machine
        self._run = layout.run_dir(home)
        self._loop = loop
        self._clock = clock
        self._told = told
        self._left_alone: dict[str, float] = {}
        """Sessions that something is wrong with, and when they are looked at again."""
        self._told_of: dict[str, str] = {}
        self._finishing: set[str] = set()
        self._first_scan = True

    def start(self) -> None:
        """Look now, and again every half second."""
        self._scan_again()
        self._tree_again()

    def scan(self) -> None:
        """Look for sessions and hosts now."""
        try:
            names = sorted(os.listdir(self._home.sessions))
        except FileNotFoundError:
            names = []
        for name in names:
            known = self.sessions.get(name)
            if known is not None and (known.peer is not None or known.complete):
                continue
            if name in self._finishing or self._left_alone.get(name, 0) > self._loop.now():
                continue
            try:
                ids.check_session(name)
                self._look(name, known)
            except (Refused, OSError) as error:
                self._leave_alone(name, error)
        self._first_scan = False

    def forget(self, session: Session) -> None:
        """Its folder is gone."""
        session.close_files()
        self.sessions.pop(session.id, None)

    def send(self, session: Session, frame: bytes) -> bool:
        """Send a frame to the session's host. False where none is connected."""
        if session.peer is None or not session.peer.open:
            return False
        session.peer.send(frame)
        return True

    def hint_policy(self, *sessions: Session) -> None:
        """Tell hosts of gated sessions (these, else all) that the policy on the disk has changed.
        A hint without content: each of them believes what is signed, and nobody's word for it."""
        for session in sessions or tuple(self.sessions.values()):
            if session.launch.gate == GATED:
                self.send(session, frames.control("policy"))

    def close(self) -> None:
        """Leave all hosts; they go on."""
        for session in self.sessions.values():
            if session.peer is not None:
                session.peer.leave()
            session.close_files()

    def _look(self, name: str, known: Session | None) -> None:
        folder = self._home.session(name)
        connected = self._connect(name)
        if connected is not None:
            session = known
            if session is None:
                session = self._add(name)
            self._adopt(session, connected)
            return
        if not sessions.has_begun(folder):
            if time.time() - folder.root.stat().st_mtime > NEVER_BEGAN_S:
                self._left_alone[name] = float("inf")
            return
        if not sessions.host_is_gone(folder):
            return  # it is starting, or says its last words
        self._close(known or self._add(name))

    def _add(self, name: str) -> Session:
        session = sessions.load(name, self._home.session(name))
        if session.launch.machine != self._machine:
            raise Refused("bad-config", f"it was recorded by machine {session.launch.machine}")
        session.new = not self._first_scan
        self.sessions[name] = session
        return session

    def _connect(self, name: str) -> socket.socket | None:
        path = self._run.session(name) / "session.sock"
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(str(path))
        except OSError as error:
            connection.close()
            if error.errno not in (errno.ENOENT, errno.ECONNREFUSED, errno.EAGAIN):
                raise  # told, and tried again later
            return None
        return connection

    def _adopt(self, session: Session, connected: socket.socket) -> None:
        session.peer = Connection(
            self._loop,
            connected,
            lambda _, frame: self._on_frame(session, frame),
            lambda _: self._on_closed(session),
        )
        session.peer.send(frames.control("hello", v=frames.VERSION, role="daemon"))

    def _on_frame(self, session: Session, frame: Frame) -> None:
        try:
            self._take(session, frame)
        except (KeyError, TypeError, ValueError) as error:
            # Ends this connection, and nothing else.
            raise Refused("bad-field", f"a frame {frame.name[:20]!a}: {error!r}") from None

    def _take(self, session: Session, frame: Frame) -> None:
        if frame.name == "hello":
            session.pid = int(frame.fields.get("pid", 0))
            remember_tree([session])
        elif frame.name == "synced":
            first = not session.synced
            session.synced = max(session.synced, int(frame.fields["seq"]))
            if first and session.synced:
                # A session that this daemon saw begin is new to the archiver as well.
                self._told.found(session, session.new and session.synced < FRESH_LINES)
        self._told.frame(session, frame)

    def _on_closed(self, session: Session) -> None:
        session.peer = None
        self._told.gone(session)

    def _close(self, session: Session) -> None:
        """Nobody writes this journal any more: see that it is complete, in a thread."""
        self._finishing.add(session.id)
        tree = dict(session.tree)

        def then(result: tuple[int, bool] | None, error: Exception | None) -> None:
            self._finishing.discard(session.id)
            if error is not None:
                session.fault = str(error)
                self._leave_alone(session.id, error)
                return
            if session.fault == self._told_of.pop(session.id, None):
                session.fault = ""
            assert result is not None
            seq, lost = result
            session.synced = max(seq, session.synced)
            session.complete = True
            if not session.shipped and seq:
                self._told.found(session, False)
            self._told.complete(session, lost)

        self._loop.errand(lambda: finish(session, tree, self._clock), then)

    def _leave_alone(self, name: str, error: Exception) -> None:
        self._left_alone[name] = self._loop.now() + TRY_AGAIN_S
        if self._told_of.get(name) != str(error):
            self._told_of[name] = str(error)
            tell(f"error: {name}: {error}")

    def _scan_again(self) -> None:
        self.scan()
        self._loop.after(SCAN_S, self._scan_again)

    def _tree_again(self) -> None:
        remember_tree([s for s in self.sessions.values() if s.peer is not None and s.pid])
        self._loop.after(TREE_EVERY_S, self._tree_again)


FRESH_LINES = 200
"""A session with more lines than this when it is found has run for a while."""
