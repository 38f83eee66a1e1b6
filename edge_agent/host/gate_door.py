"""`gate.sock` of a gated session: an agent's hook says something, waits, and hears one answer.

A raw stream: the hook writes its JSON and ends writing; the answer ends the connection. A hook that
hangs up was killed, or has said no by itself. Whoever may connect may ask and nothing else.
"""

from __future__ import annotations

import select
import socket
import traceback
from collections.abc import Callable
from pathlib import Path

from edge_agent import peers
from edge_agent.host import sockets
from edge_agent.host.loop import Loop
from schemas.wire.errors import Refused

MAX_TOLD = 2 * 1024 * 1024
"""Bytes of one hook's input: a tool's own input is denied above 1 MiB, and there is more in it."""
MAX_HOOKS = 64
"""Connections at a time."""
SAY_S = 20.0
"""Within which a hook has said everything; nobody may hold a place for nothing."""
LOOK_S = 0.5
"""How often those who wait are looked at: a half-closed stream says nothing in `select` when it is
closed altogether, because it was readable before."""

_CHUNK = 65536


class Hook:
    """One hook on the line. `told`: what it said, once it ended writing."""

    def __init__(self, door: GateDoor, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._door = door
        self._socket = connection
        self._unsent = b""
        self._answered = False
        self.told = bytearray()
        self.too_long = False
        self.waits = False
        """It has said everything."""
        self.open = True
        self.on_gone: Callable[[], None] | None = None
        """Called when it hangs up before it was answered."""

    def answer(self, data: bytes) -> None:
        """The one answer; the connection ends with it. Nothing where it is gone."""
        if not self.open or self._answered:
            return
        self._answered, self._unsent = True, data
        self._flush()

    def gone(self) -> bool:
        """Whether the other end is closed altogether, and not only for writing."""
        poll = select.poll()
        poll.register(self._socket, 0)
        return any(events & (select.POLLHUP | select.POLLERR) for _, events in poll.poll(0))

    def close(self) -> None:
        """End it now. A hook that waits is denied by its helper."""
        if not self.open:
            return
        self.open = False
        self._door.forget(self, self._socket)
        self._socket.close()
        if not self._answered and self.on_gone is not None:
            self.on_gone()

    def ready(self, readable: bool, writable: bool) -> None:
        """The loop's call."""
        if writable and self._answered:
            self._flush()
        elif readable:
            self._read()

    def _read(self) -> None:
        try:
            data = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            self.close()
            return
        if not data:
            self._said()
            return
        if len(self.told) + len(data) > MAX_TOLD:
            # Read to its end all the same, so that it hears why it is denied.
            self.told.clear()
            self.too_long = True
        if not self.too_long:
            self.told += data

    def _said(self) -> None:
        self.waits = True
        self._door.watch(self, self._socket, write=False)
        self._door.said(self)

    def _flush(self) -> None:
        try:
            while self._unsent:
                self._unsent = self._unsent[self._socket.send(self._unsent) :]
        except BlockingIOError:
            self._door.watch(self, self._socket, write=True)
            return
        except OSError:
            pass
        self.close()


class GateDoor:
    """Accepts hooks. `said(hook)` is called when one has said everything."""

    def __init__(self, loop: Loop, path: Path, said: Callable[[Hook], None]) -> None:
        """Raises OSError."""
        self._loop = loop
        self._path = path
        self._said = said
        self._looking = False
        self.hooks: set[Hook] = set()
        self._listener = sockets.listen(path)
        loop.watch(self._listener, self._accept)

    def close(self) -> None:
        """No more hooks; those that wait are hung up on, which denies."""
        self._loop.forget(self._listener)
        self._listener.close()
        self._path.unlink(missing_ok=True)
        for hook in list(self.hooks):
            hook.close()
        try:
            # After a fork this is the last thing in the folder of the session before.
            self._path.parent.rmdir()
        except OSError:
            pass

    def watch(self, hook: Hook, connection: socket.socket, *, write: bool) -> None:
        """What a hook's connection waits for."""
        self._loop.watch(connection, hook.ready, read=False, write=write)
        self._look_soon()

    def forget(self, hook: Hook, connection: socket.socket) -> None:
        """A connection has ended."""
        self._loop.forget(connection)
        self.hooks.discard(hook)

    def said(self, hook: Hook) -> None:
        """A hook has said everything. A mistake of ours with it denies it and no more."""
        try:
            self._said(hook)
        except Exception:
            traceback.print_exc()
            hook.close()

    def _accept(self, readable: bool, writable: bool) -> None:
        try:
            connected, _ = self._listener.accept()
        except OSError:
            return
        try:
            peers.identify(connected)
            if len(self.hooks) >= MAX_HOOKS:
                raise Refused("too-many", f"{MAX_HOOKS} hooks")
        except (Refused, OSError):
            connected.close()
            return
        hook = Hook(self, connected)
        self.hooks.add(hook)
        self._loop.watch(connected, hook.ready)
        self._loop.after(SAY_S, lambda: None if hook.waits else hook.close())

    def _look_soon(self) -> None:
        if not self._looking:
            self._looking = True
            self._loop.after(LOOK_S, self._look)

    def _look(self) -> None:
        self._looking = False
        for hook in list(self.hooks):
            if hook.waits and hook.gone():
                hook.close()
        if any(hook.waits for hook in self.hooks):
            self._look_soon()
