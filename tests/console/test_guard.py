"""The guard, around real processes: nobody gets anything without a log-in, and no page of another
origin anything at all."""

from __future__ import annotations

import contextlib
import http.server
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from console import cookies
from console.site import LOCAL
from tests.console.rig import Entry, Rig, enter
from tests.console.web import Web
from tests.ports import free_port
from tests.waiting import until


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One hub for the tests of this file; each logs in by itself."""
    made = Rig(tmp_path_factory.mktemp("guard"))
    try:
        yield made.hub()
    finally:
        made.down()


CLOSED = (
    "/",
    "/session",
    "/audit",
    "/me",
    "/anything",
    "/whoami",
    "/logout",
    "/mqtt",
    "/static/js/index.js",
    "/static/../login",
    "/_stcore/health",
    "/_stcore/script-health-check",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/upload_file/x/y",
    "/_stcore/bidi-components/x/y.js",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/media/x",
    "/component/x/index.html",
    "/healthz/",
    "//login",
    "/login/../",
    "/loginx",
)
OPEN = ("/login", "/healthz", "/manifest.webmanifest", "/favicon.png", "/icons/logo.svg")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")


@pytest.mark.parametrize("path", CLOSED)
def test_without_a_log_in_no_method_gets_anything_from(rig: Rig, path: str) -> None:
    web = rig.web(origin=rig.url)
    for method in METHODS:
        told = web.ask(method, path)
        assert told.status in (401, 404), (method, told.status, told.text[:200])
        assert "Signalbox" not in told.text and "Streamlit" not in told.text
    shown = web.get(path, accept="text/html")
    assert shown.status == 303 and shown.header("location").startswith("/login?next=")


@pytest.mark.parametrize("path", OPEN)
def test_what_needs_no_log_in_is_served_without(rig: Rig, path: str) -> None:
    assert rig.web().get(path).status in (200, 503)


def test_a_cookie_that_we_have_not_sealed_is_no_log_in(rig: Rig) -> None:
    entry = rig.log_in()
    good, key = entry.cookie, {cookies.PAGE_HEADER: entry.page}
    other = cookies.Sealer(b"k" * 32)
    forged = other.seal(
        cookies.Login(rig.owner, "abcd", "sbt1.x.y", "s", 2**52, cookies.page_digest(entry.page))
    )
    flipped = ("B" if good[20] == "A" else "A").join((good[:20], good[21:]))
    for value in (forged, flipped, good[:-4], "", "x" * 5000):
        assert rig.web(cookie=f"{cookies.NAME}={value}", **key).get("/whoami").status == 401
    assert (
        rig.web(cookie=f"{cookies.NAME}={good}", **key).get("/whoami").json()["user"] == rig.owner
    )
    # Twice the same name: one of them is somebody else's.
    twice = f"{cookies.NAME}={good}; {cookies.NAME}={forged}"
    assert rig.web(cookie=twice, **key).get("/whoami").status == 401


@pytest.mark.parametrize("name", ["x-sb-user", "X-SB-User", "x_sb_user", "x-sb-login"])
def test_who_it_is_comes_from_the_cookie_alone(rig: Rig, name: str) -> None:
    assert rig.web(**{name: rig.owner}).get("/whoami").status == 401
    said = rig.logged_in()
    assert said.get("/whoami", **{name: "mallory"}).json()["user"] == rig.owner


ELSEWHERE = (
    "http://evil.example",
    "null",
    f"http://{LOCAL}",
    f"https://{LOCAL}:1",
    "http://localhost:1",
    f"http://{LOCAL}.evil.example",
)


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_a_page_of_another_origin_changes_nothing(rig: Rig, origin: str) -> None:
    web = rig.logged_in()
    for path in ("/logout", "/login", "/_stcore/upload_file/a/b", "/push/subscribe", "/join/line"):
        assert web.post(path, origin=origin).status == 403, path
    assert web.post("/logout", origin="").status == 403
    assert web.get("/whoami").status == 200


@pytest.mark.parametrize("path", ["/mqtt", "/_stcore/stream"])
@pytest.mark.parametrize("origin", ELSEWHERE)
def test_no_stream_opens_for_a_page_of_another_origin(rig: Rig, path: str, origin: str) -> None:
    for entry in (rig.log_in(), None):
        assert refused(rig, path, origin, entry) == 403


def test_streams_need_a_log_in_where_a_page_asks(rig: Rig) -> None:
    assert refused(rig, "/_stcore/stream", rig.url, None) == 401
    assert refused(rig, "/mqtt", rig.url, None) == 401
    assert refused(rig, "/_stcore/stream", None, None) == 403
    entry = rig.log_in()
    # A browser always says where a page came from.
    assert refused(rig, "/mqtt", None, entry) == 403
    with stream(rig, "/mqtt", rig.url, entry) as opened:
        assert opened.subprotocol == "mqtt"


def test_a_refused_stranger_writes_nothing_into_the_log(rig: Rig) -> None:
    before = rig.log("gateway")
    for _ in range(3):
        assert refused(rig, "/mqtt", "http://evil.example", None) == 403
    assert rig.web().get("/healthz").status in (200, 503)
    assert rig.log("gateway") == before


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1", "a@b"])
def test_a_foreign_name_for_this_address_gets_nothing(rig: Rig, host: str) -> None:
    web = Web(rig.web_port, host)
    for path in ("/login", "/healthz", "/"):
        assert web.get(path).status == 400


def test_a_page_asked_for_as_localhost_goes_to_the_name_that_keeps_its_cookie(rig: Rig) -> None:
    told = Web(rig.web_port, f"localhost:{rig.web_port}").get("/audit?q=a%20b", accept="text/html")
    assert told.header("location") == f"{rig.url}/audit?q=a%20b"


def test_the_agent_api_stays_off(rig: Rig) -> None:
    web = rig.logged_in()
    for path in ("/_stcore/agent/interact", "/_stcore/agent/mcp"):
        told = web.ask("POST", path, body=b"{}", content_type="application/json")
        assert told.status == 404 and "agent" not in told.text, path
    assert web.get("/_stcore/agent/openapi.json").status == 404


def test_every_answer_bears_the_security_headers(rig: Rig) -> None:
    web = rig.logged_in()
    for path in ("/", "/login", "/nowhere.js", "/healthz", "/_stcore/health", "/icons/logo.svg"):
        told = web.get(path)
        rules = told.header("content-security-policy")
        assert "unsafe-eval" not in rules and "frame-ancestors 'none'" in rules, path
        assert "'unsafe-inline'" not in rules.split("style-src")[0], path
        assert told.header("x-content-type-options") == "nosniff", path
        assert told.header("referrer-policy") == "same-origin", path


def test_a_body_beyond_the_bound_is_refused(rig: Rig) -> None:
    web = rig.logged_in()
    assert web.ask("PUT", "/_stcore/upload_file/a/b", body=b"x" * (1024 * 1024 + 1)).status == 413


def test_a_frame_beyond_the_bound_ends_its_own_stream_alone(rig: Rig) -> None:
    entry = rig.log_in()
    with stream(rig, "/mqtt", rig.url, entry) as one, stream(rig, "/mqtt", rig.url, entry) as two:
        one.send(b"x" * (256 * 1024 + 1))
        with pytest.raises(Exception, match=r"1009|message too big"):
            one.recv(timeout=5)
        two.ping().wait(5)
        assert two.close_code is None


READ = ("/", "/audit", "/session?s=a/b/0123456789abcd", "/logout", "/_stcore/health",
        "/_stcore/host-config")  # fmt: skip
"""Pages' frames, alike for everybody: a cookie alone is shown these."""
KEPT = ("/whoami", "/push/key", "/_stcore/script-health-check",
        "/_stcore/stream", "/_stcore/upload_file/a/b", "/media/x", "/mqtt")  # fmt: skip
