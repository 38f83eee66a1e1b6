"""What every request and every WebSocket goes through first, Streamlit's own included: pure ASGI.

In this order: a name of ours in `Host`; whose address it is; headers that only we may set are
taken off; the same origin, where something could be changed; the cookie and the page's key, except
on the few public paths; bounds. Then the person is put into headers that Streamlit trusts. An open
WebSocket ends when its log-in does.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import time
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from console import cookies
from console.cookies import Login, Sealer
from console.people import People
from console.shell import security_headers
from console.site import LOCAL, Site
from console.streams import App, Message, Receive, Scope, Send, Streams
from schemas.wire.errors import ERRORS, Refused

PUBLIC = ("/login", "/healthz", "/manifest.webmanifest", "/sw.js", "/favicon.png", "/favicon.ico")
PUBLIC_BELOW = ("/assets/", "/icons/", "/join/")
PUBLIC_MORE = frozenset({"/open", "/open/deposit", "/open/look", "/open/take"})
"""Without a log-in: a machine that joins, and the one-time link that logs in."""
SHELL = re.compile(
    r"/|/(?!(?:whoami|mqtt)$)[a-z]{1,32}|/static/.*|/component/.*"
    r"|/_stcore/(health|host-config|bidi-components/.*)"
)
"""What a browser asks for before a script of ours runs, or without one: alike for everybody. The
cookie is enough for reading these, and they are told of nobody."""
NEVER = "/_stcore/agent"
"""Streamlit's agent API would be a second way in; off by its setting, and not there besides."""
SAFE = ("GET", "HEAD")
MQTT = "/mqtt"
MAX_BODY = 1024 * 1024
LOGIN_KEY = "signalbox.login"
ADDRESS_KEY = "signalbox.address"
SCHEME_KEY = "signalbox.scheme"


class Guard:
    """Wraps `app`."""

    def __init__(self, app: App, site: Site, sealer: Sealer, people: People) -> None:
        self._app, self._site, self._sealer, self._people = app, site, sealer, people
        self.streams = Streams(people)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = _first(scope)
        self._origin_of(scope, headers)
        https = scope[SCHEME_KEY] == "https"
        send = _with_headers(send, security_headers(https), scope["type"])
        try:
            host = self._host(headers)
            if self._elsewhere(scope, host):
                await _redirect(send, self._site.url + _target(scope))
                return
            await self._guarded(scope, headers, receive, send)
        except Refused as refused:
            await _refuse(scope, receive, send, refused)

    async def _guarded(
        self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send
    ) -> None:
        path, is_socket = str(scope["path"]), scope["type"] == "websocket"
        known = self._login(headers)
        login = known if known is not None and known.shown_by(_page_key(scope, headers)) else None
        if known is not None and path.startswith(NEVER):
            raise Refused("not-possible", "there is no such page")
        if is_socket or scope["method"] not in SAFE:
            self._same_origin(scope, headers, path, known)
        if not is_socket:
            receive = _bounded(headers, receive)
        scope[LOGIN_KEY] = login
        _clean(scope, login)
        if login is not None:
            person = self._people.enter(login)
            if not is_socket:
                await self._app(scope, receive, send)
                return
            person.streams += 1
            try:
                await self.streams.serve(login, self._app, scope, receive, send)
            finally:
                person.streams -= 1
                person.used_at = time.monotonic()
            return
        if is_public(path) or (is_socket and path == MQTT and known is None):
            await self._app(scope, receive, send)
            return
        reading = not is_socket and scope["method"] in SAFE
        if reading and known is not None and SHELL.fullmatch(path):
            self._people.enter(known)  # its link is up by the time that a script asks for it
            await self._app(scope, receive, send)
            return
        if reading and "text/html" in headers.get("accept", ""):
            await _redirect(send, f"/login?next={quote(_target(scope), safe='')}", 303)
            return
        raise Refused("unauthenticated")

    # ----- the order of things

    def _host(self, headers: dict[str, str]) -> str:
        text = headers.get("host", "")
        try:
            name = (urlsplit(f"//{text}").hostname or "").lower()
        except ValueError:
            name = ""
        if name not in self._site.hosts:
            raise Refused("bad-field", "this is not the console of that host name")
        return name

    def _elsewhere(self, scope: Scope, host: str) -> bool:
        """A page asked for as `localhost` is shown where its cookie is kept from others."""
        return (
            scope["type"] == "http"
            and scope["method"] in SAFE
            and host in ("localhost", "127.0.0.1", "::1")
            and urlsplit(self._site.url).hostname == LOCAL
            and not is_public(str(scope["path"]))
            and "text/html" in _first(scope).get("accept", "")
        )

    def _origin_of(self, scope: Scope, headers: dict[str, str]) -> None:
        """Whose address this is, and how it came: the proxy's word is taken from it alone."""
        client = scope.get("client") or ("", 0)
        address, port = str(client[0]), int(client[1])
        scheme = "https" if scope["scheme"] in ("https", "wss") else "http"
        if self._site.proxy and address == self._site.proxy:
            # The last entry is the one that our proxy has put there.
            told = headers.get("x-forwarded-for", "").split(",")[-1].strip()
            try:
                address, port = str(ipaddress.ip_address(told)), 0
            except ValueError:
                address, port = "", 0
            scheme = "https" if headers.get("x-forwarded-proto", "") == "https" else "http"
        scope[ADDRESS_KEY], scope[SCHEME_KEY] = (address, port), scheme

    def _login(self, headers: dict[str, str]) -> Login | None:
        login = self._sealer.open(cookies.read(headers.get("cookie", ""), cookies.NAME))
        if login is None or login.until_us <= time.time() * 1e6 or self._people.is_void(login.id):
            return None
        return login

    def _same_origin(
        self, scope: Scope, headers: dict[str, str], path: str, login: Login | None
    ) -> None:
        """Only our own pages may change anything. Raises Refused.

        A program (an MQTT client, no browser) says no origin and has no cookie; `/mqtt` takes its
        own credentials.
        """
        origin = headers.get("origin")
        if origin is None and path == MQTT and login is None:
            return
        expected = f"{scope[SCHEME_KEY]}://{headers.get('host', '')}"
        if origin is None or origin.lower() != expected.lower():
            raise Refused("not-granted", "this came from another site's page")
        if path == MQTT and login is None:
            raise Refused("unauthenticated")


