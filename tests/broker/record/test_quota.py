"""Repeats are counted, nothing is lost from the counts, and no flood fills a disk."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from broker.record import quota
from broker.record.quota import Body, Quota

THINGS = st.tuples(
    st.sampled_from(["refused", "denied", "connected"]),
    st.sampled_from([f"c{n}" for n in range(40)]),
    st.integers(0, 60),
)


def counted(told: list[tuple[str, Body]]) -> int:
    return sum(body.get("times", 1) for _, body in told)


@given(st.lists(THINGS, max_size=300))
def test_each_thing_is_written_or_counted_exactly_once(things: list[tuple[str, str, int]]) -> None:
    found = Quota(0.0)
    written = [
        (kind, {"who": cause, "n": n})
        for kind, cause, n in things
        if found.take(kind, {"who": cause, "n": n}, cause, 1.0, known=True)
    ]
    assert counted(written) + counted(list(found.flush(60.0))) == len(things)
    assert list(found.flush(120.0)) == []


def test_a_repeat_is_told_once_with_its_count_when_the_window_is_over() -> None:
    found = Quota(0.0)
    body = {"who": "ana", "reason": "credentials"}
    assert [found.take("refused", body, "ana", 1.0, known=False) for _ in range(8)] == [
        True,
        *[False] * 7,
    ]
    assert not found.over(59.9) and found.over(60.0)
    assert list(found.flush(60.0)) == [("refused", {**body, "times": 7})]
    assert found.take("refused", body, "ana", 61.0, known=False), "a new window tells it again"


def test_a_flood_of_different_things_costs_one_cause_its_share_and_no_other() -> None:
    found = Quota(0.0)
    taken = sum(
        found.take("denied", {"who": "eve", "topic": f"t{n}"}, "eve", 1.0, known=True)
        for n in range(10_000)
    )
    assert taken == quota.PER_CAUSE
    assert found.take("denied", {"who": "ana", "topic": "x"}, "ana", 1.0, known=True)
    assert list(found.flush(60.0)) == [("denied", {"who": "eve", "times": 10_000 - taken})]


def test_strangers_from_everywhere_cannot_silence_the_known() -> None:
    found = Quota(0.0)
    for n in range(5 * quota.DIFFERENT):
        found.take("refused", {"who": f"{n}", "address": f"a{n}"}, f"a{n}", 1.0, known=False)
    ended = list(found.flush(60.0))
    assert len(ended) <= quota.CAUSES + 1
    assert found.take("connected", {"who": "ana"}, "ana", 61.0, known=True)


def test_a_day_of_flood_stays_within_its_bytes() -> None:
    found, chance = Quota(0.0), random.Random(7)
    written = lines = 0
    for minute in range(24 * 60):
        for _ in range(300):
            body = {"who": "x" * 40, "address": f"{chance.random()}"}
            if found.take("refused", body, str(chance.random()), minute * 60.0, known=False):
                written += quota.LINE_BYTES + len(str(body))
                lines += 1
        for _, body in found.flush(minute * 60.0 + 59):
            written += quota.LINE_BYTES + len(str(body))
    most = quota.BURST_BYTES + 86_400 * quota.REFILL_BYTES_S
    counts = 24 * 60 * (quota.CAUSES + 1) * 300
    assert most / 2 < written < 1.3 * most + counts, (written, lines)
