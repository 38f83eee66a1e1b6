"""Logging in and out, by real processes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import cookies
from console.attempts import FORGET_S, FREE, MOST_S, PER_ADDRESS, Attempts
from console.login import device_name, own_path
from tests.console.rig import Rig, cookie_of
from tests.waiting import until


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One hub; each test uses a name of its own."""
    made = Rig(tmp_path_factory.mktemp("login"))
    try:
        yield made.hub()
    finally:
        made.down()


def test_a_log_in_leads_back_to_where_one_wanted_to_go(rig: Rig) -> None:
    where = "/session?s=build-01/web/01ja8z3k9m2x4q&tab=film"
    sent = rig.web().get(where, accept="text/html")
    assert sent.header("location") == f"/login?next={quote(where, safe='')}"
    told = rig.try_log_in(rig.owner, rig.passwords[rig.owner], where)
    assert (told.status, told.header("location")) == (303, where)


def test_the_cookie_is_for_this_host_and_out_of_reach_of_scripts(rig: Rig) -> None:
    told = rig.try_log_in(rig.owner, rig.passwords[rig.owner])
    [kept] = [text for text in told.all("set-cookie") if text.startswith(f"{cookies.NAME}=")]
    words = {word.strip() for word in kept.split(";")[1:]}
    assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= words
    assert not any(word.startswith("Domain") for word in words)
    assert rig.passwords[rig.owner] not in kept and "sbt1." not in kept


@pytest.mark.parametrize(
    ("user", "password"), [("nobody", "x"), ("Bad Name", "x"), ("", "x"), ("root", ""), ("hub", "")]
)
def test_a_wrong_name_is_told_like_a_wrong_password(rig: Rig, user: str, password: str) -> None:
    told = rig.try_log_in(user, password)
    assert told.status == 401 and "Name or password is not right." in told.text
    assert not cookie_of(told)


def test_guessing_waits_and_another_name_does_not(rig: Rig) -> None:
    rig.add_user("guessed", "viewer")
    waits = []
    for _ in range(FREE + 1):
        told = rig.try_log_in("guessed", "wrong")
        waits.append(told.header("retry-after"))
    assert waits[-2:] != ["", ""] and told.status == 429
    assert "You can try again" in told.text
    # Right or not, it is not tried before its time.
    assert rig.try_log_in("guessed", rig.passwords["guessed"]).status == 429
    assert rig.log_in()


def test_a_form_of_another_page_logs_nobody_in(rig: Rig) -> None:
    fields = {"name": rig.owner, "password": rig.passwords[rig.owner], "next": "/"}
    web = rig.web(origin=rig.url)
    for form, cookie in (("", ""), ("a", "b"), ("a", ""), ("", "b")):
        kept = {"cookie": f"{cookies.FORM}={cookie}"} if cookie else {}
        told = web.post("/login", {**fields, "form": form}, **kept)
        assert told.status == 403 and not cookie_of(told)


def test_who_is_logged_in_stays_so_over_a_restart_of_the_gateway(rig: Rig) -> None:
    web = rig.logged_in()
    rig.kill("gateway")
    rig.up(["gateway"])
    assert web.get("/whoami").json()["user"] == rig.owner


def test_logging_out_voids_the_token_and_not_the_cookie_alone(rig: Rig) -> None:
    web, other = rig.logged_in(), rig.logged_in()
    assert web.get("/logout").status == 200
    told = web.post("/logout")
    assert told.header("location") == "/login?said=out"
    assert "Max-Age=0" in next(t for t in told.all("set-cookie") if cookies.NAME in t)
    assert web.get("/whoami").status == 401
    assert other.get("/whoami").status == 200
    # A gateway that remembers nothing is told by the broker.
    rig.kill("gateway")
    rig.up(["gateway"])
    assert other.get("/whoami").status == 200
    deadline = time.monotonic() + 5
    while web.get("/whoami").status != 401:
        assert time.monotonic() < deadline, "the token still opens"


def test_logging_out_everywhere_ends_each_log_in_of_that_person(rig: Rig) -> None:
    rig.add_user("mia", "viewer")
    mine = [rig.logged_in("mia") for _ in range(3)]
    assert all(web.get("/whoami").status == 200 for web in mine)
    owner = rig.logged_in()
    assert mine[0].post("/logout", {"all": "yes"}).status == 303
    assert [web.get("/whoami").status for web in mine] == [401, 401, 401]
    assert owner.get("/whoami").status == 200


def test_without_the_hub_a_log_in_says_so_and_counts_as_no_guess(rig: Rig) -> None:
    right = rig.passwords[rig.owner]
    rig.kill("broker")
    try:
        with ThreadPoolExecutor(FREE + 1) as pool:  # each waits a while for the hub
            attempts = [pool.submit(rig.try_log_in, rig.owner, right) for _ in range(FREE + 1)]
        for told in (one.result() for one in attempts):
            assert told.status == 503 and "The hub does not answer just now" in told.text
    finally:
        rig.up(["broker"])
    until(lambda: rig.web().get("/healthz").json()["ok"], "the hub is whole", 30)
    assert rig.try_log_in(rig.owner, right).status == 303


def test_the_log_in_page_says_the_hub_and_escapes_what_was_typed(rig: Rig) -> None:
    told = rig.try_log_in("<script>alert(1)</script>", "x", '/"><script>alert(2)</script>')
    assert "<script>alert" not in told.text
    assert f"signalbox.localhost:{rig.web_port}" in told.text


# ----- pure


@given(st.text(max_size=60))
def test_whatever_next_says_the_way_leads_to_a_place_of_ours(text: str) -> None:
    for tried in (text, "/" + text, "//" + text, "/\\" + text, "/" + text + "//evil.example"):
        where = own_path(tried)
        assert where.startswith("/") and not where.startswith(("//", "/\\"))
        assert all(32 < ord(c) < 127 for c in where)


@pytest.mark.parametrize(
    "text",
    [
        "http://evil",
        "//evil",
        "/\\evil",
        "\\\\evil",
        "/a\nb",
        "/\tx",
        "javascript:x",
        "/logout",
        "",
    ],
)
def test_what_could_lead_elsewhere_leads_to_the_first_page(text: str) -> None:
    assert own_path(text) == "/"


def test_a_place_stays_as_it_was_said() -> None:
    for where in ("/", "/audit?q=caf%C3%A9&m=a,b", "/session?s=m/p/0123456789abcd#L12"):
        assert own_path(where) == where


def test_a_name_waits_after_its_own_failures_from_that_address_alone() -> None:
    attempts = Attempts()
    waits = [attempts.failed("ana", "a", 0.0) for _ in range(12)]
    assert waits[: FREE - 1] == [0.0] * (FREE - 1)
    assert waits == sorted(waits) and waits[-1] == MOST_S
    assert attempts.wait("ana", "b", 0.0) == 0
    assert attempts.wait("ana", "a", FORGET_S + 1) == 0


def test_an_address_that_tries_many_names_waits_for_all() -> None:
    attempts = Attempts()
    for number in range(PER_ADDRESS):
        attempts.failed(f"name{number}", "a", 0.0)
    assert attempts.wait("ana", "a", 0.0) > 0
    assert attempts.wait("ana", "b", 0.0) == 0


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19) Version/19 Safari/604", "Safari on iPhone"),
        ("curl/8", "A browser"),
    ],
)
def test_a_log_in_is_named_by_what_people_call_it(agent: str, name: str) -> None:
    assert device_name(agent) == name
