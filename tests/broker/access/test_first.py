"""The first access.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.access import document, first
from broker.access.compile import hub_rights
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.rights import RIGHTS


def test_the_owner_may_do_everything_on_the_machine_and_on_the_hub(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    first.create(home, "ana", "build-01", {"web": "/srv/web"})
    found = document.read(home.access.read_bytes())
    assert hub_rights(found, "ana", 0) == frozenset(RIGHTS)
    assert found.machines["build-01"].projects == {"web": "/srv/web"}
    assert home.access.stat().st_mode & 0o777 == 0o600
    assert home.access.read_text().startswith("# Who may do what")


def test_a_second_set_up_leaves_the_first_one_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    first.create(home, "ana", None, {})
    before = home.access.read_bytes()
    with pytest.raises(Refused) as refused:
        first.create(home, "bob", None, {})
    assert refused.value.code == "nothing-changed"
    assert home.access.read_bytes() == before


@pytest.mark.parametrize(
    ("owner", "machine", "projects"),
    [
        ("Ana", "build-01", {}),
        ("steward", "build-01", {}),
        ("ana", "hub", {}),
        ("ana", "build-01", {"web": "srv/web"}),
        ("ana", "build-01", {"-": "/srv"}),
    ],
)
def test_a_bad_name_or_folder_writes_nothing(
    tmp_path: Path, owner: str, machine: str, projects: dict[str, str]
) -> None:
    home = Home(tmp_path / "home")
    with pytest.raises(Refused):
        first.create(home, owner, machine, projects)
    assert not home.access.exists()
