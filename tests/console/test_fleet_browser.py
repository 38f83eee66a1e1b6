"""The fleet, the navigation and the film in a real browser, on a hub of real processes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.rig import SLOW_MS, Rig, known
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
    page.get_by_role("button", name="Clear the filters").click()
    expect(row).to_be_visible()
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
