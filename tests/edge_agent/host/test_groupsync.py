"""When lines are cut and synced, by the clock alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.host.groupsync import PRINTING_S, GroupSync
from edge_agent.host.output import LINE_BYTES


def test_a_drained_terminal_is_cut_and_synced_without_waiting() -> None:
    group = GroupSync()
    group.printed(1, now=5.0)
    assert not group.should_cut(5.0)
    group.drained()
    assert group.should_cut(5.0)
    group.cut()
    group.lined(5.0)
    assert group.should_sync(5.0)


def test_a_program_that_prints_without_pause_gets_long_lines_and_a_sync_after_50_ms() -> None:
    group = GroupSync()
    group.printed(1000, now=1.0)
    assert not group.should_cut(1.04) and group.wait(1.04) is not None
    assert group.should_cut(1.0 + PRINTING_S)
    group.printed(LINE_BYTES, now=1.01)
    assert group.should_cut(1.01)
    group.cut()
    group.lined(1.01)
    assert not group.should_sync(1.05)
    assert group.should_sync(1.01 + PRINTING_S)


def test_an_urgent_line_is_synced_though_the_program_prints() -> None:
    group = GroupSync()
    group.printed(1000, now=1.0)
    group.lined(1.0)
    assert not group.should_sync(1.0)
    group.lined(1.0, urgent=True)
    assert group.should_sync(1.0)


def test_one_sync_runs_at_a_time_and_the_next_takes_all_that_came_meanwhile() -> None:
    group = GroupSync()
    group.lined(1.0)
    group.started()
    group.printed(10, now=1.0)
    group.drained()
    assert not group.should_cut(1.001), "it waits for the sync, and joins what comes meanwhile"
    group.lined(1.0, urgent=True)
    assert not group.should_sync(1.2)
    group.finished()
    assert group.should_cut(1.2) and group.should_sync(1.2)


@given(st.lists(st.tuples(st.sampled_from("pdlus"), st.floats(0, 0.02)), max_size=60))
def test_nothing_waits_longer_than_its_time(steps: list[tuple[str, float]]) -> None:
    """Whoever sleeps as long as `wait` says finds a rule that says yes, or a sync under way."""
    group, now = GroupSync(), 0.0
    waiting = False
    for step, pause in steps:
        now += pause
        if step == "p":
            group.printed(100, now)
        elif step == "d":
            group.drained()
        elif step == "l":
            group.lined(now)
            waiting = True
        elif step == "u":
            group.lined(now, urgent=True)
            waiting = True
        elif group.syncing:
            group.finished()
        if group.should_cut(now):
            group.cut()
            group.lined(now)
            waiting = True
        if group.should_sync(now):
            group.started()
            waiting = False
        wait = group.wait(now)
        if waiting and not group.syncing:
            assert wait is not None and wait <= PRINTING_S + 1e-9
            assert group.should_sync(now + wait + 1e-9) or group.should_cut(now + wait + 1e-9)
