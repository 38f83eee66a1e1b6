"""A fleet of 200 sessions on three machines, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.console import axe
from tests.console.crowd import Machine, two_hundred
from tests.console.rig import HUB, SLOW_MS, Rig, known
from tests.waiting import until

PROJECTS = ("web", "api", "infra")


@pytest.fixture(scope="module")
def machines(rig: Rig) -> Iterator[list[Machine]]:
    """Three with 200 sessions, the last of which has gone away."""
    made: list[Machine] = []
    try:
        made += [Machine(rig, name, PROJECTS) for name in ("build-02", "build-03", "laptop")]
        two_hundred(made, PROJECTS)
        made[-1].close()
        yield made[:-1]
    finally:
        for machine in made[:-1]:
            machine.close()


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A hub alone: its machines are documents."""
    made = Rig(tmp_path_factory.mktemp("crowd"))
    try:
        made.up(HUB)
        yield made
    finally:
        made.down()


def test_two_hundred_sessions_are_listed_found_and_stay_in_place(
    rig: Rig, machines: list[Machine], sized: Page
) -> None:
    title = f"the one with news at {sized.evaluate('innerWidth')}"
    session = machines[0].session("web", title=title, ago_s=1)
    page = known(sized, rig)
    rows = page.locator("a.ses")
    expect(rows.filter(has_text=title)).to_be_visible(timeout=SLOW_MS)
    expect(page.locator("h1")).to_have_text("Fleet")
    until(lambda: rows.count() > 150, "all groups are listed", 30)
    find = page.get_by_label("Find a session")
    find.fill("part 177")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("mend part 177 of the fleet")
    find.fill("")
    until(lambda: rows.count() > 150, "the rest is back")
    # News of one session moves nothing under the thumb of somebody who reads further down.
    here = rows.nth(100)
    here.scroll_into_view_if_needed()
    before = here.bounding_box()
    machines[0].session("web", session=session, title=title, ago_s=1, doing="says more")
    expect(rows.filter(has_text=title).filter(has_text="says more")).to_have_count(
        1, timeout=SLOW_MS
    )
    assert here.bounding_box() == before
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]
    assert axe.grave(page) == []
