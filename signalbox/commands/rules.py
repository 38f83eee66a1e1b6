"""`signalbox rule test`: what the guardrails would make of a command, here and now."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from edge_agent import never
from edge_agent.agents.project_settings import ProjectSettings
from edge_agent.files import Files
from edge_agent.gate import explain
from edge_agent.gate.decide import decide
from edge_agent.gate.decision import Guard, Request
from edge_agent.gate.rule_concerns import concerns
from edge_agent.gate.rules import Rule, Where, from_values
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, home_from
from schemas.wire.plain import plain
from schemas.wire.strictjson import MAX_BYTES, loads_object
from signalbox import show


def test(arguments: argparse.Namespace) -> int:
    """Judge a command by the rules of this hub, or of the policy that this machine has; by the
    owner's veto here, and by what the project forbids this agent."""
    home = home_from()
    rules, source = rules_of(home, arguments.rules)
    folder = Path(arguments.folder or ".").resolve()
    path = os.environ.get("PATH", "")
    world = Files(folder, folder, Path.home(), path, [home.root])
    where = Where(arguments.agent, arguments.machine, arguments.project, world.project, world.home)
    forbidden = never.read(home)
    guard = Guard(
        rules,
        mode=arguments.mode,
        stricter=ProjectSettings(arguments.agent, str(folder)).rules(str(folder)),
        never_commands=forbidden.commands,
        never_paths=forbidden.paths,
    )
    decision = decide(Request("command", arguments.text), guard, world, where)
    found = concerns(rules)
    if arguments.json:
        told = [{"rule": one.rule, "text": one.text} for one in found]
        show.as_json({**explain.value(decision), "rules": source, "concerns": told})
        return 0
    for line in explain.lines(decision):
        print(line)
    for one in found:
        print(f"signalbox: {source}, {plain(one.rule)}: {plain(one.text)}", file=sys.stderr)
    return 0


def rules_of(home: Home, given: str | None) -> tuple[tuple[Rule, ...], str]:
    """The rules and where they stand. Raises `Refused` with the line of a mistake."""
    path = Path(given) if given else home.hub / "rules.toml"
    if given or path.exists():
        # Only this needs what a hub has installed.
        from broker.steward import rules

        listed = rules.read(path.read_bytes())
        return from_values([one.model_dump(exclude_none=True) for one in listed]), str(path)
    try:
        policy = loads_object(home.policy.read_bytes(), MAX_BYTES)["policy"]
        return from_values(policy.get("guardrails", [])), "the policy of this machine"
    except FileNotFoundError:
        raise Refused("no-policy", f"neither {path} nor a policy is here") from None
