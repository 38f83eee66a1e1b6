"""Log-in, log-out and who-am-I: our own pages, because before a log-in nothing of Streamlit runs.

The password goes to the broker and nowhere else. What comes back is a cookie that holds a token of
the steward's; this process mints nothing.
"""

from __future__ import annotations

import asyncio
import hmac
import html
import math
import secrets
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from console import at_broker, cookies, own_page
from console.attempts import Attempts
from console.cookies import Login, Sealer
from console.guard import ADDRESS_KEY, LOGIN_KEY
from console.people import People
from console.site import Site
from schemas.wire import ids
from schemas.wire.errors import ERRORS, Refused

MAX_NEXT = 2000
AT_ONCE = 4
"""Passwords checked at the same time; each holds a thread for about half a second."""
WAITING = 32

WRONG = "Name or password is not right."
STALE = "This page was open for too long. Please log in again."
NO_KEY = (
    "This browser keeps nothing for this page, or runs no script of it. The console needs both: "
    "allow site data and JavaScript for it."
)
BUSY = "Too many people log in just now. Please try again in a moment."
SAID = {
    "out": "You are logged out.",
    "out-here": "You are logged out here. The hub did not answer, so what else was given this "
    "log-in ends when its time is up.",
}
AWAY = "The hub does not answer just now. It may be starting; try again in a moment."


