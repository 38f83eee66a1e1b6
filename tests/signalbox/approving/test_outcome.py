"""What became of an approval is told from the journal's lines alone."""

from __future__ import annotations

import pytest

from signalbox.approving.outcome import Outcome
from tests.signalbox.approving.asking import ID

A = {"approval": ID}
YES = ("answered", {**A, "who": "ana", "what": "allow", "scope": "once"})


@pytest.mark.parametrize(
    ("lines", "state", "words"),
    [
        ([], "asked", "still open"),
        ([YES], "asked", "still open; yes so far: ana"),
        ([YES, ("taken", A)], "taken", "allowed by ana"),
        ([YES, ("taken", A), ("effected", A)], "effected", "allowed by ana; the agent went on"),
        (
            [YES, ("taken", A), ("effected", {**A, "failed": True})],
            "failed",
            "allowed by ana; the agent went on, and it failed",
        ),
        (
            [
                YES,
                ("answered", {**A, "who": "bob", "what": "deny", "reason": "not\x1b on a Friday"}),
            ],
            "denied",
            "denied by bob: not␛ on a Friday",
        ),
        ([("expired", A)], "expired", "expired: nobody answered in time"),
        (
            [YES, ("withdrawn", {**A, "reason": "the turn ended"})],
            "withdrawn",
            "withdrawn: the turn ended",
        ),
        ([("taken", {"approval": "00000000"})], "asked", "still open"),
    ],
)
def test_the_lines_say_who_decided_what(
    lines: list[tuple[str, dict[str, object]]], state: str, words: str
) -> None:
    outcome = Outcome(ID).take_all(lines)
    assert (outcome.state, outcome.words()) == (state, words)


def test_a_decision_is_final_whatever_stands_after_it() -> None:
    deny = ("answered", {**A, "who": "bob", "what": "deny"})
    assert Outcome(ID).take_all([deny, ("taken", A), ("expired", A)]).words() == "denied by bob"
