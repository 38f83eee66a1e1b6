"""A record on the disk: whole or not there, torn tails cut, damage refused, chain unbroken."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from broker.record import journal
from schemas.wire import chain, line
from schemas.wire.errors import Refused
from schemas.wire.ids import HUB, NONE, new_session
from schemas.wire.layout import SessionDir
from schemas.wire.line import MAX_LINE


def make(record: Path, lines: int = 5) -> journal.Journal:
    made = journal.create(record, new_session(), 1, "hub_started", {"part": "broker"})
    for n in range(lines):
        made.append(2 + n, "denied", {"who": "ana", "topic": f"t{n}"})
    made.sync()
    made.synced = made.seq
    return made


def verified(data: bytes, key: bytes, session: str) -> int:
    head = chain.start(HUB, NONE, session, key)
    for seq, raw in enumerate(data.splitlines(keepends=True), 1):
        found = line.split(raw)
        line.check_body(found)
        assert found.seq == seq and found.fits(head, key)
        head = found.h
    return seq


def test_lines_are_those_of_any_journal_and_the_files_are_private(tmp_path: Path) -> None:
    made = make(tmp_path / "record")
    file = made.folder.journal / journal.FILE
    assert verified(file.read_bytes(), made.key, made.session) == 6
    for path in (tmp_path / "record").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.parametrize("most", [1, 300, 10_000])
def test_every_line_is_taken_once_and_in_order(tmp_path: Path, most: int) -> None:
    made = make(tmp_path, 40)
    out, start = b"", 1
    while start <= made.seq:
        chunk = made.take(start, made.seq, most, at_least_one=True)
        assert len(chunk.data) <= max(most, 300) and chunk.data.endswith(b"\n")
        out, start = out + chunk.data, chunk.last + 1
    assert out == (made.folder.journal / journal.FILE).read_bytes()
    assert made.take(1, made.seq, 1, at_least_one=False) == (b"", 0)


def test_a_file_cut_anywhere_is_taken_up_to_its_last_whole_line(tmp_path: Path) -> None:
    made = make(tmp_path, 3)
    file = made.folder.journal / journal.FILE
    whole = file.read_bytes()
    for size in range(len(whole), 0, -7):
        for rest in (b"", b"\0" * 9):
            file.write_bytes(whole[:size] + rest)
            found, body = journal.reopen(SessionDir(made.folder.root))
            assert found.seq == whole[:size].count(b"\n") == found.synced
            assert body == ({"part": "broker"} if found.seq else {})
            assert file.read_bytes() == whole[: found.size]
            found.close()


def test_a_changed_line_is_never_shipped(tmp_path: Path) -> None:
    made = make(tmp_path, 3)
    file = made.folder.journal / journal.FILE
    file.write_bytes(file.read_bytes().replace(b'"t1"', b'"t7"'))
    with pytest.raises(Refused) as refused:
        journal.reopen(SessionDir(made.folder.root))
    assert refused.value.code == "journal-damaged"


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    made = make(tmp_path, 2)
    head, size = made._writer.head, made.size
    full = os.open("/dev/full", os.O_RDWR)
    file, made._file = made._file, full
    with pytest.raises(OSError):
        made.append(9, "denied", {"who": "ana"})
    made._file = file
    os.close(full)
    assert (made.seq, made._writer.head, made.size) == (3, head, size)
    made.append(9, "denied", {"who": "ana"})
    assert verified((made.folder.journal / journal.FILE).read_bytes(), made.key, made.session) == 4


def test_a_line_never_exceeds_a_message(tmp_path: Path) -> None:
    made = make(tmp_path, 0)
    with pytest.raises(Refused):
        made.append(9, "note", {"text": "x" * MAX_LINE})
    assert made.seq == 1
