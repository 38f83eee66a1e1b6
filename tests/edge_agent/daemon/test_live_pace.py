"""Live output of a flood is bounded, and what people can follow goes out whole."""

from __future__ import annotations

import itertools

from edge_agent.daemon.live_pace import BURST, RATE, RESUME, LivePace

LINE = 48 * 1024


def test_a_long_listing_goes_out_whole() -> None:
    pace = LivePace()
    assert all(pace.takes(LINE, 5.0) for _ in range(BURST // LINE))


def test_what_prints_at_the_rate_goes_out_for_ever() -> None:
    pace = LivePace()
    each = RATE // 10
    assert all(pace.takes(each, 5.0 + n / 10) for n in range(6_000))


def test_a_flood_is_sent_in_pieces_that_are_seldom_and_never_more_than_the_rate() -> None:
    pace = LivePace()
    taken = [pace.takes(LINE, 5.0 + n / 100) for n in range(6_000)]  # 4.7 MiB a second
    assert sum(taken) * LINE <= 60 * RATE + BURST
    pieces = sum(not before and after for before, after in itertools.pairwise(taken))
    assert 1 <= pieces <= 60 * RATE // RESUME + 1


def test_after_a_flood_single_lines_go_out_again_within_two_seconds() -> None:
    pace = LivePace()
    while pace.takes(LINE, 5.0):
        pass
    assert not pace.takes(10, 5.5)
    assert pace.takes(10, 5.0 + RESUME / RATE)
