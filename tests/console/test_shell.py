"""The page around the pages, in a browser: each address shows its page, and the policy holds."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from console import shell
from tests.console.rig import Rig, enter

VIOLATED = "Content Security Policy"


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One hub."""
    made = Rig(tmp_path_factory.mktemp("shell"))
    try:
        yield made.hub()
    finally:
        made.down()


def test_each_address_opens_its_page_and_nothing_breaks_the_policy(rig: Rig, phone: Page) -> None:
    said: list[str] = []
    phone.on("console", lambda message: said.append(message.text))
    phone.on("pageerror", lambda error: said.append(f"error: {error}"))
    enter(phone, rig)
    for where in ("/", "/session", "/audit", "/me"):
        phone.goto(rig.url + where)
        # Our script draws the navigation first; a page run by itself would not have it.
        phone.wait_for_selector(".st-key-sb-nav", state="attached")
        assert phone.title() != "Streamlit"
    assert not [text for text in said if VIOLATED in text or text.startswith("error:")]


def test_the_console_can_be_installed(rig: Rig) -> None:
    told = rig.web().get("/manifest.webmanifest").json()
    assert told["start_url"] == told["scope"] == "/" and told["display"] == "standalone"
    for icon in told["icons"]:
        got = rig.web().get(icon["src"])
        assert got.status == 200 and got.body.startswith(b"\x89PNG")


def test_what_bears_its_hash_in_its_name_is_kept_for_a_year(rig: Rig) -> None:
    [name] = [p.name for p in shell.ASSETS.iterdir() if p.name.startswith("signalbox-")][:1]
    told = rig.web().get(f"/assets/{name}")
    assert told.status == 200 and "immutable" in told.header("cache-control")
    for other in ("nothing.js", "..%2f..%2fgateway.py", ".hidden", "%2e%2e"):
        assert rig.web().get(f"/assets/{other}").status in (400, 404)


def test_streamlit_s_scripts_travel_packed_and_are_the_same_unpacked(rig: Rig) -> None:
    web = rig.logged_in()
    path = re.findall(r'src="(/static/js/index[^"]+)"', web.get("/").text)[0]
    plain = web.get(path)
    assert plain.status == 200 and not plain.header("content-encoding")
    for _ in range(2):
        packed = web.get(path, accept_encoding="gzip, br")
        assert packed.header("content-encoding") == "gzip"
        assert len(packed.body) < len(plain.body) / 2
        assert gzip.decompress(packed.body) == plain.body
        for name in ("content-type", "cache-control", "content-security-policy"):
            assert packed.header(name) == plain.header(name), name
    part = web.get(path, accept_encoding="gzip", range="bytes=0-9")
    assert part.body == plain.body[:10] or part.body == plain.body
    for _ in range(2):  # a name that is no file is never kept, packed or not
        none = web.get("/static/js/none.00000000.js")
        assert web.get("/static/js/none.00000000.js", accept_encoding="gzip").body == none.body
    assert rig.web().get(path, accept_encoding="gzip").status in (303, 401)


def test_streamlit_s_index_page_is_ours_in_every_place() -> None:
    text = shell.index().decode()
    assert "interactive-widget=resizes-content" in text and 'rel="manifest"' in text
    assert "_stcore/agent" not in text and "./static" not in text and "<title>Signalbox" in text
