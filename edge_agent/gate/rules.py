"""Rules as the gate applies them, from the values that the signed policy carries. Pure.

`schemas.documents.rules` says what a rule may look like; hosts have no pydantic, so this module
reads the plain values again and refuses what it does not know. First match wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edge_agent.gate import options, patterns, wrappers
from edge_agent.gate.parts import Part
from edge_agent.gate.words import names
from schemas.wire.command_pattern import words_of
from schemas.wire.errors import Refused

DECISIONS = ("allow", "ask", "deny")
"""From the loosest to the strictest."""
_SPAN = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_KINDS = frozenset({"command", "path", "url", "mcp", "start", "any"})
_KIND_OF = {"read": "path", "write": "path"}
_FIELDS = names("name kind match agents machines projects decide reason ask grantable despite")


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to ask. `expires_s`: seconds until it is denied; the design's default is an hour."""

    group: str | None = None
    count: int = 1
    exclude_requester: bool = False
    reason: bool = False
    expires_s: int = 3600
    desk: bool = False
    """Somebody at the machine itself may answer."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `despite`: built-in rules that its *allow* may pass over, by name."""

    name: str
    kind: str
    decide: str
    match: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    reason: str = ""
    ask: Ask = Ask()
    grantable: bool = False
    despite: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Where:
    """Whose request it is, for rules that say so."""

    agent: str
    machine: str
    project: str
    root: str
    """The project's folder."""
    home: str


def from_values(values: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of a policy. Raises `Refused("bad-field")` for what this version does not know:
    a rule that is passed over might have been a denial."""
    return tuple(_one(at, value) for at, value in enumerate(values))


def _one(at: int, value: Mapping[str, Any]) -> Rule:
    try:
        unknown = value.keys() - _FIELDS
        if unknown:
            raise ValueError(f"unknown field {sorted(unknown)[0][:40]}")
        if value["kind"] not in _KINDS or value["decide"] not in DECISIONS:
            raise ValueError("unknown kind or decision")
        match = tuple(str(one) for one in value.get("match", ()))
        if value["kind"] == "command":
            for pattern in match:
                words_of(pattern)
        return Rule(
            str(value["name"]),
            value["kind"],
            value["decide"],
            match,
            agents=_texts(value, "agents"),
            machines=_texts(value, "machines"),
            projects=_texts(value, "projects"),
            reason=str(value.get("reason") or ""),
            ask=_ask(value.get("ask") or {}),
            grantable=value.get("grantable") is True,
            despite=frozenset(str(one) for one in value.get("despite", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("bad-field", f"rule {at + 1}: {error}") from None


def _texts(value: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(one) for one in value.get(key, ()))


def _ask(value: Mapping[str, Any]) -> Ask:
    span = str(value.get("expires", "1h"))
    return Ask(
        value.get("group"),
        int(value.get("count", 1)),
        value.get("exclude_requester") is True,
        value.get("reason") is True,
        int(span[:-1]) * _SPAN[span[-1]],
        value.get("desk") is True,
    )


def applies(rule: Rule, where: Where) -> bool:
    """Whether it speaks of this agent, machine and project at all."""
    asked = (
        (rule.agents, where.agent),
        (rule.machines, where.machine),
        (rule.projects, where.project),
    )
    return all(
        not globs or any(patterns.glob(one).fullmatch(name) for one in globs)
        for globs, name in asked
    )


def fits(rule: Rule, part: Part, where: Where) -> bool:
    """Whether the rule decides this part.

    An *allow* must fit for certain, in the very words and in every place where a path may lie; a
    *deny* or *ask* fits where it might: by any spelling, with any value of what is not known (a
    *deny* that only might fit asks: `decide` sees to that).
    """
    if rule.kind not in ("any", _KIND_OF.get(part.what, part.what)) or not applies(rule, where):
        return False
    if not rule.match:
        return True
    sure = rule.decide == "allow"
    if part.what == "command":
        return _fits_command(rule.match, part, sure)
    if part.what in ("read", "write"):
        return _fits_path(rule.match, part, where, sure)
    subject = part.argv[0] if part.argv else ""
    if part.what == "url":
        return any(patterns.url_fits(one, subject) for one in rule.match)
    return any(patterns.glob(one, crossing=True).fullmatch(subject) for one in rule.match)


def _fits_command(match: Sequence[str], part: Part, sure: bool) -> bool:
    if sure:
        return any(
            (named := patterns.command_fits(one, part.argv)) is not None and not beyond(part, named)
            for one in match
        )
    return any(might_fit(one, part) for one in match)


def might_fit(pattern: str, part: Part) -> bool:
    """Whether a command is what the pattern says, by any spelling and with any value of the words
    that nobody knows."""
    return any(patterns.command_might_fit(pattern, argv) for argv in spellings(part.argv))


def beyond(part: Part, named: frozenset[int]) -> str:
    """What a wildcard does not stand for: an option that makes a reader write or run something, a
    path outside the project, an address, a program for an interpreter. "" where there is none."""
    why = options.doubt(part.argv, named)
    if why and why != options.NO_ROW:
        return why
    name = part.argv[0].rsplit("/", 1)[-1]
    if (
        why
        and name == "git"
        and len(part.argv) > 1
        and options.name_of(part.argv)[1] - 1 not in named
    ):
        return "the rule does not name this verb of git"
    open_words = [word for at, word in enumerate(part.argv) if at and at not in named]
    if name in wrappers.NETWORK and open_words:
        return f"whom it talks to is not named by the rule: {open_words[0]}"
    if wrappers.interprets(name) and not any(
        at in named and not word.startswith("-") for at, word in enumerate(part.argv) if at
    ):
        return f"the rule does not name the program that {name} runs"
    for at, place in part.places:
        if at not in named and not place.inside:
            return f"{place.path} lies outside the project"
    for at, word in enumerate(part.argv):
        if at not in named and "://" in word:
            return f"an address that the rule does not name: {word}"
    return ""


def spellings(argv: Sequence[str]) -> list[tuple[str, ...]]:
    """The ways to say the same: without the program's folder, and `git` without its options in
    front of the verb. None for no words."""
    if not argv:
        return []
    plain = (argv[0].rsplit("/", 1)[-1] or argv[0], *argv[1:])
    found = [tuple(argv), plain]
    if plain[0] == "git":
        at = 1
        while at < len(plain) and plain[at].startswith("-"):
            at += 2 if plain[at] in _GIT_VALUED else 1
        found.append(("git", *plain[at:]))
    return list(dict.fromkeys(found))


_GIT_VALUED = names("-C -c --git-dir --work-tree --namespace --exec-path --config-env")


def _fits_path(match: Sequence[str], part: Part, where: Where, sure: bool) -> bool:
    if not part.places:
        return False
    found: list[bool] = []
    for _, place in part.places:
        hit = False
        for one in match:
            way, _, rest = one.partition(" ")
            if way in ("read", "write"):
                if way != part.what:
                    continue
                one = rest.strip()
            hit = hit or patterns.path_fits(one, place.path, where.root, where.home)
        found.append(hit)
    return all(found) if sure else any(found)
