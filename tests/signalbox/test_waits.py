"""What waits is told in one line, and in the title of an attached terminal."""

from __future__ import annotations

from signalbox import waits

ONE = {"approval": "k3m9x2ab", "summary": "git push\x1b]0;x\x07", "form": "permission"}
TWO = {"approval": "k4aaaaaa", "summary": "ls", "form": "permission"}


def test_one_question_is_told_with_the_command_that_answers_it() -> None:
    assert waits.in_words([]) == ""
    said = waits.in_words([ONE])
    assert "git push␛]0;x␇" in said and said.endswith("signalbox allow k3m9x2ab")
    assert waits.in_words([ONE, TWO]) == "2 questions wait for a yes: signalbox approvals"
    assert waits.count([{"questions": [ONE, TWO]}, {}, {"questions": None}]) == 2


def test_the_title_tells_what_is_new_with_a_bell_and_is_given_back() -> None:
    title = waits.Title()
    assert title.now([]) == b""
    first = title.now([ONE])
    assert first.startswith(b"\x1b[22;2t\x1b]2;It waits") and first.endswith(b"\x1b\\\x07")
    assert first.count(b"\x1b") == 3, "nothing of the agent's drives the terminal"
    assert title.now([ONE]) == b""
    assert title.now([ONE, TWO]).endswith(b"\x07")
    assert not title.now([TWO]).endswith(b"\x07"), "one less is nothing new"
    assert title.now([]) == b"\x1b[23;2t" and title.end() == b""
    title.now([TWO])
    assert title.end() == b"\x1b[23;2t"
