"""The journal on a real disk: locks, torn tails, damage, segments, a full disk, a killed writer."""

from __future__ import annotations

import os
import random
import secrets
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from edge_agent.host import journal as journal_module
from edge_agent.host.journal import Full, Identity, Journal
from schemas.wire import chain
from schemas.wire.errors import Refused
from schemas.wire.layout import SessionDir
from tests.edge_agent.host.disk import fill_up, small_disk

__all__ = ["small_disk"]

IDENTITY = Identity("m1", "-", "0" * 14)


def make(root: Path) -> SessionDir:
    folder = SessionDir(root)
    root.mkdir(mode=0o700, parents=True)
    folder.key.write_text(secrets.token_hex(chain.KEY_BYTES))
    return folder


def write(folder: SessionDir, count: int, **options: int) -> None:
    kept = Journal(folder, IDENTITY, **options)
    for number in range(count):
        kept.append(1000 + number, "note", {"text": f"line {number}"})
    journal_module.sync(kept.due())
    kept.close()


def only_file(folder: SessionDir) -> Path:
    (path,) = folder.journal.iterdir()
    return path


def test_a_second_writer_is_refused_while_the_first_lives(tmp_path: Path) -> None:
    folder = make(tmp_path / "s")
    first = Journal(folder, IDENTITY)
    with pytest.raises(Refused) as refused:
        Journal(folder, IDENTITY)
    assert refused.value.code == "already-running"
    first.close()
    Journal(folder, IDENTITY).close()


@pytest.mark.parametrize(
    "tail", [b'{"at":1002,"bo', b"\0" * 700, b'{"at":3}\n', b'{"at":1002,\0\0\0\0,"v":1}\n', b"\n"]
)
def test_a_torn_tail_is_cut_and_the_chain_goes_on(tmp_path: Path, tail: bytes) -> None:
    folder = make(tmp_path / "s")
    write(folder, 2)
    whole = only_file(folder).read_bytes()
    with only_file(folder).open("ab") as file:
        file.write(tail)
    kept = Journal(folder, IDENTITY)
    assert (kept.seq, kept.cut, kept.last_kind, kept.last_at) == (2, len(tail), "note", 1001)
    assert only_file(folder).read_bytes() == whole
    kept.append(1002, "note", {"text": "on"})
    kept.close()
    kept = Journal(folder, IDENTITY)
    assert (kept.seq, kept.cut) == (3, 0)
    kept.close()


def test_every_cut_of_a_journal_is_recovered_to_its_last_whole_line(tmp_path: Path) -> None:
    folder = make(tmp_path / "s")
    write(folder, 3)
    path = only_file(folder)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        kept = Journal(folder, IDENTITY)
        assert kept.seq == whole[:length].count(b"\n")
        kept.close()


@pytest.mark.parametrize("damage", ["flip", "zeros", "remove", "swap", "later-file"])
def test_damage_in_the_middle_is_reported_and_nothing_is_changed(
    tmp_path: Path, damage: str
) -> None:
    folder = make(tmp_path / "s")
    write(folder, 5, segment_bytes=10_000 if damage != "later-file" else 300)
    files = sorted(folder.journal.iterdir())
    lines = files[0].read_bytes().splitlines(keepends=True)
    if damage == "flip":
        lines[1] = lines[1].replace(b"line 1", b"line 9")
    elif damage == "zeros":
        lines[1] = bytes(len(lines[1]))
    elif damage == "remove":
        del lines[1]
    elif damage == "swap":
        lines[1], lines[2] = lines[2], lines[1]
    else:
        assert len(files) > 1
        lines[-1] = lines[-1][:-20]
    files[0].write_bytes(b"".join(lines))
    before = {path: path.read_bytes() for path in files}
    with pytest.raises(Refused) as refused:
        Journal(folder, IDENTITY)
    assert refused.value.code == "journal-damaged"
    assert f"{files[0].name}, byte" in refused.value.detail
    assert {path: path.read_bytes() for path in files} == before


