"""Filters as sets, compared with the sets themselves over a small alphabet."""

from __future__ import annotations

from itertools import product

import pytest

from broker.access import filters
from broker.access.filters import FilterSet

NAMES = ("a", "b", "c")
"""No filter below names `c`: it stands for every other level."""
TOPICS = ["/".join(t) for depth in (1, 2, 3, 4) for t in product(NAMES, repeat=depth)]
FILTERS = [
    "/".join(levels)
    for depth in (1, 2, 3)
    for levels in product(("a", "b", "+", "#"), repeat=depth)
    if "#" not in levels[:-1]
]


def is_in(topic: str, text: str) -> bool:
    """MQTT 3.1.1 section 4.7, written the slow way."""
    t, f = topic.split("/"), text.split("/")
    if f[-1] == "#":
        f = f[:-1]
        if len(t) < len(f):
            return False
        t = t[: len(f)]
    return len(t) == len(f) and all(b in ("+", a) for a, b in zip(t, f, strict=True))


SETS = {text: {topic for topic in TOPICS if is_in(topic, text)} for text in FILTERS}


def test_overlap_and_containment_are_those_of_the_sets() -> None:
    for one, other in product(FILTERS, FILTERS):
        assert filters.overlap(one, other) == bool(SETS[one] & SETS[other]), (one, other)
        assert filters.contains(one, other) == (SETS[one] >= SETS[other]), (one, other)


def test_a_set_of_filters_answers_as_its_filters_do() -> None:
    plain = [text for text in FILTERS if "#" not in text]
    for granted in ([], ["a/+"], ["a/b/+", "+/a"], ["+/+/a", "a/b/b", "b"], plain):
        found = FilterSet(granted)
        reach = set().union(*(SETS[text] for text in granted)) if granted else set()
        for topic in TOPICS:
            assert found.matches(topic) == (topic in reach), (granted, topic)
        for text in FILTERS:
            assert found.touches(text) == bool(SETS[text] & reach), (granted, text)
            inside = any(filters.contains(wide, text) for wide in granted)
            assert found.covers(text) == inside, (granted, text)


@pytest.mark.parametrize(
    "text", ["", "a/#/b", "a+", "+a/b", "a/b#", "#a", "a\0", "a/" * 12 + "a", "a" * 1025]
)
def test_a_filter_that_mqtt_does_not_know_is_not_valid(text: str) -> None:
    assert not filters.valid(text)


@pytest.mark.parametrize("text", ["#", "+", "a", "a/+/#", "/a", "a//b"])
def test_a_filter_that_mqtt_knows_is_valid(text: str) -> None:
    assert filters.valid(text)


def test_empty_levels_match_nothing() -> None:
    found = FilterSet(["a/+", "a"])
    assert not found.matches("a/")
    assert not found.matches("")
    assert not found.touches("a/")
    assert not found.touches("")
    assert not found.covers("a/")
