"""Agents of this machine: whether each may start with its gate."""

from __future__ import annotations

import os

from edge_agent.agents.verdicts import FAILED, VERIFIED, Verdict
from edge_agent.daemon import agents as looked
from edge_agent.projects import known_projects
from schemas.wire.layout import Home
from schemas.wire.settings import load
from signalbox import show


def check(home: Home) -> tuple[str, str, str]:
    """What `agents verify` has found of those that are installed."""
    seen = looked.look(home, os.environ, known_projects(home).values())
    verdicts = [verdict for _, verdict in seen.verdicts.values()]
    if not verdicts:
        return "good", "no agent that we know is installed", ""
    required = bool(load(home.config)["agents.require_verified"])
    failed = [_name(one) for one in verdicts if one.state == FAILED]
    if failed:
        return "bad", f"{', '.join(failed)}: its gate does not hold here", _mend(verdicts, FAILED)
    held = [one for one in verdicts if not one.may_start or (required and one.state != VERIFIED)]
    if held:
        names = ", ".join(map(_name, held))
        return (
            "warning",
            f"{names}: not verified here, so it does not start as gated",
            show.line("agents", "verify", held[0].agent),
        )
    return "good", f"{', '.join(map(_name, verdicts))}: may start as gated", ""


def _name(verdict: Verdict) -> str:
    return f"{verdict.agent} {verdict.version or '(version unknown)'}"


def _mend(verdicts: list[Verdict], state: str) -> str:
    first = next(one for one in verdicts if one.state == state)
    red = next((row for row in first.rows if row.state == "red"), None)
    why = f"{red.name}: {red.reason}; again: " if red is not None else ""
    return why + show.line("agents", "verify", first.agent)
