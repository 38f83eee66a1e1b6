"""What `up` says of the console, to whom a phone belongs."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.wire.settings import SETTINGS
from signalbox import ways_in
from signalbox.ways_in import Console

DEFAULT = {name: setting.default for name, setting in SETTINGS.items()}


def told(ours: bool = False, **settings: object) -> Console:
    given = {name.replace("__", "."): value for name, value in settings.items()}
    return ways_in.console({**DEFAULT, **given}, ours)


def test_a_code_to_scan_is_shown_only_for_what_a_phone_can_open() -> None:
    tls: dict[str, Any] = {
        "broker__tls_cert": "/c",
        "broker__tls_key": "/k",
        "gateway__host": "0.0.0.0",
    }
    proxy: dict[str, Any] = {
        "gateway__public_url": "https://a.ts.net",
        "gateway__behind_proxy": "127.0.0.1",
    }
    for console, scanned in (
        (told(), False),
        (told(ours=True, broker__public_host="hub.example", **tls), False),
        (told(ours=False, broker__public_host="hub.example", **tls), True),
        (told(ours=False, broker__public_host="127.0.0.1", **tls), False),
        (told(**proxy), True),
    ):
        rows = list(console.phone())
        assert ("█" in rows[0]) is scanned, (console, rows)
        ways = [row.split()[0] for row in rows if row[2:3].strip()]
        assert scanned or ways[-3:] == ["tailnet", "proxy", "VPS"]


@pytest.mark.parametrize(
    ("console", "words"),
    [
        (Console("http://signalbox.localhost:8443", 8443, False), "this computer only"),
        (Console("https://hub.example:8443", 8443, False), "browsers warn"),
        (Console("https://hub.example", 8443, True), "(from everywhere)"),
    ],
)
def test_where_the_console_is_stands_in_words(console: Console, words: str) -> None:
    assert words in console.line


def test_the_lines_name_the_port_that_the_console_listens_on() -> None:
    rows = "\n".join(Console("http://signalbox.localhost:9000", 9000, False).phone())
    assert "tailscale serve --bg 9000" in rows and "127.0.0.1:9000" in rows
