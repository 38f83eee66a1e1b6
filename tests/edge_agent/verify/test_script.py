from __future__ import annotations

import pytest

from edge_agent.verify.script import read, turn


def words(prompt: str, used: int) -> list[str]:
    steps = read(prompt)
    assert steps is not None
    return [f"{s.word} {s.text}".strip() for s in turn(steps, used)]


def test_a_prompt_without_script_has_none() -> None:
    assert read("please write a file") is None


def test_the_last_script_of_a_prompt_counts_and_ends_with_its_line() -> None:
    steps = read("script: say one\nscript: say two; say three\nsay four")
    assert steps is not None
    assert [s.text for s in steps] == ["two", "three"]


def test_a_message_goes_up_to_its_first_tool_and_the_next_goes_on_behind_it() -> None:
    prompt = "script: say a; bash ls -l; think b; write f x y; say c"
    assert words(prompt, 0) == ["say a", "bash ls -l"]
    assert words(prompt, 1) == ["think b", "write x y"]
    assert words(prompt, 2) == ["say c"]
    assert words(prompt, 3) == []


def test_two_semicolons_are_one_in_the_text_of_a_step() -> None:
    steps = read("script: bash a;; b; say c")
    assert steps is not None
    assert steps[0].input == {"command": "a; b", "description": "scripted"}


@pytest.mark.parametrize("wrong", ["dance", "write", "fail soon", "use Bash {"])
def test_a_step_that_makes_no_sense_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        read(f"script: {wrong}")
