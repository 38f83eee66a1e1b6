"""Credit and acks: how much, to whom, when."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from archiver.credit import Acks, Drain, share
from schemas.wire import uplink

MIB = 1024 * 1024


def test_one_machine_gets_all_that_one_may_have() -> None:
    assert share(0, 0) == share(0, 1) == share(100 * MIB, 1) == 4 * MIB


def test_many_machines_divide_what_was_synced_in_the_last_second() -> None:
    assert share(16 * MIB, 200) == 16 * MIB // 200
    assert share(100 * MIB, 200) == 16 * MIB // 200
    assert share(8 * MIB, 4) == 2 * MIB
    assert share(0, 4) == MIB
    assert share(0, 100_000) == 16 * 1024


@given(st.integers(0, 2**40), st.integers(1, 1023))
def test_shares_never_add_up_to_more_than_the_whole(rate: int, behind: int) -> None:
    least = behind * uplink.CREDIT_LEAST
    assert share(rate, behind) * behind <= max(uplink.CREDIT_ALL, least)


def test_the_drain_counts_one_second() -> None:
    drain = Drain()
    drain.add(0, 10)
    drain.add(900, 5)
    assert (drain.rate(999), drain.rate(1_000), drain.rate(1_900)) == (15, 5, 0)


def test_an_offer_is_answered_at_once() -> None:
    acks = Acks()
    acks.offered("m", "s", 1_000, behind=False)
    assert acks.due(1_000) == ["m"]


def test_a_line_of_one_who_is_not_behind_is_acked_within_a_second() -> None:
    acks = Acks()
    acks.synced("m", "s", 1_000, 100)
    assert acks.due(1_999) == [] and acks.due(2_000) == ["m"]


def test_a_line_of_one_who_is_behind_is_acked_within_a_quarter_of_a_second() -> None:
    acks = Acks()
    acks.offered("m", "s", 0, behind=True)
    acks.sent("m", 0, False)
    acks.synced("m", "s", 1_000, 100)
    assert acks.due(1_249) == [] and acks.due(1_250) == ["m"]


def test_a_quarter_of_the_credit_is_acked_at_once() -> None:
    acks = Acks()
    acks.synced("m", "s", 1_000, MIB - 1)
    assert acks.due(1_001) == []
    acks.synced("m", "s", 1_001, 1)
    assert acks.due(1_001) == ["m"]


def test_two_acks_are_never_within_50_ms() -> None:
    acks = Acks()
    acks.offered("m", "s", 1_000, behind=True)
    acks.sent("m", 1_000, False)
    acks.offered("m", "s", 1_001, behind=True)
    assert acks.due(1_049) == [] and acks.next_due(1_001) == 1_050 and acks.due(1_050) == ["m"]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 3 * MIB)), max_size=50))
def test_everything_synced_is_told_within_a_second_and_never_too_often(
    lines: list[tuple[int, int]],
) -> None:
    acks, now, sent, waiting = Acks(), 0, [], None
    for pause, size in lines:
        for _ in range(pause + 1):
            now += 1
            if acks.due(now):
                sent.append(now)
                acks.sent("m", now, False)
                waiting = None
            assert waiting is None or now - waiting < uplink.ACK_IDLE_MS
        acks.synced("m", "s", now, size)
        waiting = now if waiting is None else waiting
    assert all(b - a >= uplink.ACK_FLOOR_MS for a, b in itertools.pairwise(sent))


def test_who_is_behind_is_forgotten_after_two_seconds() -> None:
    acks = Acks()
    acks.offered("m", "s", 1_000, behind=True)
    acks.offered("n", "s", 1_000, behind=False)
    assert (acks.behind(1_000), acks.behind(2_999), acks.behind(3_000)) == (1, 1, 0)
