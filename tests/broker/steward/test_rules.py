"""rules.toml: its shape, and where a mistake is."""

from __future__ import annotations

import pytest

from broker.steward import rules
from schemas.wire.errors import Refused

GOOD = """\
# guardrails
[[rules]]
name = "read-only git"
kind = "command"
match = ["git status", "git log *"]
decide = "allow"

[[rules]]
name = "push"
kind = "command"
match = ["git push *"]
decide = "ask"
ask = { group = "leads", count = 1, exclude_requester = true, reason = true, expires = "1h" }
"""


def test_rules_are_read_in_their_order() -> None:
    assert [rule.name for rule in rules.read(GOOD.encode())] == ["read-only git", "push"]
    assert rules.read(b"") == ()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('decide = "allow"', 'decide = "maybe"', 6),
        ('decide = "allow"', 'decide = "deny"', 2),
        ('kind = "command"\nmatch = ["git push *"]', 'kind = "comand"\nmatch = ["x"]', 10),
        ('match = ["git push *"]', "match = [1]", 11),
        ('match = ["git push *"]', 'match = ["* push"]', 8),
        ('group = "leads"', 'grp = "leads"', 13),
        ('name = "push"\n', "", 8),
        ('name = "push"', 'nam = "push"', 9),
        ("# guardrails", "version = 1", 1),
        ("# guardrails\n", "# guardrails\n[rules\n", 2),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, line: int) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(Refused) as refused:
        rules.read(GOOD.replace(old, new).encode())
    assert refused.value.code == "bad-config"
    assert f"line {line}" in refused.value.detail, refused.value.detail


def test_rules_that_would_not_fit_into_a_policy_are_refused() -> None:
    many = "".join(
        f'[[rules]]\nname="r{n}"\nkind="command"\nmatch=["{"x" * 900}"]\ndecide="allow"\n'
        for n in range(60)
    )
    with pytest.raises(Refused):
        rules.read(many.encode())
    with pytest.raises(Refused):
        rules.read(b"\xff")
