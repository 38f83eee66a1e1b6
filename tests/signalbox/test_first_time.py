"""Names and passwords of a first set-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker import enrol
from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import first_time


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Build-01.example.org", "build-01"),
        ("Ana Müller", "ana-m-ller"),
        ("", "otherwise"),
        ("日本", "otherwise"),
        ("hub", "otherwise"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_host_or_account_name_becomes_an_id(text: str, name: str) -> None:
    made = first_time.name_from(text, "otherwise")
    assert made == name
    assert ids.check_name(made) == made


def test_passwords_differ_and_read_well() -> None:
    made = {first_time.new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(password) == 23 and password.count("-") == 3 for password in made)


def test_beside_its_own_hub_a_cloned_machine_is_let_in_again_by_a_new_secret(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "h")
    home.root.mkdir(mode=0o700)
    assert first_time.hub(home) is not None
    machine = first_time.edge(home)
    before = (home.edge_keys / "machine.secret").read_text()
    assert first_time.edge(home) == machine
    assert (home.edge_keys / "machine.secret").read_text() == before
    with enrol.changing(home) as (_, machines):
        machines[machine] = enrol.Joined("", 1, twins=True)
    first_time.edge(home)
    assert not enrol.load(home).twins(machine)
    assert (home.edge_keys / "machine.secret").read_text() != before


@pytest.mark.parametrize("bad", ["", "a b", "-x.org", "https://x.org", "x.org:8883", "a/b"])
def test_what_is_no_name_of_a_host_opens_nothing(bad: str) -> None:
    with pytest.raises(Refused):
        first_time.public_host(bad)


def test_names_and_addresses_of_hosts_are_taken_as_they_are_written() -> None:
    for text in ("hub.example.org", "HUB", "192.0.2.7", "[2001:db8::7]"):
        assert first_time.public_host(text) == text.strip("[]").lower()
