"""Desks: terminals that are attached to the session on its own machine.

They get the terminal's bytes at once, through the allow-list: a picture, not the record. Each
starts with the whole screen; one that cannot keep up is sent the screen again instead of the
backlog. Who attached or typed last owns the size; those who only watch never change it.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from edge_agent.host.allowlist import AllowList, filter_whole
from edge_agent.host.connection import Connection
from edge_agent.host.screen import Snapshot
from schemas.wire import frames
from schemas.wire.fields import Field, check

LAG_BYTES = 512 * 1024
"""Unsent bytes at which a desk is sent the screen again instead."""

BEHIND_BYTES = 1024 * 1024
"""What may be printed between asking for a screen and getting it."""

RESET = b"\x1bc"

_SIZE = {
    "columns": Field("int", True, least=1, most=1000),
    "rows": Field("int", True, least=1, most=1000),
}
ATTACH = {**_SIZE, "steer": Field("bool", True)}


class Desk:
    """One attached terminal."""

    def __init__(self, peer: Connection, columns: int, rows: int, steer: bool) -> None:
        self.peer = peer
        self.columns, self.rows = columns, rows
        self.steer = steer
        self.token: int | None = None
        """The screen that it waits for; None while it is live, lagging or not yet asked for."""
        self.live = False
        self.wants_screen = True
        self.behind = bytearray()


class Desks:
    """All desks of one session."""

    def __init__(self, ask_screen: Callable[[], int], resize: Callable[[int, int], None]) -> None:
        """`ask_screen()` gives the token of a coming snapshot; `resize(columns, rows)`."""
        self._ask_screen = ask_screen
        self._resize = resize
        self._allow = AllowList()
        self._desks: dict[Connection, Desk] = {}
        self._writers: list[Desk] = []
        """Those that may steer; who attached or typed last is last."""
        self.ever = False
        """Whether any desk was ever attached."""

    def __len__(self) -> int:
        return len(self._desks)

    def find(self, peer: Connection) -> Desk | None:
        """The desk of this connection."""
        return self._desks.get(peer)

    def attach(self, peer: Connection, fields: dict[str, object]) -> None:
        """A desk sits down (or asks for the screen again). Raises `Refused`."""
        found = check(ATTACH, fields)
        self.leave(peer, keep_size=True)
        desk = Desk(peer, found["columns"], found["rows"], found["steer"])
        self._desks[peer] = desk
        self.ever = True
        peer.on_drained = lambda: self._drained(desk)
        if desk.steer:
            self._take_size(desk)

    def tell_all(self, frame: bytes) -> None:
        """Send every desk this."""
        for peer in list(self._desks):
            peer.send(frame)

    def sized(self, peer: Connection, fields: dict[str, object]) -> None:
        """A desk's own terminal changed. Raises `Refused`."""
        desk = self._desks.get(peer)
        if desk is None:
            return
        found = check(_SIZE, fields)
        desk.columns, desk.rows = found["columns"], found["rows"]
        if self._writers and self._writers[-1] is desk:
            self._resize(desk.columns, desk.rows)

    def typed(self, desk: Desk) -> None:
        """This desk typed: it owns the size now."""
        if self._writers[-1] is not desk:
            self._take_size(desk)

    def leave(self, peer: Connection, *, keep_size: bool = False) -> None:
        """A desk went away; the size falls to who typed last before, or stays."""
        desk = self._desks.pop(peer, None)
        if desk is None:
            return
        peer.on_drained = None
        owned = bool(self._writers) and self._writers[-1] is desk
        if desk in self._writers:
            self._writers.remove(desk)
        if owned and self._writers and not keep_size:
            self._resize(self._writers[-1].columns, self._writers[-1].rows)

    def printed(self, data: bytes) -> None:
        """The program printed this, as it came."""
        allowed = self._allow.filter(data)
        if not allowed or not self._desks:
            return
        frame = frames.terminal(allowed)
        for desk in list(self._desks.values()):
            if desk.live:
                desk.peer.send(frame)
                # The desk's process first, where both share a core: what follows is the record.
                os.sched_yield()
                if desk.peer.unsent > LAG_BYTES:
                    desk.live = False  # `_drained` asks for the screen when it has caught up
            elif desk.token is not None:
                desk.behind += allowed
                if len(desk.behind) > BEHIND_BYTES:
                    desk.token, desk.wants_screen = None, True

    @property
    def want_screen(self) -> bool:
        """Whether `ask` is wanted."""
        return any(desk.wants_screen for desk in self._desks.values())

    @property
    def all_live(self) -> bool:
        """Whether every desk has been shown all that was printed."""
        return all(desk.live for desk in self._desks.values())

    def ask(self) -> None:
        """Ask for the screen, for those who wait; call it when the screen was fed exactly what
        went through `printed`."""
        waiting = [desk for desk in self._desks.values() if desk.wants_screen]
        if not waiting:
            return
        token = self._ask_screen()
        for desk in waiting:
            desk.wants_screen, desk.token = False, token
            desk.behind.clear()

    def screen(self, snapshot: Snapshot, seq: int, columns: int, rows: int) -> None:
        """The screen arrived: those who waited for it are live from here on."""
        waiting = [desk for desk in self._desks.values() if desk.token == snapshot.token]
        if not waiting:
            return
        frame = frames.blob(
            "screen",
            RESET + filter_whole(snapshot.data),
            seq=seq,
            columns=columns,
            rows=rows,
            reduced=False,
            lossy=snapshot.lossy,
        )
        for desk in waiting:
            desk.token, desk.live = None, True
            desk.peer.send(frame)
            if desk.behind:
                desk.peer.send(frames.terminal(bytes(desk.behind)))
                desk.behind.clear()

    def _take_size(self, desk: Desk) -> None:
        if desk in self._writers:
            self._writers.remove(desk)
        self._writers.append(desk)
        self._resize(desk.columns, desk.rows)

    def _drained(self, desk: Desk) -> None:
        if not desk.live and desk.token is None and not desk.wants_screen:
            desk.wants_screen = True
