"""A project's own *deny* and *ask* rules for Claude Code, as guardrails: only ever stricter. Pure.

Gated sessions start Claude without the project's settings, whose hooks could go round the gate, and
so without `permissions.deny` and `permissions.ask` of `.claude/settings.json` too. Those are given
back here. What an entry says beyond our patterns asks for all that it may mean; *allow* is not
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from edge_agent.gate.rules import Rule
from schemas.wire.command_pattern import words_of

FILES = (".claude/settings.json", ".claude/settings.local.json")
MAX_BYTES = 256 * 1024
MAX_ENTRIES = 500
"""Of each list; a longer one asks for everything."""
_READS = frozenset({"Read", "Glob", "Grep", "LS", "NotebookRead"})
_WRITES = frozenset({"Edit", "Write", "MultiEdit", "NotebookEdit"})
_ENTRY = re.compile(r"([A-Za-z][A-Za-z0-9_*-]*)(?:\((.*)\))?", re.DOTALL)
_OPERATOR = re.compile(r"[|&;<>()`\n]|\$[({]")
_DOMAIN = re.compile(r"domain:((?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)")
_ODD_GLOB = re.compile(r"[\[\]!\\{}\0]")


def rules_of(settings: Any, root: str, file: str = FILES[0]) -> tuple[Rule, ...]:
    """Rules that deny or ask, from the settings of the project in the folder `root`.

    First match wins, so denials stand first. `settings`: the file as JSON gave it.
    """
    where = f"the project's {file}"
    if not isinstance(settings, dict):
        return (unreadable(file, "it is no object"),)
    permissions = settings.get("permissions", {})
    if not isinstance(permissions, dict):
        return (unreadable(file, "its permissions are no object"),)
    found: list[Rule] = []
    for decide in ("deny", "ask"):
        listed = permissions.get(decide, [])
        if not isinstance(listed, list) or len(listed) > MAX_ENTRIES:
            found.append(unreadable(file, f"its {decide} is no list of {MAX_ENTRIES} at most"))
            continue
        for entry in listed:
            found += _of_entry(entry, decide, root, where)
    return tuple(sorted(found, key=lambda rule: rule.decide != "deny"))


def unreadable(file: str, why: str) -> Rule:
    """Stands for a file that may say anything: everything asks."""
    return Rule(f"project: {file}", "any", "ask", reason=f"{file} cannot be read: {why}")


def _of_entry(entry: Any, decide: str, root: str, where: str) -> Iterator[Rule]:
    told = entry if isinstance(entry, str) else "an entry that is no text"
    name = f"project: {told[:80]}"
    fields: dict[str, Any] = {"reason": f"{where} says {decide}: {told[:100]}"}

    def rule(kind: str, match: tuple[str, ...] = (), as_is: bool = True) -> Rule:
        return Rule(name, kind, decide if as_is else "ask", match, **fields)

    form = _ENTRY.fullmatch(told) if isinstance(entry, str) else None
    if form is None:
        yield rule("any", as_is=False)
        return
    tool, given = form[1], form[2]
    everything = given is None or given in ("", "*", ":*")
    if tool == "Bash":
        patterns, certain = _commands(given or "")
        if everything or not patterns:
            yield rule("command", as_is=everything)
        else:
            yield rule("command", patterns, certain)
    elif tool in _READS or tool in _WRITES:
        way = "read" if tool in _READS else "write"
        paths = () if everything else _paths(given or "", root)
        if everything or not paths:
            yield rule("path", (f"{way} /**",), everything)
        else:
            yield rule("path", tuple(f"{way} {one}" for one in paths))
    elif tool == "WebFetch":
        domain = _DOMAIN.fullmatch(given or "")
        if domain is not None:
            hosts = (f"{scheme}://{domain[1]}/*" for scheme in ("https", "http"))
            yield rule("url", tuple(hosts))
        # Another port or spelling of the same host is for people to see.
        yield rule("url", as_is=everything)
    elif tool.startswith("mcp__"):
        server, _, name_of = tool.removeprefix("mcp__").partition("__")
        yield rule("mcp", (f"{server}/{name_of or '*'}",), given is None)
    elif "*" in tool:
        yield rule("any", as_is=False)
    # Tools of any other name have no kind here, and what has none asks anyway.


def _commands(given: str) -> tuple[tuple[str, ...], bool]:
    """Our patterns for what stands in `Bash(…)`, and whether they mean no more than it does."""
    text = given.removesuffix(":*") + " *" if given.endswith(":*") else given
    operator = _OPERATOR.search(text)
    if operator is not None:
        # The gate sees the commands of a pipe one by one; the first one is for people to see.
        text = f"{text[: operator.start()].rstrip()} *"
    try:
        words = list(words_of(text))
    except ValueError:
        return (), False
    # There a * also stands for blanks; here it stays within its word, so words follow it.
    spread: list[str] = []
    for word in words:
        head, star, rest = word.partition("*")
        if star and word != "*":
            spread += [f"{head}*", "*", *([f"*{rest}"] if rest else [])]
        else:
            spread.append(word)
    return tuple(dict.fromkeys(_quoted(one) for one in (words, spread))), operator is None


def _quoted(words: list[str]) -> str:
    plain = re.compile(r"[A-Za-z0-9_./:=,@%+*?-]+")
    return " ".join(
        word if plain.fullmatch(word) else "'" + word.replace("'", "'\"'\"'") + "'"
        for word in words
    )


def _paths(given: str, root: str) -> tuple[str, ...]:
    """Our patterns for a path in the manner of gitignore; none for what we cannot say."""
    if _ODD_GLOB.search(given) or re.search(r"[*?]", root):
        return ()
    path = given.removeprefix("./")
    base = root.rstrip("/")
    if path.startswith("//"):
        whole = path[1:]
    elif path.startswith("~/"):
        whole = path
    elif "/" in path.rstrip("/"):
        whole = f"{base}/{path.lstrip('/')}"
    else:
        # A name alone is that name in any folder.
        whole = f"{base}/**/{path}"
    whole = whole.rstrip("/")
    if not whole or ".." in whole.split("/"):
        return ()
    # What names a folder means all that is in it.
    return (whole,) if whole.endswith("/**") else (whole, f"{whole}/**")
