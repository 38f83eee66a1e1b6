"""Every page, at a phone's and a desktop's size, light and dark: fits, is named, shuts nobody out.

Two of the four by default, each size and each theme once; the other two are a step of .ci/run.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console import axe
from tests.console.rig import DESKTOP, PHONE, SLOW_MS, Rig, context, enter

SMALL = """
[...document.querySelectorAll('[data-testid^=stBaseButton-], a.sb-link, a.sb-row')]
  .filter((one) => one.offsetHeight && one.offsetHeight < 44).map((one) => one.innerText)
"""


@pytest.fixture(scope="module")
def ended(rig: Rig, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A session that has printed and failed, and is in the archive."""
    folder = tmp_path_factory.mktemp("folder")
    script = "echo before; echo zebra crossing; exit 3"
    session = rig.run("--title", "an ended one", "--", "bash", "-c", script, cwd=folder)
    rig.wait_ended(session)
    rig.wait_archived(session)
    return session


@pytest.fixture(scope="module")
def live(rig: Rig, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A session that waits for input."""
    script = r"printf 'plain \e[31mred \e[1;34mblue\e[0m \e[2mfaint\e[0m\n'; read x"
    return rig.run("--", "bash", "-c", script, cwd=tmp_path_factory.mktemp("folder"))


def look(page: Page, path: str) -> list[str]:
    """What is wrong with the page as it stands, a line each."""
    wrong = []
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if widths[0] > widths[1]:
        wrong.append(f"{widths[0]} wide on a screen of {widths[1]}")
    wrong += [f"too small for a thumb: {text}" for text in page.evaluate(SMALL)]
    wrong += axe.grave(page)
    return [f"/{path}: {text}" for text in wrong]


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param(PHONE, "light", id="phone-light"),
        pytest.param(DESKTOP, "dark", id="desktop-dark"),
        pytest.param(PHONE, "dark", id="phone-dark", marks=pytest.mark.slow),
        pytest.param(DESKTOP, "light", id="desktop-light", marks=pytest.mark.slow),
    ],
)
@pytest.mark.timeout(300)
def test_every_page_fits_has_one_title_and_shuts_nobody_out(
    rig: Rig, browser: Browser, ended: str, live: str, size: dict[str, int], theme: str
) -> None:
    page = context(browser, size, color_scheme=theme).new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{rig.url}/login")
    page.get_by_role("button", name="Log in").wait_for()
    wrong = look(page, "login")
    enter(page, rig)
    for path, title, sign in (
        ("", "Fleet", f'a.ses[href$="{live}"]'),
        (f"session?s=build-01/-/{live}", "", ".xterm-rows:has-text('plain red')"),
        (f"session?s=build-01/-/{ended}", "", ".film .xterm-rows:has-text('zebra')"),
        ("approvals", "Approvals", ".apv .empty h2"),
        ("start", "Start a session", ""),
        ("audit", "Audit", ""),
        ("audit?ask=ran&t=day", "Audit", "a.sb-row"),
        ("audit?ask=failed", "Audit", "a.sb-row"),
        ("usage", "Usage and health", ""),
        ("me", "Root", ""),
        ("more", "More", ""),
    ):
        page.goto(f"{rig.url}/{path}")
        heading = page.locator("h1")
        expect(heading).to_have_count(1, timeout=SLOW_MS)
        if title:
            expect(heading).to_have_text(title)
        tab = path.partition("?")[0].capitalize() or "Fleet"
        expect(page).to_have_title(re.compile(rf"{tab} – Signalbox$"), timeout=SLOW_MS)
        if sign:
            page.locator(sign).first.wait_for()
        page.locator(".st-key-sb-nav").first.wait_for(state="attached")
        # Whole: Streamlit takes this away when it has drawn what its script had to say.
        expect(page.locator('[data-testid="stStatusWidget"], [data-stale="true"]')).to_have_count(0)
        wrong += look(page, path)
    assert not wrong, "\n".join(wrong)
    assert faults == []


def test_a_page_that_has_a_fault_is_told_from_one_that_has_none(browser: Browser) -> None:
    page = context(browser, PHONE).new_page()
    page.set_content("<html lang=en><title>x</title><main><h1>fine</h1></main></html>")
    assert axe.grave(page) == []
    page.set_content(
        "<html lang=en><title>x</title><main><h1>x</h1><input>"
        "<p style='color:#bbb;background:#fff'>faint</p></main></html>"
    )
    found = " ".join(axe.grave(page))
    assert re.search("color-contrast", found) and "label" in found
