"""The whole way with real parts: an agent asks, a person at a phone answers, and it happens once.

Broker, steward, archiver, gateway, daemon and host are real; the agent is a scripted one that has
Claude Code's hooks. The console alone is used to answer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console import axe
from tests.console.approving import read_and_allow, station
from tests.console.rig import DESKTOP, PHONE, SLOW_MS, Rig, browse, known
from tests.endpoints import scripted_claude
from tests.system.gated import Gated, again, watch
from tests.system.person import Person

LATE_MS = 2 * SLOW_MS


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """With the scripted agent in everybody's PATH, and an approver."""
    programs = tmp_path_factory.mktemp("bin")
    scripted_claude.install(programs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        made = Rig(tmp_path_factory.mktemp("gated"))
        try:
            made.whole()
            made.add_user("ben", "approver")
            yield made
        finally:
            made.down()


@pytest.fixture
def owner(rig: Rig) -> Iterator[Person]:
    person = watch(rig.person())
    yield person
    person.close()


def tick(page: Page, number: int, text: str) -> None:
    expect(station(page, number)).to_contain_text(text, timeout=LATE_MS)


@pytest.mark.timeout(300)
def test_an_agent_asks_and_a_person_allows_denies_and_comes_second_with_one_effect(
    rig: Rig, owner: Person, phone: Page, browser: Browser, tmp_path: Path
) -> None:
    gated = Gated(rig, owner, tmp_path / "w")
    page = known(phone, rig)
    gated.prompt("one")
    row = page.locator(".need a.ses")
    expect(row).to_contain_text(gated.command("one"), timeout=LATE_MS)
    expect(page.locator("[data-page=approvals] .n")).to_have_text("1", timeout=LATE_MS)
    row.tap()
    card = page.locator(".asks")
    expect(card.locator(".run")).to_have_text(gated.command("one"), timeout=LATE_MS)
    assert gated.effects() == []
    read_and_allow(page)
    tick(page, 1, "build-01 took it")
    tick(page, 2, "Claude Code went on")
    gated.said("ran")
    assert gated.effects() == ["one"]
    expect(page.locator(".xterm-rows")).to_contain_text("SAID ran", timeout=LATE_MS)
    page.get_by_role("button", name="Put it away").tap()
    expect(card).to_be_hidden()

    gated.prompt("two")
    expect(card.locator(".run")).to_have_text(gated.command("two"), timeout=LATE_MS)
    deny = page.get_by_role("button", name="Deny…")
    expect(deny).to_be_enabled(timeout=LATE_MS)
    deny.tap()
    page.get_by_label("Reason").fill("not on a Friday")
    page.get_by_role("dialog").get_by_role("button", name="Deny", exact=True).tap()
    tick(page, 2, "Claude Code was told")
    gated.said("denied")
    assert "not on a Friday" in rig.printed(gated.id)
    assert gated.effects() == ["one"]

    gated.prompt("three")
    approval = gated.question(owner, "three")["approval"]
    page.goto(f"{rig.url}/approvals")
    page.locator(f'a.ap[data-approval="{approval}"]').tap()
    expect(page.locator(".run")).to_have_text(gated.command("three"), timeout=LATE_MS)
    assert axe.grave(page) == []
    with browse(browser, rig, DESKTOP, "ben", "/approvals") as bens:
        expect(bens.locator(".run")).to_have_text(gated.command("three"), timeout=LATE_MS)
        read_and_allow(bens)
        tick(bens, 2, "Claude Code went on")
    expect(page.locator(".bar")).to_contain_text("Ben allowed it.", timeout=LATE_MS)
    gated.said("ran", 2)
    assert gated.effects() == ["one", "three"]

    long = f"{gated.command('four')}; : '{'é' * 12_000}'"
    again(owner, "prompt", gated.id, text=f"bash {long}")
    approval = gated.question(owner, "four")["approval"]
    page.goto(f"{rig.url}/approvals?s=build-01/-/{gated.id}&a={approval}")
    expect(page.locator(".card")).to_contain_text("too large to travel", timeout=LATE_MS)
    open_ = page.get_by_role("button", name="Open all of it")
    expect(open_).to_be_enabled(timeout=LATE_MS)
    open_.tap()
    expect(page.locator(".run").first).to_have_text(long, timeout=LATE_MS)
    page.locator(".end").scroll_into_view_if_needed()
    read_and_allow(page)
    tick(page, 2, "Claude Code went on")
    assert gated.effects() == ["one", "three", "four"]

    who = [(one["who"], one["what"]) for one in rig.bodies(gated.id, "answered")]
    mine = rig.owner
    assert who == [(mine, "allow"), (mine, "deny"), ("ben", "allow"), (mine, "allow")]
    expect(page).to_have_title(re.compile("^Approvals"), timeout=LATE_MS)
    assert PHONE["width"] == page.evaluate("document.documentElement.scrollWidth")
