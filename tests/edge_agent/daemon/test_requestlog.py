"""The request log across crashes: begun at most once, never forgotten within its 7 days."""

from __future__ import annotations

from edge_agent.daemon.requestlog import KEEP_US, RequestLog
from schemas.wire.clock import Clock
from tests.edge_agent.daemon.refusing import refuses


class At(Clock):
    now = 10**15

    def wall_us(self) -> int:
        return self.now


def test_what_was_begun_and_not_decided_is_known_after_a_crash(tmp_path):
    log = RequestLog(tmp_path / "r", Clock())
    log.begin("ana", "one", "start")
    log.begin("ana", "two", "start")
    log.decide("ana", "two", {"id": "two"})
    again = RequestLog(tmp_path / "r", Clock())
    assert again.undecided() == [("ana", "one")]
    assert again.find("ana", "two").receipt == {"id": "two"}
    assert again.find("bob", "two") is None


def test_half_a_line_of_a_crash_is_dropped_and_what_follows_is_whole(tmp_path):
    path = tmp_path / "r"
    RequestLog(path, Clock()).begin("ana", "one", "start")
    path.write_bytes(path.read_bytes() + b'{"at":1,"id":"tw')
    RequestLog(path, Clock()).begin("ana", "three", "start")
    assert {key[1] for key in RequestLog(path, Clock()).known} == {"one", "three"}


def test_a_damaged_log_is_refused_and_not_begun_anew(tmp_path):
    path = tmp_path / "r"
    path.write_bytes(b'{"broken"\n{"at":1}\n')
    with refuses("journal-damaged"):
        RequestLog(path, Clock())


def test_after_seven_days_an_id_is_forgotten_and_not_before(tmp_path):
    clock = At()
    RequestLog(tmp_path / "r", clock).begin("ana", "one", "start")
    clock.now += KEEP_US
    assert RequestLog(tmp_path / "r", clock).find("ana", "one")
    clock.now += 1
    assert not RequestLog(tmp_path / "r", clock).find("ana", "one")


def test_a_log_that_cannot_be_written_begins_nothing(tmp_path):
    log = RequestLog(tmp_path / "r", Clock())
    log.close()
    with refuses("journal-fault"):
        log.begin("ana", "one", "start")
    assert log.find("ana", "one") is None
