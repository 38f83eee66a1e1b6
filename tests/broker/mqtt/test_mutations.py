"""Damaged streams by the hundred thousand, and every split of some: never a surprise."""

from __future__ import annotations

import random

import pytest

from tests.broker.mqtt.hostile_bytes import STREAMS, check, decode, mutate

SEED = 20261122
MUTATIONS = 100_000


@pytest.mark.parametrize("stream", STREAMS)
def test_every_split_of_a_stream_gives_the_same(stream: bytes) -> None:
    assert decode(stream)[1] == ""
    for cut in range(len(stream) + 1):
        check(stream, cut)


def test_every_split_of_damaged_streams_gives_the_same() -> None:
    chance = random.Random(SEED)
    for _ in range(100):
        hurt = mutate(chance.choice(STREAMS), chance)
        for cut in range(len(hurt) + 1):
            check(hurt, cut)


def test_a_hundred_thousand_mutations_bring_no_surprise() -> None:
    chance = random.Random(SEED)
    whole = damaged = 0
    for _ in range(MUTATIONS):
        hurt = mutate(chance.choice(STREAMS), chance)
        check(hurt, chance.randrange(1_000))
        if decode(hurt)[1]:
            damaged += 1
        else:
            whole += 1
    assert min(whole, damaged) > MUTATIONS / 20, "they must reach beyond the first check"
