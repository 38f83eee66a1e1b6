"""locks.json: what is locked is told to the machines that it concerns, for as long as it lasts."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from broker.access.document import Document, Machine
from broker.steward import locks, policy
from broker.steward.locks import Held
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private

S = "01jd9x3k5rab7c"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path)
    make_private(found.hub)
    return found


def add(home: Home, *held: Held, now: int = 0) -> None:
    for one in held:
        locks.change(home, now, lambda known, one=one: locks.add(known, one))


def test_each_machine_is_told_of_its_own_locks_and_of_those_of_no_machine() -> None:
    known = [
        Held("machine", "build-01", "mending", "ana", 1),
        Held("user", "bo", "on leave", "ana", 2),
        Held("session", S, "stop", "ana", 3, 50),
        Held("all", "", "fire", "ana", 4, 100),
    ]
    machines = {"build-01": Machine(), "build-02": Machine()}
    made = policy.build(Document(machines=machines), [], 10, known)
    assert [one.scope for one in made["build-01"].locks] == ["machine", "user", "session", "all"]
    assert [one.scope for one in made["build-02"].locks] == ["user", "session", "all"]
    assert (made["build-02"].locks[0].user, made["build-02"].locks[1].session) == ("bo", S)
    later = policy.build(Document(machines=machines), [], 50, known)
    assert [one.scope for one in later["build-02"].locks] == ["user", "all"]
    assert locks.next_change_us(known, 10) == 50
    assert locks.next_change_us(known, 50) == 100
    assert locks.next_change_us(known, 100) is None


def test_what_is_kept_is_read_again_and_nobody_else_may_read_it(home: Home) -> None:
    held = [Held("all", "", "fire", "ana", 4, 100), Held("user", "bo", "on leave", "ana", 2)]
    add(home, *held)
    assert list(locks.load(home)) == held
    assert stat.S_IMODE(locks.path(home).stat().st_mode) == 0o600


def test_a_second_lock_on_the_same_replaces_the_first_and_what_has_ended_goes(home: Home) -> None:
    add(home, Held("user", "bo", "first", "ana", 1, 50), Held("user", "bo", "second", "kim", 2))
    assert [one.reason for one in locks.load(home)] == ["second"]
    add(home, Held("all", "", "short", "ana", 3, 50))
    add(home, Held("machine", "m1", "later", "ana", 60), now=60)
    assert [one.reason for one in locks.load(home)] == ["second", "later"]


@pytest.mark.parametrize(
    ("scope", "name", "reason"),
    [
        ("user", "", "x"),
        ("user", "Bo", "x"),
        ("session", "bo", "x"),
        ("all", "bo", "x"),
        ("planet", "bo", "x"),
        ("user", "bo", "x" * 201),
    ],
)
def test_a_lock_that_no_policy_could_carry_is_none(scope: str, name: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        Held(scope, name, reason, "ana", 1)  # type: ignore[arg-type]
    assert refused.value.code in ("bad-field", "bad-id")


def test_there_are_never_more_than_a_policy_has_room_for(home: Home) -> None:
    add(home, *(Held("user", f"u{n}", "x", "ana", n) for n in range(locks.MOST)))
    with pytest.raises(Refused, match="200 locks"):
        add(home, Held("user", "one-more", "x", "ana", 1))
    add(home, Held("user", "u7", "again", "ana", 1))
    assert len(locks.load(home)) == locks.MOST
    locks.path(home).unlink()
    with pytest.raises(Refused, match="shorter reasons"):
        add(home, *(Held("user", f"u{n}", "x" * 200, "ana", n) for n in range(locks.MOST)))
    told = policy.build(Document(machines={"m1": Machine()}), [], 0, locks.load(home))["m1"]
    assert len(told.encode()) < 32 * 1024


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"v":2,"locks":[]}',
        b'{"v":1,"locks":[{"scope":"all"}]}',
        b'{"locks":[],"v":1',
        b'{"locks":[{"more":1,"reason":"x","scope":"all","since_us":1,"who":"ana"}],"v":1}',
    ],
)
def test_a_file_that_cannot_be_read_lifts_nothing(home: Home, content: bytes) -> None:
    locks.path(home).write_bytes(content)
    with pytest.raises(Refused) as refused:
        locks.load(home)
    assert refused.value.code == "bad-config"
    with pytest.raises(Refused):
        add(home, Held("all", "", "fire", "ana", 1))
    assert locks.path(home).read_bytes() == content
