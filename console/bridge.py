"""`/mqtt`: a browser's WebSocket on one side, the broker's Unix socket on the other.

A page comes with its cookie: its CONNECT is rewritten to carry its person. A program comes
without: its own credentials are passed on as they are. The broker is told whose address it is and
judges both alike. Nothing is kept here: each side waits for the other.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from console import connect_packet
from console.connect_packet import MAX_CONNECT, Wrong
from console.cookies import Login
from console.guard import ADDRESS_KEY, LOGIN_KEY
from schemas.link_address import carried

SUBPROTOCOL = "mqtt"
MAX_FRAME = 256 * 1024
"""Bytes of one WebSocket message, from either side; uvicorn ends who sends more."""
CHUNK = 32 * 1024
FIRST_S = 10.0
"""So long may a CONNECT take to come."""
IDLE_S = 200.0
"""Longer than any keep-alive of ours and its half: who is silent for so long is gone."""


class Bridge:
    """One endpoint; `unix`: the broker's socket."""

    def __init__(self, unix: Path) -> None:
        self._unix = unix

    async def serve(self, socket: WebSocket) -> None:
        """Serve one WebSocket to its end."""
        if SUBPROTOCOL not in socket.scope.get("subprotocols", ()):
            await socket.close(1002)
            return
        await socket.accept(SUBPROTOCOL)
        login: Login | None = socket.scope[LOGIN_KEY]
        try:
            first = await asyncio.wait_for(_first(socket, login), FIRST_S)
            reader, writer = await asyncio.open_unix_connection(str(self._unix), limit=CHUNK)
        except (Wrong, TimeoutError, WebSocketDisconnect):
            await _close(socket, 1002)
            return
        except OSError:
            await _close(socket, 1013)  # try again later: the hub is not there
            return
        try:
            writer.write(carried(*socket.scope[ADDRESS_KEY]) + first)
            await writer.drain()
            await _both(_up(socket, writer), _down(reader, socket))
        except OSError:
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            await _close(socket, 1001)


async def _first(socket: WebSocket, login: Login | None) -> bytes:
    """What the broker gets first."""
    if login is None:
        return await _frame(socket)
    data = b""
    while True:
        data += await _frame(socket)
        found = connect_packet.read(data)
        if found is not None:
            return connect_packet.rewrite(found, login.user, login.password)
        if len(data) > MAX_CONNECT:
            raise Wrong("no CONNECT comes")


async def _frame(socket: WebSocket) -> bytes:
    """The next binary message. Raises Wrong, WebSocketDisconnect."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    data = message.get("bytes")
    if data is None or len(data) > MAX_FRAME:
        raise Wrong("not a binary message within the bound")
    return bytes(data)


async def _up(socket: WebSocket, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(await asyncio.wait_for(_frame(socket), IDLE_S))
        await writer.drain()


async def _down(reader: asyncio.StreamReader, socket: WebSocket) -> None:
    while data := await reader.read(CHUNK):
        await socket.send_bytes(data)


async def _both(*ways: object) -> None:
    """Until the first of them ends, whichever way."""
    tasks = [asyncio.ensure_future(way) for way in ways]  # type: ignore[call-overload]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _close(socket: WebSocket, code: int) -> None:
    if socket.client_state is not WebSocketState.DISCONNECTED:
        with contextlib.suppress(Exception):
            await socket.close(code)
