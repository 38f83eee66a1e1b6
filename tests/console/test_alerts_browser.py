"""What an open page tells of, in a real browser: each thing once, whatever tabs there are."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from console.hub import preferences
from console.hub.preferences import Preferences
from console.hub.quiet import Quiet
from schemas.wire import topics
from signalbox import local_sessions
from tests.console.rig import DESKTOP, PHONE, SLOW_MS, Rig, context, known
from tests.system.person import MACHINE
from tests.waiting import until

ACCOUNT = """
const note = (name, what) =>
  localStorage.setItem(name, [localStorage.getItem(name), what].filter(Boolean).join(' '));
const worker = self.ServiceWorkerRegistration?.prototype ?? {};
const show = worker.showNotification;
worker.showNotification = function (title, options) {
  note('test-shown', options.tag);
  return show.call(this, title, options);
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  note('test-notes', Math.round(this.frequency.value));
  return start.apply(this, when);
};
"""
"""Counts what is shown and heard, over all tabs of a profile, and lets it happen."""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map((one) => [one.title, one.body, one.tag, one.data.path])"""
LONG = "<b>W</b>\u202eevil" + "W" * 150
CALLS = r"while read x; do printf '\033]9;come\007called\n'; done"
"""Calls for somebody whenever it is prompted."""


def noted(page: Page, name: str) -> list[str]:
    return str(page.evaluate("(name) => localStorage.getItem(name) || ''", name)).split()


def told(page: Page) -> list[list[str]]:
    """Session and kind of all that this browser was ever shown."""
    return [tag.split(".")[:2] for tag in noted(page, "test-shown")]


def wish(rig: Rig, **changes: Any) -> None:
    def change(before: Preferences) -> Preferences:
        return before.model_copy(update=changes)

    preferences.update(rig.home, rig.owner, change)


def profile(browser: Browser, size: dict[str, int]) -> BrowserContext:
    made = context(browser, size, permissions=["notifications"])
    made.add_init_script(ACCOUNT)
    return made


def opened(made: BrowserContext, rig: Rig, where: str = "/me") -> Page:
    """A tab that knows the fleet, and was touched, so that it may sound."""
    page = known(made.new_page(), rig, where=where)
    expect(page.locator(".nav .lamp:not(.off)")).to_be_attached(timeout=SLOW_MS)
    page.mouse.click(5, 5)
    return page


def host(rig: Rig, session: str) -> dict[str, Any]:
    """The session's document, as its host has it."""
    return local_sessions.look(rig.home, session).document


def calls(rig: Rig, session: str) -> None:
    rig.cli("prompt", session, "go")


