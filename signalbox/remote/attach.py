"""`attach` from afar: the screen first, then live output; what is typed goes as `keys` requests.

It comes back by itself after every break, says in words what the matter is, and types nothing
while nobody is there to take it.
"""

from __future__ import annotations

import codecs
import os
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from schemas.documents.session import Screen, State
from schemas.link import run
from schemas.wire import ids, session_phase, strictjson, topics
from schemas.wire.errors import Refused
from schemas.wire.plain import columns, plain
from schemas.wire.verbs import MAX_KEYS
from signalbox import own_terminal, show, waits
from signalbox.remote import following, history, hub, presence
from signalbox.remote.picture import Picture, scroll_back
from signalbox.remote.sessions import RemoteSession
from signalbox.remote.watching import Watch

PATIENCE_S = 2.5
"""A screen comes within a second of a change; after so long it is asked for, then less often."""
ASK_AGAIN_S = 1.0
BACK_WITHIN_S = 10.0
"""Scroll-back that comes later would only jump in front of who types already."""


def take_terminal(
    session: RemoteSession, *, steer: bool = True, fit: bool = False, back: int = 400
) -> int:
    """Show the session in this terminal and pass on what is typed, until one of them leaves."""
    may = hub.rights_at(session.client, session.client.access(), session.machine, session.project)
    drives = steer and "drive" in may
    print(f"[{session.id} on {session.machine}: {_greeting(steer, drives)}]")
    title = waits.Title()
    with own_terminal.raw(), own_terminal.window_changes() as changes:
        how = _Pump(session, changes, drives, fit and drives, back, title).run()
        own_terminal.write(title.end())
    print(f"[{session.id}: {plain(how)}]")
    if how == "left":
        print(f"It goes on. Take it again: {show.line('attach', session.id)}")
        if title.questions:
            print(waits.in_words(title.questions))
    return 0


def _greeting(steer: bool, drives: bool) -> str:
    if drives:
        return "Ctrl-\\ leaves it running"
    if steer:
        return "watching only, without the right to drive; Ctrl-\\ leaves"
    return "watching only; Ctrl-\\ leaves"


