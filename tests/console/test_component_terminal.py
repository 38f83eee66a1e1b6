"""The terminal in a real browser, on a hub and a machine of real processes."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console.rig import DESKTOP, HUB, SLOW_MS, Rig, browse, known
from tests.waiting import until


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    made = Rig(tmp_path_factory.mktemp("terminal"))
    try:
        made.whole()
        made.add_user("vera", "viewer")
        yield made
    finally:
        made.down()


def opened(page: Page, rig: Rig, session: str, user: str = "") -> Page:
    known(page, rig, user, f"/session?s=build-01/-/{session}")
    expect(page.locator(".xterm-screen")).to_be_visible(timeout=SLOW_MS)
    expect(page.locator(".stat")).to_contain_text("Connected", timeout=SLOW_MS)
    return page


def shown(page: Page, text: str, within_ms: int = SLOW_MS) -> None:
    expect(page.locator(".xterm-rows")).to_contain_text(text, timeout=within_ms)


PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def numbers(page: Page) -> list[int]:
    """Of the numbered rows that are on the screen; they follow one another."""
    page.evaluate(PAINTED)
    expect(page.locator(".still")).to_have_count(0, timeout=SLOW_MS)  # a page of more is drawn
    rows = page.locator(".xterm-rows").inner_text()
    found = [int(n) for n in re.findall(r"count-(\d+)\b", rows)]
    assert not found or found == list(range(found[0], found[-1] + 1)), "a hole, or a line twice"
    return found


def reads(said: str, more: str = "") -> list[str]:
    """A program that says something, reads one line and says what it read."""
    return ["--", "bash", "-c", f'{more} echo {said}; read -r x; echo "got <${{x@Q}}>"; read y']


def test_a_command_is_typed_and_its_output_seen_and_a_prompt_has_its_receipt_and_a_name_is_given(
    rig: Rig, desktop: Page, tmp_path: Path
) -> None:
    session = rig.run("--", "bash", "--norc", cwd=tmp_path)
    page = opened(desktop, rig, session)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(f"Terminal in {tmp_path.name}", timeout=SLOW_MS)
    page.locator(".scr").click()
    page.keyboard.type("echo sum $((40+2))\n")
    shown(page, "sum 42")
    page.get_by_label("Prompt", exact=True).fill("echo by prompt $((1+1))")
    page.get_by_role("button", name="Send the prompt").click()
    expect(page.get_by_text("Taken by build-01")).to_be_visible(timeout=SLOW_MS)
    shown(page, "by prompt 2")
    expect(page.get_by_label("Prompt", exact=True)).to_have_value("")
    page.get_by_role("button", name="Rename…").click()
    page.get_by_label("Name of the session").fill("The <i>third</i> way")
    page.get_by_role("button", name="Save the name").click()
    expect(heading).to_have_text("The <i>third</i> way", timeout=SLOW_MS)
    expect(page.get_by_label("Name of the session")).to_be_hidden()


def test_a_hub_that_restarts_is_waited_for_without_a_reload_and_no_line_is_lost_or_doubled(
    rig: Rig, desktop: Page
) -> None:
    script = "for i in $(seq -w 1 120); do echo count-$i; sleep 0.1; done; read x; echo that was $x"
    session = rig.run("--", "bash", "-c", script)
    page = opened(desktop, rig, session)
    shown(page, "count-0")
    page.evaluate("window.stays = true")
    for part in HUB:
        rig.kill(part)
    expect(page.locator(".note")).to_contain_text("Reconnecting to the hub since", timeout=SLOW_MS)
    rig.up(HUB)
    expect(page.locator(".stat")).to_contain_text("Connected", timeout=SLOW_MS)
    shown(page, "count-120", 60_000)
    page.locator(".scr").click()
    page.keyboard.type("all\n")
    shown(page, "that was all")  # whatever would come twice has come before it
    assert page.evaluate("window.stays") is True
    seen: set[int] = set()

    def whole() -> bool:
        # What was missed is put in above while one looks: so up and down until nothing is new.
        for key in ("Shift+PageUp", "Shift+PageDown"):
            before: list[int] = []
            while (now := numbers(page)) != before:
                seen.update(now)
                before = now
                page.keyboard.press(key)
        return seen == set(range(1, 121))

    until(whole, "every line, those from before the page was opened too", 60)


def test_what_was_printed_is_scrolled_back_to_its_beginning_page_by_page_and_left_again(
    rig: Rig, desktop: Page
) -> None:
    rows = 13_500
    script = (
        f"for i in $(seq 1 90 {rows}); do seq -f count-%.0f $i $((i+89)); sleep 0.02; done;"
        " read x; echo that was $x"
    )
    session = rig.run("--", "bash", "-c", script)
    rig.wait_printed(session, f"count-{rows}", 60)
    page = opened(desktop, rig, session)
    shown(page, f"count-{rows}")
    page.locator(".scr").click()
    seen = numbers(page)

    def up() -> bool:
        nonlocal seen
        for _ in range(10):
            page.keyboard.press("Shift+PageUp")
        now = numbers(page)
        if now and now[0] < seen[0] - 1_000:
            pytest.fail(f"jumped from row {seen[0]} to {now[0]}")
        seen = now or seen
        return seen[0] == 1

    until(up, "the first row", 90, every=0.01)
    page.get_by_role("button", name="Back to now").click()
    shown(page, f"count-{rows}")
    page.keyboard.press("Shift+PageUp")
    expect(page.get_by_role("button", name="Back to now")).to_be_visible()
    page.keyboard.type("all\n")  # who types is at the end again
    shown(page, "that was all")


def test_a_viewer_sees_what_others_type_and_cannot_type_and_is_told_whom_to_ask(
    rig: Rig, phone: Page, browser: Browser
) -> None:
    session = rig.run(*reads("here it is"))
    page = opened(phone, rig, session, "vera")
    shown(page, "here it is")
    expect(page.locator(".note")).to_contain_text("You watch")
    expect(page.locator(".note")).to_contain_text("Ask ")
    assert page.get_by_label("Prompt", exact=True).is_hidden()
    page.locator(".scr").click()
    page.keyboard.type("typed\n")
    with browse(browser, rig, DESKTOP, where=f"/session?s=build-01/-/{session}") as other:
        shown(other, "here it is")
        expect(other.locator(".people")).to_contain_text("vera watches", timeout=SLOW_MS)
        other.locator(".scr").click()
        other.keyboard.type("by another\n")
        shown(other, "got <'by another'>")
    shown(page, "got <'by another'>")
    expect(page.locator(".people")).to_contain_text(f"{rig.owner} typed", timeout=SLOW_MS)
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


def test_a_phone_pans_and_pastes_and_while_the_machine_is_away_nothing_is_sent_then_or_later(
    rig: Rig, phone: Page
) -> None:
    session = rig.run(*reads("ready", r"printf '\033[?2004h';"))
    page = opened(phone, rig, session)
    shown(page, "ready")
    lettered = page.locator(".xterm-rows").evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert lettered >= 12, "letters that can be read, though the terminal is wider than the phone"
    small = page.get_by_role("button", name="Smaller letters")
    small.click()
    expect(page.get_by_role("button", name="Larger letters")).to_be_visible()
    page.get_by_label("Prompt", exact=True).fill("a draft")
    rig.kill("daemon")
    expect(page.locator(".note")).to_contain_text("is asleep or offline since", timeout=SLOW_MS)
    expect(page.get_by_role("button", name="Send the prompt")).to_be_disabled()
    page.locator(".scr").click()
    page.keyboard.type("too early\n")
    page.get_by_label("Prompt", exact=True).press("Control+Enter")
    rig.up(["daemon"])
    expect(page.locator(".stat")).to_contain_text("Connected", timeout=SLOW_MS)
    expect(page.get_by_label("Prompt", exact=True)).to_have_value("a draft")
    expect(page.get_by_role("button", name="Send the prompt")).to_be_enabled()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paste = page.get_by_role("button", name="Paste")
    page.evaluate("navigator.clipboard.writeText('x'.repeat(40000))")
    paste.click()
    expect(page.locator(".note")).to_contain_text("Not pasted: 32 KiB", timeout=SLOW_MS)
    page.evaluate("navigator.clipboard.writeText('in one')")
    paste.click()
    page.get_by_role("button", name="Enter").click()
    # Bracketed, as the program asked for; and not a sign of what was tried before.
    shown(page, r"got <$'\E[200~in one\E[201~'>")
    page.get_by_role("button", name="Fit to my screen").click()
    expect(page.get_by_role("button", name="Larger letters")).to_be_hidden(timeout=SLOW_MS)


def test_a_prompt_is_dictated_and_a_microphone_that_is_refused_is_told(
    rig: Rig, phone: Page
) -> None:
    # Chromium without a screen hears nothing: an ear of the same form, which says what it is told.
    phone.add_init_script(
        "window.SpeechRecognition = class { start() { window.ear = this; } stop() {} };"
    )
    page = opened(phone, rig, rig.run(*reads("ready")))
    page.get_by_label("Prompt", exact=True).fill("please")
    page.get_by_role("button", name="Dictate").click()
    page.evaluate("window.ear.onresult({results: [[{transcript: 'run the tests'}]]})")
    expect(page.get_by_label("Prompt", exact=True)).to_have_value("please run the tests")
    page.evaluate("window.ear.onerror({error: 'not-allowed'})")
    expect(page.locator("div.told")).to_contain_text("does not give this page the microphone")


def test_hostile_output_and_titles_stay_text(rig: Rig, phone: Page) -> None:
    script = (
        r"""printf '\033]0;<img src=x onerror=window.owned=1>\007\033]52;c;aGk=\007';"""
        r"""printf '\033[c\033[6n'; head -c 5000000 /dev/zero | tr '\0' 'w'; echo;"""
        """echo '<b onclick=x>bold</b> שלום'; read x"""
    )
    session = rig.run("--", "bash", "-c", script)
    rig.cli("title", session, "<img src=x onerror=window.owned=1> \u202egpj.exe", check=False)
    page = opened(phone, rig, session)
    shown(page, "<b onclick=x>bold</b>", 60_000)
    assert page.evaluate("window.owned") is None
    assert page.locator(".ses img").count() == 0
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


def test_a_session_that_ends_unseen_becomes_its_film_and_a_watched_one_keeps_its_last_screen(
    rig: Rig, desktop: Page
) -> None:
    watched = rig.run("--", "bash", "-c", "echo last words; read x; echo after $x")
    page = opened(desktop, rig, watched)
    shown(page, "last words")
    page.get_by_label("Prompt", exact=True).fill("the end")
    page.get_by_role("button", name="Send the prompt").click()
    expect(page.locator(".note")).to_contain_text("Ended", timeout=SLOW_MS)
    shown(page, "after the end")
    page.get_by_role("button", name="Play it as a film").click()
    film = page.locator(".film .xterm-rows")
    expect(film).to_contain_text("after the end", timeout=SLOW_MS)
    page.locator(".film ol").get_by_role("button", name="the end").click()
    expect(film).not_to_contain_text("after", timeout=SLOW_MS)
    expect(film).to_contain_text("last words")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(film).to_contain_text("after the end", timeout=SLOW_MS)
    # The page is opened while everybody still believes that it runs; then the machine tells.
    unseen = rig.run("--", "bash", "-c", "echo nobody looked; read x")
    rig.wait_printed(unseen, "nobody looked")
    rig.signal("daemon", signal.SIGSTOP)
    try:
        page.goto(f"{rig.url}/session?s=build-01/-/{unseen}")
        expect(page.get_by_text("Waiting for the screen")).to_be_visible(timeout=SLOW_MS)
        os.kill(rig.host_pid(unseen), signal.SIGKILL)
        rig.wait_ended(unseen)
    finally:
        rig.signal("daemon", signal.SIGCONT)
    expect(film).to_contain_text("nobody looked", timeout=SLOW_MS)
    expect(page.get_by_role("heading", name="Lines")).to_be_visible(timeout=SLOW_MS)
