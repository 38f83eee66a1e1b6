"""The screen's child may die, hang, lag or be missing: the host goes on and says so."""

from __future__ import annotations

import ctypes
import json
import os
import random
import select
import signal
from pathlib import Path

import pytest

from edge_agent.host import ghostty
from edge_agent.host import screen as screens
from edge_agent.host.screen import (
    DEATHS,
    QUEUE,
    TAIL,
    Bell,
    Event,
    Lagging,
    Lost,
    Notice,
    Reply,
    Restarted,
    Screen,
    Snapshot,
    Title,
)
from tests.waiting import until

needs_library = pytest.mark.skipif(
    not screens.available(), reason="no libghostty-vt for this machine"
)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def events_until(screen: Screen, kind: type[Event], seconds: float = 10) -> list[Event]:
    """Every event up to the first of this kind."""
    found: list[Event] = []

    def arrived() -> bool:
        if screen.fileno() >= 0:
            writers = [screen] if screen.wants_write else []
            select.select([screen], writers, [], 0.05)
        found.extend(screen.poll())
        return any(isinstance(event, kind) for event in found)

    until(arrived, kind.__name__, seconds=seconds, every=0.0)
    return found


def snapshot(screen: Screen) -> Snapshot:
    token = screen.request_snapshot()
    events = events_until(screen, Snapshot)
    found = next(event for event in events if isinstance(event, Snapshot))
    assert found.token == token
    return found


def shown(found: Snapshot, columns: int = 80, rows: int = 24) -> str:
    """The text of a terminal that was sent this snapshot."""
    terminal = ghostty.Ghostty(columns, rows)
    terminal.feed(found.data)
    text = terminal.text()
    terminal.close()
    return text


@needs_library
def test_our_layouts_are_those_of_the_library() -> None:
    types = json.loads(ghostty.load().ghostty_type_json())["types"]
    for name, ours in ghostty.LAYOUTS.items():
        theirs = types[name]
        assert ctypes.sizeof(ours) == theirs["size"], name
        for field, where in theirs.get("fields", {}).items():
            if hasattr(ours, field):
                assert getattr(ours, field).offset == where["offset"], (name, field)
                assert getattr(ours, field).size == where["size"], (name, field)
    values = types["GhosttyTerminalData"]["values"]
    options = types["GhosttyTerminalOption"]["values"]
    assert (values["ACTIVE_SCREEN"], values["TITLE"], values["MODE"]) == (6, 12, 37)
    assert (options["WRITE_PTY"], options["BELL"], options["DESKTOP_NOTIFICATION"]) == (1, 2, 29)
    assert (options["SCROLLBACK_MAX_LINES"], options["CONTINUATION_MAX_BYTES"]) == (28, 31)


@needs_library
@pytest.mark.parametrize(
    ("query", "answers"),
    [
        (b"\x1b[c", 1),
        (b"\x1b[>c", 1),
        (b"\x1b[5n", 1),
        (b"\x1b[6n", 1),
        (b"\x1b[>q", 1),
        (b"\x1b[?u", 1),
        (b"\x1b[?2026$p", 1),
        (b"\x1b]11;?\x07", 1),
        (b"\x1bP$qm\x1b\\", 1),
        (b"\x1b]52;c;?\x07", 0),
        (b"\x1b]2;evil\x07\x1b[21t", 0),
        (b"\x1b[18t", 0),
    ],
)
def test_each_query_is_answered_once_and_titles_and_clipboards_never(
    query: bytes, answers: int
) -> None:
    screen = Screen(80, 24)
    try:
        screen.feed(query)
        token = screen.request_snapshot()
        events = events_until(screen, Snapshot)
    finally:
        screen.close()
    assert [e.token for e in events if isinstance(e, Snapshot)] == [token]
    assert sum(isinstance(event, Reply) for event in events) == answers


@needs_library
def test_bell_title_and_notices_are_told() -> None:
    screen = Screen(80, 24)
    try:
        screen.feed(b"\x07\x1b]0;a title\x07\x1b]777;notify;who;what\x07")
        screen.request_snapshot()
        events = events_until(screen, Snapshot)
    finally:
        screen.close()
    assert Bell() in events and Title("a title") in events and Notice("who", "what") in events


