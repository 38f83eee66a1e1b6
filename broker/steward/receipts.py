"""Each request once, and one final receipt for each: pure.

A request that is asked again with its id gets the receipt that it got before. What is kept is
bounded, and does not outlive the process: every command says `nothing-changed` the second time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from schemas.wire import ids, strictjson, topics, verbs
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.verbs import Request

KEPT = 4096
PAGE = 48 * 1024
"""Bytes of a page's data; a message holds 64 KiB."""

Outgoing = tuple[str, bytes]
Act = Callable[[str, Request], dict[str, Any]]
"""User and request → data of the receipt. Raises Refused."""


class Receipts:
    """Reads requests to the hub, has them carried out, and says what to answer."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._known: OrderedDict[tuple[str, str], list[Outgoing]] = OrderedDict()

    def take(self, topic: str, payload: bytes, retained: bool) -> list[Outgoing]:
        """What to publish, in order; nothing where there is no id to answer to."""
        try:
            found = topics.parse(topic)
        except Refused:
            return []
        if found.name != "do.request" or found["m"] != ids.HUB:
            return []
        user, request_id = found["u"], _id_of(payload)
        if request_id is None:
            return []
        known = self._known.get((user, request_id))
        if known is not None:
            return known
        try:
            if retained:
                raise Refused("retained")
            request = verbs.check(found["verb"], strictjson.loads_object(payload))
            data = self._act(user, request)
        except Refused as error:
            return [_receipt(user, request_id, error)]
        answer = _pages(user, request_id, data)
        self._known[user, request_id] = answer
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return answer


def _id_of(payload: bytes) -> str | None:
    """The id of a request, also of one that is otherwise wrong."""
    try:
        return ids.check_name(strictjson.loads_object(payload).get("id", ""), "request")
    except Refused:
        return None


def _receipt(user: str, request_id: str, error: Refused) -> Outgoing:
    return _reply(
        user,
        request_id,
        {
            "status": "rejected",
            "code": error.code,
            "reason": (error.detail or ERRORS[error.code])[:2000],
            "final": True,
        },
    )


def _pages(user: str, request_id: str, data: dict[str, Any]) -> list[Outgoing]:
    """One receipt with its data; a list that is too long for it goes before it in pages."""
    rows = data.get("rows")
    if rows is None or len(strictjson.canon(data)) <= PAGE:
        body = {"status": "accepted", "data": data, "final": True}
        return [_reply(user, request_id, body)]
    out: list[list[Any]] = []
    page: list[Any] = []
    size = 0
    for row in rows:
        length = len(strictjson.canon(row)) + 1
        if page and size + length > PAGE:
            out.append(page)
            page, size = [], 0
        page.append(row)
        size += length
    out.append(page)
    sent = [
        _reply(user, request_id, {"page": n, "data": {"rows": rows}, "final": False})
        for n, rows in enumerate(out, 1)
    ]
    end = {"status": "accepted", "data": {"pages": len(out)}, "final": True}
    return [*sent, _reply(user, request_id, end)]


def _reply(user: str, request_id: str, body: dict[str, Any]) -> Outgoing:
    topic = topics.build("reply", u=user, m=ids.HUB, r=request_id)
    return topic, strictjson.canon({"id": request_id, **body})
