"""The terminal in a real browser, on a hub and a machine of real processes."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.console.rig import HUB, SLOW_MS, Rig, known


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


def test_a_command_is_typed_and_its_output_seen_and_a_prompt_has_its_receipt(
    rig: Rig, desktop: Page
) -> None:
    session = rig.run("--", "bash", "--norc")
    page = opened(desktop, rig, session)
    page.locator(".scr").click()
    page.keyboard.type("echo sum $((40+2))\n")
    shown(page, "sum 42")
    page.get_by_label("Prompt", exact=True).fill("echo by prompt $((1+1))")
    page.get_by_role("button", name="Send the prompt").click()
    expect(page.locator(".told")).to_contain_text("Taken by build-01", timeout=SLOW_MS)
    shown(page, "by prompt 2")
    expect(page.get_by_label("Prompt", exact=True)).to_have_value("")


def test_a_hub_that_restarts_is_waited_for_without_a_reload_and_no_line_is_lost_or_doubled(
    rig: Rig, desktop: Page, tmp_path: Path
) -> None:
    stop = tmp_path / "stop"
    count = f"until [ -e {stop} ]; do i=$((i+1)); printf 'count-%04d\\n' $i; sleep 0.1; done"
    script = f"{count}; echo last-$i; read x"
    session = rig.run("--", "bash", "-c", script)
    page = opened(desktop, rig, session)
    shown(page, "count-0")
    page.evaluate("window.stays = true")
    for part in HUB:
        rig.kill(part)
    expect(page.locator(".note")).to_contain_text("Reconnecting to the hub since", timeout=SLOW_MS)
    rig.up(HUB)
    expect(page.locator(".stat")).to_contain_text("Connected", timeout=SLOW_MS)
    stop.touch()
    shown(page, "last-", 60_000)
    last = int(rig.printed(session).rpartition("last-")[2])
    assert page.evaluate("window.stays") is True
    page.wait_for_timeout(1_500)  # what is still under way would double lines, not bring them
    seen: set[int] = set()
    page.locator(".scr").hover()
    for _ in range(200):
        rows = page.locator(".xterm-rows").inner_text()
        numbers = [int(n) for n in re.findall(r"count-(\d{4})", rows)]
        assert numbers == list(range(numbers[0], numbers[-1] + 1)), "a hole, or a line twice"
        seen.update(numbers)
        if numbers[0] == 1:
            break
        page.mouse.wheel(0, -150)
        page.wait_for_timeout(50)
    assert seen == set(range(1, last + 1)), (
        "what was printed before the page was opened is there too"
    )


def test_a_viewer_sees_and_cannot_type_and_is_told_whom_to_ask(rig: Rig, phone: Page) -> None:
    session = rig.run("--", "bash", "-c", "echo here it is; read x; echo got $x; read y")
    page = opened(phone, rig, session, "vera")
    shown(page, "here it is")
    expect(page.locator(".note")).to_contain_text("You watch")
    expect(page.locator(".note")).to_contain_text("Ask ")
    assert page.get_by_label("Prompt", exact=True).is_hidden()
    page.locator(".scr").click()
    page.keyboard.type("typed\n")
    page.wait_for_timeout(1_500)  # what was typed would be shown within a second
    assert "typed" not in page.locator(".xterm-rows").inner_text()
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


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
    watched = rig.run("--", "bash", "-c", "echo last words; read x; echo after")
    page = opened(desktop, rig, watched)
    shown(page, "last words")
    page.locator(".scr").click()
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_contain_text("Ended", timeout=SLOW_MS)
    shown(page, "after")
    page.get_by_role("button", name="Play it as a film").click()
    film = page.locator(".film .xterm-rows")
    expect(film).to_contain_text("after", timeout=SLOW_MS)
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