def test_a_call_and_an_end_are_told_once_over_two_tabs_and_not_while_in_view(
    rig: Rig, browser: Browser, tmp_path: Any
) -> None:
    wish(rig, sound_needs=True, sound_ends=True)
    before = rig.run("--", "bash", "-c", "printf 'at once\\a'; read x", cwd=tmp_path)
    until(lambda: host(rig, before).get("attention"), "one calls before a page is open", 30)
    made = profile(browser, DESKTOP)
    page, other = opened(made, rig), opened(made, rig)
    for tab in (page, other):
        expect(tab.locator("[data-page=fleet] .n")).to_have_text("1", timeout=SLOW_MS)
    first = rig.run("--title", LONG, "--", "bash", "-c", CALLS, cwd=tmp_path)
    calls(rig, first)
    until(lambda: told(page), "it is told", 30)
    for tab in (page, other):
        expect(tab.locator("[data-page=fleet] .n")).to_have_text("2", timeout=SLOW_MS)
        expect(tab).to_have_title(re.compile(r"^\(2\) "), timeout=SLOW_MS)
        assert tab.locator('link[rel~="icon"]').get_attribute("href") == "/icons/logo-stop.svg"
        expect(tab.locator(".news")).to_contain_text(
            re.compile(r"^<b>W</b>⟨U\+202E⟩evilW+… calls for you"), timeout=SLOW_MS
        )
    (tag,) = noted(page, "test-shown")
    assert re.fullmatch(rf"{first}\.attention\.\d+", tag), "the tag that web push bears"
    where = f"/session?s=build-01/-/{first}"
    assert page.evaluate(SHOWN) == [["A session on build-01 calls for you", "", tag, where]]
    assert len(noted(page, "test-notes")) == 2, "one sound, of two notes"

    # In view from here on: what it does next is told by the terminal alone.
    page.get_by_role("link", name="Open", exact=True).click()
    expect(page.locator(".xterm-rows")).to_contain_text("called", timeout=SLOW_MS)
    until(lambda: host(rig, first)["watchers"], "it is in view", 30)
    calls(rig, first)
    since = int(tag.rpartition(".")[2])
    until(lambda: host(rig, first).get("attention") not in (None, since), "it calls again", 30)
    second = rig.run("--", "bash", "-c", "read x; exit 3", cwd=tmp_path)
    until(lambda: host(rig, second).get("phase") == "running", "it runs", 30)
    calls(rig, second)
    until(lambda: len(told(page)) > 1, "the other one's end is told", 30)
    assert told(page) == [[first, "attention"], [second, "failed"]]
    assert len(set(noted(page, "test-notes"))) == 4, "an end sounds otherwise"
    rig.cli("stop", first)
    rig.wait_ended(first)
    third = rig.run("--", "true", cwd=tmp_path)
    until(lambda: [third, "finished"] in told(other), "a later end is told", 30)
    assert [first, "failed"] not in told(other), "it ended in view"

    # Somebody has answered: nothing asks any more.
    rig.cli("stop", before)
    expect(other.locator("[data-page=fleet] .n")).to_be_hidden(timeout=SLOW_MS)
    expect(other).to_have_title(re.compile(r"^[^(]"), timeout=SLOW_MS)
    assert other.locator('link[rel~="icon"]').get_attribute("href") == "/icons/logo.svg"
    until(lambda: tag not in [one[2] for one in other.evaluate(SHOWN)], "taken back", 30)


def test_quiet_hours_and_what_is_not_wished_keep_a_phone_silent_until_they_end(
    rig: Rig, browser: Browser, tmp_path: Any
) -> None:
    now = dt.datetime.now(dt.UTC)
    hours = [f"{(now + dt.timedelta(hours=add)).hour:02}:00" for add in (0, 2)]
    wish(
        rig,
        quiet=[Quiet(zone="UTC", start=hours[0], end=hours[1])],
        finished=False,
        sound_needs=True,
        sound_ends=True,
        details=True,
    )
    page = opened(profile(browser, PHONE), rig)
    ended = rig.run("--", "false", cwd=tmp_path)
    waits = rig.run("--title", "Mend it", "--", "bash", "-c", CALLS, cwd=tmp_path)
    calls(rig, waits)
    expect(page.locator(".news")).to_contain_text("Mend it calls for you", timeout=SLOW_MS)
    expect(page.locator("[data-page=fleet] .n")).to_have_text("1", timeout=SLOW_MS)
    assert not noted(page, "test-shown") and not noted(page, "test-notes")
    # The hours are over: what still calls is told now, what ended meanwhile is not.
    wish(rig, quiet=[])
    page.get_by_role("button", name="More", exact=True).click()
    until(lambda: told(page), "it is told late", 30)
    fine = rig.run("--", "true", cwd=tmp_path)
    rig.wait_ended(fine)
    elsewhere = rig.run("--", "bash", "-c", "read x; exit 2", cwd=tmp_path)
    with rig.person() as device:
        where = topics.build("session.state", m=MACHINE, p="-", s=elsewhere)
        device.read([where], 0)
        device.want("watch", elsewhere, lease=60)

        def watched() -> bool:
            device.pass_time(0.05)
            return bool(device.document("session.state", p="-", s=elsewhere).get("watchers"))

        until(watched, "this person has it in view on another device", 30)
        calls(rig, elsewhere)
        rig.wait_ended(elsewhere)
    bad = rig.run("--", "false", cwd=tmp_path)
    until(lambda: [bad, "failed"] in told(page), "an end that is wished", 30)
    assert told(page) == [[waits, "attention"], [bad, "failed"]], (
        f"{ended}, {fine} or {elsewhere} was told"
    )
    assert ["Mend it calls for you", "build-01"] in [one[:2] for one in page.evaluate(SHOWN)]
    rig.cli("stop", waits)
