"""Open streams: they carry their person alone, and end when that person's rights do."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from console.cookies import Sealer, load_key
from console.site import LOCAL
from console.streams import ENDED
from tests.console.rig import SLOW_MS, Entry, Rig, browse
from tests.waiting import until

WITHIN_S = 2.0


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One hub; each test has people of its own."""
    made = Rig(tmp_path_factory.mktemp("streams"))
    try:
        yield made.hub()
    finally:
        made.down()


@contextlib.contextmanager
def stream(rig: Rig, path: str, entry: Entry | None) -> Iterator[Connection]:
    """An open WebSocket of a page, or of a program that has not logged in."""
    first = "mqtt" if path == "/mqtt" else "streamlit"
    with connect(
        f"ws://{LOCAL}:{rig.web_port}{path}",
        sock=socket.create_connection(("127.0.0.1", rig.web_port)),
        additional_headers=entry.headers if entry else {},
        origin=rig.url if entry else None,  # type: ignore[arg-type]
        subprotocols=entry.protocols(first) if entry else [first],  # type: ignore[arg-type, list-item]
        proxy=None,
    ) as opened:
        yield opened


def packet(first: int, *fields: bytes, head: bytes = b"") -> bytes:
    """A small MQTT packet."""
    body = head + b"".join(len(one).to_bytes(2, "big") + one for one in fields)
    assert len(body) < 128
    return bytes([first, len(body)]) + body


CONNECT = packet(0x10, b"test", head=b"\0\4MQTT\4\2\0\x3c")


def connack(opened: Connection) -> bytes:
    """The broker's answer to CONNECT."""
    answer = opened.recv(timeout=5)
    assert isinstance(answer, bytes)
    return answer


def subscribed(opened: Connection, name: str) -> int:
    """What the broker grants for a filter: 0x80 is a refusal."""
    body = b"\0\1" + len(name).to_bytes(2, "big") + name.encode() + b"\0"
    opened.send(bytes([0x82, len(body)]) + body)
    while True:
        answer = opened.recv(timeout=5)
        assert isinstance(answer, bytes)
        if answer[0] == 0x90:
            return answer[4]


def test_a_page_is_its_person_at_the_broker_and_nobody_else(rig: Rig) -> None:
    rig.add_user("vera", "viewer")
    with stream(rig, "/mqtt", rig.log_in("vera")) as opened:
        opened.send(CONNECT)
        assert connack(opened)[:4] == b"\x20\x02\0\0"
        assert subscribed(opened, "fleet/hub/access/vera") == 0
        assert subscribed(opened, f"fleet/hub/access/{rig.owner}") == 0x80


def test_a_page_cannot_say_another_name(rig: Rig) -> None:
    rig.add_user("nora", "viewer")
    for sent in (
        packet(0x10, b"test", rig.owner.encode(), head=b"\0\4MQTT\4\x82\0\x3c"),
        packet(0x10, b"test", rig.owner.encode(), rig.passwords[rig.owner].encode(),
               head=b"\0\4MQTT\4\xc2\0\x3c"),
    ):  # fmt: skip
        with stream(rig, "/mqtt", rig.log_in("nora")) as opened:
            opened.send(sent)
            with pytest.raises(ConnectionClosed):
                opened.recv(timeout=5)


def test_a_program_without_a_cookie_brings_its_own_credentials(rig: Rig) -> None:
    good = rig.passwords[rig.owner].encode()
    for password, answer in ((good, 0), (b"wrong", 5)):
        sent = packet(0x10, b"app", rig.owner.encode(), password, head=b"\0\4MQTT\4\xc2\0\x3c")
        with stream(rig, "/mqtt", None) as opened:
            opened.send(sent)
            assert connack(opened)[3] == answer


def test_the_broker_is_told_whose_address_it_is(rig: Rig) -> None:
    """Its own limits and its record would else see one client for everybody."""
    rig.add_user("olga", "viewer")
    rig.log_in("olga")
    rows = lambda: rig.sql(  # noqa: E731
        "SELECT body FROM events WHERE machine = 'hub' AND body::VARCHAR LIKE '%olga%'"
    )
    found = until(lambda: [r for r in rows() if "127.0.0.1" in json.dumps(r)], "olga's address", 60)
    assert found


