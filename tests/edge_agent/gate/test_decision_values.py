"""What passes between a host and its judge comes out as it went in, and nothing else does."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.gate import decision_values as values
from edge_agent.gate.decide import decide
from edge_agent.gate.decision import Decision, Guard, Request, unjudged
from edge_agent.gate.rules import Ask, Rule, Where
from schemas.wire.errors import Refused
from tests.edge_agent.gate import cases
from tests.edge_agent.gate.pretended import WHERE, WORLD, decided, generous

TEXT = st.text(max_size=20)
ASKS = st.builds(
    Ask, st.none() | TEXT, st.integers(1, 20), st.booleans(), st.booleans(),
    st.integers(1, 999_999), st.booleans(),
)  # fmt: skip
RULES = st.builds(
    Rule, TEXT, st.sampled_from(["path", "url", "mcp", "start", "any"]),
    st.sampled_from(["allow", "ask", "deny"]), st.lists(TEXT).map(tuple), st.lists(TEXT).map(tuple),
    st.lists(TEXT).map(tuple), st.lists(TEXT).map(tuple), TEXT, ASKS, st.booleans(),
    st.frozensets(TEXT),
)  # fmt: skip
GUARDS = st.builds(
    Guard, st.lists(RULES, max_size=3).map(tuple), st.booleans(), TEXT,
    st.lists(RULES, max_size=2).map(tuple), st.lists(RULES, max_size=2).map(tuple),
    st.lists(TEXT).map(tuple), st.lists(TEXT).map(tuple), TEXT, st.dictionaries(TEXT, TEXT),
)  # fmt: skip


def sent(value: dict[str, Any]) -> dict[str, Any]:
    """Over the wire."""
    return json.loads(json.dumps(value))


@given(GUARDS)
def test_a_guard_arrives_as_it_was(guard: Guard) -> None:
    assert values.to_guard(sent(values.of_guard(guard))) == guard


@given(TEXT, TEXT, st.integers(0, 10**7))
def test_a_request_and_its_place_arrive_as_they_were(kind: str, subject: str, size: int) -> None:
    request = Request(kind, subject + "\ud800", "Bash", "zsh", "read", size, "ab")
    assert values.to_request(sent(values.of_request(request))) == request
    where = Where(kind, subject, "web", "/srv/web", "/home/ana")
    assert values.to_where(sent(values.of_where(where))) == where


def test_a_rule_that_nobody_knows_makes_no_guard() -> None:
    told = values.of_guard(Guard(generous()))
    told["rules"][0]["unless"] = ["x"]
    with pytest.raises(Refused):
        values.to_guard(told)


@pytest.mark.parametrize("section", cases.SECTIONS)
def test_a_decision_arrives_with_all_that_an_act_is_bound_to(section: str) -> None:
    for text, _, _ in cases.SECTIONS[section]:
        made = decided(text)
        came = values.to_decision(sent(values.of_decision(made)))
        assert came == values.travelling(made)
        for name in ("decide", "rule", "asks", "grantable", "repeatable", "programs"):
            assert getattr(came, name) == getattr(made, name)
        assert [one.decide for one in came.parts] == [one.decide for one in made.parts]


def test_texts_are_cut_where_they_are_for_people_and_it_shows() -> None:
    made = decided("echo " + "x" * 5000 + "; $y; " * 300)
    came = values.to_decision(sent(values.of_decision(made)))
    assert max(len(one.part.text) for one in came.parts) == values.MAX_TEXT
    assert came.parts[0].part.text.endswith("…")
    crowd = replace(made, unclear=(("odd", "x"),) * 250)
    told = values.travelling(crowd).unclear
    assert len(told) == values.MAX_UNCLEAR and "151 places more" in told[-1][0]


def _spoilt() -> list[tuple[str, dict[str, Any]]]:
    ask = values.of_decision(decided("deploy x"))
    allow = values.of_decision(decided("cat x"))
    assert (ask["decide"], allow["decide"]) == ("ask", "allow")
    inner = {**allow["parts"][0], "decide": "ask"}
    return [
        ("nothing", {}),
        ("a field more", {**ask, "more": 1}),
        ("a field less", {key: one for key, one in ask.items() if key != "asks"}),
        ("another decision", {**ask, "decide": "maybe"}),
        ("a number for a truth", {**ask, "grantable": 1}),
        ("an allow of what asks", {**ask, "decide": "allow"}),
        ("an allow with a part that asks", {**allow, "parts": [inner]}),
        ("an allow of nothing", {**allow, "parts": []}),
        ("an allow with doubts", {**allow, "unclear": [["why", "where"]]}),
        ("an ask of nobody", {**ask, "asks": []}),
        ("a part that is none", {**ask, "parts": [1]}),
        ("a part with words", {**ask, "parts": [{**ask["parts"][0], "argv": ["x"]}]}),
        ("a program that is none", {**ask, "programs": [7]}),
        ("a span that is none", {**ask, "asks": [{**ask["asks"][0], "expires": "1x"}]}),
        ("a span of years", {**ask, "asks": [{**ask["asks"][0], "expires": "9" * 30 + "s"}]}),
        ("three in a pair", {**ask, "unclear": [["a", "b", "c"]]}),
        ("a thousand parts", {**ask, "parts": ask["parts"] * 1000}),
    ]


@pytest.mark.parametrize(("what", "told"), _spoilt(), ids=lambda one: str(one)[:30])
def test_what_the_judge_would_not_say_is_not_taken(what: str, told: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        values.to_decision(told)


@pytest.mark.parametrize(
    ("guard", "decide_", "rule"),
    [
        (Guard(), "ask", "no judge"),
        (Guard(fresh=False, mode="ask-all"), "ask", "no judge"),
        (Guard(never_commands=("rm *",)), "deny", "never.toml"),
        (Guard(never_paths=("~/.aws/**",)), "deny", "never.toml"),
        (Guard(mode="watch-only"), "deny", "mode"),
        (Guard(mode="odd"), "deny", "mode"),
        (Guard(locked="closing time"), "deny", "lock"),
    ],
)
def test_what_nobody_could_judge_is_never_allowed(guard: Guard, decide_: str, rule: str) -> None:
    found = unjudged(Request("command", "cat x"), guard, "it died")
    assert (found.decide, found.rule) == (decide_, rule)
    assert not found.grantable and not found.repeatable
    assert values.to_decision(sent(values.of_decision(found))) == found


def test_an_input_that_is_too_large_is_denied_whether_it_was_judged_or_not() -> None:
    request = Request("command", "cat x", size=2**21)
    both: list[Decision] = [
        unjudged(request, Guard(), "it died"),
        decide(request, Guard(), WORLD, WHERE),
    ]
    assert [one.decide for one in both] == ["deny", "deny"]
