"""A proxy in front: believed from its own address alone; and TLS of our own."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator

import pytest

from broker import certificates
from console import cookies
from console.site import LOCAL
from signalbox import settings_file
from tests.console.rig import Rig, cookie_of
from tests.console.web import Web

PUBLIC = "box.example"


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A hub behind a proxy on this computer."""
    made = Rig(
        tmp_path_factory.mktemp("proxy"),
        gateway__behind_proxy="127.0.0.1",
        gateway__public_url=f"https://{PUBLIC}",
    )
    try:
        yield made.hub()
    finally:
        made.down()


def proxied(rig: Rig, address: str, **more: str) -> Web:
    """What the proxy hands on for a browser at this address."""
    said = {"x-forwarded-for": address, "x-forwarded-proto": "https", **more}
    return Web(rig.web_port, PUBLIC, origin=f"https://{PUBLIC}", **said)


def attempt(rig: Rig, address: str, user: str, password: str) -> int:
    """The status of one log-in through the proxy."""
    web = proxied(rig, address)
    mark = cookie_of(web.get("/login"), cookies.FORM)
    fields = {"name": user, "password": password, "next": "/", "form": mark, "page": "0" * 64}
    return web.post("/login", fields, cookie=f"{cookies.FORM}={mark}").status


def test_one_browser_behind_the_proxy_does_not_wait_for_another(rig: Rig) -> None:
    guesses = [attempt(rig, "198.51.100.7", rig.owner, "wrong") for _ in range(4)]
    assert guesses[-1] == 429
    assert attempt(rig, "198.51.100.8", rig.owner, rig.passwords[rig.owner]) == 303


def test_a_browser_cannot_say_another_address_for_itself(rig: Rig) -> None:
    # The proxy puts the address that it saw behind whatever the browser had said.
    guesses = [attempt(rig, f"203.0.113.{n}, 198.51.100.9", rig.owner, "wrong") for n in range(4)]
    assert guesses[-1] == 429


def test_over_the_proxy_s_https_answers_say_so(rig: Rig) -> None:
    told = proxied(rig, "198.51.100.7").get("/login")
    assert told.header("strict-transport-security")
    assert "upgrade-insecure-requests" in told.header("content-security-policy")


def test_without_a_proxy_its_headers_are_nobody_s(tmp_path_factory: pytest.TempPathFactory) -> None:
    rig = Rig(tmp_path_factory.mktemp("plain"))
    try:
        rig.hub()
        said = {"x-forwarded-for": "198.51.100.1", "x-forwarded-proto": "https"}
        assert not rig.web(**said).get("/login").header("strict-transport-security")
        statuses = [
            rig.try_log_in(rig.owner, "wrong", **{"x-forwarded-for": f"198.51.100.{n}"}).status
            for n in range(4)
        ]
        assert statuses[-1] == 429
    finally:
        rig.down()


def test_the_console_speaks_tls_itself(tmp_path_factory: pytest.TempPathFactory) -> None:
    rig = Rig(tmp_path_factory.mktemp("tls"))
    try:
        certificates.make(rig.home, LOCAL)
        settings_file.change(
            rig.home.config,
            gateway__tls_cert=str(certificates.made_path(rig.home)),
            gateway__tls_key=str(certificates.made_key_path(rig.home)),
        )
        rig.hub()
        context = ssl.create_default_context(cafile=str(certificates.made_path(rig.home)))
        context.check_hostname = False
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        connection = http.client.HTTPSConnection("127.0.0.1", rig.web_port, context=context)
        connection.request("GET", "/login", headers={"host": f"{LOCAL}:{rig.web_port}"})
        told = connection.getresponse()
        assert told.status == 200 and told.getheader("strict-transport-security")
        connection.close()
    finally:
        rig.down()