CHANGED = ("/logout", "/push/subscribe", "/push/unsubscribe", "/push/test", "/join/line",
           "/_stcore/upload_file/a/b", "/whoami")  # fmt: skip


def test_what_a_server_on_another_port_gets_opens_nothing(rig: Rig, desktop: Page) -> None:
    """Cookies know no ports: another program on this computer is sent those of its own name, and
    may play them to us word for word."""
    rig.add_user("thea", "driver")
    got: list[str] = []

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            got.append(self.headers.get("cookie") or "")
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>other</title>")

        def log_message(self, *_: object) -> None:
            pass

    port = free_port()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Other)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        page = enter(desktop, rig, "thea")
        key = page.evaluate("localStorage.getItem('sb-page')")
        for name in ("localhost", "127.0.0.1"):
            page.goto(f"http://{name}:{port}/")
        assert got and not any(cookies.NAME in one for one in got)
        page.goto(f"http://{LOCAL}:{port}/")
        assert page.evaluate("JSON.stringify({...localStorage})") == "{}"
    finally:
        server.shutdown()
        server.server_close()
    stolen = Entry(cookies.read(got[-1], cookies.NAME), "")
    assert stolen.cookie, "the browser keeps it from other ports by itself: this test is idle"
    web = rig.web(origin=rig.url, cookie=got[-1])
    for path in READ:
        told = web.get(path)
        assert told.status == 200 and "thea" not in told.text, path
    for path in KEPT:
        for said in ({}, {cookies.PAGE_HEADER: "0" * 64}, {cookies.PAGE_HEADER: ""}):
            told = web.get(path, **said)
            assert told.status in (401, 404) and "thea" not in told.text, (path, said)
    for path in CHANGED:
        assert web.post(path, {"page": "0" * 64}).status == 401, path
    code = web.ask("POST", "/open/look", body=b"x")
    assert "thea" not in code.text
    for path in ("/mqtt", "/_stcore/stream"):
        for origin in (rig.url, None):
            assert refused(rig, path, origin, stolen, key=False) in (401, 403), path
        assert refused(rig, path, rig.url, Entry(stolen.cookie, "0" * 64)) == 401, path
    # The same cookie with the page's key is the log-in: it is the key that was missing.
    whole = Entry(stolen.cookie, key)
    assert rig.web(**whole.headers).get("/whoami").json()["user"] == "thea"
    assert [refused(rig, path, rig.url, whole) for path in ("/mqtt", "/_stcore/stream")] == [
        101
    ] * 2


