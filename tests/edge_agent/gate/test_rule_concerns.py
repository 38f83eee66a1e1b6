"""What people are told about their rules when they load them."""

from __future__ import annotations

import pytest

from edge_agent.gate.rule_concerns import concerns
from edge_agent.gate.rules import Rule

WRITE = Rule("sources", "path", "allow", ("write src/**",))
LIST = Rule("list", "command", "allow", ("ls *",))

CASES = [
    ([WRITE, LIST], ""),
    ([WRITE, Rule("tests", "command", "allow", ("pytest *",))], "a loop: 'sources'"),
    ([WRITE, Rule("gen", "command", "allow", ("python3 tools/gen.py",))], "a loop"),
    ([WRITE, Rule("tests", "command", "ask", ("pytest *",))], ""),
    ([Rule("tests", "command", "allow", ("pytest *",))], ""),
    ([Rule("r", "path", "allow", ("read **",)), Rule("t", "command", "allow", ("make *",))], ""),
    ([LIST, Rule("list", "command", "deny", ("rm *",), reason="no")], "another rule has this name"),
    ([Rule("all", "any", "allow")], "allows everything"),
    ([Rule("py", "command", "allow", ("python3 *",))], "names no program"),
    ([Rule("net", "command", "allow", ("curl *",))], "must be named"),
    ([Rule("sh", "command", "allow", ("bash *",))], "rules of its own"),
    ([Rule("x", "command", "allow", ("ls",), despite=frozenset({"moon"}))], "no built-in rule"),
    ([LIST, Rule("again", "command", "deny", ("ls *",), reason="no")], "it never decides: 'list'"),
    ([Rule("a", "any", "ask"), LIST], "it never decides: 'a'"),
    ([Rule("a", "any", "ask", machines=("x",)), LIST], ""),
]


@pytest.mark.parametrize(("rules", "told"), CASES)
def test_doubtful_rules_are_told_of_and_good_ones_are_not(rules: list[Rule], told: str) -> None:
    found = [one.text for one in concerns(rules)]
    assert any(told in one for one in found) if told else found == []
