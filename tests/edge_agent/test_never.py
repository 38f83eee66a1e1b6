"""The owner's veto: it can only forbid, and what cannot be read forbids everything it could."""

from __future__ import annotations

from pathlib import Path

import pytest

from edge_agent import never
from schemas.wire.layout import Home, make_private
from tests.edge_agent.daemon.refusing import refuses


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "h")
    make_private(home.edge)
    return home


@pytest.mark.parametrize(
    ("text", "start", "update"),
    [
        ("", True, True),
        ("remote_start = true", False, True),
        ("remote_start = false", True, True),
        ("update = 1", True, False),
        ("remote_strat = true", False, False),
        ("= broken", False, False),
        ('commands = ["rm *"]\npaths = ["~/.aws/**"]', True, True),
        ('commands = "rm *"', False, False),
    ],
)
@pytest.mark.parametrize("place", ["system", "home"])
def test_never_toml_of_either_place_can_only_forbid(
    home: Home, tmp_path: Path, place: str, text: str, start: bool, update: bool
) -> None:
    system = tmp_path / "system.toml"
    (system if place == "system" else home.edge / "never.toml").write_text(text)
    for verb, may in (("start", start), ("update", update), ("prompt", True)):
        if may:
            never.check(home, verb, system)
        else:
            with refuses("vetoed"):
                never.check(home, verb, system)


def test_what_agents_may_never_do_comes_from_both_places(home: Home, tmp_path: Path) -> None:
    system = tmp_path / "system.toml"
    assert never.read(home, system) == never.Never()
    system.write_text('commands = ["terraform *"]\npaths = ["/srv/secrets/**"]')
    (home.edge / "never.toml").write_text('remote_start = true\ncommands = ["rm -r *"]')
    assert never.read(home, system) == never.Never(("terraform *", "rm -r *"), ("/srv/secrets/**",))


@pytest.mark.parametrize(
    "text",
    [
        "= broken",
        'command = ["rm *"]',
        "commands = [1]",
        'commands = ["* rm"]',
        'commands = ["rm \'"]',
        'paths = [""]',
        'paths = {a = "b"}',
        f"paths = {['x'] * 201}",
        "# " + "x" * never.MAX_BYTES,
    ],
)
def test_a_veto_that_cannot_be_read_is_told_and_not_passed_over(
    home: Home, tmp_path: Path, text: str
) -> None:
    (home.edge / "never.toml").write_text(text)
    with refuses("vetoed"):
        never.read(home, tmp_path / "none")


def test_a_veto_that_is_a_folder_or_no_text_forbids(home: Home, tmp_path: Path) -> None:
    (home.edge / "never.toml").write_bytes(b"\xff\xfe")
    with refuses("vetoed"):
        never.read(home, tmp_path / "none")
    (tmp_path / "system.toml").mkdir()
    with refuses("vetoed"):
        never.check(home, "start", tmp_path / "system.toml")
