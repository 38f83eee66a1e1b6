"""Open WebSockets by log-in: they end when it does, whoever ends it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from console.cookies import Login
from console.people import People
from schemas.wire.errors import Refused

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST = 32
"""WebSockets of one log-in at once: some tabs, two each."""
ENDED = 4401
"""Close code of a WebSocket whose log-in has ended (of our own range, after HTTP's 401)."""


@dataclass(eq=False, slots=True)
class Stream:
    """One open WebSocket of a log-in."""

    login: Login
    send: Send
    ended: bool = False


class Streams:
    """`ends` may be called from any thread; everything else is the loop's."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._open: dict[str, set[Stream]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing: set[asyncio.Task[None]] = set()
        people.on_end = self.ends

    async def serve(
        self, login: Login, app: App, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """One WebSocket to its end. Raises `Refused`: too many, or the log-in has ended."""
        self._loop = asyncio.get_running_loop()
        if len(self._open.get(login.id, ())) >= MOST:
            raise Refused("too-many", "connections of this log-in")
        stream = Stream(login, send)

        async def sending(message: Message) -> None:
            if stream.ended:
                return
            if message["type"] == "websocket.close":
                stream.ended = True
            await send(message)

        self._open.setdefault(login.id, set()).add(stream)
        try:
            if self._people.is_void(login.id):
                raise Refused("unauthenticated")
            await app(scope, receive, sending)
        finally:
            stream.ended = True
            held = self._open.get(login.id, set())
            held.discard(stream)
            if not held:
                self._open.pop(login.id, None)

    def ends(self, login: str) -> None:
        """End every stream of a log-in. From any thread."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._end_all, login)

    def _end_all(self, login: str) -> None:
        for stream in list(self._open.get(login, ())):
            task = asyncio.ensure_future(_end(stream))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    def sweep(self) -> None:
        """End what has expired; called each second."""
        now = time.time() * 1e6
        for login, streams in list(self._open.items()):
            if any(stream.login.until_us <= now for stream in streams):
                self._people.end(login)


async def _end(stream: Stream) -> None:
    if stream.ended:
        return
    stream.ended = True
    with contextlib.suppress(Exception):
        await stream.send({"type": "websocket.close", "code": ENDED, "reason": "logged out"})
