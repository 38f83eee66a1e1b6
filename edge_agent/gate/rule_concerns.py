"""What is doubtful about a set of rules, told where they are loaded. Pure.

The worst is a closed loop: one rule lets an agent write a file, another lets it run what such files
say, and so together they let it run anything without a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edge_agent.gate import builtin_rules, wrappers
from edge_agent.gate.rules import Rule
from schemas.wire.command_pattern import words_of


@dataclass(frozen=True, slots=True)
class Concern:
    """About `rule`; for people."""

    rule: str
    text: str


def concerns(rules: Sequence[Rule]) -> list[Concern]:
    """In the order of the rules; loops last."""
    found: list[Concern] = []
    names = [rule.name for rule in rules]
    known = {row.name for row in builtin_rules.PATHS} | {row.name for row in builtin_rules.COMMANDS}
    for at, rule in enumerate(rules):
        if rule.name in names[:at]:
            found.append(Concern(rule.name, "another rule has this name; records cannot tell them"))
        for one in sorted(rule.despite - known):
            found.append(Concern(rule.name, f"there is no built-in rule {one!r} to pass over"))
        if rule.decide == "allow":
            found += _too_broad(rule)
        shadow = _shadow(rule, rules[:at])
        if shadow:
            found.append(Concern(rule.name, f"it never decides: {shadow!r} comes before it"))
    return found + _loops(rules)


def _too_broad(rule: Rule) -> list[Concern]:
    if rule.kind == "any" and not rule.match:
        return [Concern(rule.name, "it allows everything that nothing else denies or asks for")]
    found: list[Concern] = []
    for pattern in rule.match if rule.kind == "command" else ():
        words = words_of(pattern)
        name = words[0].rsplit("/", 1)[-1]
        if wrappers.interprets(name) and all(word == "*" for word in words[1:]):
            text = f"{pattern!r} names no program for {name}, so it allows nothing"
        elif name in wrappers.NETWORK and words[-1] == "*":
            text = f"{pattern!r}: * stands for nothing here; whom {name} talks to must be named"
        elif name in wrappers.SHELLS or name in wrappers.WRAPPERS:
            text = f"{pattern!r}: what {name} runs is decided by rules of its own"
        else:
            continue
        found.append(Concern(rule.name, text))
    return found


def _shadow(rule: Rule, before: Sequence[Rule]) -> str:
    """An earlier rule that fits wherever this one does; only the plain cases are seen."""
    for one in before:
        anywhere = not (one.agents or one.machines or one.projects)
        covers = not one.match or (rule.match and set(rule.match) <= set(one.match))
        if anywhere and covers and one.kind in ("any", rule.kind):
            return one.name
    return ""


def _loops(rules: Sequence[Rule]) -> list[Concern]:
    """An agent may write in the project, and may start what reads its program from there."""
    allows = [rule for rule in rules if rule.decide == "allow"]
    writes = [
        rule.name
        for rule in allows
        if rule.kind in ("path", "any")
        and (not rule.match or any(not one.startswith("read ") for one in rule.match))
    ]
    found: list[Concern] = []
    for rule in allows:
        for pattern in rule.match if rule.kind == "command" else ():
            name = words_of(pattern)[0]
            if writes and wrappers.runs_files(name):
                text = (
                    f"a loop: {writes[0]!r} lets agents write files, and {pattern!r} runs what "
                    "such files say; together they run anything without a person"
                )
                found.append(Concern(rule.name, text))
                break
    return found
