"""What the data path reports, as lines: who, where, why; never a secret, never too long."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from broker import credentials
from broker.mqtt.authority import Peer, Principal
from broker.record import changes
from broker.record.book import Book
from broker.record.quota import WINDOW_S
from broker.record.told import Told, shows
from schemas.wire import line
from schemas.wire.clock import Clock
from schemas.wire.fields import check
from schemas.wire.kinds import KINDS
from schemas.wire.layout import Home
from schemas.wire.strictjson import loads_object

ANA, EVE = Principal("ana", "user"), Principal("build-01", "machine")
PEER = Peer("tls", "203.0.113.7", 4711)


class Moving(Clock):
    def __init__(self) -> None:
        self.us = 1_795_363_200_000_000

    def boot_us(self) -> int:
        return self.us

    def wall_us(self) -> int:
        return self.us


class Hub:
    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        if not self.home.hub.exists():
            self.home.hub.mkdir()
            self.home.access.write_text("# one\n")
        self.clock = Moving()
        self.book = Book(self.home, "broker", "1", lambda _topic, _payload: True, self.clock)
        self.told = Told(self.book, self.home, credentials.path(self.home), self.clock)

    def lines(self) -> list[tuple[str, dict[str, Any]]]:
        file = next((self.home.record / self.book.session / "journal").iterdir())
        found = [line.split(raw) for raw in file.read_bytes().splitlines()]
        bodies = [(f.kind, loads_object(f.body or b"")) for f in found]
        for kind, body in bodies:
            check(KINDS[kind].fields, body)
        assert bodies[0][0] == "hub_started"
        return bodies[1:]


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def test_each_kind_says_who_from_where_and_why(hub: Hub) -> None:
    hub.told.connected(ANA, "phone", PEER)
    hub.told.refused("phone", "ana", PEER, "credentials")
    hub.told.denied(ANA, "phone", "publish", "fleet/ack/x", "not-granted")
    hub.told.disconnected(EVE, "build-01", Peer("unix", "", 0), "keep-alive")
    where = {"address": "203.0.113.7", "listener": "tls"}
    assert hub.lines() == [
        ("connected", {"who": "ana", "client": "phone", **where}),
        ("refused", {"who": "ana", "client": "phone", **where, "reason": "credentials"}),
        (
            "denied",
            {
                "who": "ana",
                "client": "phone",
                "action": "publish",
                "topic": "fleet/ack/x",
                "reason": "not-granted",
            },
        ),
        (
            "disconnected",
            {
                "who": "machine:build-01",
                "client": "build-01",
                "address": "",
                "listener": "unix",
                "reason": "keep-alive",
            },
        ),
    ]


def test_whatever_a_client_sends_fits_a_line_of_its_kind(hub: Hub) -> None:
    long = "\U0001f600" * 2_000
    hub.told.refused(long, long, PEER, "malformed")
    hub.told.denied(Principal(long, "user"), "c", "subscribe", long, "levels")
    assert [kind for kind, _ in hub.lines()] == ["refused", "denied"]
    assert hub.book.fault == ""


def test_counts_have_the_fields_of_their_kinds(hub: Hub) -> None:
    for n in range(400):
        hub.told.refused("c", f"u{n}", Peer("tcp", f"10.0.0.{n % 40}", 1), "credentials")
        hub.told.denied(ANA, "c", "publish", f"t{n}", "not-granted")
        hub.told.connected(ANA, "c", PEER)
    hub.told.tick()
    before = len(hub.lines())
    hub.clock.us += int(WINDOW_S * 1e6)
    hub.told.tick()
    counts = [(kind, body) for kind, body in hub.lines()[before:]]
    assert ("connected", {"who": "ana", "client": "c", **_where(), "times": 399}) in counts
    assert sum(body["times"] for kind, body in counts if kind == "denied") == 371


def test_who_could_watch_from_when_to_when(hub: Hub) -> None:
    began = hub.clock.us
    hub.told.subscribed(ANA, "phone", "fleet/session/build-01/web/+/event")
    hub.told.subscribed(ANA, "phone", "fleet/reply/ana/+/+")
    hub.told.subscribed(EVE, "build-01", "fleet/session/build-01/web/+/event")
    hub.clock.us += 5_000_000
    hub.told.unsubscribed(ANA, "phone", "fleet/session/build-01/web/+/event", 5.0)
    same = {"who": "ana", "client": "phone", "filter": "fleet/session/build-01/web/+/event"}
    assert hub.lines() == [
        ("viewed", {**same, "from": began}),
        ("viewed", {**same, "from": began, "until": began + 5_000_000}),
    ]


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("fleet/session/m1/web/+/event", True),
        ("fleet/session/+/+/01jd9x3k5rab7c/screen", True),
        ("fleet/session/m1/web/+/+", True),
        ("fleet/session/#", True),
        ("#", True),
        ("+/+/#", True),
        ("fleet/hub/record/+/event", True),
        ("fleet/session/m1/web/+/state", False),
        ("fleet/machine/+/+", False),
        ("fleet/reply/ana/#", False),
        ("fleet/session/m1/web/event", False),
    ],
)
def test_what_shows_sessions_is_known_by_its_filter(text: str, yes: bool) -> None:
    assert shows(text) is yes


def test_a_change_of_rights_names_the_file_that_is_in_force(hub: Hub) -> None:
    hub.told.rights_changed()
    hub.home.access.write_text("# two\n")
    hub.told.rights_changed()
    first, second = [body for _, body in hub.lines()]
    assert (first["what"], second["what"]) == ("secrets or time", "access.toml")
    assert first["digest"] != second["digest"]


def _where() -> dict[str, str]:
    return {"address": "203.0.113.7", "listener": "tls"}


def test_a_change_of_rights_says_what_came_and_went_and_whose_secrets_without_them(
    hub: Hub,
) -> None:
    access = hub.home.access

    def change(text: str) -> dict[str, Any]:
        access.write_text(text)
        hub.told.rights_changed()
        return hub.lines()[-1][1]

    users = '[users.ana]\n[users.bo]\ngroups = ["web"]\n'
    grant = '[[grants]]\nto = ["bo"]\nrole = "viewer"\n'
    assert change(users + grant)["changes"] == [
        "+ users.ana {}",
        '+ users.bo {"groups": ["web"]}',
        '+ grants {"role": "viewer", "to": ["bo"]}',
    ]
    # Another order and a remark are no change of rights; one of two equal grants is.
    moved = change(grant + grant + "# a remark\n" + users)
    assert moved["changes"] == ['+ grants {"role": "viewer", "to": ["bo"]}']
    assert change(grant + users)["changes"] == ['- grants {"role": "viewer", "to": ["bo"]}']
    assert "changes" not in change(grant + "\n" + users)
    assert change("[users.ana]\n")["changes"] == [
        '- grants {"role": "viewer", "to": ["bo"]}',
        '- users.bo {"groups": ["web"]}',
    ]

    credentials.set_password(hub.home, "ana", "a long password")
    secret = credentials.set_secret(hub.home, "machine:lab")
    told = change("[users.ana]\n")
    assert told["what"] == "secrets or time"
    assert told["changes"] == ["+ secret of ana", "+ secret of machine:lab"]
    credentials.remove(hub.home, "machine:lab")
    credentials.set_password(hub.home, "ana", "another password")
    told = change("[users.ana]\n[users.cy]\n")
    assert told["what"] == "access.toml"
    assert told["changes"] == ["+ users.cy {}", "- secret of machine:lab", "+ secret of ana"]
    record = next((hub.home.record / hub.book.session / "journal").iterdir()).read_bytes()
    assert secret.encode() not in record and b"argon2" not in record

    many = change("".join(f"[users.u{n}]\n" for n in range(1_000)))
    assert len(many["changes"]) == changes.MOST and many["changes"][-1] == "and 983 more"


def test_an_edit_made_while_no_broker_ran_is_told_by_the_next_one_and_once(tmp_path: Path) -> None:
    first = Hub(tmp_path)
    first.told.close()
    assert first.lines() == []
    first.book.close()
    first.home.access.write_text("# one\n[users.eve]\n")

    second = Hub(tmp_path)
    told = second.lines()
    assert [kind for kind, _ in told] == ["access_changed"]
    assert told[0][1]["what"] == "access.toml"
    assert told[0][1]["changes"] == ["+ users.eve {}"]
    second.told.close()
    second.book.close()

    third = Hub(tmp_path)
    assert third.lines() == []


def test_an_edit_whose_line_never_reached_the_disk_is_told_again(tmp_path: Path) -> None:
    first = Hub(tmp_path)
    first.told.close()
    first.home.access.write_text("# one\n[users.eve]\n")
    first.told.rights_changed()
    first.told.tick()  # the line is not synced: a crash here loses it

    second = Hub(tmp_path)
    assert [kind for kind, _ in second.lines()] == ["access_changed"]
