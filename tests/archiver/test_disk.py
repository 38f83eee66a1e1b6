"""A disk that is full, files that go, and readers who hold on to an old picture."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from archiver.files import Archive
from archiver.ingest import Fatal, Limits
from archiver.presence import Presence
from archiver.segment import Segment, rows
from schemas.wire.clock import Clock
from tests.archiver.direct import COUNTS, Direct, ask
from tests.archiver.machine import Journal
from tests.waiting import until

MIB = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 12 MiB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a tmpfs is not allowed here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def leave(disk: Path, free: int) -> Path:
    """Fill the disk until only `free` bytes are left; the file that does it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        # In steps: others write to this disk meanwhile.
        while (left := _free(disk) - free) > 0:
            file.write(b"x" * min(left, 65_536))
    return ballast


def _free(disk: Path) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def test_a_full_disk_stops_acks_and_says_so_and_goes_on_by_itself(small_disk: Path) -> None:
    root = small_disk / "archive"
    direct, journal = Direct(root), Journal().fill(10)
    presence = Presence(direct.ingest, "1", Clock())
    direct.bring(journal)
    before = direct.next_ack(journal)
    assert before.heads[journal.session][0] == 10
    ballast = leave(small_disk, 100_000)
    journal.fill(10)
    direct.bring(journal, 10)
    assert presence.health()["state"] == "disk-full"
    told = len(direct.acks())
    direct.send(journal, journal.offer())
    direct.ingest.pulse(drained=True)
    assert len(direct.acks()) == told and ask(root, COUNTS) == [(10, 10)]
    ballast.unlink()

    def goes_on() -> bool:
        direct.ingest.pulse(drained=True)
        return presence.health()["state"] == "ok"

    until(goes_on, "it goes on by itself")
    assert direct.ack(journal).heads[journal.session][0] == 10
    direct.bring(journal, 10)
    assert ask(root, COUNTS) == [(20, 20)]
    direct.close()


def test_a_disk_that_fills_in_the_middle_of_a_batch_keeps_whole_rows(small_disk: Path) -> None:
    root = small_disk / "archive"
    direct, first, second = Direct(root), Journal().fill(1), Journal().fill(1)
    direct.bring(first)
    direct.bring(second)
    ballast = leave(small_disk, MIB + 60_000)
    for journal in (first, second):
        journal.fill(60, "{n} " + "x" * 9_000)
    direct.ingest.acks.peers.clear()
    for message, other in zip(first.messages(1), second.messages(1), strict=True):
        direct.send(first, message)
        direct.send(second, other)
    direct.ingest.commit()
    assert direct.ingest.full
    [(count, distinct)] = ask(root, COUNTS)
    assert 2 < count == distinct < 122
    heads = {
        journal.session: direct.ingest.heads.get("build-01", journal.session)
        for journal in (first, second)
    }
    assert sum(head.synced_seq for head in heads.values() if head) == count
    ballast.unlink()
    direct.close()
    direct = Direct(root)
    for journal in (first, second):
        kept = direct.ack(journal).heads[journal.session]
        assert kept[0] == heads[journal.session].seq  # type: ignore[union-attr]
        direct.bring(journal, kept[0])
    assert ask(root, COUNTS) == [(122, 122)]
    direct.close()


def test_sealing_that_finds_no_room_is_told_and_tried_again(small_disk: Path) -> None:
    root = small_disk / "archive"
    direct, journal = Direct(root), Journal().fill(2_000, os.urandom(1_000).hex() + "{n}")
    direct.bring(journal)
    direct.ingest.rotate()
    ballast = leave(small_disk, 4_096)

    def failed() -> str:
        direct.ingest.pulse(drained=True)
        return direct.ingest.sealer.fault

    until(failed, "sealing fails", 20)
    assert Presence(direct.ingest, "1", Clock()).health()["state"] in ("seal-fails", "disk-full")
    assert ask(root, COUNTS) == [(2_000, 2_000)]
    ballast.unlink()
    direct.close()
    direct = Direct(root)
    direct.settle()
    assert ask(root, COUNTS) == [(2_000, 2_000)]
    assert list(root.glob("parts/*/*.parquet"))
    direct.close()


def test_a_sync_that_fails_ends_the_archiver_and_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct, journal = Direct(tmp_path / "a"), Journal().fill(3)

    def fails(_fd: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("archiver.segment.os.fdatasync", fails)
    with pytest.raises(Fatal):
        direct.bring(journal)
    assert direct.acks() == []


GRACE_MS = 600_000


def test_a_reader_with_an_old_picture_is_right_or_refused_but_never_short(
    tmp_path: Path,
) -> None:
    root = tmp_path / "a"
    direct, journal = Direct(root, Limits(grace_ms=GRACE_MS)), Journal().fill(10)
    direct.bring(journal)
    kept = duckdb.connect()
    kept.execute((root / "archive.sql").read_text())
    direct.seal()
    assert kept.execute(COUNTS).fetchone() == (10, 10)
    journal.fill(5)
    direct.bring(journal, 10)
    assert kept.execute(COUNTS).fetchone() == (15, 15)
    assert ask(root, COUNTS) == [(15, 15)]
    segment = root / "live" / "seg-00000001.jsonl"

    direct.clock.ahead_ms += GRACE_MS
    direct.ingest.pulse(drained=True)
    assert segment.exists()
    with pytest.raises(duckdb.Error, match="archive moved on"):
        kept.execute(COUNTS)
    direct.clock.ahead_ms += GRACE_MS
    direct.ingest.pulse(drained=True)
    assert not segment.exists(), "it is deleted a whole grace later"
    assert ask(root, COUNTS) == [(15, 15)]
    direct.close()


def test_parts_that_nothing_names_stay_for_the_grace_and_are_in_no_view(tmp_path: Path) -> None:
    root = tmp_path / "a"
    direct, journal = Direct(root), Journal().fill(10)
    direct.bring(journal)
    direct.seal()
    direct.close()
    [part] = root.glob("parts/*/*.parquet")
    orphan = part.with_name("seg-00000009-00000009-00000000.parquet")
    orphan.write_bytes(part.read_bytes())
    direct = Direct(root, Limits(grace_ms=200))
    assert orphan.exists() and ask(root, COUNTS) == [(10, 10)]

    def gone() -> bool:
        direct.ingest.pulse(drained=True)
        return not orphan.exists()

    until(gone, "the orphan is deleted")
    assert part.exists() and ask(root, COUNTS) == [(10, 10)]
    direct.close()


def test_a_segment_is_cut_back_to_whole_rows_when_a_write_falls_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)
    archive.live.mkdir()
    segment = Segment(archive, 1)
    lines = [line[:-1] for line in Journal().fill(3).lines]
    data = rows("build-01", "web", "0" * 14, 1, lines)
    write, room = os.write, [len(data) - 5]

    def short(fd: int, view: memoryview) -> int:
        if room[0] == 0:
            raise OSError(28, "No space left on device")
        done = write(fd, view[: room[0]])
        room[0] -= done
        return done

    monkeypatch.setattr("archiver.segment.os.write", short)
    safe = segment.append(data)
    assert archive.segment(1).read_bytes() == data[:safe] and data[:safe].count(b"\n") == 2
    segment.close()