class _Pump:
    def __init__(
        self,
        session: RemoteSession,
        changes: socket.socket,
        drives: bool,
        fit: bool,
        back: int,
        title: waits.Title,
    ) -> None:
        self._title = title
        self._session = session
        self._client = session.client
        self._changes = changes
        self._drives = drives
        self._fit = fit
        self._picture = Picture()
        self._watch = Watch(session)
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._mine: list[str] = []
        self._how: str | None = None
        self._phase = session.phase
        self._exit: State | None = session.state
        self._online = session.online
        self._away_us = 0 if self._online else _now_us()
        self._heard = time.monotonic()
        self._told = ""
        self._connected = True
        self._answers = False
        """The machine has answered on this connection: what is retained proves nothing."""
        self._broken = False
        self._asked = time.monotonic()
        self._wanted_since: float | None = None
        self._patience = PATIENCE_S
        self._back = _Back(session, back)
        self._topics: dict[str, Callable[[bytes], None]] = {
            session.topic("event"): self._event,
            session.topic("screen"): self._screen,
            session.topic("state"): self._state,
            topics.build("machine.presence", m=session.machine): self._presence,
        }

    def run(self) -> str:
        self._client.on_message = self._arrived
        self._client.link.subscribe(self._topics)
        self._tell_questions(self._session.state)
        if self._fit:
            self._resize()
        self._back.ask()
        others = [_File(sys.stdin.fileno(), self._typed), _File(self._changes, self._resized)]
        try:
            while self._how is None:
                for ready in run([self._client.link], 0.25, others):
                    ready.call()
                    if self._how is not None:
                        break
                self._time_passes()
        finally:
            self._watch.end()
        return self._how

    # ----- what arrives

    def _arrived(self, topic: str, payload: bytes) -> bool:
        known = self._topics.get(topic)
        if known is not None:
            known(payload)
            return True
        found = topics.parse(topic)
        if found.name == "reply":
            self._reply(found["m"], found["r"], payload)
        return True

    def _event(self, payload: bytes) -> None:
        line = following.read_line(payload)
        if line is not None:
            self._write(self._picture.line(line))

    def _screen(self, payload: bytes) -> None:
        if not payload:
            return
        try:
            screen = Screen.read(payload)
        except Refused:
            return
        drawn = self._picture.screen(screen)
        if drawn:
            self._told = ""  # it was written over
            self._write(self._back.before(screen.seq, self._session_size()) + drawn)

    def _state(self, payload: bytes) -> None:
        try:
            state = State.read(payload) if payload else None
        except Refused:
            return
        if state is None or state.phase in session_phase.FINAL:
            # What it printed last may still be on its way; the picture is as of now.
            self._how = _ending(state)
            return
        self._exit = state
        self._tell_questions(state)
        if self._client.person not in state.watchers:
            self._watch.renew()  # ended by another window of the same person

    def _tell_questions(self, state: State) -> None:
        self._write(self._title.now([one.model_dump() for one in state.questions]))

    def _presence(self, payload: bytes) -> None:
        found = presence.read(payload)
        self._heard = time.monotonic()
        was, self._online = self._online, found is not None and found.online
        if was and not self._online:
            self._away_us = _now_us()
        elif self._online and not was:
            self._begin_again()

    def _reply(self, machine: str, request: str, payload: bytes) -> None:
        if self._back.is_mine(request):
            drawn = self._back.arrived(machine, payload)
            if drawn:
                self._picture.lost()
                self._watch.anew()
            return
        if request not in self._mine and not self._watch.is_mine(request):
            return
        try:
            reply = strictjson.loads_object(payload)
        except Refused:
            return
        if reply.get("status") == "rejected" and reply.get("code") not in (
            "session-ended",
            "stale",
        ):
            self._notice(str(reply.get("reason") or reply.get("code")))
        if reply.get("status") == "accepted" and not self._answers:
            self._answers = True
            if self._broken:
                self._broken = False
                self._notice("connected again")
                self._watch.anew()

    # ----- what is typed

    def _typed(self) -> None:
        data = os.read(sys.stdin.fileno(), 4096)
        if not data:
            self._how = "left"
            return
        typed, leave, _ = data.partition(own_terminal.LEAVE)
        if typed and self._drives:
            self._keys(self._decoder.decode(typed))
        if leave:
            self._how = "left"

    def _keys(self, text: str) -> None:
        if not (self._connected and self._online and self._answers):
            self._write(b"\x07")  # the notice says why nothing is typed
            return
        for start in range(0, len(text), MAX_KEYS):
            self._publish("keys", text=text[start : start + MAX_KEYS])

    def _publish(self, verb: str, **fields: Any) -> None:
        try:
            self._mine = [*self._mine[-64:], self._session.publish(verb, **fields)]
        except Refused as refused:
            self._notice(str(refused))

    def _resized(self) -> None:
        self._changes.recv(4096)
        if self._fit:
            self._resize()

    def _resize(self) -> None:
        size = os.get_terminal_size()
        self._publish("resize", columns=max(size.columns, 1), rows=max(size.lines, 1))

    # ----- time

    def _time_passes(self) -> None:
        link = self._client.link
        now = time.monotonic()
        if link.connected != self._connected:
            self._connected = link.connected
            if self._connected:
                self._heard = now
                self._begin_again()
        if not self._connected:
            code = " (log in again)" if link.trouble_code == "unauthenticated" else ""
            self._notice(f"reconnecting to the hub{code}: nothing is typed meanwhile")
            return
        if self._online and now - self._heard > presence.AWAY_S:
            self._online, self._away_us = False, _now_us() - presence.AWAY_S * 1_000_000
        if not self._online:
            since = presence.clock_time(self._away_us, _now_us())
            self._notice(f"{self._session.machine} is offline since {since}; nothing is typed")
            return
        if not self._answers and now - self._asked > ASK_AGAIN_S:
            self._asked = now
            self._watch.renew()
            self._notice(f"waiting for {self._session.machine}; nothing is typed")
        self._watch.tick()
        if self._answers:
            self._want_screen(now)

    def _begin_again(self) -> None:
        """Somebody is back: what was missed is made good by a screen, once the machine answers."""
        self._picture.lost()
        self._answers = False
        self._broken = True
        self._asked = time.monotonic()
        self._watch.renew()

    def _want_screen(self, now: float) -> None:
        if not self._picture.wants_screen:
            self._wanted_since, self._patience = None, PATIENCE_S
        elif self._wanted_since is None:
            self._wanted_since = now
        elif now - self._wanted_since > self._patience:
            self._wanted_since, self._patience = now, min(self._patience * 2, 30.0)
            self._watch.anew()

    # ----- this terminal

    def _session_size(self) -> tuple[int, int]:
        state = self._exit
        return (state.columns or 0, state.rows or 0) if state is not None else (0, 0)

    def _notice(self, text: str) -> None:
        """One line at the bottom, until a screen is drawn over it."""
        if text == self._told:
            return
        self._told = text
        size = os.get_terminal_size()
        shown = plain(text, most=max(size.columns - 3, 1))
        while columns(shown) > size.columns - 2:
            shown = shown[:-1]
        self._write(
            b"\x1b7\x1b[%d;1H\x1b[0;7m %s \x1b[0m\x1b[K\x1b8" % (size.lines, shown.encode())
        )
        self._picture.lost()

    def _write(self, data: bytes) -> None:
        if data:
            own_terminal.write(data)


