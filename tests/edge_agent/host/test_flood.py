"""Token buckets and the output budget, by a clock of the test's own."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.host.flood import ELIDED_EVERY_S, Bucket, Budget


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = Bucket(rate=100, burst=1000, now=0)
    bucket.spend(1500, now=0)
    assert bucket.wait(0, now=0) == 5
    assert bucket.level(now=5) == 0
    assert bucket.level(now=1000) == 1000


def test_beyond_the_budget_output_is_counted_and_hashed_and_resumes() -> None:
    budget = Budget(refill=100, burst=1000, now=0)
    assert budget.keep(b"a" * 900, now=0)
    assert budget.elided(now=0) is None
    assert not budget.keep(b"b" * 500, now=0)
    assert not budget.keep(b"c" * 10, now=1)
    assert budget.elided(now=1) is None, "it is told when output resumes or in time"
    assert budget.keep(b"d" * 10, now=20)
    left_out = b"b" * 500 + b"c" * 10
    digest = hashlib.sha256(left_out).hexdigest()
    assert budget.elided(now=20) == {"bytes": 510, "sha256": digest}
    assert budget.elided(now=20, all_of_it=True) is None


def test_a_long_flood_is_told_every_ten_seconds() -> None:
    budget = Budget(refill=1, burst=10, now=0)
    told = 0
    for second in range(35):
        budget.keep(b"x" * 100, now=second)
        told += budget.elided(now=second) is not None
    assert told == 35 // int(ELIDED_EVERY_S)


def test_nothing_is_kept_while_the_quota_is_used_up() -> None:
    budget = Budget(refill=100, burst=1000, now=0)
    budget.forced = True
    assert not budget.keep(b"x", now=0)
    budget.forced = False
    assert budget.keep(b"x", now=0)


@given(st.lists(st.tuples(st.integers(0, 3000), st.floats(0, 5)), max_size=60))
def test_kept_and_left_out_together_are_all_that_was_printed(
    steps: list[tuple[int, float]],
) -> None:
    budget, now = Budget(refill=200, burst=2000, now=0), 0.0
    kept = left_out = printed = 0
    for size, pause in steps:
        now += pause
        printed += size
        if budget.keep(b"x" * size, now):
            kept += size
        body = budget.elided(now)
        left_out += int(str(body["bytes"])) if body else 0
    body = budget.elided(now, all_of_it=True)
    left_out += int(str(body["bytes"])) if body else 0
    assert kept + left_out == printed
    assert kept <= 2000 + 200 * now + 1
