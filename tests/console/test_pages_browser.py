"""The pages in a real browser, on a hub of real processes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console.rig import PHONE, SLOW_MS, Rig, context, known
from tests.waiting import until


@pytest.fixture(scope="module")
def ended(rig: Rig, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A session that has printed one line to search for, and failed."""
    folder = tmp_path_factory.mktemp("folder")
    script = "echo before; sleep 0.3; echo 'zebra <b>crossing</b>'; sleep 0.3; exit 3"
    session = rig.run("--", "bash", "-c", script, cwd=folder)
    rig.wait_ended(session)
    rig.wait_archived(session)
    return session


@pytest.fixture
def phone(rig: Rig, phone: Page) -> Page:
    return known(phone, rig)


def no_sideways(page: Page) -> None:
    """Nothing is wider than the screen."""
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1], page.url


def test_a_search_of_the_audit_lands_on_the_line(rig: Rig, phone: Page, ended: str) -> None:
    phone.goto(rig.url + "/audit")
    words = phone.get_by_label("Words to find")
    words.fill("zebra")
    words.press("Enter")
    hit = phone.locator(f'a.sb-row[href*="{ended}"]').filter(has=phone.locator("mark"))
    expect(hit.filter(has_text="Printed").first).to_be_visible(timeout=SLOW_MS)
    assert "q=zebra" in phone.url, "the question stands in the address"
    assert phone.locator("a.sb-row b", has_text="crossing").count() == 0, "output is no HTML"
    hit.filter(has_text="Printed").first.click()
    phone.wait_for_url(re.compile(rf"/session\?s=build-01/-/{ended}&seq=\d+"))
    here = phone.locator(".sb-row.here")
    expect(here).to_contain_text("zebra", timeout=SLOW_MS)
    no_sideways(phone)


def test_a_session_is_started_and_stopped_from_the_pages(rig: Rig, phone: Page) -> None:
    phone.goto(rig.url + "/start")
    program = phone.get_by_label("Program (empty: the shell)")
    expect(program).to_be_visible(timeout=SLOW_MS)
    before = set(rig.alive())
    program.fill("bash -c 'no end")
    program.press("Tab")
    phone.get_by_role("button", name="Start on build-01").click()
    expect(phone.get_by_text("a quote that does not end")).to_be_visible(timeout=SLOW_MS)
    expect(program).to_have_value("bash -c 'no end")
    assert set(rig.alive()) == before
    program.fill("cat")
    program.press("Tab")
    phone.get_by_label("Title").fill("from the phone")
    phone.get_by_label("Title").press("Tab")
    phone.get_by_label("Folder").fill(str(rig.root))
    phone.get_by_label("Folder").press("Tab")
    phone.get_by_role("button", name="Start on build-01").click()
    phone.wait_for_url(re.compile(r"/session\?s="), timeout=SLOW_MS)
    (session,) = set(rig.alive()) - before
    assert session in phone.url
    phone.get_by_label("Facts about this session").click()
    phone.get_by_role("button", name="Stop…").click()
    phone.get_by_role("button", name="Tap again to stop it").click()
    rig.wait_ended(session)
    until(lambda: rig.bodies(session, "ended"), "the end is recorded")


def test_who_may_not_audit_is_told_whom_to_ask(rig: Rig, browser: Browser) -> None:
    rig.add_user("vic", "viewer")
    page = known(context(browser, PHONE).new_page(), rig, "vic", "/audit")
    expect(page.get_by_text("Ask Root.")).to_be_visible(timeout=SLOW_MS)
    assert page.get_by_label("Words to find").count() == 0
    page.goto(rig.url + "/start")
    expect(page.get_by_text("You may watch, and start nothing.")).to_be_visible(timeout=SLOW_MS)


def test_another_log_in_is_ended_from_me(rig: Rig, phone: Page) -> None:
    other = rig.logged_in()
    assert other.get("/whoami").status == 200
    phone.goto(rig.url + "/me")
    end = phone.get_by_role("button", name="End this log-in")
    expect(end.first).to_be_visible(timeout=SLOW_MS)
    count = end.count()
    for _ in range(count):
        end.first.click()
        expect(phone.get_by_text("That log-in has ended.")).to_be_visible(timeout=SLOW_MS)
    until(lambda: other.get("/whoami").status == 401, "the other log-in is over")
    expect(phone.locator("h1")).to_have_text("Root")
