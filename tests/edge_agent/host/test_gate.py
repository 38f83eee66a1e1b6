"""A gate in each order of events: nothing is told before its line is synced, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_agent.gate.rules import Ask
from schemas.wire.errors import Refused
from tests.edge_agent.host.gate_bench import Bench, no_disk


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    one = Bench(tmp_path / "s")
    yield one
    one.close()


def question(bench: Bench, command: str = "run /bin/x") -> tuple[str, str]:
    """(call, approval) of a question that is open and shown."""
    call = bench.ask(command)
    bench.settle()
    return call, bench.open()[-1]


def test_an_answer_is_told_only_when_each_of_its_lines_is_on_the_disk(bench: Bench) -> None:
    call = bench.ask("run /bin/x")
    bench.judge_one()
    assert bench.open() == [], "nobody may see a question whose line may be lost"
    bench.begin_sync()
    bench.end_sync()
    (approval,) = bench.open()
    bench.say(approval, "allow")
    assert not bench.judge.waiting and bench.told[call] == []
    bench.begin_sync()
    bench.end_sync()
    assert bench.told[call] == [], "its program file is read again first"
    bench.judge_one()
    assert bench.told[call] == [], "and the release is written first"
    bench.begin_sync()
    assert bench.told[call] == []
    bench.end_sync()
    assert bench.told[call] == [(True, "allowed by bob")]
    assert bench.kinds() == ["asked", "answered", "taken"]


@pytest.mark.parametrize("command", ["allow x", "deny x"])
def test_what_a_rule_says_is_told_when_that_is_on_the_disk(bench: Bench, command: str) -> None:
    call = bench.ask(command)
    bench.judge_one()
    bench.begin_sync()
    assert bench.told[call] == []
    bench.end_sync()
    assert [allow for allow, _ in bench.told[call]] == [command == "allow x"]


@pytest.mark.parametrize("after", ["allow x", "run /bin/x"])
def test_a_sync_that_fails_denies_what_waits_for_it_and_shuts_the_gate(
    bench: Bench, after: str
) -> None:
    call = bench.ask(after)
    bench.judge_one()
    bench.begin_sync()
    bench.end_sync(no_disk())
    ((allow, reason),) = bench.told[call]
    assert not allow and "journal" in reason
    assert "journal" in bench.document.take()["shut"] and bench.open() == []
    later = bench.ask("allow y")
    bench.settle()
    assert [allow for allow, _ in bench.told[later]] == [False]


def test_a_yes_that_cannot_be_written_is_none(bench: Bench) -> None:
    call, approval = question(bench)
    bench.say(approval, "allow")
    bench.begin_sync()
    bench.end_sync(no_disk())
    bench.settle()
    ((allow, reason),) = bench.told[call]
    assert not allow and "journal" in reason


def test_a_release_that_cannot_be_written_is_none(bench: Bench) -> None:
    call, approval = question(bench)
    bench.say(approval, "allow")
    bench.begin_sync()
    bench.end_sync()
    bench.judge_one()
    bench.begin_sync()
    bench.end_sync(no_disk())
    assert [allow for allow, _ in bench.told[call]] == [False]


def test_a_full_disk_shuts_the_gate_until_there_is_room(bench: Bench) -> None:
    call, approval = question(bench)
    bench.journal.no_room = True
    denied = bench.ask("allow x")
    bench.settle()
    assert [one for one, _ in bench.told[denied]] == [False]
    assert bench.told[call] == [(False, "withdrawn: the disk is full")]
    assert bench.document.take()["shut"] == "the disk is full"
    with pytest.raises(Refused, match="the disk is full"):
        bench.say(approval, "allow")
    bench.journal.no_room = False
    bench.record.try_again()
    bench.settle()
    assert bench.document.take()["shut"] is None
    allowed = bench.ask("allow y")
    bench.settle()
    assert [one for one, _ in bench.told[allowed]] == [True]


def test_a_session_that_ends_is_not_opened_again_by_room_on_the_disk(bench: Bench) -> None:
    bench.gate.end("the session is being stopped")
    bench.journal.no_room = True
    bench.ask("allow x")
    bench.settle()
    bench.journal.no_room = False
    bench.record.try_again()
    bench.settle()
    call = bench.ask("allow y")
    bench.settle()
    assert bench.told[call] == [(False, "the gate is shut: the session is being stopped")]


def test_time_that_was_slept_counts_for_the_deadline(bench: Bench) -> None:
    bench.judge.asks = (Ask(expires_s=3600),)
    call, approval = question(bench)
    bench.later(3599)
    bench.settle()
    assert bench.told[call] == [] and bench.open() == [approval]
    bench.clock.now_ms += 2000
    # The lid was closed: no timer ran. The answer that comes first is late all the same.
    with pytest.raises(Refused, match="expired"):
        bench.say(approval, "allow")
    bench.later(5)
    bench.settle()
    assert bench.told[call] == [(False, "expired: nobody answered within 60 min")]
    assert bench.kinds()[-1] == "expired" and bench.open() == []
    assert bench.document.phase != "waiting"


def test_a_program_file_that_changed_since_is_not_run(bench: Bench) -> None:
    call, approval = question(bench)
    bench.judge.files["/bin/x"] = "1" * 64
    bench.say(approval, "allow")
    bench.settle()
    ((allow, reason),) = bench.told[call]
    assert not allow and "not what was allowed" in reason
    assert "taken" not in bench.kinds()


def test_a_hook_that_hangs_up_at_any_point_of_a_release_gets_nothing(bench: Bench) -> None:
    for point in range(3):
        call, approval = question(bench, f"run /bin/{point}")
        bench.say(approval, "allow")
        for _ in range(point):
            bench.begin_sync()
            assert bench.end_sync() or bench.judge_one()
        bench.hang_up(call)
        bench.settle()
        assert bench.told[call] == [], point
        bench.gate.turn_started()


def test_a_lock_between_the_yes_and_the_release_holds(bench: Bench) -> None:
    call, approval = question(bench)
    bench.say(approval, "allow")
    bench.begin_sync()
    bench.end_sync()
    bench.guardian.lock(True)
    bench.settle()
    ((allow, reason),) = bench.told[call]
    assert not allow and "incident" in reason


def test_guardrails_that_are_gone_void_what_was_asked(bench: Bench) -> None:
    call, _ = question(bench)
    bench.guardian.guardrails, bench.guardian.fault = None, "its signature is not good"
    bench.gate.guarded_anew()
    bench.settle()
    ((allow, reason),) = bench.told[call]
    assert not allow and "signature" in reason
    assert "signature" in bench.document.take()["shut"]


def test_a_journal_that_goes_on_elsewhere_voids_what_was_asked_in_the_old_one(
    bench: Bench,
) -> None:
    call, _ = question(bench)
    bench.gate.turn_ended("the session goes on under another id")
    bench.settle()
    assert [allow for allow, _ in bench.told[call]] == [False]


def test_a_yes_whose_line_is_still_on_its_way_when_the_gate_is_shut_is_none(bench: Bench) -> None:
    call = bench.ask("allow x")
    bench.judge_one()
    bench.begin_sync()
    bench.gate.end("the session is being stopped")
    bench.end_sync()
    assert bench.told[call] == [(False, "the gate is shut: the session is being stopped")]
