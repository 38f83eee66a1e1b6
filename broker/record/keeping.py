"""Keeps the broker's record going on its loop: syncs in a thread, ships, listens for acks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from broker.record.book import Book
from broker.record.told import Told
from schemas.wire import ids, strictjson, topics
from schemas.wire.errors import Refused

if TYPE_CHECKING:
    from broker.server import SignalboxBroker

log = logging.getLogger("broker.record")

GATHER_S = 0.02
"""Lines of so long share one sync."""


@contextlib.asynccontextmanager
async def keep(book: Book, told: Told, broker: SignalboxBroker) -> AsyncIterator[None]:
    """While inside, lines are synced and shipped. Lines may be added before and after."""
    line = asyncio.Event()
    book.on_line = line.set
    broker.tap(topics.build("ack", m=ids.HUB), book.ack)
    broker.tap(topics.build("hub.presence", part="archiver"), lambda raw: _present(book, raw))
    book.connected()
    task = asyncio.create_task(_go_on(book, told, line))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        book.on_line = lambda: None


async def _go_on(book: Book, told: Told, line: asyncio.Event) -> None:
    while True:
        try:
            told.tick()
            if book.dirty:
                await asyncio.sleep(GATHER_S)
                line.clear()
                await _sync(book)
            wait_ms = book.step()
        except Exception:
            log.exception("the record could not be kept; again in a second")
            wait_ms = 1_000
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(line.wait(), wait_ms / 1_000)


async def _sync(book: Book) -> None:
    which, seq = book.begin_sync()
    try:
        await asyncio.to_thread(which.sync)
    except OSError as error:
        book.failed(which, error)
    else:
        book.synced(which, seq)


def _present(book: Book, payload: bytes) -> None:
    """The archiver says that it is there, or its will that it is not."""
    try:
        found = strictjson.loads_object(payload) if payload else {}
    except Refused:
        return  # judged by its acks then
    book.archiver(found.get("online") is True, str(found.get("run", "")))
