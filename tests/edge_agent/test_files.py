"""What the gate is told about files, from a real disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edge_agent.files import Files

SYSTEM = "/usr/bin:/bin"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for folder in ("home/web/src", "home/.signalbox/edge", "home/bin", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path / "home"


def world(home: Path, path: str = SYSTEM) -> Files:
    return Files(home / "web", home / "web", home, path, [home / ".signalbox"])


def script(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_program_of_the_system_is_trusted(home: Path) -> None:
    found = world(home).program("cat", str(home / "web"))
    assert found.path.endswith("/cat") and found.trouble == ""


@pytest.mark.parametrize("word", ["./run", "src/../run"])
def test_a_program_in_the_project_is_not(home: Path, word: str) -> None:
    script(home / "web/run")
    assert "project" in world(home).program(word, str(home / "web")).trouble


def test_a_program_that_the_account_can_replace_is_not_trusted(home: Path) -> None:
    script(home / "bin/cat")
    assert world(home, f"{home}/bin:{SYSTEM}").program("cat", "/").trouble
    script(home.parent / "elsewhere/cat")
    assert world(home, f"{home.parent}/elsewhere:{SYSTEM}").program("cat", "/").trouble


def test_a_link_that_the_account_can_replace_is_not_trusted(home: Path) -> None:
    (home.parent / "elsewhere/list").symlink_to("/usr/bin/cat")
    assert world(home, f"{home.parent}/elsewhere").program("list", "/").trouble


def test_a_name_that_could_be_put_in_front_on_the_path_is_not_trusted(home: Path) -> None:
    found = world(home, f"{home.parent}/elsewhere:{SYSTEM}").program("cat", "/")
    assert "could be put into" in found.trouble


@pytest.mark.parametrize("path", ["", ".", f"relative:{SYSTEM}", f":{SYSTEM}"])
def test_a_path_that_is_not_absolute_is_not_trusted(home: Path, path: str) -> None:
    assert "not absolute" in world(home, path).program("cat", "/").trouble


def test_a_missing_program_is_told(home: Path) -> None:
    assert world(home).program("no-such-program-here", "/").trouble == "no such program"
    assert world(home).program("/no/such", "/").trouble == "no such program"


def test_a_path_lies_where_its_links_lead(home: Path) -> None:
    files = world(home)
    (home / "web/out").symlink_to(home.parent / "elsewhere")
    (home / "web/in").symlink_to("src")
    folder = str(home / "web")
    assert files.place("src/x", folder).inside
    assert files.place("in/new/x", folder).inside
    assert not files.place("out/x", folder).inside
    assert not files.place("src/../../x", folder).inside
    assert not files.place("../web2", folder).inside
    assert files.place(".", folder).folder and not files.place("nothing", folder).exists


def test_our_own_files_are_known_by_any_name(home: Path) -> None:
    files = world(home)
    folder = str(home / "web")
    (home / ".signalbox/edge/key").write_text("x")
    (home / "web/link").symlink_to(home / ".signalbox")
    assert files.place(f"{home}/.signalbox/edge/new", folder).ours
    assert files.place("link/edge/key", folder).ours
    assert files.place("../.signalbox", folder).ours
    assert not files.place("../.signalbox2", folder).ours
    one = Files(home / "web", home / "web", home, SYSTEM, [home / ".signalbox/edge/key"])
    os.link(home / ".signalbox/edge/key", home / "web/copy")
    assert one.place("copy", folder).ours
