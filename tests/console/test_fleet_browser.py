"""The fleet, the navigation and the film in a real browser, on a hub of real processes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console import axe
from tests.console.rig import DESKTOP, HUB, PHONE, SLOW_MS, Rig, context, enter, known
from tests.console.test_join import Reached
from tests.waiting import until

LONG = "<b>W</b>" + "W" * 150 + "\u202eevil"


@pytest.fixture
def page(rig: Rig, sized: Page) -> Page:
    return known(sized, rig)


def fits(page: Page) -> None:
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1], page.url


def test_a_fleet_without_sessions_says_what_to_do_next(page: Page) -> None:
    expect(page.get_by_role("heading", name="Line clear. No session runs.")).to_be_visible(
        timeout=SLOW_MS
    )
    page.get_by_role("button", name="Start a session").last.click()
    page.wait_for_url(re.compile("/start"), timeout=SLOW_MS)
    page.get_by_role("button", name="Fleet").click()
    expect(page.get_by_role("heading", name="Fleet")).to_be_visible(timeout=SLOW_MS)


def test_sessions_come_by_themselves_and_the_search_survives_a_reload(
    rig: Rig, page: Page, tmp_path: Any
) -> None:
    expect(page.get_by_label("Find a session")).to_be_visible(timeout=SLOW_MS)
    session = rig.run("--title", LONG, "--", "cat", cwd=tmp_path)
    row = page.locator(f'a.ses[href$="{session}"]')
    expect(row).to_be_visible(timeout=SLOW_MS)
    expect(row).to_contain_text("<b>W</b>")
    expect(row).to_contain_text("⟨U+202E⟩")
    fits(page)
    page.get_by_label("Find a session").fill("nothing like this")
    expect(page.get_by_role("button", name="Clear the filters")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Find a session")).to_have_value("nothing like this", timeout=SLOW_MS)
    # Which of the two buttons is shown depends on whether the list is there already.
    expect(page.get_by_text("No session fits these filters.")).to_be_visible(timeout=SLOW_MS)
    page.get_by_role("button", name="Clear the filters").click()
    expect(row).to_be_visible()
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_label("State").select_option("running")
    page.get_by_label("Opened by you").check()
    expect(row).to_be_hidden()
    page.reload()
    expect(page.get_by_label("State")).to_have_value("running", timeout=SLOW_MS)
    expect(page.get_by_label("Opened by you")).to_be_checked()
    page.get_by_label("Opened by you").uncheck()
    expect(row).to_be_visible(timeout=SLOW_MS)
    fits(page)
    page.get_by_role("button", name="build-01").click()
    expect(page.get_by_role("dialog")).to_contain_text("Version")
    assert axe.grave(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    row.click()
    page.wait_for_url(re.compile(rf"/session\?s=build-01%2F-%2F{session}"), timeout=SLOW_MS)
    rig.cli("stop", session)


def test_an_ended_session_plays_as_a_film(rig: Rig, page: Page, tmp_path: Any) -> None:
    script = "echo first; sleep 0.4; echo second; sleep 0.4; echo third"
    session = rig.run("--", "bash", "-c", script, cwd=tmp_path)
    rig.wait_ended(session)
    rig.wait_archived(session)
    page.goto(f"{rig.url}/session?s=build-01/-/{session}")
    rows = page.locator(".film .xterm-rows")
    expect(rows).to_contain_text("third", timeout=SLOW_MS)
    place = page.get_by_label("Where in the film")
    place.evaluate("one => { one.value = 0; one.dispatchEvent(new Event('input')) }")
    expect(rows).not_to_contain_text("third")
    page.get_by_role("button", name="Play").click()
    expect(rows).to_contain_text("third", timeout=SLOW_MS)
    until(lambda: page.get_by_role("button", name="Play").count() == 1, "it stops at its end")
    fits(page)


def test_a_machine_is_added_by_a_line_or_its_picture_and_only_by_whom_may(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hub = Reached(tmp_path_factory.mktemp("join"))
    try:
        hub.up(HUB)
        hub.add_user("vic", "viewer")
        page = context(browser, PHONE, ignore_https_errors=True).new_page()
        enter(page, hub)
        expect(page.get_by_role("heading", name="No machine yet.")).to_be_visible(timeout=SLOW_MS)
        page.get_by_role("button", name="Add a machine").click()
        sheet = page.get_by_role("dialog", name="Add a machine")
        whole = sheet.locator("code").first
        expect(whole).to_contain_text("install.sh", timeout=SLOW_MS)
        expect(whole).to_contain_text(f"{hub.url}/join/")
        picture = sheet.get_by_role("img", name="The same line as a QR code")
        expect(picture).to_be_visible()
        assert picture.evaluate("async (one) => { await one.decode(); return one.naturalWidth }")
        fits(page)
        assert axe.grave(page) == []
        page.get_by_role("button", name="Close").click()
        expect(sheet).to_have_count(0)

        page = context(browser, DESKTOP, ignore_https_errors=True).new_page()
        enter(page, hub, "vic")
        heading = page.get_by_role("heading", name="No machine that you may see.")
        expect(heading).to_be_visible(timeout=SLOW_MS)
        for name in ("Add a machine", "Start a session"):
            assert page.get_by_role("button", name=name).count() == 0
    finally:
        hub.down()
