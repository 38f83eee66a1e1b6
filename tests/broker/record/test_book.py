"""A record over starts, full disks, failed syncs and a fork; shipped to a scripted archiver."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from broker.record import book as book_module
from broker.record import journal
from broker.record.book import Book
from schemas.wire import line, topics
from schemas.wire.chain import start
from schemas.wire.layout import Home
from schemas.wire.uplink import Ack, SessionKey, is_lines, read_control
from tests.broker.record.test_told import Moving


class Archiver:
    """Takes what is published, as the archive would; `say` acks all of it."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}
        self.heads: dict[str, tuple[int, bytes]] = {}
        self.lines: dict[str, list[bytes]] = {}
        self.live: list[bytes] = []
        self.n = 0
        self.up = True
        self.offered: set[str] = set()

    def publish(self, topic: str, payload: bytes) -> bool:
        if not self.up:
            return True
        found = topics.parse(topic)
        session = found["s"]
        if found.name == "hub.record.event":
            self.live.append(payload)
        elif not is_lines(payload):
            control = read_control(payload)
            self.offered.add(session)
            if isinstance(control, SessionKey):
                self.keys[session] = bytes.fromhex(control.key)
                first = start("hub", "-", session, self.keys[session])
                self.heads.setdefault(session, (0, first))
        else:
            for raw in payload.splitlines(keepends=True):
                seq, head = self.heads[session]
                got = line.split(raw)
                if got.seq == seq + 1:
                    assert got.fits(head, self.keys[session])
                    self.heads[session] = got.seq, got.h
                    self.lines.setdefault(session, []).append(raw)
        return True

    def say(self) -> bytes:
        self.n += 1
        heads = dict.fromkeys(self.offered, (0, ""))
        heads |= {s: (seq, h.hex() if seq else "") for s, (seq, h) in self.heads.items()}
        missing = tuple(s for s in self.offered if s not in self.keys)
        return Ack("run-1", self.n, 1 << 20, heads, missing).encode()


class Rig:
    def __init__(self, root: Path) -> None:
        self.home, self.clock, self.archiver = Home(root), Moving(), Archiver()
        self.begin()

    def begin(self) -> None:
        self.book = Book(self.home, "broker", "1", self.archiver.publish, self.clock)
        self.book.connected()

    def go_on(self, rounds: int = 8) -> None:
        for _ in range(rounds):
            self.book.sync()
            self.book.step()
            if self.archiver.up:
                self.book.ack(self.archiver.say())
            self.clock.us += 1_000_000

    def kinds(self) -> list[list[str]]:
        return [
            [line.split(raw).kind for raw in self.archiver.lines[s]]
            for s in sorted(self.archiver.lines)
        ]


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def note(text: str = "x") -> tuple[str, dict[str, str]]:
    return "note", {"text": text}


def test_lines_reach_the_archive_and_are_shown_live_only_once_synced(rig: Rig) -> None:
    rig.book.add(*note())
    rig.book.step()
    assert rig.archiver.live == []
    rig.go_on()
    assert rig.kinds() == [["hub_started", "note"]]
    assert [line.split(raw).kind for raw in rig.archiver.live] == ["note"]


def test_what_an_earlier_start_could_not_send_is_sent_by_the_next(rig: Rig) -> None:
    rig.archiver.up = False
    rig.book.add(*note("one"))
    rig.go_on(2)
    rig.book.add(*note("never synced by us"))  # the kernel has it: killed, not unplugged
    rig.archiver.up = True
    rig.clock.us += 1_000_000
    rig.begin()
    rig.go_on()
    assert rig.kinds() == [["hub_started", "note", "note"], ["hub_started"]]


def test_records_of_another_part_are_left_alone(rig: Rig) -> None:
    rig.clock.us += 1_000_000
    other = Book(rig.home, "steward", "1", rig.archiver.publish, rig.clock)
    other.connected()
    rig.clock.us += 1_000_000
    rig.begin()
    rig.go_on()
    assert other.session not in rig.archiver.offered


def test_a_long_record_goes_on_in_a_new_one(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FILE_BYTES", 2_000)
    first = rig.book.session
    for _ in range(12):
        rig.clock.us += 1_000
        rig.book.add(*note("x" * 100))
    rig.go_on()
    assert rig.book.session != first
    assert rig.kinds()[0][-1] == "hub_stopped"
    assert sum(kinds.count("note") for kinds in rig.kinds()) == 12


def test_acked_records_go_when_they_are_old_and_what_is_not_acked_stays(rig: Rig) -> None:
    rig.go_on()
    first = rig.book.session
    rig.clock.us += 1_000_000
    rig.begin()
    rig.go_on()
    assert (rig.home.record / first).exists()
    rig.clock.us += book_module.KEEP_US
    rig.archiver.up = False
    rig.begin()
    rig.book.add(*note())
    rig.go_on()
    assert (rig.home.record / first).exists(), "nobody has acked it in this start"
    rig.archiver.up = True
    rig.clock.us += 60_000_000
    rig.go_on()
    assert not (rig.home.record / first).exists()
    assert (rig.home.record / rig.book.session).exists()


def test_what_a_full_disk_costs_is_counted_and_told_when_there_is_room(rig: Rig) -> None:
    now = rig.book._now
    assert now is not None
    file, now._file = now._file, os.open("/dev/full", os.O_RDWR)
    for _ in range(3):
        rig.book.add(*note())
    assert "not written" in rig.book.fault
    os.close(now._file)
    now._file = file
    rig.book.add(*note("room again"))
    assert rig.book.fault == ""
    rig.go_on()
    (kinds,) = rig.kinds()
    assert kinds == ["hub_started", "fault", "note"]
    assert b"3 lines" in rig.archiver.lines[rig.book.session][1]


def test_a_hub_starts_where_no_record_can_be_begun_and_begins_one_later(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.hub.mkdir()
    home.record.write_text("in the way")
    rig = Rig(tmp_path)
    rig.book.add(*note("lost"))
    assert rig.book.session == "" and "not written" in rig.book.fault and not rig.book.dirty
    home.record.unlink()
    rig.book.add(*note("kept"))
    rig.go_on()
    assert rig.book.fault == "" and rig.kinds() == [["hub_started", "fault", "note"]]


def test_a_failed_sync_ends_that_record_and_begins_another(rig: Rig) -> None:
    rig.go_on()
    first = rig.book.session
    rig.book.add(*note("perhaps lost"))
    which, _ = rig.book.begin_sync()
    rig.clock.us += 1_000
    rig.book.failed(which, OSError(errno.EIO, "bad disk"))
    rig.book.add(*note("in the new one"))
    rig.go_on()
    assert rig.book.session != first
    assert rig.kinds() == [["hub_started"], ["hub_started", "fault", "note"]]


def test_an_archive_that_holds_something_else_ends_the_record_and_people_are_told(
    rig: Rig,
) -> None:
    rig.go_on()
    first = rig.book.session
    rig.clock.us += 1_000
    rig.book.ack(Ack("run-1", 999, 1 << 20, {}, (), {first: 1}).encode())
    assert rig.book.session != first and "differs" in rig.book.fault


def test_unacked_records_do_not_fill_the_disk(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_module, "UNACKED_BYTES", 3_000)
    rig.archiver.up = False
    for _ in range(100):
        rig.book.add(*note("x" * 100))
    assert rig.book._now is not None and rig.book._now.size < 4_000
    rig.archiver.up = True
    rig.go_on()
    rig.book.add(*note("room again"))
    rig.go_on()
    assert rig.kinds()[0][-2:] == ["fault", "note"]
