"""Writing settings, and refusing what is not one."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from schemas.wire.errors import Refused
from schemas.wire.settings import SETTINGS, load
from signalbox import settings_file


def test_a_missing_file_means_all_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none") == {name: s.default for name, s in SETTINGS.items()}


def test_what_is_changed_is_read_back_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    settings_file.change(path, broker__port=1999)
    settings_file.change(path, machine__name="b\\ü-1", hub__urls=["mqtt://127.0.0.1:1999"])
    found = load(path)
    assert found["broker.port"] == 1999
    assert found["machine.name"] == "b\\ü-1"
    assert found["hub.urls"] == ["mqtt://127.0.0.1:1999"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    [
        "[broker]\nprot = 1\n",
        "[broker]\nport = '1'\n",
        "[broker\n",
        "port = 1\n",
        "[hub]\nurls=[]\n",
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(Refused, match=r"config\.toml"):
        settings_file.change(path, broker__port=5)
    assert path.read_text() == text
