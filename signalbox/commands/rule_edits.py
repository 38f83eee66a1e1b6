"""`signalbox rule list`, `add` and `remove`: the hub's guardrails, here and from afar."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from edge_agent.gate.rule_concerns import Concern, concerns
from edge_agent.gate.rules import from_values
from schemas.wire.errors import Refused
from schemas.wire.plain import plain
from signalbox import administer, show


def list_rules(arguments: argparse.Namespace) -> int:
    """List the rules in the order in which they decide."""
    rows = administer.ask("rule.list")["rows"]
    found = _concerns(rows)
    if arguments.json:
        show.as_json({"rules": rows, "concerns": _values(found)})
        return 0
    show.table(
        ("NO", "NAME", "KIND", "DECIDES", "MATCHES", "WHERE"),
        [
            (
                number,
                rule["name"],
                rule["kind"],
                _decides(rule),
                ", ".join(rule.get("match", ())),
                _where(rule),
            )
            for number, rule in enumerate(rows, 1)
        ],
        most=200,
    )
    _warn(found)
    return 0


def add(arguments: argparse.Namespace) -> int:
    """Put a rule in. What is doubtful with it there, and was not before, is told."""
    if sum((arguments.first, arguments.last, arguments.before is not None)) > 1:
        raise Refused("bad-field", "one of --first, --last and --before")
    rule = _rule(arguments)
    told = administer.ask(
        "rule.add", rule=rule, at="first" if arguments.first else None, before=arguments.before
    )
    rows = administer.ask("rule.list")["rows"]
    without = [row for row in rows if row["name"] != rule["name"]]
    known = set(_concerns(without))
    found = [one for one in _concerns(rows) if one not in known]
    if arguments.json:
        show.as_json({"rule": rule, "place": told["place"], "concerns": _values(found)})
        return 0
    print(f"Rule {told['place']} of {len(rows)}: {plain(rule['name'])}, {_decides(rule)}.")
    _warn(found)
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Take a rule out."""
    administer.ask("rule.remove", name=arguments.name)
    if arguments.json:
        show.as_json({"removed": arguments.name})
    else:
        print(f"Removed: {plain(arguments.name)}.")
    return 0


def _rule(arguments: argparse.Namespace) -> dict[str, Any]:
    """As it will stand in rules.toml: only what was said. Raises `Refused`."""
    ask = {
        "group": arguments.group,
        "count": arguments.count,
        "exclude_requester": arguments.exclude_requester or None,
        "reason": arguments.wants_reason or None,
        "desk": arguments.desk or None,
        "expires": arguments.expires,
    }
    ask = {name: value for name, value in ask.items() if value is not None}
    rule = {
        "name": arguments.name,
        "kind": arguments.kind,
        "match": arguments.match,
        "agents": administer.listed(arguments.agents),
        "machines": administer.listed(arguments.machines),
        "projects": administer.listed(arguments.projects),
        "decide": arguments.decide,
        "reason": arguments.reason,
        "ask": ask or None,
        "grantable": arguments.grantable or None,
        "despite": administer.listed(arguments.despite),
    }
    return {name: value for name, value in rule.items() if value is not None}


def _decides(rule: dict[str, Any]) -> str:
    ask = rule.get("ask", {})
    if rule["decide"] == "ask":
        who = f"{ask.get('count', 1)} of {ask['group']}" if "group" in ask else ""
        who = who or (f"{ask['count']} people" if ask.get("count", 1) > 1 else "")
        other = "not who asked for it" if ask.get("exclude_requester") else ""
        return ": ".join(["ask", ", ".join(filter(None, (who, other)))]).removesuffix(": ")
    why = f": {rule['reason']}" if rule.get("reason") else ""
    return plain(f"{rule['decide']}{why}")


def _where(rule: dict[str, Any]) -> str:
    return "; ".join(
        f"{name} {', '.join(rule[name])}"
        for name in ("agents", "machines", "projects")
        if rule.get(name)
    )


def _concerns(rows: Sequence[dict[str, Any]]) -> list[Concern]:
    return concerns(from_values(rows))


def _values(found: Sequence[Concern]) -> list[dict[str, str]]:
    return [{"rule": one.rule, "text": one.text} for one in found]


def _warn(found: Sequence[Concern]) -> None:
    for one in found:
        print(f"signalbox: {plain(one.rule)}: {plain(one.text)}", file=sys.stderr)
