"""The whole way: a program in a real session, the real gateway, a person's webhook and browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from console.hub import channels, preferences
from console.hub.preferences import Preferences
from tests.console.hub.listener import Listener
from tests.console.rig import SLOW_MS, Rig, browse
from tests.waiting import until


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    made = Rig(tmp_path_factory.mktemp("told"), alerts__private_addresses=True)
    try:
        made.whole()
        yield made
    finally:
        made.down()


def test_a_call_and_an_end_reach_the_webhook_and_a_killed_gateway_tells_later(
    rig: Rig, tmp_path: Path
) -> None:
    listener = Listener()
    hook = channels.make("webhook", f"{listener.url}/hook", None, private=True)
    preferences.save(rig.home, rig.owner, Preferences(channels=[hook]))
    go_on = tmp_path / "go-on"
    wait = f"until [ -e {go_on} ]; do sleep 0.1; done"
    script = f"printf '\\033]9;look here\\007'; {wait}; exit 3"
    session = rig.run("--", "bash", "-c", script, cwd=tmp_path)
    called = listener.next(15).json
    assert called["kind"] == "attention" and session in called["tag"]
    assert called["url"].startswith(f"{rig.url}/session?s=build-01/")
    rig.kill("gateway")
    go_on.touch()
    rig.wait_ended(session)
    rig.start("gateway")
    told = listener.next(20).json
    assert told["kind"] == "failed" and session in told["tag"]
    assert listener.got.empty(), "the call was not told a second time"
    listener.close()


def test_push_routes_are_for_people_of_this_origin(rig: Rig) -> None:
    assert rig.web().get("/push/key").status in (303, 401)
    web = rig.logged_in()
    assert len(web.get("/push/key").json()["key"]) == 87
    foreign = web.post("/push/test", {}, origin="https://elsewhere.example")
    assert foreign.status == 403
    spoofed = rig.web(**{"x-sb-user": rig.owner}).get("/push/key")
    assert spoofed.status in (303, 401)


def test_me_offers_to_tell_this_browser(rig: Rig, browser: Browser) -> None:
    with browse(browser, rig, where="/me") as page:
        button = page.get_by_role("button", name="Tell me in this browser")
        expect(button).to_be_visible(timeout=SLOW_MS)
        box = button.bounding_box()
        assert box is not None and box["height"] >= 44
        until(lambda: not page.locator(".stException").count(), "no fault is shown")


def test_health_is_told_of_every_part(rig: Rig) -> None:
    def healthy() -> bool:
        said = json.loads(rig.web().get("/healthz").text)
        return set(said["parts"]) == {"broker", "steward", "archiver", "gateway"} and said["ok"]

    until(healthy, "all parts are well")
