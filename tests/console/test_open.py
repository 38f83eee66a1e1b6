"""`/open`: a link from the command line logs a browser in, once, and says as whom."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from schemas.wire import ids
from signalbox.hub_client import HubClient
from tests.console.rig import DESKTOP, PHONE, Entry, Rig, context, cookie_of
from tests.console.web import Told


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp"))
    made = Rig(folder)
    try:
        yield made.hub()
    finally:
        made.down()
        shutil.rmtree(folder, ignore_errors=True)


def token(rig: Rig) -> tuple[str, str]:
    """A token of the owner's, as `login` makes one, and its secret."""
    secret = secrets.token_hex(32)
    urls = [f"mqtt://127.0.0.1:{rig.port}"]
    with HubClient(urls, rig.owner, rig.passwords[rig.owner]).connect() as client:
        holder = hashlib.sha256(secret.encode()).hexdigest()
        data = client.ask(
            "token", ids.HUB, ids.NONE, ids.NONE, lifetime=600, holder=holder, name="a test"
        )
    return data["token"], secret


def deposit(rig: Rig, token: str, secret: str, where: str = "/") -> Told:
    body = json.dumps({"token": token, "secret": secret, "where": where}).encode()
    return rig.web(origin=rig.url).ask("POST", "/open/deposit", body=body)


def look(rig: Rig, code: str) -> Told:
    return rig.web(origin=rig.url).ask("POST", "/open/look", body=code.encode())


def test_a_deposited_log_in_is_taken_once(rig: Rig) -> None:
    told = deposit(rig, *token(rig), where="/audit?words=x").json()
    assert told["user"] == rig.owner and told["seconds"] == 600
    seen = look(rig, told["code"]).json()
    assert seen["user"] == rig.owner and seen["here"] is None
    ours = rig.web(origin=rig.url)
    assert ours.post("/open/take", {"code": told["code"]}).status == 400  # no key of a page
    key = "0123456789abcdef" * 4
    taken = ours.post("/open/take", {"code": told["code"], "page": key})
    assert taken.status == 303 and taken.header("location") == "/audit?words=x"
    assert look(rig, told["code"]).status == 410
    again = ours.post("/open/take", {"code": told["code"], "page": key})
    assert again.status == 200 and not cookie_of(again)
    browser = rig.web(**Entry(cookie_of(taken), key).headers)
    assert browser.get("/whoami").json()["user"] == rig.owner


def test_only_what_the_broker_lets_in_is_taken_and_only_for_places_of_ours(rig: Rig) -> None:
    good, secret = token(rig)
    head, body, signature = good.split(".")
    forged = body[:-8] + ("AAAAAAAA" if body[-8:] != "AAAAAAAA" else "BBBBBBBB")
    for wrong in (
        (good, "0" * 64),
        (f"{head}.{forged}.{signature}", secret),
        ("", ""),
        ("sbt1.x.y", "z"),
    ):
        assert deposit(rig, *wrong).status == 401, wrong
    told = deposit(rig, good, secret, where="//elsewhere.example/").json()
    fields = {"code": told["code"], "page": "a" * 64}
    taken = rig.web(origin=rig.url).post("/open/take", fields)
    assert taken.header("location") == "/"


def test_a_foreign_page_can_neither_deposit_nor_take(rig: Rig) -> None:
    code = deposit(rig, *token(rig)).json()["code"]
    for origin in ("https://elsewhere.example", ""):
        foreign = rig.web(origin=origin)
        assert foreign.post("/open/take", {"code": code}).status == 403
        assert foreign.ask("POST", "/open/deposit", body=b"{}").status == 403
    assert look(rig, code).status == 200


def link(rig: Rig) -> str:
    """What `signalbox open` prints, once logged in through the console's own port."""
    url = f"http://signalbox.localhost:{rig.web_port}"
    rig.cli("login", url, "--user", rig.owner, typed=f"{rig.passwords[rig.owner]}\n")
    told = json.loads(rig.cli("open", "--json").stdout)
    assert told["user"] == rig.owner and told["link"].startswith(f"{url}/open#")
    return str(told["link"])


def test_whoever_sits_at_the_hub_is_told_the_whole_line_to_log_in_by(rig: Rig) -> None:
    (rig.home.root / "login.json").unlink(missing_ok=True)
    told = rig.cli("open", check=False)
    assert told.returncode == 1
    assert f"signalbox login http://signalbox.localhost:{rig.web_port}" in told.stderr


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_button_that_names_the_person_opens_the_console(
    rig: Rig, browser: Browser, size: dict[str, int]
) -> None:
    address = link(rig)
    page = context(browser, size).new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    button = page.get_by_role("button", name=f"Log in as {rig.owner}")
    button.wait_for()
    code = address.partition("#")[2]
    assert code and code not in page.url and not any(code in url for url in requests)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = button.bounding_box()
    assert box is not None and box["height"] >= 44
    button.click()
    page.wait_for_url(lambda url: "/open" not in url)
    assert page.evaluate("fetch('/whoami').then(a => a.json()).then(t => t.user)") == rig.owner
    other = page.context.new_page()
    other.goto(address)
    other.get_by_role("heading", name="This link is used up").wait_for()