def test_a_person_who_is_removed_loses_every_stream_within_two_seconds(rig: Rig) -> None:
    rig.add_user("paul", "operator")
    entry = rig.log_in("paul")
    with stream(rig, "/_stcore/stream", entry) as page, stream(rig, "/mqtt", entry) as live:
        live.send(CONNECT)
        assert connack(live)[3] == 0
        page.ping().wait(5)
        rig.cli("user", "remove", "paul")
        began = time.monotonic()
        codes = [closed(opened) for opened in (page, live)]
        assert time.monotonic() - began < WITHIN_S, codes
        assert codes[0] == ENDED
    assert rig.web(**entry.headers).get("/whoami").status == 401


def test_logging_out_ends_the_streams_of_that_log_in_alone(rig: Rig) -> None:
    rig.add_user("rosa", "viewer")
    mine, other = rig.log_in("rosa"), rig.log_in("rosa")
    with (
        stream(rig, "/_stcore/stream", mine) as page,
        stream(rig, "/mqtt", mine) as live,
        stream(rig, "/_stcore/stream", other) as kept,
    ):
        live.send(CONNECT)
        assert connack(live)[3] == 0
        web = rig.web(origin=rig.url, **mine.headers)
        assert web.post("/logout").status == 303
        began = time.monotonic()
        assert [closed(opened) for opened in (page, live)] == [ENDED, ENDED]
        assert time.monotonic() - began < WITHIN_S
        assert kept.ping().wait(5) and kept.close_code is None


def test_a_log_in_that_runs_out_ends_its_open_streams(rig: Rig) -> None:
    rig.add_user("uma", "viewer")
    entry = rig.log_in("uma")
    sealer = Sealer(load_key(rig.home.hub_keys))
    login = sealer.open(entry.cookie)
    assert login is not None
    until_us = int((time.time() + 3) * 1e6)
    short = Entry(sealer.seal(replace(login, until_us=until_us)), entry.page)
    with stream(rig, "/_stcore/stream", short) as page, stream(rig, "/mqtt", short) as live:
        live.send(CONNECT)
        assert connack(live)[3] == 0
        assert [closed(opened) for opened in (page, live)] == [ENDED, ENDED]
        assert 0 <= time.time() - until_us / 1e6 < WITHIN_S + 1
    assert rig.web(**short.headers).get("/whoami").status == 401


def test_a_hub_that_comes_back_finds_the_page_still_open(rig: Rig) -> None:
    rig.add_user("sven", "viewer")
    entry = rig.log_in("sven")
    with stream(rig, "/_stcore/stream", entry) as page:
        rig.kill("broker")
        rig.up(["broker"])
        web = rig.web(**entry.headers)
        until(lambda: rig.web().get("/healthz").json()["ok"], "the hub is whole", 60)
        assert page.ping().wait(5) and page.close_code is None
        assert web.get("/whoami").status == 200


def test_an_open_page_whose_log_in_has_ended_goes_to_the_log_in_and_back(
    rig: Rig, browser: Browser
) -> None:
    rig.add_user("tara", "viewer")
    with browse(browser, rig, user="tara", where="/me") as page:
        page.wait_for_selector('[data-testid="stApp"]')
        login = page.evaluate("fetch('/whoami').then((told) => told.json())")["login"]
        others = rig.logged_in("tara")
        assert login != others.get("/whoami").json()["login"]
        assert others.post("/logout", {"all": "yes"}).status == 303
        page.wait_for_url(lambda url: "/login?next=%2Fme" in url, timeout=SLOW_MS)
        page.get_by_label("Name").fill("tara")
        page.get_by_label("Password", exact=True).fill(rig.passwords["tara"])
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(lambda url: url.endswith("/me"))
        # A browser that has forgotten this origin's storage keeps a cookie that opens nothing.
        page.evaluate("localStorage.clear()")
        page.reload()
        page.wait_for_url(lambda url: "/login?next=%2Fme" in url)
        page.get_by_label("Name").wait_for()


def closed(opened: Connection) -> int:
    """The code that a WebSocket is closed with."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            opened.recv(timeout=5)
    assert opened.close_code is not None
    return opened.close_code