class _Back:
    """The recorded lines above the screen: asked once, drawn once, together with a screen."""

    def __init__(self, session: RemoteSession, count: int) -> None:
        self._session = session
        self._count = min(count, 10_000)
        self._until = time.monotonic() + BACK_WITHIN_S
        self._request = ""
        self._open: set[str] = set()
        self._found = history.Answer()
        self._drawn = False

    def ask(self) -> None:
        """Ask for them, where any are wanted."""
        if self._count:
            self._request = self._session.publish("history", last=self._count)
            self._open = {ids.HUB, *([self._session.machine] if self._session.online else [])}

    def is_mine(self, request: str) -> bool:
        """Whether a reply is to this question."""
        return request == self._request

    def arrived(self, machine: str, payload: bytes) -> bool:
        """A page or a receipt; True when all is there and a screen is wanted to draw it with."""
        try:
            reply = strictjson.loads_object(payload)
            if reply.get("final"):
                self._open.discard(machine)
            self._found.take(reply)
        except (Refused, ValueError, KeyError, TypeError):
            pass  # one side has nothing, or nothing that can be read; the other may
        ready = not self._open and bool(self._found.lines) and not self._drawn
        return ready and time.monotonic() < self._until

    def before(self, seq: int, size: tuple[int, int]) -> bytes:
        """What to write before the screen as of line `seq`; empty until all is there, and after."""
        here = os.get_terminal_size()
        fits = size == (here.columns, here.lines)
        if self._drawn or self._open or not self._found.lines or not fits:
            return b""
        self._drawn = True
        lines = [self._found.lines[number] for number in sorted(self._found.lines)]
        return scroll_back(lines, seq)


class _File:
    """Something to be waited on, and what to call then."""

    def __init__(self, file: int | socket.socket, call: Callable[[], None]) -> None:
        self._number = file if isinstance(file, int) else file.fileno()
        self.call = call

    def fileno(self) -> int:
        """The descriptor."""
        return self._number


def _ending(state: State | None) -> str:
    if state is None:
        return "the session is gone"
    found = state.exit
    if state.phase == "lost" or found is None:
        return state.phase
    return f"ended by {found.signal}" if found.signal else f"ended with status {found.status}"


def _now_us() -> int:
    return time.time_ns() // 1000
