"""The demo's scripted agent under the gate: a program of ours that asks by the same hooks. Pure.

It is shipped with Signalbox and has no version of its own, so nobody has to prove its gate first:
our tests do. Nothing else may be started under its name.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from edge_agent.agents import claude_terminal
from schemas.wire.errors import Refused

AGENT = "demo"
PROGRAM = (sys.executable, "-I", "-m", "signalbox.demo.agent")
"""The one command line; a script of the person's own may follow."""

settings = claude_terminal.settings
environment = claude_terminal.environment


def argv(program: str, ours: Mapping[str, Any], folder: str, given: Sequence[str]) -> list[str]:
    """The command line. Raises `Refused("bad-field")` for anything but the demo's agent."""
    module = list(PROGRAM[1:])
    if program != PROGRAM[0] or list(given[: len(module)]) != module:
        raise Refused("bad-field", "under this name only the demo's own agent is started")
    hooks = json.dumps(ours, separators=(",", ":"))
    return [program, *module, "--settings", hooks, *given[len(module) :]]
