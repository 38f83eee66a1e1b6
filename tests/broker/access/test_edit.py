"""Changing access.toml by program."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tomlkit import TOMLDocument

from broker.access import document, edit
from schemas.wire.errors import Refused

TEXT = """\
# the truth

[users.ana]   # the owner
groups = ["platform"]  # and friends

[[grants]]    # all
to = ["ana"]
role = "admin"
machines = ["*"]
projects = ["*", "-"]

# a machine
[machines.build-01.projects]
web = "/srv/web"  # here
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "access.toml"
    file.write_text(TEXT)
    return file


def test_comments_and_order_are_kept(path: Path) -> None:
    with edit.changing(path) as edited:
        edit.add_user(edited, "bob", ["platform"])
        edit.join_group(edited, "leads", "ana")
        edit.add_machine(edited, "lab", {"api": "/srv/api"})
        edit.set_projects(edited, "build-01", {"web": "/srv/web", "new": "/n"})
        edit.add_grant(edited, ["bob"], "viewer", ["lab"], ["api"])
    text = path.read_text()
    lines = [line.strip() for line in TEXT.splitlines() if "#" in line and "friends" not in line]
    assert [line for line in lines if line not in text] == []
    assert "# and friends" in text
    found = document.parse(text)
    assert found.users["ana"].groups == {"platform", "leads"}
    assert found.machines["build-01"].projects == {"web": "/srv/web", "new": "/n"}
    assert found.machines["lab"].projects == {"api": "/srv/api"}
    assert [grant.to for grant in found.grants] == [("ana",), ("bob",)]


def test_what_is_added_and_removed_again_is_gone(path: Path) -> None:
    before = document.parse(TEXT)
    until = datetime(2030, 1, 1, tzinfo=UTC)
    with edit.changing(path) as edited:
        edit.add_user(edited, "bob")
        edit.add_device(edited, "bob", "phone", ["view"], until)
        edit.add_grant(edited, ["bob"], "viewer", ["*"], ["web"], ["0123456789abcd"], until)
        edit.add_grant(edited, ["bob", "ana"], "viewer", ["*"], ["web"])
        edit.add_machine(edited, "lab", {})
    found = document.read(path.read_bytes())
    assert found.users["bob"].devices["phone"].may == {"view"}
    assert len(found.grants) == 3
    with edit.changing(path) as edited:
        edit.remove_device(edited, "bob", "phone")
        edit.remove_user(edited, "bob")
        edit.remove_grant(
            edited, {"to": ["ana"], "role": "viewer", "machines": ["*"], "projects": ["web"]}
        )
        edit.remove_machine(edited, "lab")
    assert document.read(path.read_bytes()) == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda e: edit.add_user(e, "ana"), "nothing-changed"),
        (lambda e: edit.add_user(e, "Bob"), "bad-field"),
        (lambda e: edit.add_user(e, "bob", ["a b"]), "bad-field"),
        (lambda e: edit.remove_user(e, "bob"), "nothing-changed"),
        (lambda e: edit.remove_user(e, "ana"), "bad-field"),
        (lambda e: edit.remove_device(e, "ana", "phone"), "nothing-changed"),
        (lambda e: edit.add_device(e, "bob", "phone"), "bad-field"),
        (lambda e: edit.add_grant(e, ["eve"], "viewer", ["*"], ["*"]), "bad-field"),
        (lambda e: edit.add_grant(e, ["ana"], "boss", ["*"], ["*"]), "bad-field"),
        (lambda e: edit.add_grant(e, ["ana"], "admin", ["*"], ["-", "*"]), "nothing-changed"),
        (lambda e: edit.remove_grant(e, {"to": ["ana"]}), "nothing-changed"),
        (lambda e: edit.set_projects(e, "build-01", {"web": "/srv/web"}), "nothing-changed"),
        (lambda e: edit.set_projects(e, "lab", {}), "bad-field"),
        (lambda e: edit.set_projects(e, "build-01", {"web": "srv"}), "bad-field"),
        (lambda e: edit.remove_machine(e, "lab"), "nothing-changed"),
        (lambda e: edit.leave_group(e, "leads", "ana"), "nothing-changed"),
    ],
)
def test_a_change_that_makes_no_sense_leaves_the_file_alone(
    path: Path, change: object, code: str
) -> None:
    assert callable(change)
    with pytest.raises(Refused) as refused, edit.changing(path) as edited:
        change(edited)
    assert refused.value.code == code
    assert path.read_text() == TEXT


def test_the_last_administrator_cannot_be_removed(path: Path) -> None:
    with edit.changing(path) as edited:
        edit.add_user(edited, "bob")
    kept = path.read_text()
    with pytest.raises(Refused) as refused, edit.changing(path) as edited:
        edit.remove_user(edited, "ana")
    assert refused.value.code == "not-granted"
    assert path.read_text() == kept


def test_a_broken_file_is_not_edited(path: Path) -> None:
    path.write_text(TEXT + "[oops\n")
    with pytest.raises(Refused) as refused, edit.changing(path) as edited:
        edit.add_user(edited, "bob")
    assert refused.value.code == "bad-config"
    assert "line 15" in str(refused.value)


def test_two_writers_at_once_lose_nothing(path: Path) -> None:
    def add(name: str) -> None:
        with edit.changing(path) as edited:
            _add_slowly(edited, name)

    names = [f"user-{n}" for n in range(8)]
    threads = [threading.Thread(target=add, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert set(document.read(path.read_bytes()).users) == {"ana", *names}


def _add_slowly(edited: TOMLDocument, name: str) -> None:
    for n in range(20):
        edit.join_group(edited, f"g{n}", "ana")
        edit.leave_group(edited, f"g{n}", "ana")
    edit.add_user(edited, name)
