"""A file that changes under us."""

from __future__ import annotations

from pathlib import Path

import pytest

from broker.access.watch import Optional, Watched
from schemas.wire.errors import Refused


def number(data: bytes) -> int:
    try:
        return int(data)
    except ValueError:
        raise Refused("bad-config", f"not a number: {data[:9]!r}") from None


def polls(watched: Watched[int] | Optional[int]) -> bool:
    """Two looks: a change is taken when it has settled."""
    return watched.poll() | watched.poll()


def test_a_change_is_taken_and_a_broken_one_leaves_the_last_good_in_force(tmp_path: Path) -> None:
    file = tmp_path / "n"
    file.write_text("1")
    watched = Watched(file, number)
    assert (watched.value, polls(watched)) == (1, False)
    file.write_text("22")
    assert (polls(watched), watched.value) == (True, 22)
    file.write_text("xyz")
    assert (polls(watched), watched.value) == (True, 22)
    assert "xyz" in (watched.fault or "")
    assert polls(watched) is False
    file.write_text("5678")
    assert (polls(watched), watched.value, watched.fault) == (True, 5678, None)
    file.unlink()
    assert (polls(watched), watched.value) == (True, 5678)
    assert watched.fault is not None
    file.write_text("9")
    assert (polls(watched), watched.value, watched.fault) == (True, 9, None)


def test_a_file_that_is_being_written_is_not_taken_half(tmp_path: Path) -> None:
    file = tmp_path / "n"
    file.write_text("1")
    watched = Watched(file, number)
    for text in ("", "2", "23", "234"):
        file.write_text(text)
        assert watched.poll() is False
    assert watched.poll() is True
    assert watched.value == 234


def test_a_replaced_file_of_the_same_size_is_noticed(tmp_path: Path) -> None:
    file, other = tmp_path / "n", tmp_path / "m"
    file.write_text("1")
    watched = Watched(file, number)
    other.write_text("2")
    other.replace(file)
    assert (polls(watched), watched.value) == (True, 2)


def test_there_is_nothing_to_fall_back_on_at_a_start(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        Watched(tmp_path / "n", number)
    (tmp_path / "n").write_text("x")
    with pytest.raises(Refused):
        Watched(tmp_path / "n", number)
    with pytest.raises(Refused):
        Optional(tmp_path / "n", number, 0)


def test_a_file_that_need_not_be_there_comes_and_goes(tmp_path: Path) -> None:
    file = tmp_path / "n"
    watched = Optional(file, number, 0)
    assert (watched.value, polls(watched)) == (0, False)
    file.write_text("7")
    assert (polls(watched), watched.value) == (True, 7)
    file.write_text("xx")
    assert (polls(watched), watched.value, watched.fault is None) == (True, 7, False)
    file.unlink()
    assert (polls(watched), watched.value, watched.fault) == (True, 0, None)
