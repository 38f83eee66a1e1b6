"""What a person does with an approval in the browser."""

from __future__ import annotations

import contextlib

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.console.rig import SLOW_MS


def button(page: Page, name: str) -> Locator:
    """A button by all of its words."""
    return page.get_by_role("button", name=name, exact=True)


def read_all(page: Page) -> None:
    """Read on, as a thumb does, until there is no more."""
    for _ in range(60):
        if not button(page, "Read on").count():
            return
        # The end may come into sight while the thumb is on its way.
        with contextlib.suppress(TimeoutError):
            button(page, "Read on").click(timeout=2_000)
        page.evaluate("new Promise((done) => setTimeout(done, 120))")
    raise AssertionError("the end of what would run was never on the screen")


def read_and_allow(page: Page) -> None:
    """Read all of it and tap."""
    expect(page.locator(".bar button.yes, .bar button.next")).to_be_enabled(timeout=2 * SLOW_MS)
    read_all(page)
    expect(button(page, "Allow once")).to_be_enabled(timeout=SLOW_MS)
    button(page, "Allow once").click()


def station(page: Page, number: int) -> Locator:
    """One of the three: sent, taken by the machine, the agent went on."""
    return page.locator(".ticks li").nth(number)
