"""One hub for a file, one browser for a process, and what the browser showed when a test fails."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.console import seen
from tests.console.rig import DESKTOP, PHONE, SHARED, Rig, context


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A hub and this computer's daemon, for the tests of one file."""
    made = Rig(tmp_path_factory.mktemp("rig"))
    try:
        made.whole()
        yield made
    finally:
        made.down()


@pytest.fixture
def browser() -> Iterator[Browser]:
    """The one browser of this process. Profiles that a test leaves open are closed behind it.

    Tests that ask for it, by whatever way, are the group `browser`: one worker runs them all, so
    that no two browsers are open at once.
    """
    found = SHARED.get()
    yield found
    if SHARED.running:
        for profile in found.contexts:
            profile.close()


@pytest.fixture
def phone(browser: Browser) -> Page:
    """A blank page of a phone's size; nobody is logged in."""
    return context(browser, PHONE).new_page()


@pytest.fixture
def desktop(browser: Browser) -> Page:
    """A blank page of a desktop's size; nobody is logged in."""
    return context(browser, DESKTOP).new_page()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def sized(request: pytest.FixtureRequest, browser: Browser) -> Page:
    """A blank page, once of each size."""
    return context(browser, request.param).new_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test's pages: address, text, consoles, picture; and what the gateway has said."""
    report = yield
    if report.failed and call.when in ("setup", "call") and SHARED.running:
        report.sections += seen.told(SHARED.running)
        rig = getattr(item, "funcargs", {}).get("rig")
        if isinstance(rig, Rig):
            report.sections.append(("gateway's log", rig.log("gateway")))
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None]:
    """Close the browser before the first test that does not ask for one."""
    yield
    if "browser" not in getattr(nextitem, "fixturenames", ()):
        SHARED.close()
