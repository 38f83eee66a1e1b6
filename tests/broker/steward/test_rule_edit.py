"""rules.toml, changed by program: what people wrote stays, in the order that is meant."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from broker.steward import rule_edit
from schemas.wire.errors import Refused

TEXT = """\
# Read before you change this.

# what looks only
[[rules]]   # first
name = "read-only git"
kind = "command"
match = [
  "git log *",  # not git show
]
decide = "allow"

# what others see
[[rules]]
name = "push"
kind = "command"
match = ["git push *"]
decide = "ask"
[rules.ask]
group = "leads"
"""
NEW = {"name": "ls", "kind": "command", "match": ["ls *"], "decide": "allow"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "rules.toml"
    found.write_text(TEXT)
    return found


def names(path: Path) -> list[str]:
    return [rule.name for rule in rule_edit.listed(path)]


@pytest.mark.parametrize(
    ("where", "order", "place"),
    [
        ({}, ["read-only git", "push", "ls"], 3),
        ({"at": "first"}, ["ls", "read-only git", "push"], 1),
        ({"before": "push"}, ["read-only git", "ls", "push"], 2),
        ({"before": "read-only git"}, ["ls", "read-only git", "push"], 1),
    ],
)
def test_a_rule_is_put_where_it_is_meant_and_comments_stay_with_theirs(
    path: Path, where: dict[str, str], order: list[str], place: int
) -> None:
    assert rule_edit.add(path, NEW, **where) == place
    assert names(path) == order
    text = path.read_text()
    assert text.startswith("# Read before you change this.\n\n")
    assert "# what looks only\n[[rules]]   # first\n" in text
    assert '# what others see\n[[rules]]\nname = "push"' in text
    assert '"git log *",  # not git show\n' in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rule_edit.remove(path, "ls")
    assert names(path) == ["read-only git", "push"]


def test_a_rule_goes_with_its_own_comment_and_no_other(path: Path) -> None:
    rule_edit.remove(path, "read-only git")
    assert path.read_text().startswith("# Read before you change this.\n\n# what others see\n")
    assert names(path) == ["push"]
    rule_edit.remove(path, "push")
    assert path.read_text().strip() == "# Read before you change this."


def test_what_stands_at_the_very_top_is_about_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('# ours\n[[rules]]\nname = "a"\nkind = "any"\ndecide = "ask"\n')
    rule_edit.add(path, NEW, at="first")
    assert path.read_text().startswith("# ours\n") and names(path) == ["ls", "a"]
    rule_edit.remove(path, "a")
    rule_edit.remove(path, "ls")
    assert path.read_text() == "# ours\n\n"


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    asking = {**NEW, "decide": "ask", "ask": {"group": "leads", "count": 2, "expires": "15m"}}
    assert rule_edit.add(path, asking) == 1
    (rule,) = rule_edit.listed(path)
    assert rule.ask is not None and (rule.ask.group, rule.ask.count) == ("leads", 2)
    assert "[[rules]]" in path.read_text() and "ask = {" in path.read_text()


@pytest.mark.parametrize(
    ("given", "where", "code"),
    [
        ({**NEW, "decide": "maybe"}, {}, "bad-field"),
        ({**NEW, "decide": "deny"}, {}, "bad-field"),
        ({**NEW, "more": 1}, {}, "bad-field"),
        ({**NEW, "name": ""}, {}, "bad-field"),
        ({"name": "x\n[[rules]]", "kind": "any", "decide": "ask", "match": 3}, {}, "bad-field"),
        (NEW, {"before": "nobody"}, "bad-field"),
        ({**NEW, "name": "push"}, {}, "nothing-changed"),
        ({**NEW, "match": ["x" * 900 + f"{n:03}" for n in range(40)]}, {}, "bad-field"),
    ],
)
def test_what_is_no_rule_changes_nothing(path: Path, given: dict, where: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rule_edit.add(path, given, **where)
    assert refused.value.code == code
    assert path.read_text() == TEXT
    assert "rules.toml line" not in refused.value.detail or code == "bad-config"


def test_text_that_looks_like_a_rule_is_put_in_as_text(path: Path) -> None:
    tricky = {"name": 'a"\n[[rules]]\nname = "b', "kind": "any", "decide": "ask"}
    rule_edit.add(path, tricky)
    assert names(path) == ["read-only git", "push", 'a"\n[[rules]]\nname = "b']


@pytest.mark.parametrize(
    "text",
    [
        'rules = [{ name = "a", kind = "any", decide = "ask" }]\n',
        '[[rules]]\nname = """\n[[rules]]\n"""\nkind = "any"\ndecide = "ask"\n',
    ],
)
def test_a_file_that_is_written_otherwise_is_left_to_people(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text)
    with pytest.raises(Refused, match="by hand") as refused:
        rule_edit.add(path, NEW, at="first")
    assert refused.value.code == "bad-config"
    assert path.read_text() == text


def test_a_broken_file_is_told_with_its_line_and_left_alone(path: Path) -> None:
    path.write_text(TEXT + "[[rules]]\nnam = 1\n")
    with pytest.raises(Refused, match="line"):
        rule_edit.add(path, NEW)
    assert path.read_text().endswith("nam = 1\n")
