"""docs/reference/access.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from broker import backoff, credentials
from broker.access import document
from broker.steward.commands import COMMANDS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "access.md"


def test_every_command_stands_there_with_its_arguments() -> None:
    section = PAGE.read_text().split("## `admin`")[1].split("\n## ")[0]
    stand = dict(re.findall(r"^\| `([a-z.]+)` \| (.*?) \|", section, re.MULTILINE))
    assert set(stand) == set(COMMANDS)
    for name, command in COMMANDS.items():
        assert set(re.findall(r"`(\w+)`", stand[name])) == set(command.fields), name
        for field, shape in command.fields.items():
            assert (f"`{field}`?" in stand[name]) is not shape.required, (name, field)


def test_the_example_is_a_good_file() -> None:
    example = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)[0]
    found = document.parse(example)
    assert set(found.users["ana"].devices) == {"phone"}


def test_the_numbers_of_logging_in_are_those_of_the_code() -> None:
    text = PAGE.read_text()
    assert f"at least {credentials.MIN_PASSWORD} characters" in text
    assert (backoff.FREE, backoff.FIRST_S, backoff.MOST_S) == (3, 1.0, 30.0)
    assert (backoff.ADDRESS_BURST, backoff.ADDRESS_REFILL_S) == (60, 2.0)
    assert (backoff.USER_BURST, backoff.USER_REFILL_S) == (30, 5.0)
