"""The saved questions, asked of a real archive; and what a person types into them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver import query
from console import saved_questions
from console.saved_questions import COLUMNS, PAGE, QUESTIONS, Filter
from schemas.wire.errors import Refused
from tests.archiver.direct import Direct
from tests.archiver.machine import Journal

AT = 1_763_830_000_000_000
DAY = dt.datetime(2025, 11, 22, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Journal]]:
    root = tmp_path_factory.mktemp("archive") / "archive"
    direct = Direct(root)
    journal = Journal()
    for kind, body in (
        (
            "started",
            {
                "argv": ["bash"],
                "folder": "/srv/web",
                "machine": journal.machine,
                "project": journal.project,
                "kind": "terminal",
                "agent": "terminal",
                "gate": "not gated",
                "who": "ana",
                "title": "mend <b>it</b>",
            },
        ),
        ("keys", {"who": "ana", "text": "l"}),
        ("keys", {"who": "ana", "text": "s\r"}),
        ("keys", {"who": "ana", "masked": 3}),
        ("prompt", {"who": "ben", "text": "don't stop"}),
        ("output", {"text": "x" * 9_000 + " release.sh --tag v2 " + "y" * 9_000}),
        ("watching", {"who": "eve", "from": AT, "until": AT + 1_000_000}),
        (
            "receipt",
            {"who": "eve", "id": "r1", "status": "rejected", "code": "not-granted", "reason": "no"},
        ),
        ("receipt", {"who": "ana", "id": "r2", "status": "accepted"}),
        ("ended", {"status": 3, "duration": 5}),
    ):
        journal.add(kind, body)
    for number in range(PAGE + 5):
        journal.add("note", {"text": f"note number {number} of many"})
    direct.bring(journal)
    direct.settle()
    yield root, journal
    direct.close()


def ask(root: Path, sql: str) -> list[dict[str, Any]]:
    answer = query.run(root, sql, 1000)
    names = [name for name, _ in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


def test_a_hit_far_inside_a_long_line_is_in_the_piece_that_is_fetched(
    archive: tuple[Path, Journal],
) -> None:
    root, journal = archive
    (hit,) = ask(root, saved_questions.lines(Filter(words="RELEASE.sh"), 0))
    assert tuple(hit) == COLUMNS
    assert (hit["session"], hit["kind"]) == (journal.session, "output")
    assert "release.sh --tag v2" in hit["text"] and len(hit["text"]) <= 1_200


def test_all_the_words_must_stand_in_one_line(archive: tuple[Path, Journal]) -> None:
    root, _ = archive
    assert ask(root, saved_questions.lines(Filter(words="release.sh don't"), 0)) == []
    assert len(ask(root, saved_questions.lines(Filter(words="don't stop"), 0))) == 1


def test_filters_narrow_by_person_kind_session_and_time(archive: tuple[Path, Journal]) -> None:
    root, journal = archive

    def kinds(asked: Filter) -> set[str]:
        return {row["kind"] for row in ask(root, saved_questions.lines(asked, 0))}

    assert kinds(Filter(who="ben")) == {"prompt"}
    assert kinds(Filter(kind="ended")) == {"ended"}
    assert kinds(Filter(session=journal.session, machine=journal.machine, who="eve")) == {
        "watching",
        "receipt",
    }
    assert kinds(Filter(machine="other")) == set()
    assert kinds(Filter(until=dt.datetime(2000, 1, 1, tzinfo=dt.UTC))) == set()
    assert "prompt" in kinds(Filter(who="ben", since=dt.datetime(2000, 1, 1, tzinfo=dt.UTC)))


def test_pages_hold_every_line_once(archive: tuple[Path, Journal]) -> None:
    root, _ = archive
    asked = Filter(words="note number")
    first = ask(root, saved_questions.lines(asked, 0))
    second = ask(root, saved_questions.lines(asked, 1))
    assert len(first) == PAGE + 1, "one more than is shown says that there is another page"
    seen = [row["seq"] for row in (*first[:PAGE], *second)]
    assert len(seen) == len(set(seen)) == PAGE + 5


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_saved_question_is_answered_with_every_filter_set(
    archive: tuple[Path, Journal], name: str
) -> None:
    root, journal = archive
    question = QUESTIONS[name]
    every = Filter(
        words="it's",
        machine=journal.machine,
        project=journal.project,
        session=journal.session,
        who="ana",
        since=dt.datetime(2000, 1, 1, tzinfo=dt.UTC),
        until=dt.datetime(2100, 1, 1, tzinfo=dt.UTC),
    )
    ask(root, question.build(every, 3))
    found = ask(root, question.build(Filter(), 0))
    assert found and all(set(COLUMNS) <= set(row) for row in found)


def test_saved_questions_find_what_their_names_promise(archive: tuple[Path, Journal]) -> None:
    root, _ = archive
    (ran,) = ask(root, QUESTIONS["ran"].build(Filter(), 0))
    assert (ran["text"], ran["who"], ran["status"]) == ("mend <b>it</b>", "ana", 3)
    typed = {
        (row["who"], row["kind"], row["text"])
        for row in ask(root, QUESTIONS["typed"].build(Filter(), 0))
    }
    assert typed == {("ana", "keys", "ls\r•••"), ("ben", "prompt", "don't stop")}
    (watched,) = ask(root, QUESTIONS["watched"].build(Filter(), 0))
    assert watched["who"] == "eve" and json.loads(watched["text"])["from"] == AT
    failed = {row["kind"] for row in ask(root, QUESTIONS["failed"].build(Filter(), 0))}
    assert failed == {"receipt", "ended"}, "an accepted request has not failed"


def test_usage_counts_sessions_lines_and_failures(archive: tuple[Path, Journal]) -> None:
    root, journal = archive
    (row,) = ask(root, saved_questions.usage(dt.datetime(2000, 1, 1, tzinfo=dt.UTC)))
    assert (row["machine"], row["agent"]) == (journal.machine, "terminal")
    assert (row["sessions"], row["lines"], row["failed"]) == (1, len(journal.lines), 1)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_a_literal_is_read_back_as_exactly_what_was_typed(text: str) -> None:
    (row,) = duckdb.sql(f"SELECT {saved_questions.literal(text)} AS x").fetchall()
    assert row == (text,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"machine": "x' OR 1=1 --"},
        {"project": "a b"},
        {"session": "short"},
        {"kind": "x'"},
        {"who": "ana'; SELECT"},
        {"words": "w" * 301},
        {"words": " ".join(str(n) for n in range(13))},
    ],
)
def test_what_is_no_id_never_reaches_a_question(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        Filter(**wrong)  # type: ignore[arg-type]


def test_a_quote_in_a_word_finds_the_quote_and_opens_nothing(
    archive: tuple[Path, Journal],
) -> None:
    root, _ = archive
    assert ask(root, saved_questions.lines(Filter(words="') OR true --"), 0)) == []
