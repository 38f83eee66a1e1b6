"""What decides besides a command's syntax: locks, veto, freshness, modes, built-in rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from edge_agent.gate import builtin_rules, explain, rules
from edge_agent.gate.decide import decide
from edge_agent.gate.decision import MAX_INPUT, Decision, Guard, Request
from edge_agent.gate.rules import Ask, Rule
from schemas.documents.rules import Rule as Document
from schemas.wire.errors import Refused
from tests.edge_agent.gate.pretended import HOME, PROJECT, WHERE, WORLD, generous

GUARD = Guard(generous())


def of(request: Request, guard: Guard = GUARD) -> Decision:
    return decide(request, guard, WORLD, WHERE)


def command(text: str, guard: Guard = GUARD) -> str:
    return of(Request("command", text), guard).decide


def test_without_any_rule_everything_but_harmless_builtins_asks() -> None:
    empty = Guard()
    assert command("ls", empty) == "ask"
    assert command("echo done; true", empty) == "allow"
    for kind in ("path", "url", "mcp", "start", "command", "dream"):
        assert of(Request(kind, "x"), empty).decide == "ask"


def test_a_lock_denies_everything_and_says_why() -> None:
    decision = of(Request("command", "ls"), replace(GUARD, locked="incident"))
    assert (decision.decide, decision.reason) == ("deny", "incident")


def test_an_input_over_one_mebibyte_is_denied() -> None:
    assert of(Request("command", "ls", size=MAX_INPUT)).decide == "allow"
    assert of(Request("command", "ls", size=MAX_INPUT + 1)).decide == "deny"


def test_a_policy_past_its_freshness_turns_allow_into_ask_and_leaves_deny() -> None:
    stale = replace(GUARD, fresh=False)
    assert command("ls", stale) == "ask"
    assert command("git push origin main", stale) == "deny"
    assert command("echo done", stale) == "allow"


MODES = [
    ("standard", "ls", "allow"),
    ("standard", "mkdir src/x", "allow"),
    ("ask-all", "ls", "ask"),
    ("ask-all", "echo done", "ask"),
    ("ask-all", "git push origin main", "deny"),
    ("watch-only", "ls", "allow"),
    ("watch-only", "git log -5", "allow"),
    ("watch-only", "unheard-of", "deny"),
    ("watch-only", "mkdir src/x", "deny"),
    ("watch-only", "git push", "deny"),
    ("watch-only", "ls > src/x", "deny"),
    ("watch-only", "sort -o src/x src/y", "deny"),
    ("watch-only", "for x in a; do ls; done", "deny"),
    ("watch-only", "cat .env", "ask"),
    ("watch-only", "cat /etc/hosts", "ask"),
    ("relaxed", "ls", "deny"),
    ("", "ls", "deny"),
]


@pytest.mark.parametrize(("mode", "text", "wanted"), MODES)
def test_a_mode_only_makes_it_stricter(mode: str, text: str, wanted: str) -> None:
    assert command(text, replace(GUARD, mode=mode)) == wanted


def test_rules_of_a_custom_mode_can_only_tighten() -> None:
    extra = (
        Rule("no lists", "command", "deny", ("ls *",), reason="not here"),
        Rule("all of git", "command", "allow", ("git *",)),
    )
    custom = replace(GUARD, mode="custom", custom=extra)
    assert command("ls", custom) == "deny"
    assert command("cat src/x", custom) == "allow"
    assert command("git push origin main", custom) == "deny"
    assert command("git push origin x", custom) == "ask"


VETOES = [
    ("docker ps", "deny"),
    ("env docker ps", "deny"),
    ("/usr/bin/docker ps", "deny"),
    ("sh -c 'docker ps'", "deny"),
    ("$x ps", "deny"),
    ("ls; docker ps", "deny"),
    ("for x in a; do docker ps; done", "deny"),
    ("cat docs/secret/x", "deny"),
    ("ls docs/secret", "deny"),
    ("ls docs", "allow"),
]


@pytest.mark.parametrize(("text", "wanted"), VETOES)
def test_the_owners_veto_comes_before_every_rule(text: str, wanted: str) -> None:
    veto = replace(
        GUARD,
        rules=(Rule("all", "any", "allow"), *GUARD.rules),
        never_commands=("docker *",),
        never_paths=("docs/secret/**",),
    )
    assert command(text, veto) == wanted


def test_a_rule_may_speak_for_a_built_in_one_by_name() -> None:
    push = {
        "name": "push",
        "kind": "command",
        "match": ["git push origin topic"],
        "decide": "allow",
    }
    plain = Guard(rules.from_values([push]))
    named = Guard(rules.from_values([{**push, "despite": ["git-push"]}]))
    assert command("git push origin topic", plain) == "ask"
    assert command("git push origin topic", named) == "allow"
    ours = {"name": "o", "kind": "any", "decide": "allow", "despite": ["signalbox"]}
    assert command("signalbox allow x", Guard(rules.from_values([ours]))) == "deny"


def test_the_first_rule_that_fits_wins() -> None:
    allow = Rule("a", "command", "allow", ("ls *",))
    deny = Rule("d", "command", "deny", ("ls *",), reason="no")
    assert command("ls", Guard((allow, deny))) == "allow"
    assert command("ls", Guard((deny, allow))) == "deny"


def test_a_rule_speaks_of_its_agents_machines_and_projects_alone() -> None:
    for key, good, bad in (
        ("agents", "claude", "codex"),
        ("machines", "build-*", "web-*"),
        ("projects", "w?b", "api"),
    ):
        base = {"name": "x", "kind": "command", "match": ["ls *"], "decide": "allow"}
        assert command("ls", Guard(rules.from_values([{**base, key: [good]}]))) == "allow"
        assert command("ls", Guard(rules.from_values([{**base, key: [bad]}]))) == "ask"


def test_every_rule_that_asks_has_its_say_about_whom() -> None:
    one = Ask(group="leads", count=2)
    other = Ask(reason=True)
    guard = Guard(
        (
            Rule("a", "command", "ask", ("a *",), ask=one, grantable=True),
            Rule("b", "command", "ask", ("b *",), ask=other, grantable=True),
        )
    )
    both = of(Request("command", "a && b"), guard)
    assert both.asks == (one, other) and not both.grantable
    single = of(Request("command", "a && a x"), guard)
    assert single.asks == (one,) and single.grantable and single.repeatable


@pytest.mark.parametrize(
    "text", ["make", "npm test", "python3 tools/x.py", "./build", "a $x", "for"]
)
def test_what_runs_files_of_the_session_cannot_be_granted_for_the_session(text: str) -> None:
    assert not of(Request("command", text), Guard((Rule("m", "any", "ask"),))).repeatable


PATHS = [
    ("src/a.c", "write", "allow"),
    (f"{PROJECT}/src/a.c", "write", "allow"),
    ("README.md", "write", "ask"),
    ("README.md", "read", "allow"),
    ("src/../README.md", "write", "ask"),
    ("src/../../other", "read", "ask"),
    (f"{HOME}/x", "read", "ask"),
    ("out/passwd", "read", "ask"),
    ("src/conftest.py", "write", "ask"),
    ("src/conftest.py", "read", "allow"),
    ("src/.env", "read", "ask"),
    ("sb/x", "read", "deny"),
    ("src/a\0b", "write", "ask"),
    ("src/a", "execute", "ask"),
]


@pytest.mark.parametrize(("path", "way", "wanted"), PATHS)
def test_paths_are_judged_where_they_really_lie(path: str, way: str, wanted: str) -> None:
    assert of(Request("path", path, way=way)).decide == wanted


def test_addresses_and_starts_are_judged_by_their_patterns() -> None:
    guard = Guard(
        (
            Rule("docs", "url", "allow", ("https://docs.example.com/*",)),
            Rule("agents", "start", "allow", ("claude", "codex*")),
        )
    )
    assert of(Request("url", "https://docs.example.com/x"), guard).decide == "allow"
    assert of(Request("url", "https://evil.example.com/x"), guard).decide == "ask"
    assert of(Request("start", "codex-tui"), guard).decide == "allow"
    assert of(Request("start", "bash"), guard).decide == "ask"


def test_an_mcp_tool_runs_only_while_its_server_is_what_was_accepted() -> None:
    rule = Rule("mcp", "mcp", "allow", ("files/read*",))
    guard = Guard((rule,), mcp_accepted={"files": "aa"})
    good = Request("mcp", "files/read_one", server_digest="aa")
    assert of(good, guard).decide == "allow"
    assert of(replace(good, server_digest="bb"), guard).decide == "ask"
    assert of(replace(good, subject="files/write"), guard).decide == "ask"
    assert of(good, replace(guard, mcp_accepted={})).decide == "ask"
    assert (
        of(replace(good, server_digest=""), Guard((rule,), mcp_accepted={"files": ""})).decide
        == "ask"
    )


def test_the_explanation_names_the_rule_of_each_part() -> None:
    told = "\n".join(explain.lines(of(Request("command", "git log; rm -rf ~"))))
    assert "readers: the rule 'readers' says so" in told
    assert "remove-outside: it removes what lies outside the project" in told
    value = explain.value(of(Request("command", "git log; rm -rf ~")))
    assert [one["decide"] for one in value["parts"]] == ["allow", "ask"]
    assert value["decide"] == "ask" and value["rule"] == "remove-outside"


def test_the_explanation_shows_hidden_characters() -> None:
    told = "\n".join(explain.lines(of(Request("command", "ls '\u202e'"))))
    assert "\u202e" not in told


WRONG = [
    {"kind": "command", "match": ["ls"], "decide": "allow"},
    {"name": "x", "kind": "dream", "decide": "allow"},
    {"name": "x", "kind": "any", "decide": "perhaps"},
    {"name": "x", "kind": "any", "decide": "allow", "unless": "y"},
    {"name": "x", "kind": "command", "match": ["* log"], "decide": "allow"},
    {"name": "x", "kind": "any", "decide": "ask", "ask": {"expires": "soon"}},
]


@pytest.mark.parametrize("value", WRONG)
def test_a_rule_that_this_version_does_not_know_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(Refused) as error:
        rules.from_values([value])
    assert error.value.code == "bad-field"


def test_the_gate_reads_what_the_policy_carries() -> None:
    document = Document.model_validate(
        {
            "name": "push", "kind": "command", "match": ["git push *"], "decide": "ask",
            "ask": {"group": "leads", "count": 2, "expires": "15m", "desk": True, "reason": True,
                    "exclude_requester": True},
            "agents": ["claude"], "machines": ["build-*"], "projects": ["web"],
            "grantable": True, "despite": ["git-push"], "reason": "others see it",
        }
    )  # fmt: skip
    (rule,) = rules.from_values([document.model_dump(exclude_none=True)])
    assert rule.ask == Ask("leads", 2, True, True, 900, True)
    for field in type(document).model_fields.keys() - {"ask"}:
        held, read = getattr(document, field), getattr(rule, field)
        assert (sorted(read) == sorted(held)) if isinstance(held, list) else read == held


def test_every_built_in_rule_stands_in_the_docs() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs/gate.md").read_text()
    for row in (*builtin_rules.PATHS, *builtin_rules.COMMANDS):
        assert f"`{row.name}`" in text
