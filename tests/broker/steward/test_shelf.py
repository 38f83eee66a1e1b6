"""Which documents are sent when."""

from __future__ import annotations

from typing import Any

from broker.steward.shelf import Render, Shelf


def doc(**content: Any) -> tuple[bytes, Render]:
    return str(content).encode(), lambda version: [f"{content} v{version}".encode()]


def send(shelf: Shelf, now: int) -> dict[str, list[bytes]]:
    out = dict(shelf.due(now))
    for topic in out:
        shelf.sent(topic, now)
    return out


def test_only_what_changed_is_sent_and_each_time_with_a_higher_version() -> None:
    shelf = Shelf()
    shelf.want({"a": doc(n=1), "b": doc(n=1)})
    assert set(send(shelf, 100)) == {"a", "b"}
    assert (send(shelf, 100), shelf.idle) == ({}, True)
    shelf.want({"a": doc(n=1), "b": doc(n=2)})
    before = shelf.version
    assert send(shelf, 100) == {"b": [f"{{'n': 2}} v{before + 1}".encode()]}


def test_a_version_is_never_lower_than_the_time_nor_than_the_last() -> None:
    shelf = Shelf(version=5_000)
    shelf.want({"a": doc(n=1)})
    send(shelf, 100)
    assert shelf.version == 5_001
    shelf.again()
    send(shelf, 9_000)
    assert shelf.version == 9_000


def test_what_nobody_wants_any_more_is_cleared_until_that_has_gone_out() -> None:
    shelf = Shelf(published={"old", "a"})
    shelf.want({"a": doc(n=1), "b": doc(n=1)})
    assert dict(shelf.due(1))["old"] == []
    assert shelf.topics == {"old", "a", "b"}
    send(shelf, 1)
    shelf.want({"a": doc(n=1)})
    assert send(shelf, 2) == {"b": []}
    assert (shelf.topics, shelf.idle) == ({"a"}, True)


def test_what_comes_back_before_it_was_cleared_is_sent_and_not_cleared() -> None:
    shelf = Shelf()
    shelf.want({"a": doc(n=1)})
    send(shelf, 1)
    shelf.want({})
    shelf.want({"a": doc(n=1)})
    assert send(shelf, 7) == {"a": [b"{'n': 1} v7"]}


def test_after_a_new_connection_everything_is_sent_again() -> None:
    shelf = Shelf()
    shelf.want({"a": doc(n=1), "b": doc(n=1)})
    send(shelf, 1)
    shelf.again("a")
    assert set(send(shelf, 2)) == {"a"}
    shelf.again()
    assert set(send(shelf, 3)) == {"a", "b"}


def test_only_old_documents_among_the_named_are_renewed() -> None:
    shelf = Shelf()
    shelf.want({"a": doc(n=1), "b": doc(n=1), "c": doc(n=1)})
    send(shelf, 100)
    shelf.again("b")
    send(shelf, 200)
    shelf.renew(["a", "b", "nobody"], before_us=150)
    assert set(send(shelf, 300)) == {"a"}