def is_public(path: str) -> bool:
    """Whether a path is served without a log-in."""
    return path in PUBLIC or path in PUBLIC_MORE or path.startswith(PUBLIC_BELOW)


def _first(scope: Scope) -> dict[str, str]:
    """Headers as text; one that comes twice is joined, as HTTP says."""
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name, text = raw.decode("latin-1").lower(), value.decode("latin-1")
        joint = "; " if name == "cookie" else ","
        found[name] = f"{found[name]}{joint}{text}" if name in found else text
    return found


def _page_key(scope: Scope, headers: dict[str, str]) -> str:
    """What a page shows as its key; empty where it shows none, or two."""
    if scope["type"] != "websocket":
        return headers.get(cookies.PAGE_HEADER, "")
    mark = cookies.PAGE_PROTOCOL
    said = [name for name in scope.get("subprotocols", ()) if name.startswith(mark)]
    return str(said[0]).removeprefix(mark) if len(said) == 1 else ""


def _clean(scope: Scope, login: Login | None) -> None:
    """Take off what only we may say, our own cookie and the page's key; put in who it is."""
    if scope["type"] == "websocket":
        scope["subprotocols"] = _without_key(scope.get("subprotocols", ()))
    ours = (cookies.NAME, cookies.FORM)
    kept: list[tuple[bytes, bytes]] = []
    for raw, value in scope["headers"]:
        name = raw.lower().replace(b"_", b"-")
        if name.startswith(b"x-sb-"):
            continue
        if name == b"cookie" and str(scope["path"]) != "/login":
            value = cookies.without(value.decode("latin-1"), ours).encode("latin-1")
            if not value:
                continue
        elif name == b"sec-websocket-protocol":
            value = ", ".join(_without_key(value.decode("latin-1").split(","))).encode("latin-1")
        kept.append((raw, value))
    if login is not None:
        kept.append((b"x-sb-user", login.user.encode()))
        kept.append((b"x-sb-login", login.id.encode()))
    scope["headers"] = kept


def _without_key(protocols: Iterable[str]) -> list[str]:
    said = [name.strip() for name in protocols]
    return [name for name in said if not name.startswith(cookies.PAGE_PROTOCOL)]


def _target(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return quote(str(scope["path"])) + (f"?{query}" if query else "")


def _with_headers(send: Send, more: Iterable[tuple[bytes, bytes]], kind: str) -> Send:
    start = "http.response.start" if kind == "http" else "websocket.http.response.start"
    extra = list(more)

    async def sending(message: Message) -> None:
        if message["type"] == start:
            own = {name.lower() for name, _ in message.get("headers", ())}
            added = [(name, value) for name, value in extra if name not in own]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return sending


def _bounded(headers: dict[str, str], receive: Receive) -> Receive:
    """Refuse a body over the bound, whether it says so or not."""
    with contextlib.suppress(ValueError):
        if int(headers.get("content-length", "0")) > MAX_BODY:
            raise Refused("too-large", "the body of a request")
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            raise Refused("too-large", "the body of a request")
        return message

    return receiving


async def _redirect(send: Send, where: str, status: int = 307) -> None:
    headers = [(b"location", where.encode("latin-1")), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


STATUS = {
    "not-possible": 404,
    "unauthenticated": 401,
    "not-granted": 403,
    "too-large": 413,
    "too-many": 429,
}


async def _refuse(scope: Scope, receive: Receive, send: Send, refused: Refused) -> None:
    status = STATUS.get(refused.code, 400)
    text = f"{refused.detail or ERRORS[refused.code]}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(text)).encode()),
        (b"cache-control", b"no-store"),
    ]
    kind = "http.response" if scope["type"] == "http" else "websocket.http.response"
    if scope["type"] == "websocket":
        await receive()
    await send({"type": f"{kind}.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.body", "body": text})
