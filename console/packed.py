"""Streamlit's own scripts and sheets, packed once and kept: a phone fetches a third of them.

Streamlit sends them as they are, because packing them anew for each request would cost more than it
saves. Their names bear a hash of what they hold, so what was packed once is good while we run.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

_WHOLE = re.compile(r"/static/(?:js|css)/[\w.-]+\.[\w-]{8}\.(?:js|css)")
_KINDS = (b"text/javascript", b"application/javascript", b"text/css")
WORTH = 1000
"""Bytes below which nothing is packed."""

Message = MutableMapping[str, Any]


class Packed:
    """Wraps Streamlit's app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _wanted(scope):
            await self._app(scope, receive, send)
            return
        path = str(scope["path"])
        answer = self._kept.get(path)
        if answer is None:
            answer = []
            await self._app(scope, receive, _into(answer))
            if _is_file(answer[0]):
                answer = self._kept[path] = await asyncio.to_thread(_packed, answer)
        for message in answer:
            await send(message)


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not _WHOLE.fullmatch(scope["path"]):
        return False
    headers = dict(scope["headers"])
    return b"gzip" in headers.get(b"accept-encoding", b"") and b"range" not in headers


def _is_file(start: Message) -> bool:
    """A name that is no file is answered with Streamlit's index page, and any name may be asked."""
    kind = dict(start["headers"]).get(b"content-type", b"")
    return bool(start["status"] == 200 and kind.startswith(_KINDS))


def _into(answer: list[Message]) -> Send:
    async def send(message: Message) -> None:
        answer.append(message)

    return send


def _packed(answer: list[Message]) -> list[Message]:
    """The same answer with its body packed; as it is where that is not worth it."""
    start, parts = answer[0], answer[1:]
    headers = [(name.lower(), value) for name, value in start["headers"]]
    body = b"".join(part.get("body", b"") for part in parts)
    if len(body) < WORTH or any(name == b"content-encoding" for name, _ in headers):
        return answer
    small = gzip.compress(body, 6, mtime=0)
    dropped = (b"content-length", b"etag", b"accept-ranges")
    headers = [(name, value) for name, value in headers if name not in dropped]
    headers += [
        (b"content-encoding", b"gzip"),
        (b"content-length", str(len(small)).encode()),
        (b"vary", b"accept-encoding"),
    ]
    return [{**start, "headers": headers}, {"type": "http.response.body", "body": small}]
