"""`signalbox attach`: this terminal becomes the session's, through its Unix socket, or the hub."""

from __future__ import annotations

import argparse
import os
import select
import socket
import sys

from schemas.wire import frames, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from signalbox import local_sessions, own_terminal, show, waits, where
from signalbox.host_client import HostClient
from signalbox.local_sessions import LocalSession


def attach(arguments: argparse.Namespace) -> int:
    """Take the terminal of one session; Ctrl-\\ leaves it running."""
    home = layout.home_from()
    found = where.find(home, arguments.session)
    if not found.alive:
        raise Refused("session-ended", f"{found.id}; see `signalbox log {found.id}`")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("not-possible", "attach needs a terminal; `signalbox log -f` needs none")
    if isinstance(found, LocalSession):
        return take_terminal(home, found.id, steer=not arguments.watch)
    from signalbox.remote.attach import take_terminal as take_from_afar

    with found.client:
        return take_from_afar(
            found, steer=not arguments.watch, fit=arguments.fit, back=max(arguments.back, 0)
        )


def take_terminal(home: Home, session: str, steer: bool) -> int:
    """Move bytes between this terminal and the host until one of them leaves."""
    title = waits.Title()
    client = HostClient(local_sessions.socket_of(home, session))
    size = os.get_terminal_size()
    with own_terminal.raw(), own_terminal.window_changes() as changes:
        client.send(frames.control("attach", columns=size.columns, rows=size.lines, steer=steer))
        how = _Pump(client, changes, steer, title).run()
        own_terminal.write(title.end())
    client.close()
    print(f"[{session}: {how}]")
    if how == "left":
        print(f"It goes on. Take it again: {show.line('attach', session)}")
        if title.questions:
            print(waits.in_words(title.questions))
    return 0


class _Pump:
    def __init__(
        self, client: HostClient, changes: socket.socket, steer: bool, title: waits.Title
    ) -> None:
        self._client = client
        self._title = title
        self._changes = changes
        self._steer = steer
        self._how: str | None = None

    def run(self) -> str:
        calls = {
            sys.stdin.fileno(): self._typed,
            self._client.socket.fileno(): self._arrived,
            self._changes.fileno(): self._resized,
        }
        ready = select.poll()
        for file in calls:
            ready.register(file, select.POLLIN)
        while self._how is None:
            for file, _ in ready.poll():
                calls[file]()
                if self._how is not None:
                    break
        return self._how

    def _typed(self) -> None:
        data = os.read(sys.stdin.fileno(), 4096)
        if not data:
            self._how = "left"
            return
        typed, leave, _ = data.partition(own_terminal.LEAVE)
        if typed and self._steer:
            self._send(frames.terminal(typed))
        if leave:
            self._how = "left"

    def _arrived(self) -> None:
        found = self._client.receive()
        if not found:
            self._how = "the host has gone"
            return
        for frame in found:
            if frame.type == frames.TERMINAL or frame.name == "screen":
                own_terminal.write(frame.data)
            elif frame.name == "ended":
                status, by = frame.fields.get("status"), frame.fields.get("signal")
                self._how = f"ended by {by}" if by else f"ended with status {status}"
                return
            elif frame.name == "questions":
                own_terminal.write(self._title.now(_questions(frame.fields.get("open"))))
            elif frame.name == "fault":
                text = plain(str(frame.fields.get("text", "")), most=200)
                own_terminal.write(f"\r\n[signalbox: {text}]\r\n".encode())

    def _resized(self) -> None:
        self._changes.recv(4096)
        size = os.get_terminal_size()
        self._send(frames.control("size", columns=size.columns, rows=size.lines))

    def _send(self, data: bytes) -> None:
        try:
            self._client.send(data)
        except OSError:
            self._how = "the host has gone"


def _questions(told: object) -> waits.Open:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
