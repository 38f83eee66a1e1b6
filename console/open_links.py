"""`/open`: a link that logs a browser in, once, made by whoever is logged in on a command line.

The command deposits its own token with its secret; the broker is asked whether they are good. The
code that comes back travels in the link's fragment, which no server and no log sees, and is used
up by a button that names the person: a link from somebody else cannot log anybody in unnoticed.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from console import cookies, own_page
from console.cookies import Login
from console.guard import ADDRESS_KEY, LOGIN_KEY
from console.login import own_path
from console.one_time import LIFE_S, OneTime
from schemas.link import Link, wait_for
from schemas.wire import ids, strictjson
from schemas.wire.errors import ERRORS, Refused

MAX_BODY = 4096
CONNECT_S = 8.0

Welcome = Callable[[Login, str], Response]
"""`Doors.welcome(login, where)`: the answer that brings the cookie."""


class OpenLinks:
    """`unix`: the broker's own socket."""

    def __init__(self, unix: Path, welcome: Welcome) -> None:
        self._unix, self._welcome = unix, welcome
        self._links = OneTime()

    def routes(self) -> list[Route]:
        """All of `/open`; public, because who comes here has no log-in yet."""
        return [
            Route("/open", self._page, methods=["GET"]),
            Route("/open/deposit", self._deposit, methods=["POST"]),
            Route("/open/look", self._look, methods=["POST"]),
            Route("/open/take", self._take, methods=["POST"]),
        ]

    async def _page(self, request: Request) -> Response:
        return own_page.answer(request, "open", "Open the console")

    async def _deposit(self, request: Request) -> Response:
        try:
            said = strictjson.loads_object(await request.body(), MAX_BODY)
            login = read_token(str(said.get("token", "")), str(said.get("secret", "")))
            where = own_path(str(said.get("where", "/")))
            origin = request.scope[ADDRESS_KEY]
            await run_in_threadpool(check, self._unix, login, origin)
            code = self._links.put(login, where, time.monotonic())
        except Refused as refused:
            return _refused(refused)
        return _told({"code": code, "user": login.user, "seconds": LIFE_S})

    async def _look(self, request: Request) -> Response:
        found = self._links.look(await _code(request), time.monotonic())
        if found is None:
            return _refused(Refused("code-expired"))
        here: Login | None = request.scope[LOGIN_KEY]
        told = {"user": found.login.user, "here": here.user if here else None}
        return _told({**told, "seconds": int(found.until - time.monotonic())})

    async def _take(self, request: Request) -> Response:
        form = await own_page.form(request)
        try:
            key = cookies.page_digest(form.get("page", ""))
        except Refused as refused:
            return _refused(refused)
        found = self._links.take(form.get("code", ""), time.monotonic())
        if found is None:
            # Whoever posts this form twice has the cookie of the first time.
            return await self._page(request)
        return self._welcome(replace(found.login, page=key), found.where)


def read_token(token: str, secret: str) -> Login:
    """A token's own words; nothing is believed of them until the broker has let it in.

    Raises `Refused("unauthenticated")`.
    """
    try:
        prefix, body, _ = token.split(".")
        raw = strictjson.loads_object(
            base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        )
        if prefix != "sbt1" or not 0 < len(secret) <= 200:
            raise Refused("unauthenticated")
        return Login(
            user=ids.check_name(raw["u"], "user"),
            id=ids.check_name(raw["id"], "request"),
            token=token,
            secret=secret,
            until_us=int(raw["e"]),
        )
    except (ValueError, KeyError, TypeError, Refused):
        raise Refused("unauthenticated") from None


def check(unix: Path, login: Login, origin: tuple[str, int]) -> None:
    """Whether the broker lets this log-in in. Blocks. Raises `Refused`."""
    link = Link(
        [f"unix:{unix}"],
        client_id=f"open-{ids.new_request()}",
        username=login.user,
        password=login.password,
        on_message=lambda topic, payload, retained: None,
        origin=origin,
    )

    def refused() -> bool:
        return link.trouble_code == "unauthenticated"

    try:
        wait_for([link], lambda: link.ready or refused(), CONNECT_S)
        if refused():
            raise Refused("unauthenticated")
        if not link.ready:
            raise Refused("hub-unreachable", link.trouble)
    finally:
        link.close(0.2)


async def _code(request: Request) -> str:
    """The code, from our script; empty where it is odd."""
    body = await request.body()
    return body.decode("ascii", "replace").strip() if len(body) <= MAX_BODY else ""


def _told(value: dict[str, object]) -> Response:
    return Response(json.dumps(value), headers={"cache-control": "no-store"}, media_type=_JSON)


_JSON = "application/json"


def _refused(refused: Refused) -> Response:
    told = {"code": refused.code, "reason": refused.detail or ERRORS[refused.code]}
    status = {"unauthenticated": 401, "hub-unreachable": 503, "code-expired": 410}
    answer = JSONResponse(told, status.get(refused.code, 400))
    answer.headers["cache-control"] = "no-store"
    return answer
