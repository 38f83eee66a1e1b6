"""A crash at each named point, one by one: nothing acked is lost, nothing is there twice."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.files import no_crash
from archiver.ingest import Limits
from tests.archiver.direct import COUNTS, EACH, Direct, ask
from tests.archiver.machine import Journal
from tests.waiting import until

SESSIONS = ("0" * 14, "1" * 14)
LINES = 40
SHORT = Limits(grace_ms=30)

# Name of the point → how often it is passed before the crash, so that the interesting one is hit.
POINTS = {
    "identity.written": 1,
    "identity.renamed": 1,
    "manifest.written": 2,
    "manifest.renamed": 2,
    "records.appended": 1,
    "segment.made": 2,
    "batch.half": 4,
    "batch.written": 4,
    "batch.synced": 4,
    "ack.due": 2,
    "heads.written": 1,
    "seal.begun": 1,
    "seal.made": 1,
    "seal.renamed": 1,
    "sql.written": 3,
    "sql.renamed": 3,
    "seal.done": 1,
    "database.renamed": 1,
    "oldest.written": 2,
    "oldest.renamed": 2,
    "sweep.unlinked": 1,
    "open.manifest": 2,
    "open.records": 2,
    "open.cut": 1,
    "open.done": 2,
}


def journals(lines: int = LINES) -> list[Journal]:
    return [Journal(session=session).fill(lines) for session in SESSIONS]


def live_through(root: Path, crash: Callable[[str], None], told: Path) -> None:
    """A life in which every point is passed; writes down what was acked."""
    for share in (LINES // 2, LINES):
        direct = Direct(root, SHORT, crash)
        for journal in journals(share):
            direct.send(journal, journal.offer())
            for start in range(0, share, 10):
                part = Journal(session=journal.session).fill(min(start + 10, share))
                direct.bring(part, start)
        until(lambda: _acked(direct, told, share), "everything is acked")  # noqa: B023
        direct.seal()
        live = root / "live"
        until(lambda: _sweep(direct, live), "the sealed segment is deleted")  # noqa: B023
        more = Journal(session="2" * 14).fill(share)
        direct.bring(more, share - LINES // 2)
        direct.close()


def _acked(direct: Direct, told: Path, share: int) -> bool:
    direct.ingest.pulse(drained=True)
    heads = {s: head[0] for ack in direct.acks() for s, head in ack.heads.items()}
    told.write_text("".join(f"{session} {seq}\n" for session, seq in heads.items()))
    return all(heads.get(session) == share for session in SESSIONS)


def _sweep(direct: Direct, live: Path) -> bool:
    direct.ingest.pulse(drained=True)
    return len(list(live.iterdir())) == 1


def crashing(name: str, times: int) -> Callable[[str], None]:
    passed = 0

    def crash(point: str) -> None:
        nonlocal passed
        if point == name:
            passed += 1
            if passed == times:
                os._exit(9)

    return crash


def in_a_fork(work: Callable[[], None]) -> int:
    """Run `work` in a copy of this process; its exit status."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            os.write(2, repr(error).encode())
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_every_point_that_there_is_has_its_crash(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    live_through(tmp_path / "a", lambda point: seen.update([point]), tmp_path / "acked")
    assert set(seen) == set(POINTS)
    assert [name for name, times in POINTS.items() if seen[name] < times] == []


@pytest.mark.parametrize("name", POINTS)
def test_after_a_crash_everything_is_there_once(tmp_path: Path, name: str) -> None:
    root, told = tmp_path / "a", tmp_path / "acked"
    told.touch()
    crash = crashing(name, POINTS[name])
    assert in_a_fork(lambda: live_through(root, crash, told)) == 9
    acked = dict(line.split() for line in told.read_text().splitlines())
    if (root / "archive.sql").exists():
        rows, distinct = ask(root, COUNTS)[0]
        assert rows == distinct >= sum(map(int, acked.values()))
    # Recovery itself may be cut short; the second one finds what the first has left.
    Direct(root).ingest._segment.close()
    direct = Direct(root)
    for session, seq in acked.items():
        head = direct.ingest.heads.get("build-01", session)
        assert head is not None and head.seq >= int(seq)
    for journal in journals():
        assert direct.ack(journal).forks == {}
        direct.bring(journal)
    direct.seal()
    mine = [row for row in ask(root, EACH) if row[1] in SESSIONS]
    assert mine == [("build-01", session, LINES, 1, LINES) for session in SESSIONS]
    assert ask(root, COUNTS)[0][0] == ask(root, COUNTS)[0][1]
    direct.close()


def test_losing_what_was_written_and_not_synced_is_noticed_by_this_test(tmp_path: Path) -> None:
    """The control: a machine is told of lines that a crash then takes away."""
    root = tmp_path / "a"
    direct = Direct(root)
    [journal, _] = journals()
    direct.bring(journal)
    segment = root / "live" / "seg-00000001.jsonl"
    segment.write_bytes(b"".join(segment.read_bytes().splitlines(keepends=True)[:-5]))
    direct.close()
    direct = Direct(root, crash=no_crash)
    head = direct.ingest.heads.get("build-01", journal.session)
    assert head is not None and head.seq == LINES - 5
    direct.close()