@needs_library
def test_a_killed_child_is_replaced_and_shows_the_same_and_answers_nothing_twice() -> None:
    screen = Screen(80, 24)
    try:
        screen.feed(b"\x1b[31mbefore\x1b[m\x1b[c\r\n")
        before = snapshot(screen)
        os.kill(screen.pid, signal.SIGKILL)
        screen.feed(b"after\x1b[5n")
        screen.request_snapshot()
        events = events_until(screen, Snapshot)
    finally:
        screen.close()
    assert any(isinstance(event, Restarted) for event in events)
    assert [e.data for e in events if isinstance(e, Reply)] == [b"\x1b[0n"]
    after = next(event for event in events if isinstance(event, Snapshot))
    assert shown(after) == "before\nafter" and not after.lossy
    assert after.offset == before.offset + len(b"after\x1b[5n")


@needs_library
def test_a_replacement_starts_from_the_checkpoint_when_the_tail_no_longer_reaches_back() -> None:
    screen = Screen(80, 24)
    try:
        screen.feed(b"\x1b]2;early title\x07\x1b[?2004h")
        for _ in range(40):
            screen.feed(b"x" * 65534 + b"\r\n")
            snapshot(screen)  # in step, so that it does not lag
        os.kill(screen.pid, signal.SIGKILL)
        events_until(screen, Restarted)
        found = snapshot(screen)
    finally:
        screen.close()
    assert not found.lossy
    assert b"early title" in found.data and b"\x1b[?2004h" in found.data


@needs_library
def test_a_stuck_child_is_replaced() -> None:
    clock = Clock()
    screen = Screen(80, 24, clock=clock)
    try:
        snapshot(screen)
        stopped = screen.pid
        os.kill(stopped, signal.SIGSTOP)
        screen.feed(b"still here")
        assert not any(isinstance(event, Restarted) for event in screen.poll())
        clock.now += screens.STUCK + 1
        assert any(isinstance(event, Restarted) for event in screen.poll())
        assert screen.pid != stopped
        assert shown(snapshot(screen)) == "still here"
    finally:
        screen.close()


@needs_library
def test_a_lagging_child_costs_bounded_memory_and_catches_up_from_the_tail() -> None:
    screen = Screen(80, 24)
    try:
        snapshot(screen)
        os.kill(screen.pid, signal.SIGSTOP)
        for number in range(200):
            screen.feed(b"%05d " % number * 10000 + b"\r\n")
            assert screen._out_bytes <= QUEUE + 70000 and screen._tail_bytes <= TAIL
        token = screen.request_snapshot()
        assert Lagging(True) in screen.poll()
        os.kill(screen.pid, signal.SIGCONT)
        events = events_until(screen, Snapshot)
        found = next(event for event in events if isinstance(event, Snapshot))
        assert Lagging(False) in events
        assert found.token == token and found.lossy and "00199" in shown(found)
        screen.feed(b"\x1b[2J\x1b[Hanew")
        assert not snapshot(screen).lossy, "the program painted anew"
    finally:
        screen.close()


@needs_library
def test_children_that_keep_dying_are_given_up_and_the_tail_is_shown() -> None:
    screen = Screen(80, 24, clock=Clock())
    try:
        screen.feed(b"kept\r\n")
        for _ in range(DEATHS):
            os.kill(screen.pid, signal.SIGKILL)
            events_until(screen, Restarted)
            snapshot(screen)  # it has read its tail, so it did not die of that
        os.kill(screen.pid, signal.SIGKILL)
        events_until(screen, Lost)
        screen.feed(b"and more")
        found = snapshot(screen)
    finally:
        screen.close()
    assert found.data == b"kept\r\nand more" and found.lossy


def test_without_a_library_a_snapshot_is_the_tail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ghostty, "PINNED", "0.0.0")
    assert not screens.available()
    screen = Screen(80, 24)
    screen.feed(b"first line\r\nsecond")
    found = snapshot(screen)
    assert screen.fileno() == -1 and not screen.wants_write
    assert found.data == b"first line\r\nsecond" and found.lossy


def test_a_tail_that_lost_its_start_begins_at_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ghostty, "PINNED", "0.0.0")
    screen = Screen(80, 24)
    for number in range(40000):
        screen.feed(b"\x1b[31mline %d of many, some words to make it long\x1b[m\r\n" % number)
    data = snapshot(screen).data
    assert len(data) <= TAIL + 16
    assert data.startswith(b"\x18\x1b\\\x1b[31mline ")