def test_health_tells_states_and_no_secrets(rig: Rig) -> None:
    def well() -> bool:
        told = rig.web().get("/healthz")
        return told.status == 200 and bool(told.json()["ok"])

    until(well, "all parts well")
    said = rig.web().get("/healthz").json()
    assert set(said["parts"]) == {"broker", "steward", "archiver", "gateway"}
    assert rig.owner not in json.dumps(said)


@contextlib.contextmanager
def stream(
    rig: Rig, path: str, origin: str | None, entry: Entry | None, key: bool = True
) -> Iterator[Connection]:
    """An open WebSocket; `key`: whether the page's is shown."""
    first = "mqtt" if path == "/mqtt" else "streamlit"
    shown = entry.protocols(first) if entry and key else [first]
    with connect(
        f"ws://{LOCAL}:{rig.web_port}{path}",
        sock=socket.create_connection(("127.0.0.1", rig.web_port)),
        additional_headers={"cookie": entry.headers["cookie"]} if entry else {},
        origin=origin,  # type: ignore[arg-type]
        subprotocols=shown,  # type: ignore[arg-type]
        proxy=None,
        max_size=None,
    ) as opened:
        yield opened


def refused(rig: Rig, path: str, origin: str | None, entry: Entry | None, key: bool = True) -> int:
    """The status with which a WebSocket is refused; 101 where it was opened."""
    try:
        with stream(rig, path, origin, entry, key):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


def test_the_key_of_cookies_is_private(rig: Rig) -> None:
    path: Path = rig.home.hub_keys / cookies.KEY_FILE
    assert path.stat().st_mode & 0o777 == 0o600
