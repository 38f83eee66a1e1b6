"""The routes of web push, asked as the guard in front would ask them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import uvicorn
from starlette.applications import Starlette

from console.hub import preferences
from console.hub.alerts import Alerts
from console.live import Live
from console.push_routes import routes
from tests.broker.hub_processes import Hub
from tests.console.hub.listener import Browser, Listener
from tests.waiting import until

ANA = {"x-sb-user": "ana"}


class Page:
    """Asks a server that has these routes and nothing in front."""

    def __init__(self, alerts: Alerts) -> None:
        app = Starlette(routes=routes(alerts))
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until(lambda: self._server.started, "the server")
        self._url = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def get(self, path: str) -> requests.Response:
        return requests.get(self._url + path, headers=ANA, timeout=20)

    def post(self, path: str, **kwargs: Any) -> requests.Response:
        headers = ANA | kwargs.pop("headers", {})
        return requests.post(self._url + path, headers=headers, timeout=20, **kwargs)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(5)


@pytest.fixture
def alerts(hub: Hub) -> Iterator[Alerts]:
    made = Alerts(hub.home, Live(hub.home), "https://hub.example")
    yield made
    made.stop()


@pytest.fixture
def page(alerts: Alerts) -> Iterator[Page]:
    made = Page(alerts)
    yield made
    made.close()


def wanted(browser: Browser, endpoint: str = "https://push.example/abc") -> dict[str, object]:
    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    return {"endpoint": endpoint, "keys": keys, "name": "Phone"}


def test_a_browser_subscribes_once_and_leaves(hub: Hub, page: Page) -> None:
    assert len(page.get("/push/key").json()["key"]) == 87
    browser = Browser()
    for _ in range(2):
        assert page.post("/push/subscribe", json=wanted(browser)).status_code == 200
    kept = preferences.load(hub.home, "ana").browsers
    assert [one.name for one in kept] == ["Phone"]
    page.post("/push/unsubscribe", json={"endpoint": "https://push.example/abc"})
    assert not preferences.load(hub.home, "ana").browsers


def test_nobody_and_nonsense_are_refused(hub: Hub, page: Page) -> None:
    browser = Browser()
    assert (
        page.post("/push/subscribe", json=wanted(browser), headers={"x-sb-user": ""}).status_code
        == 401
    )
    for wrong in (
        {},
        wanted(browser, "http://push.example/abc"),
        wanted(browser, "https://127.0.0.1/abc"),
        wanted(browser) | {"keys": {"p256dh": "A" * 87, "auth": browser.auth}},
        wanted(browser) | {"keys": {"p256dh": browser.p256dh, "auth": "A"}},
        wanted(browser) | {"keys": [1]},
    ):
        assert page.post("/push/subscribe", json=wrong).status_code == 400, wrong
    form = page.post("/push/subscribe", data=b"{}", headers={"content-type": "text/plain"})
    assert form.status_code == 400
    large = page.post("/push/subscribe", json=wanted(browser) | {"name": "x" * 9000})
    assert large.status_code == 413
    assert not preferences.path_of(hub.home, "ana").exists()


def test_the_eleventh_browser_is_refused(page: Page) -> None:
    browser = Browser()
    for number in range(10):
        page.post("/push/subscribe", json=wanted(browser, f"https://push.example/{number}"))
    assert page.post("/push/subscribe", json=wanted(browser)).status_code == 429


def test_a_test_says_for_each_channel_how_it_went(hub: Hub) -> None:
    with hub.home.config.open("a") as file:
        file.write("[alerts]\nprivate_addresses = true\n")
    alerts = Alerts(hub.home, Live(hub.home), "https://hub.example")
    page = Page(alerts)
    listener, browser = Listener(), Browser()
    page.post("/push/subscribe", json=wanted(browser, f"{listener.url}/p"))
    said = page.post("/push/test", json={}).json()["outcome"]
    assert list(said.values()) == [""]
    assert browser.read(listener.next())["title"] == "Signalbox can reach you here"
    assert page.post("/push/test", json={}).status_code == 429
    page.close()
    listener.close()
    alerts.stop()
