"""Reading and removing segments of a journal: whole lines, in order, and never before the ack."""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from edge_agent.daemon import reader, retention
from edge_agent.daemon.reader import Reader
from edge_agent.daemon.sessions import Session
from edge_agent.host.journal import Identity, Journal
from edge_agent.host.launch import Launch
from schemas.wire import line
from schemas.wire.layout import SessionDir, make_private
from schemas.wire.line import MAX_LINE
from tests.edge_agent.daemon.refusing import refuses

KEY = b"k" * 32
S = "0123456789abcd"


def make(root, sizes, segment_bytes=2_000) -> tuple[SessionDir, list[bytes]]:
    folder = SessionDir(make_private(root / S))
    folder.key.write_text(KEY.hex())
    journal = Journal(
        folder, Identity("m1", "-", S), segment_bytes=segment_bytes, reserve_bytes=4096
    )
    for size in sizes:
        journal.append(1, "output", {"text": "x" * size})
    journal.close()
    raw = b"".join(path.read_bytes() for path in reader.segments(folder.journal))
    return folder, raw.splitlines(keepends=True)


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from([1, 100, 900, 30_000, 48_000]), min_size=1, max_size=30),
    st.data(),
)
def test_any_walk_gives_the_lines_that_were_asked_for(tmp_path_factory, sizes, data):
    folder, lines = make(tmp_path_factory.mktemp("j"), sizes)
    read = Reader(folder)
    start = 1
    for _ in range(20):
        if data.draw(st.booleans()):
            start = data.draw(st.integers(1, len(lines)))
        upto = data.draw(st.integers(1, len(lines)))
        most = data.draw(st.sampled_from([10, 1_000, 20_000, MAX_LINE]))
        alone = data.draw(st.booleans())
        chunk = read.take(start, upto, most, at_least_one=alone)
        assert chunk.data == b"".join(lines[start - 1 : chunk.last])
        assert chunk.last <= max(upto, start - 1)
        assert len(chunk.data) <= most or (alone and chunk.last == start)
        if start <= upto and (alone or len(lines[start - 1]) <= most):
            assert chunk.last >= start
        start = min(chunk.last + 1, len(lines))
    read.close()


def test_a_line_that_is_missing_is_a_fault_and_not_passed_over(tmp_path):
    folder, _ = make(tmp_path, [100] * 30)
    files = reader.segments(folder.journal)
    files[1].unlink()
    read = Reader(folder)
    missing = reader.first_of(files[1])
    assert read.take(1, 30, MAX_LINE).last == missing - 1
    with refuses("journal-fault"):
        read.take(missing, 30, MAX_LINE, at_least_one=True)
    files[0].unlink()
    with refuses("journal-damaged"):
        reader.floor(folder)


def test_kinds_are_read_from_the_end_and_text_does_not_deceive(tmp_path):
    folder, _ = make(tmp_path, [1])
    assert reader.kind_of(reader.segments(folder.journal)[0].read_bytes()) == "output"
    body = b'{"text":"\\"kind\\":\\"output\\",\\"seq\\":1,\\"v\\":1}"}'
    assert reader.kind_of(line.encode(1, body, b"h" * 32, "prompt", 7)) == "prompt"
    assert reader.kind_of(b"junk") == ""


def sweep(session, acked, days=1, now_us=2**52):
    moved, gone = [], []
    retention.sweep(
        [session],
        lambda _: acked,
        days,
        now_us,
        lambda s, floor, before: moved.append((floor, before)),
        gone.append,
    )
    return moved, gone


def ended(folder, lines) -> Session:
    launch = Launch(machine="m1", project="-", folder="/tmp", argv=["x"], session=S)
    session = Session(S, folder, launch, KEY, synced=len(lines), complete=True, shipped=True)
    return session


def test_nothing_goes_before_the_ack_or_before_its_time(tmp_path):
    folder, lines = make(tmp_path, [100] * 40)
    session = ended(folder, lines)
    files = reader.segments(folder.journal)
    second = reader.first_of(files[1])
    assert sweep(session, 0) == ([], []) and sweep(session, second - 2) == ([], [])
    fresh = os.stat(files[0]).st_mtime_ns // 1000
    assert sweep(session, len(lines), days=1, now_us=fresh + 1_000_000) == ([], [])
    session.complete = False
    assert sweep(session, len(lines)) == ([], [])
    assert reader.segments(folder.journal) == files


def test_acked_segments_go_and_the_hash_before_the_rest_stays(tmp_path):
    folder, lines = make(tmp_path, [100] * 40)
    session = ended(folder, lines)
    files = reader.segments(folder.journal)
    third = reader.first_of(files[2])
    moved, gone = sweep(session, third)
    before = line.split(lines[third - 2]).h.hex()
    assert moved == [(third, before)] and not gone
    assert reader.floor(folder) == reader.Floor(third, before)
    read, at = Reader(folder), third
    while at <= len(lines):
        chunk = read.take(at, len(lines), MAX_LINE, at_least_one=True)
        assert chunk.data == b"".join(lines[at - 1 : chunk.last])
        at = chunk.last + 1
    read.close()
    assert sweep(session, len(lines)) == ([], [session])
    assert not folder.root.exists()
