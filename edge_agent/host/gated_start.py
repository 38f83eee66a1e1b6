"""What a gated session starts instead of what was asked for: the agent with our hooks in it, at a
level, after everything was looked at that the gate stands on."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge_agent.agents import claude_terminal, demo_terminal, gate_helper, verdicts
from edge_agent.host import launch as launching
from edge_agent.host.launch import Launch
from edge_agent.shield import Shield
from edge_agent.shield import prepare as prepare_shield
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

ADAPTERS = {"claude": claude_terminal, demo_terminal.AGENT: demo_terminal}
"""Agents whose own terminal program can be gated."""
PYTHONS = ("/usr/bin/python3", "/usr/local/bin/python3", "/bin/python3")
"""Where the system's own Python is looked for: a virtual environment's starts twice as slowly, and
its files may be the session's to write."""
SHIELDED = "shielded"
HELPER_S = 86_000
"""The helper says no before the agent's own deadline for a hook (a day) is over."""


@dataclass(frozen=True, slots=True)
class GatedStart:
    """`argv`: the whole command line; `version`: the agent's, where it is known."""

    argv: list[str]
    shield: Shield
    version: str | None


def prepare(
    home: Home,
    asked: Launch,
    environment: Mapping[str, str],
    gate_sock: Path,
    settings: Mapping[str, Any],
) -> GatedStart:
    """Look at the agent, its gate and the level. `gate_sock` listens already. Blocks for seconds;
    raises `Refused`."""
    adapter = ADAPTERS.get(asked.agent)
    if adapter is None or asked.kind != "terminal":
        raise Refused("not-possible", f"nothing gates {asked.agent!a}")
    if asked.mode == "custom":
        raise Refused("not-possible", "nothing here has rules for a mode of its own")
    launching.check_folder(asked.folder)
    given = adapter.environment(environment)
    program = launching.find_program(asked.argv, asked.folder, given.get("PATH"))
    if Path(program).resolve().is_relative_to(Path(asked.folder).resolve()):
        # A worktree that puts its own program on PATH must not be asked for its version either.
        raise Refused("not-possible", "the agent's program lies in the session's own folder")
    version = None
    if adapter is not demo_terminal:
        verdict = verdicts.verdict_for(home, asked.agent, asked.kind, program, given)
        verdict.check(bool(settings["agents.require_verified"]))
        version = verdict.version
    helper = Path(gate_helper.__file__).resolve()
    ours = adapter.settings(
        [python(), "-I", "-S", str(helper)],
        str(gate_sock),
        HELPER_S,
        given.get("ANTHROPIC_BASE_URL"),
        given.get("PATH"),
    )
    argv = adapter.argv(program, ours, asked.folder, asked.argv[1:])
    around = prepare_shield(
        home,
        asked.folder,
        gate_sock,
        given,
        level=asked.level or SHIELDED,
        shown=(helper, Path(claude_terminal.SHELL)),
        no_new_privs=bool(settings["shield.no_new_privs"]),
        ssh_agent=bool(settings["shield.ssh_agent"]),
    )
    if asked.level == SHIELDED and around.level != asked.level:
        raise Refused("not-possible", f"no shielded session: {around.reason}")
    return GatedStart([*around.argv_prefix, *argv], around, version)


def python() -> str:
    """The system's own Python, which runs the hooks. Raises `Refused("not-possible")`."""
    found = next((one for one in PYTHONS if os.access(one, os.X_OK)), None)
    if found is None and sys.prefix == sys.base_prefix and os.path.isabs(sys.executable):
        found = sys.executable
    if found is None:
        raise Refused("not-possible", "the hooks need the system's Python: install python3")
    return found
