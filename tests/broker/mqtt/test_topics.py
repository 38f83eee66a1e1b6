"""Both trees against a plain comparison, level by level."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broker.mqtt.topics import Filters, Topics

level = st.sampled_from(["a", "b", "c", "", "$x"])
topics = st.lists(level, min_size=1, max_size=4).map("/".join)
filters = st.lists(st.one_of(level, st.just("+")), min_size=1, max_size=4).flatmap(
    lambda levels: st.sampled_from(["/".join(levels), "/".join([*levels, "#"]), "#"])
)


def matches(text: str, topic: str) -> bool:
    """The standard's rules, 4.7, as plainly as they can be said."""
    wanted, given_ = text.split("/"), topic.split("/")
    if topic.startswith("$") and wanted[0] in ("+", "#"):
        return False
    for at, level in enumerate(wanted):
        if level == "#":
            return True
        if at >= len(given_) or level not in ("+", given_[at]):
            return False
    return len(wanted) == len(given_)


@given(st.lists(st.tuples(filters, st.integers(0, 3), st.integers(0, 1))), topics)
def test_each_holder_is_found_once_at_its_highest_qos(
    held: list[tuple[str, int, int]], topic: str
) -> None:
    tree: Filters[int] = Filters()
    latest: dict[tuple[str, int], int] = {}
    for text, holder, qos in held:
        tree.add(text, holder, qos)
        latest[text, holder] = qos
    wanted: dict[int, int] = {}
    for (text, holder), qos in latest.items():
        if matches(text, topic):
            wanted[holder] = max(qos, wanted.get(holder, 0))
    assert tree.match(topic) == wanted


@given(st.lists(topics), filters)
def test_a_filter_finds_exactly_the_topics_that_it_matches(held: list[str], text: str) -> None:
    tree: Topics[str] = Topics()
    for topic in held:
        tree.set(topic, topic)
    assert sorted(tree.match(text)) == sorted({t for t in held if matches(text, t)})


@given(st.lists(st.tuples(filters, st.integers(0, 3)), unique=True), st.randoms())
def test_nothing_is_left_when_every_filter_is_given_back(
    held: list[tuple[str, int]], random: object
) -> None:
    tree: Filters[int] = Filters()
    for text, holder in held:
        tree.add(text, holder, 1)
    order = list(held)
    random.shuffle(order)  # type: ignore[attr-defined]
    for text, holder in order:
        assert not tree.empty()
        tree.remove(text, holder)
    assert tree.empty()


@given(st.lists(topics, unique=True))
def test_nothing_is_left_when_every_topic_is_cleared(held: list[str]) -> None:
    tree: Topics[str] = Topics()
    for topic in held:
        tree.set(topic, topic)
    for topic in held:
        tree.remove(topic)
    assert tree.empty()


def test_removing_what_is_not_held_changes_nothing() -> None:
    tree: Filters[int] = Filters()
    tree.add("a/b", 1, 1)
    tree.remove("a", 1)
    tree.remove("a/b/c", 1)
    tree.remove("a/b", 2)
    assert tree.match("a/b") == {1: 1}
