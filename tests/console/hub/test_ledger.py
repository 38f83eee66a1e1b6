"""The ledger outlives crashes, and neither forgets nor grows without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.hub import ledger as module
from console.hub.ledger import Ledger, key_for
from schemas.wire.errors import Refused

KEY = key_for("m/p/s", "waiting", 7)


def test_what_is_open_stays_open_over_a_restart_until_it_is_done(tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    first = Ledger(path, 5)
    first.note([(KEY, [("ana", "c-1"), ("bob", "c-2")])], 10)
    first.done(KEY, "ana", "c-1")
    second = Ledger(path, 999)
    assert second.born == 5 and KEY in second
    assert second.open() == [(KEY, "bob", "c-2")]
    second.done(KEY, "bob", "c-2")
    third = Ledger(path, 999)
    assert not third.open() and KEY in third and third.older_than(11) == [KEY]


def test_a_line_that_a_crash_cut_off_is_left_out_and_the_next_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    Ledger(path, 5).note([(KEY, [])], 10)
    with path.open("ab") as file:
        file.write(b'{"k":"m/p/s.wai')
    second = Ledger(path, 5)
    second.note([(key_for("m/p/t", "failed", 8), [])], 11)
    assert len(Ledger(path, 5)) == 2


def test_damage_elsewhere_is_told_and_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "told.jsonl"
    Ledger(path, 5)
    path.write_bytes(path.read_bytes() + b"{]\n" + b'{"at":1,"k":"a.b.1","to":[]}\n')
    with pytest.raises(Refused, match=r"told\.jsonl:2"):
        Ledger(path, 5)


def test_beyond_its_bound_older_alerts_count_as_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    monkeypatch.setattr(module, "COMPACT_BYTES", 100)
    path = tmp_path / "told.jsonl"
    made = Ledger(path, 0)
    for number in range(100):
        made.note([(key_for("m/p/s", "waiting", number), [])], number)
    assert len(made) == 10 and made.horizon == 89
    assert path.stat().st_size < 2_000
    assert Ledger(path, 0).horizon == 89
