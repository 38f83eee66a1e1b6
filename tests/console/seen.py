"""What a browser showed when a test failed: said in the failure's own output, and as a picture."""

from __future__ import annotations

import contextlib
import tempfile
from collections import deque
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

KEPT = 40
"""Messages of a profile's consoles that are kept, the latest."""
MOST_TEXT = 4000

_said: WeakKeyDictionary[BrowserContext, deque[str]] = WeakKeyDictionary()


def listen(profile: BrowserContext) -> None:
    """Keep what this profile's pages say from now on."""
    said: deque[str] = deque(maxlen=KEPT)
    _said[profile] = said

    def console(message: ConsoleMessage) -> None:
        said.append(f"{message.type}: {message.text[:400]} ({message.location['url']})")

    profile.on("console", console)
    profile.on("weberror", lambda fault: said.append(f"uncaught: {fault.error}"))
    profile.on("requestfailed", lambda asked: said.append(f"failed: {asked.url} {asked.failure}"))


def told(browser: Browser) -> list[tuple[str, str]]:
    """For every open page: a heading, and what is to be read there. Never raises."""
    return [
        (f"page {page.url}", _page(page) + "\n" + "\n".join(_said.get(profile, ())))
        for profile in browser.contexts
        for page in profile.pages
    ]


def _page(page: Page) -> str:
    parts = []
    with contextlib.suppress(Error):
        # As a screen reader has it: shadow roots included, which `innerText` leaves out.
        text = page.locator("body").aria_snapshot(timeout=5_000)
        parts.append(text if len(text) < MOST_TEXT else f"{text[:MOST_TEXT]}\n… (cut)")
    with contextlib.suppress(Error):
        path = Path(tempfile.mkdtemp(prefix="sb-seen-")) / "page.png"
        page.screenshot(path=path, timeout=5_000)
        parts.append(f"picture: {path}")
    return "\n".join(parts) or "the page does not answer"