class Doors:
    """The routes. Its limits are one process's."""

    def __init__(self, site: Site, unix: Path, sealer: Sealer, people: People) -> None:
        self._site, self._unix, self._sealer, self._people = site, unix, sealer, people
        self._attempts = Attempts()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    def routes(self) -> list[BaseRoute]:
        """Log-in, log-out, who-am-I."""
        return [
            Route("/login", self._show, methods=["GET"]),
            Route("/login", self._try, methods=["POST"]),
            Route("/logout", self._ask_out, methods=["GET"]),
            Route("/logout", self._out, methods=["POST"]),
            Route("/whoami", self._who),
        ]

    def welcome(self, login: Login, where: str) -> Response:
        """Send a browser on with its fresh cookie; also for one-time links."""
        answer = RedirectResponse(own_path(where), 303)
        left = max(1, int(login.until_us / 1e6 - time.time()))
        kept = cookies.set_header(cookies.NAME, self._sealer.seal(login), left)
        answer.headers.append("set-cookie", kept)
        answer.headers.append("set-cookie", cookies.set_header(cookies.FORM, "", 0))
        answer.headers["cache-control"] = "no-store"
        return answer

    # ----- in

    async def _show(self, request: Request) -> Response:
        where = own_path(request.query_params.get("next", "/"))
        said = SAID.get(request.query_params.get("said", ""), "")
        return self._form(request, where, calm=said)

    async def _try(self, request: Request) -> Response:
        form = await own_page.form(request)
        where = own_path(form.get("next", "/"))
        name, password = form.get("name", "").strip(), form.get("password", "")
        kept = cookies.read(request.headers.get("cookie", ""), cookies.FORM)
        if not kept or not hmac.compare_digest(kept.encode(), form.get("form", "").encode()):
            return self._form(request, where, name, STALE, status=403)
        try:
            key = cookies.page_digest(form.get("page", ""))
        except Refused:
            return self._form(request, where, name, NO_KEY, status=400)
        address, port = request.scope[ADDRESS_KEY]
        wait = self._attempts.wait(name, address, time.monotonic())
        if wait > 0:
            return self._form(request, where, name, WRONG, wait, 429)
        if self._waiting >= WAITING:
            return self._form(request, where, name, BUSY, status=503)
        try:
            login = await self._log_in(name, password, (address, port), request)
        except Refused as refused:
            if refused.code != "unauthenticated":
                text = AWAY if refused.code == "hub-unreachable" else ERRORS[refused.code]
                return self._form(request, where, name, text, status=503)
            wait = self._attempts.failed(name, address, time.monotonic())
            return self._form(request, where, name, WRONG, wait, 401)
        self._attempts.succeeded(name, address)
        return self.welcome(replace(login, page=key), where)

    async def _log_in(
        self, name: str, password: str, origin: tuple[str, int], request: Request
    ) -> Login:
        try:
            ids.check_name(name, "user")
        except Refused:
            raise Refused("unauthenticated") from None
        if not password:
            raise Refused("unauthenticated")
        device = device_name(request.headers.get("user-agent", ""))
        self._waiting += 1
        try:
            async with self._slots:
                return await run_in_threadpool(
                    at_broker.log_in, self._unix, name, password, origin, device
                )
        finally:
            self._waiting -= 1

    def _form(
        self,
        request: Request,
        where: str,
        name: str = "",
        trouble: str = "",
        wait: float = 0,
        status: int = 200,
        calm: str = "",
    ) -> Response:
        mark = secrets.token_urlsafe(24)
        answer = own_page.answer(
            request,
            "login",
            "Log in",
            status,
            hub=html.escape(urlsplit(self._site.url).netloc),
            note=own_page.trouble(trouble, wait) or own_page.calm(calm),
            name=html.escape(name[:40], quote=True),
            where=html.escape(where, quote=True),
            form=mark,
            focus_name="" if name else "autofocus",
            focus_password="autofocus" if name else "",
        )
        # A session cookie: it goes when the browser does.
        answer.headers.append("set-cookie", cookies.set_header(cookies.FORM, mark, None))
        if wait > 0:
            answer.headers["retry-after"] = str(math.ceil(wait))
        return answer

    # ----- out

    async def _ask_out(self, request: Request) -> Response:
        return own_page.answer(request, "logout", "Log out")

    async def _out(self, request: Request) -> Response:
        """Ends this log-in, or with `all` every one of this person. The cookie goes first."""
        login: Login = request.scope[LOGIN_KEY]
        form = await own_page.form(request)
        everywhere = form.get("all") == "yes"
        fields = {"do": "void", "all": True} if everywhere else {"do": "void", "token": login.id}
        told = True
        try:
            person = self._people.enter(login)
            await run_in_threadpool(person.ask, ids.HUB, ids.NONE, ids.NONE, "logins", fields, 5.0)
        except Refused as refused:
            told = refused.code in ("nothing-changed", "unauthenticated")
        for one in {login.id, *(self._people.of(login.user) if everywhere else ())}:
            self._people.end(one)
        said = "out" if told else "out-here"
        answer = RedirectResponse(f"/login?said={said}", 303)
        answer.headers.append("set-cookie", cookies.set_header(cookies.NAME, "", 0))
        answer.headers["cache-control"] = "no-store"
        # What the browser keeps of pages that were seen; not its cookies, which we name ourselves.
        answer.headers["clear-site-data"] = '"cache"'
        return answer

    async def _who(self, request: Request) -> Response:
        login: Login = request.scope[LOGIN_KEY]
        told = {"user": login.user, "login": login.id, "until": login.until_us}
        return JSONResponse(told, headers={"cache-control": "no-store"})


def own_path(text: str) -> str:
    """A place of ours to go to; everything else is the first page.

    Browsers read a backslash as a slash and drop control characters, so that `/\\evil` and a
    newline would lead to another host.
    """
    if not 0 < len(text) <= MAX_NEXT or not text.startswith("/") or text[1:2] in ("/", "\\"):
        return "/"
    if "\\" in text or any(ord(c) < 33 or ord(c) == 127 for c in text):
        return "/"
    parts = urlsplit(text)
    if parts.scheme or parts.netloc or parts.path.split("/")[1] in ("login", "logout", "open"):
        return "/"
    return quote(text, safe="/?&=%#:@,;+-_.~!*()'$")


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "Mac"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_name(agent: str) -> str:
    """What a person will know a log-in by: `Firefox on Linux`."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser
