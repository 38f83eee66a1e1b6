"""The service worker in a real browser: what is pushed is shown once, and no page is kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from console.hub import notice
from tests.console.rig import context
from tests.waiting import until

WORKER = Path(__file__).parents[3] / "console" / "static" / "sw.js"
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const all = await registration.getNotifications();
  return all.map((one) => ({ title: one.title, tag: one.tag, path: one.data.path }));
}"""


class Site(ThreadingHTTPServer):
    """A page, and the worker at its root."""

    def __init__(self) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                worker = self.path == "/sw.js"
                body = WORKER.read_bytes() if worker else b"<!doctype html><p>what is secret</p>"
                kind = "text/javascript" if worker else "text/html"
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def page(site: Site, browser: Browser) -> Page:
    made = context(browser, permissions=["notifications"]).new_page()
    made.goto(site.url + "/")
    made.evaluate("navigator.serviceWorker.register('/sw.js')")
    made.evaluate("async () => { await navigator.serviceWorker.ready }")
    until(lambda: made.evaluate("!!navigator.serviceWorker.controller"), "it controls the page", 30)
    return made


def pusher(page: Page, origin: str) -> Any:
    session: CDPSession = page.context.new_cdp_session(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: found.extend(one["registrationId"] for one in said["registrations"]),
    )
    session.send("ServiceWorker.enable")

    def registered() -> bool:
        page.evaluate("0")  # lets events in
        return bool(found)

    until(registered, "the registration's id")

    def push(data: str) -> None:
        session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": origin, "registrationId": found[-1], "data": data},
        )

    return push


@pytest.mark.alone  # a browser beside busy programs may take its time with what is pushed
def test_the_same_alert_twice_is_one_notification_that_leads_to_the_session(
    page: Page, site: Site
) -> None:
    said = notice.of("build-01/web/0123456789abcd", None, "waiting", 7, details=False)
    body = {"title": said.title, "tag": said.tag, "path": said.path, "body": "", "at": 7}
    push = pusher(page, site.url)
    push(json.dumps(body))
    push(json.dumps(body))
    push(json.dumps(body | {"tag": "other", "path": "https://elsewhere.example/"}))
    until(lambda: len(page.evaluate(SHOWN)) >= 2, "shown", 40)
    shown = {one["tag"]: one for one in page.evaluate(SHOWN)}
    assert len(shown) == len(page.evaluate(SHOWN)) == 2
    assert shown[said.tag]["title"] == "A session on build-01 waits for you"
    assert shown[said.tag]["path"] == f"{site.url}/session?s=build-01/web/0123456789abcd"
    assert shown["other"]["path"] == f"{site.url}/", "nothing pushed leads elsewhere"


def test_nonsense_is_shown_as_news_and_breaks_nothing(page: Page, site: Site) -> None:
    push = pusher(page, site.url)
    for nonsense in ("{", "[]", '{"title":5,"path":7,"at":"x"}'):
        push(nonsense)
    until(lambda: page.evaluate(SHOWN), "shown")
    assert {one["title"] for one in page.evaluate(SHOWN)} == {"Signalbox has news"}


def test_without_the_hub_a_page_of_its_own_says_so_and_nothing_was_kept(
    page: Page, site: Site
) -> None:
    assert "secret" in page.content()
    site.close()
    page.goto(site.url + "/session?s=a/b/c")
    assert "The hub is not reached" in page.content() and "secret" not in page.content()
    assert page.evaluate("async () => (await caches.keys()).length") == 0
