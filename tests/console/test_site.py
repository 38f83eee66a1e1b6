"""Where the console is served: what its settings allow, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from console import site
from schemas.wire.errors import Refused
from schemas.wire.settings import SETTINGS


def settings(**given: Any) -> dict[str, Any]:
    """All defaults but these; `__` stands for the dot."""
    found = {name: setting.default for name, setting in SETTINGS.items()}
    return found | {name.replace("__", "."): value for name, value in given.items()}


def test_on_one_machine_it_has_a_name_of_its_own_and_speaks_no_tls() -> None:
    found = site.read(settings())
    assert (found.url, found.tls) == ("http://signalbox.localhost:8443", False)


def test_a_public_broker_s_certificate_serves_the_console_too() -> None:
    found = site.read(
        settings(
            gateway__host="0.0.0.0",
            broker__public_host="hub.example",
            broker__tls_cert="/c.pem",
            broker__tls_key="/k.pem",
        )
    )
    assert (found.url, str(found.cert)) == ("https://hub.example:8443", "/c.pem")
    assert "hub.example" in found.hosts


def test_behind_a_proxy_the_public_address_is_the_proxy_s() -> None:
    found = site.read(
        settings(gateway__behind_proxy="127.0.0.1", gateway__public_url="https://box.example/")
    )
    assert (found.url, found.tls) == ("https://box.example", False)
    assert "box.example" in found.hosts


@pytest.mark.parametrize(
    "wrong",
    [
        {"gateway__host": "0.0.0.0"},
        {"gateway__host": "192.0.2.1"},
        {"gateway__tls_cert": "/c.pem"},
        {"gateway__tls_key": "/k.pem"},
        {"gateway__behind_proxy": "proxy.example"},
        {"gateway__public_url": "http://box.example"},
        {"gateway__public_url": "https://box.example/path"},
        {"gateway__public_url": "https://a@box.example"},
        {"gateway__public_url": "box.example"},
    ],
)
def test_what_would_be_unsafe_is_refused_at_the_start(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        site.read(settings(**wrong))
