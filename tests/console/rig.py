"""A hub of real processes with its console, and a browser to look at it with.

`Rig` starts broker, steward, archiver and gateway in a home of its own, and on demand a daemon with
sessions. `browse` gives a page of Debian's Chromium at a phone's or a desktop's size.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from console import cookies
from console.site import LOCAL
from schemas.wire.errors import Refused
from signalbox import settings_file
from tests.console import seen
from tests.console.web import Told, Web
from tests.ports import free_port
from tests.system.fleet import Fleet
from tests.waiting import until

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
SLOW_MS = 30_000
"""A page may take this long on a busy computer. What the test waits for comes sooner."""
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HUB = ("broker", "steward", "archiver", "gateway")


@dataclass(frozen=True, slots=True)
class Entry:
    """A log-in as a browser has it: the cookie's value, and the key in the page's storage."""

    cookie: str
    page: str

    @property
    def headers(self) -> dict[str, str]:
        """Of a request."""
        return {"cookie": f"{cookies.NAME}={self.cookie}", cookies.PAGE_HEADER: self.page}

    def protocols(self, first: str) -> list[str]:
        """Of a WebSocket, which bears no headers of a page."""
        return [first, cookies.PAGE_PROTOCOL + self.page]


class Rig(Fleet):
    """A fleet with a console. `owner` and `passwords[owner]` log in."""

    def __init__(self, root: Path, **settings: Any) -> None:
        """`settings`: of config.toml, with `__` for the dot, such as `gateway__behind_proxy`."""
        super().__init__(root)
        self.web_port = free_port()
        self.profiles: dict[str, Any] = {}
        """Cookies and storage of a browser that is logged in, by user: `known` keeps them here."""
        settings_file.change(self.home.config, gateway__port=self.web_port, **settings)

    @property
    def url(self) -> str:
        """Of the console, as a browser opens it."""
        return f"http://{LOCAL}:{self.web_port}"

    def hub(self) -> Rig:
        """Start the hub's parts, without a machine."""
        self.up(HUB)
        return self

    def whole(self) -> Rig:
        """Start the hub and this computer's daemon."""
        self.up((*HUB, "daemon"))
        return self

    def add_user(self, user: str, role: str) -> None:
        """As `Fleet`, and wait until the broker lets them in."""
        super().add_user(user, role)

        def known() -> bool:
            try:
                self.person(user).close()
            except Refused:
                return False
            return True

        until(known, f"{user} is let in", 30)

    def web(self, **headers: str) -> Web:
        """A program that speaks HTTP to the console under its name."""
        return Web(self.web_port, f"{LOCAL}:{self.web_port}", **headers)

    def log_in(self, user: str = "", password: str = "", **headers: str) -> Entry:
        """Log in as a browser does. Fails where it is not let in."""
        user, page = user or self.owner, secrets.token_hex(32)
        told = self.try_log_in(user, password or self.passwords[user], page=page, **headers)
        assert told.status == 303, (told.status, told.text[-300:], self.log("gateway"))
        return Entry(cookie_of(told), page)

    def try_log_in(
        self, user: str, password: str, where: str = "/", page: str = "0" * 64, **headers: str
    ) -> Told:
        """One attempt on a fresh form; `page`: what its script puts in."""
        web = self.web()
        form = web.get(f"/login?{urlencode({'next': where})}")
        mark = cookie_of(form, cookies.FORM)
        fields = {"name": user, "password": password, "next": where, "form": mark, "page": page}
        said = {"cookie": f"{cookies.FORM}={mark}", "origin": self.url, **headers}
        return web.post("/login", fields, **said)

    def logged_in(self, user: str = "") -> Web:
        """A program with all that a page has after a log-in, that says our own origin."""
        return self.web(origin=self.url, **self.log_in(user).headers)


def cookie_of(told: Told, name: str = cookies.NAME) -> str:
    """The cookie that an answer sets, by default the log-in's."""
    found = [text for text in told.all("set-cookie") if text.startswith(f"{name}=")]
    return cookies.read(found[0], name) if found else ""


class Chromium:
    """The one browser of this process: started when it is first asked for, kept from test to test.

    Playwright's loop runs in this thread for as long, so that no `asyncio.run` could: conftest.py
    closes it before a test that asks for no browser.
    """

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._browser: Browser | None = None

    @property
    def running(self) -> Browser | None:
        """The browser, where there is one that answers."""
        return self._browser if self._browser and self._browser.is_connected() else None

    def get(self) -> Browser:
        """The browser; a new one where the last has crashed."""
        if self.running:
            return self.running
        self.close()
        playwright = self._stack.enter_context(sync_playwright())
        self._browser = launch(playwright)
        self._stack.callback(self._browser.close)
        return self._browser

    def close(self) -> None:
        """End it; it may be asked for again."""
        self._browser = None
        self._stack.close()


SHARED = Chromium()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this process, for a program that is no test; tests ask for `browser`."""
    began = SHARED.running is None
    try:
        yield SHARED.get()
    finally:
        if began:
            SHARED.close()


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, quiet and without a screen."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


def context(browser: Browser, size: dict[str, int] = PHONE, **more: Any) -> BrowserContext:
    """A browser's profile of its own at this size; `color_scheme="dark"` for the dark theme."""
    phone = size["width"] < 600
    inside = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        has_touch=phone,
        is_mobile=phone,
        locale="en-GB",
        timezone_id="UTC",
        **more,
    )
    inside.set_default_timeout(SLOW_MS)
    inside.set_default_navigation_timeout(SLOW_MS)
    seen.listen(inside)
    return inside


def enter(page: Page, rig: Rig, user: str = "", where: str = "/") -> Page:
    """Log in through the form and land at `where`."""
    user = user or rig.owner
    page.goto(rig.url + where)
    page.get_by_label("Name").fill(user)
    page.get_by_label("Password", exact=True).fill(rig.passwords[user])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login" not in url)
    return page


KEEP = """([origin, items]) => {
  if (location.origin !== origin) return;
  for (const { name, value } of items)
    localStorage.getItem(name) ?? localStorage.setItem(name, value);
}"""


def known(page: Page, rig: Rig, user: str = "", where: str = "/") -> Page:
    """Open `where` with the log-in that this person has had since the first such page.

    Without the form: each log-in costs the hub a third of a second, and one is tried often enough.
    """
    user = user or rig.owner
    if kept := rig.profiles.get(user):
        page.context.add_cookies(kept["cookies"])
        for one in kept["origins"]:
            items = json.dumps([one["origin"], one["localStorage"]])
            page.context.add_init_script(f"({KEEP})({items})")
        page.goto(rig.url + where)
        if "/login" not in page.url:
            return page
    enter(page, rig, user, where)
    rig.profiles[user] = page.context.storage_state()
    return page


@contextlib.contextmanager
def browse(
    browser: Browser,
    rig: Rig,
    size: dict[str, int] = PHONE,
    user: str = "",
    where: str = "/",
    **more: Any,
) -> Iterator[Page]:
    """A page of a fresh profile that is logged in at `where`."""
    inside = context(browser, size, **more)
    try:
        yield known(inside.new_page(), rig, user, where)
    finally:
        inside.close()
