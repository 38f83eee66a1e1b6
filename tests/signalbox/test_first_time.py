"""Names and passwords of a first set-up."""

from __future__ import annotations

import pytest

from schemas.wire import ids
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