@needs_library
def test_a_resize_stands_at_its_place_in_the_stream() -> None:
    screen = Screen(80, 24)
    try:
        screen.feed(b"a" * 70)
        screen.resize(40, 10)
        found = snapshot(screen)
        os.kill(screen.pid, signal.SIGKILL)
        events_until(screen, Restarted)
        again = snapshot(screen)
    finally:
        screen.close()
    assert shown(found, 40, 10) == "a" * 40 + "\n" + "a" * 30 == shown(again, 40, 10)


@needs_library
def test_the_child_is_small_and_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SECRET_TOKEN", "in-no-other-process")
    screen = Screen(120, 40)
    try:
        screen.feed(b"line\r\n" * 3000)
        snapshot(screen)
        process = Path(f"/proc/{screen.pid}")
        if os.geteuid() == 0:  # it is not dumpable, so nobody else may look
            assert b"in-no-other-process" not in (process / "environ").read_bytes()
            rollup = (process / "smaps_rollup").read_text()
            dirty = next(line for line in rollup.splitlines() if line.startswith("Private_Dirty"))
            assert int(dirty.split()[1]) < 10_000, "kB"
        assert os.waitpid(screen.pid, os.WNOHANG) == (0, 0)
    finally:
        screen.close()


@needs_library
def test_a_snapshot_amid_a_character_or_a_sequence_shows_nothing_of_it_and_harms_nothing() -> None:
    terminal = ghostty.Ghostty(80, 24)
    for begun, rest in ((b"\xe6\x97", b"\xa5"), (b"\x1b[3", b"1m"), (b"\x1b]2;ti", b"tle\x07")):
        terminal.feed(b"<" + begun)
        assert terminal.pending() == begun
        before = terminal.text()
        again = ghostty.Ghostty(80, 24)
        again.feed(terminal.snapshot())
        assert again.text() == before
        again.close()
        terminal.feed(rest)
    assert terminal.text() == "<日<<" and terminal.title() == "title"
    terminal.close()


@needs_library
@pytest.mark.parametrize("begun", [b"\xe6\x97", b"\x1b[?2", b"\x1b]2;ti"])
def test_a_snapshot_amid_something_shows_the_last_rows_where_they_are(begun: bytes) -> None:
    seen, late = ghostty.Ghostty(80, 10), ghostty.Ghostty(80, 10)
    seen.feed(b"".join(b"row-%02d\r\n" % number for number in range(30)) + begun)
    late.feed(seen.snapshot() + b"\x1b[H^")
    assert late.text().split("\n")[:2] == ["^ow-21", "row-22"]
    assert seen.text().split("\n")[:2] == ["row-21", "row-22"]
    seen.close()
    late.close()


@needs_library
def test_random_bytes_crash_neither_the_terminal_nor_its_snapshot() -> None:
    chance = random.Random(5)
    terminal, again = ghostty.Ghostty(80, 24), ghostty.Ghostty(80, 24)
    for _ in range(60):
        terminal.feed(chance.randbytes(2000).replace(b"\x00", b"\x1b["))
        again.feed(b"\x18\x1b\\\x1bc" + terminal.snapshot())
        assert again.size == (80, 24)
    terminal.close()
    again.close()


@pytest.mark.parametrize("behind", [False, True], ids=["front", "behind an alternate screen"])
def test_who_comes_late_sees_the_last_rows_where_they_are_and_nothing_written_over(
    behind: bool,
) -> None:
    seen = ghostty.Ghostty(80, 10)
    seen.feed(b"".join(b"row-%02d\r\n" % number for number in range(30)))
    if behind:
        seen.feed(b"\x1b[?1049h\x1b[Hediting")
    late = ghostty.Ghostty(80, 10)
    late.feed(seen.snapshot())
    for one in (seen, late):
        one.feed((b"\x1b[?1049l" if behind else b"") + b"next\r\n")
    assert seen.text().split("\n")[-4:] == ["row-27", "row-28", "row-29", "next"]
    assert late.text().split("\n")[-4:] == ["row-27", "row-28", "row-29", "next"]