def test_a_changed_last_line_is_damage_and_not_a_torn_tail(tmp_path: Path) -> None:
    folder = make(tmp_path / "s")
    write(folder, 2)
    path = only_file(folder)
    path.write_bytes(path.read_bytes().replace(b"line 1", b"line 2"))
    with pytest.raises(Refused) as refused:
        Journal(folder, IDENTITY)
    assert refused.value.code == "journal-damaged"


def test_segments_are_named_by_their_first_line_and_read_as_one(tmp_path: Path) -> None:
    folder = make(tmp_path / "s")
    write(folder, 20, segment_bytes=700)
    names = sorted(path.name for path in folder.journal.iterdir())
    assert len(names) > 3 and names[0] == f"{1:016d}.jsonl"
    kept = Journal(folder, IDENTITY)
    assert kept.seq == 20
    kept.close()


def test_a_full_segment_stays_open_until_it_was_flushed(tmp_path: Path) -> None:
    kept = Journal(make(tmp_path / "s"), IDENTITY, segment_bytes=100)
    for number in range(3):
        kept.append(number + 1, "note", {"text": "x"})
    due = kept.due()
    assert len(due) == 3
    journal_module.sync(due)
    kept.flushed(due)
    assert len(kept.due()) == 1
    kept.close()


def test_on_a_full_disk_urgent_lines_use_the_reserve_and_the_chain_holds(
    small_disk: Path,
) -> None:
    folder = make(small_disk / "s")
    kept = Journal(folder, IDENTITY)
    fill = fill_up(small_disk)
    written = 0
    with pytest.raises(Full):
        while True:
            kept.append(1, "output", {"text": "x" * 20000})
            written += 1
    kept.append(2, "interrupted", {"who": "desk"}, urgent=True)
    for _ in range(20):
        kept.append(2, "receipt", {"text": "y" * 20000}, urgent=True)
    assert not kept.make_room()
    fill.unlink()
    assert kept.make_room()
    assert folder.reserve.stat().st_blocks * 512 >= journal_module.RESERVE_BYTES
    kept.append(3, "output", {"text": "on"})
    kept.close()
    kept = Journal(folder, IDENTITY)
    assert (kept.seq, kept.cut) == (written + 22, 0)
    kept.close()


WRITER = """
import sys
from pathlib import Path
from edge_agent.host import journal
from edge_agent.host.journal import Identity, Journal
from schemas.wire.layout import SessionDir
kept = Journal(SessionDir(Path(sys.argv[1])), Identity("m1", "-", "0" * 14), segment_bytes=200_000)
print("synced", kept.seq, flush=True)
number = kept.seq
while True:
    for _ in range(7):
        number += 1
        kept.append(number, "note", {"text": "%d " % number + "x" * (number * 7919 % 30000)})
    journal.sync(kept.due())
    kept.flushed(kept.due()[:-1])
    print("synced", kept.seq, flush=True)
"""


def test_a_writer_killed_at_random_loses_no_line_that_it_called_synced(tmp_path: Path) -> None:
    folder = make(tmp_path / "s")
    random.seed(7)
    reached = 0
    for _ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder.root)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        assert writer.stdout is not None
        synced = 0
        for _ in range(random.randrange(1, 30)):
            synced = int(writer.stdout.readline().split()[1])
        os.kill(writer.pid, signal.SIGKILL)
        synced = max([synced, *(int(one.split()[1]) for one in writer.stdout if b"\n" in one)])
        writer.wait()
        kept = Journal(folder, IDENTITY)
        assert kept.seq >= synced >= reached
        reached = kept.seq
        kept.close()
    assert reached > 50


def test_a_home_without_room_for_the_reserve_is_refused_at_the_start(small_disk: Path) -> None:
    folder = make(small_disk / "s")
    fill_up(small_disk)
    with pytest.raises(Refused) as refused:
        Journal(folder, IDENTITY)
    assert refused.value.code == "disk-full"
