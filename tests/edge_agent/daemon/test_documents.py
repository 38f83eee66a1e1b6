"""When documents are published and cleared."""

from __future__ import annotations

from edge_agent.daemon.documents import (
    AGAIN_EVERY_MS,
    FLOOR_MS,
    KEEP_MS,
    KEEP_NEWEST,
    UNWATCHED_MS,
    WATCHED_MS,
    Documents,
    to_clear,
)

S = "0123456789abcd"


def told(now: int = 0, **fields) -> Documents:
    documents = Documents()
    documents.set(S, {"phase": "running", "doing": "", "head": 1, "watchers": [], **fields}, now)
    documents.published(S, now)
    return documents


def test_a_change_of_phase_goes_at_once():
    documents = told()
    documents.set(S, {"phase": "ended"}, 1_000)
    assert documents.due(1_000) == [S]


def test_a_storm_of_titles_becomes_ten_documents_a_second():
    documents = told()
    published = 0
    for now in range(1_000):
        documents.set(S, {"title": str(now)}, now)
        for session in documents.due(now):
            documents.published(session, now)
            published += 1
    assert published <= 1_000 // FLOOR_MS


def test_doing_waits_ten_seconds_and_two_while_watched():
    documents = told()
    documents.set(S, {"doing": "x"}, 500)
    assert documents.due(UNWATCHED_MS - 1) == []
    assert documents.due(UNWATCHED_MS) == [S]
    documents = told(watchers=["ana"])
    documents.set(S, {"doing": "x"}, 500)
    assert documents.due(WATCHED_MS - 1) == [] and documents.due(WATCHED_MS) == [S]


def test_numbers_alone_are_no_reason():
    documents = told()
    documents.set(S, {"head": 500, "archived": 400}, 1_000)
    assert documents.due(10**9) == [] and documents.wait(0) is None


def test_the_last_word_always_goes_and_once_more_when_all_is_archived():
    documents = told()
    documents.set(S, {}, 1_000, final=True)
    assert documents.due(1_000) == [S]
    documents.published(S, 1_000)
    documents.set(S, {"archived": 0}, 2_000)
    assert documents.due(2_000) == []
    documents.set(S, {"archived": 1}, 2_000)
    assert documents.due(2_000) == [S]


def test_after_a_reconnect_all_go_again_spread_out():
    documents = Documents()
    names = [f"{n:014d}" for n in range(10)]
    for name in names:
        documents.set(name, {"phase": "running"}, 0)
        documents.published(name, 0)
    documents.again(1_000)
    assert documents.due(1_000) == names[:1]
    assert documents.due(1_000 + 9 * AGAIN_EVERY_MS) == names


def test_versions_only_grow_though_the_wall_clock_goes_back():
    documents = told()
    assert documents.version(S, 5_000) == 5_000
    assert documents.version(S, 1_000) == 5_001


def test_ended_documents_go_after_a_day_or_beyond_the_newest_twenty():
    day = KEEP_MS * 1000
    ended = {f"{n:014d}": day + n for n in range(KEEP_NEWEST + 2)}
    assert sorted(to_clear(ended, day + 100)) == [f"{n:014d}" for n in range(2)]
    assert len(to_clear(ended, 2 * day + 100)) == len(ended)
    assert to_clear({S: day}, 2 * day) == []


def test_what_is_no_more_in_the_whole_document_is_gone_and_told():
    documents = told(shut="the disk is full", questions=[{"approval": "7kq2m9x4"}])
    documents.set(S, {"phase": "running", "questions": []}, 1_000, whole=True)
    assert documents.value(S) == {"phase": "running", "questions": []}
    assert documents.due(1_000) == [S]
    documents.set(S, {"archived": 3}, 1_000)
    assert documents.value(S) == {"phase": "running", "questions": [], "archived": 3}
