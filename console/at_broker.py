"""Logging in: as that person at the broker, once, to have the steward mint a token.

The password lives for the length of this call. The broker is told the browser's address, so that
its own limits and its record name who tried, and not the gateway.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from pathlib import Path
from typing import Any

from console.cookies import Login
from schemas.link import Link, Priority, wait_for
from schemas.wire import ids, strictjson, topics
from schemas.wire.errors import ERRORS, Refused

LIFETIME_S = 7 * 86_400
"""A log-in lasts a week: a phone that asks for a password each day gets a bad one."""
CONNECT_S = 8.0
ANSWER_S = 8.0


def log_in(unix: Path, user: str, password: str, origin: tuple[str, int], name: str) -> Login:
    """A fresh log-in. Blocks. Raises `Refused`: unauthenticated, hub-unreachable, or as told.

    `name`: what the person will find it by in the list of log-ins.
    """
    replies: list[dict[str, Any]] = []

    def arrived(_topic: str, payload: bytes, retained: bool) -> None:
        if not retained:
            replies.append(strictjson.loads_object(payload))

    request = ids.new_request()
    link = Link(
        [f"unix:{unix}"],
        client_id=f"login-{request}",
        username=user,
        password=password,
        on_message=arrived,
        origin=origin,
    )
    try:
        link.subscribe([topics.build("reply", u=user, m=ids.HUB, r=request)])
        wait_for([link], lambda: link.ready or _refused(link), CONNECT_S)
        if not link.ready:
            code = "unauthenticated" if _refused(link) else "hub-unreachable"
            raise Refused(code, "" if _refused(link) else link.trouble)
        return _mint(link, user, request, name, replies)
    finally:
        link.close(0.2)


def _refused(link: Link) -> bool:
    return link.trouble_code == "unauthenticated"


def _mint(link: Link, user: str, request: str, name: str, replies: list[dict[str, Any]]) -> Login:
    secret = secrets.token_hex(32)
    fields = {
        "id": request,
        "holder": hashlib.sha256(secret.encode()).hexdigest(),
        "lifetime": LIFETIME_S,
        "name": name,
    }
    topic = topics.build("do.request", u=user, m=ids.HUB, p=ids.NONE, s=ids.NONE, verb="token")
    payload = strictjson.canon(fields)
    deadline = time.monotonic() + ANSWER_S
    while not replies and time.monotonic() < deadline:
        # Asked again with the same id: a steward that was just starting has missed it.
        link.publish(topic, payload, Priority.URGENT)
        wait_for([link], lambda: bool(replies), 2.0)
    if not replies:
        raise Refused("hub-unreachable", "the steward does not answer")
    reply = replies[0]
    if reply.get("status") != "accepted":
        code = str(reply.get("code"))
        raise Refused(code if code in ERRORS else "internal", str(reply.get("reason") or ""))
    data = reply["data"]
    return Login(user, str(data["id"]), str(data["token"]), secret, int(data["until"]))
