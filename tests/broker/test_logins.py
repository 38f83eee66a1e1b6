"""The list of log-ins: bounded, and without what has run out."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker import logins
from broker.logins import Logins
from broker.tokens import Token
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

NOW = 1_800_000_000_000_000


def token(number: int, user: str = "ana", until_us: int = NOW + 60_000_000) -> Token:
    return Token(user, f"t{number}", NOW + number, until_us, "0" * 64, ("view",), None)


def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.hub.mkdir()
    assert logins.load(home) == Logins()
    found = Logins().with_new(token(1), "Chromium on Linux").with_new(token(2, "bob"), "")
    logins.keep(home, found)
    assert logins.load(home) == found
    assert found.holds("ana", "t1") and not found.holds("bob", "t1")


def test_the_oldest_log_in_of_a_person_goes_when_there_are_too_many() -> None:
    found = Logins().with_new(token(0, "bob"), "")
    for number in range(logins.MOST_EACH + 1):
        found = found.with_new(token(number), "")
    assert not found.holds("ana", "t0") and found.holds("ana", "t1")
    assert len(found.known["ana"]) == logins.MOST_EACH and found.holds("bob", "t0")


def test_what_has_run_out_is_dropped_with_the_next_one() -> None:
    found = Logins().with_new(token(1, "bob", NOW + 5), "")
    assert found.holds("bob", "t1")
    assert not found.with_new(token(9), "").holds("bob", "t1")


def test_those_of_an_older_password_are_not_told() -> None:
    found = Logins().with_new(token(1), "").with_new(token(5), "")
    assert [login.id for login in found.of("ana", NOW + 3, NOW + 10)] == ["t5"]


def test_a_full_hub_takes_no_more_but_of_who_gives_one_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logins, "MOST", 3)
    monkeypatch.setattr(logins, "MOST_EACH", 2)
    found = Logins()
    for number, user in enumerate(("ana", "ana", "bob")):
        found = found.with_new(token(number, user), "")
    with pytest.raises(Refused):
        found.with_new(token(7, "eve"), "")
    assert found.with_new(token(8, "ana"), "").holds("ana", "t8")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"known":{"ana":[{}]},"v":1}'])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        logins.read(data)
