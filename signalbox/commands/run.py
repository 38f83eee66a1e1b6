"""`signalbox run`: start a session, on this machine with or without a hub, or on another one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from schemas.wire.settings import load
from signalbox import first_time, home_checks, local_sessions, show
from signalbox.commands.attach import take_terminal

GATED, NOT_GATED = "gated", "not gated"


def run(arguments: argparse.Namespace) -> int:
    """Start the program under a host of its own, and attach where there is a terminal."""
    from edge_agent.agents.profiles import command_for

    gate = _gate(arguments)
    rest = arguments.args[1:] if arguments.args[:1] == ["--"] else arguments.args
    home = layout.home_from()
    if arguments.on and arguments.on != load(home.config)["machine.name"]:
        return _elsewhere(arguments, home, rest, gate)
    if arguments.project:
        raise Refused("bad-field", "--project is for --on; here the folder says which one it is")
    started = command_for(arguments.agent, rest)
    return start(arguments, started.agent, started.argv, gate, arguments.mode)


def start(
    arguments: argparse.Namespace,
    agent: str,
    argv: list[str],
    gate: str = NOT_GATED,
    mode: str | None = None,
) -> int:
    """Start `argv` in `arguments.folder` as a terminal session and attach."""
    from edge_agent.host.launch import Launch
    from edge_agent.host.spawn import spawn
    from edge_agent.projects import known_projects, project_of

    home = home_checks.checked(layout.home_from())
    folder = Path(arguments.folder or ".").absolute()
    columns, rows = _size()
    if gate == GATED and not home.policy.exists():
        # Its gate would deny everything; nobody wants to find that out later.
        up = show.line("up")
        why = f"{agent} has no gate here before {up} (or say --not-gated)"
        raise Refused("no-policy", why)
    session = spawn(
        home,
        Launch(
            machine=first_time.machine_name(home),
            project=project_of(folder, known_projects(home)),
            folder=str(folder),
            argv=argv,
            agent=agent,
            who="desk",
            title=arguments.title,
            columns=columns,
            rows=rows,
            gate=gate,
            mode=(mode or "standard") if gate == GATED else None,
        ),
    )
    about = local_sessions.look(home, session).document if gate == GATED else {}
    if arguments.json:
        told = {name: about.get(name) for name in ("gate", "level", "mode") if about}
        show.as_json({"session": session, **told})
        return 0
    _say_gate(agent, gate, about)
    if arguments.detach or not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(session)
        show.hint(f"Take it: {show.line('attach', session)}")
        return 0
    return take_terminal(home, session, steer=True)


def _gate(arguments: argparse.Namespace) -> str:
    """What gates it: as its profile says, unless somebody wants none. Raises `Refused`."""
    from edge_agent.agents.profiles import profiles

    profile = profiles().get(arguments.agent)
    if profile is not None and profile.gate == GATED and not arguments.not_gated:
        return GATED
    if arguments.mode:
        why = "--not-gated" if arguments.not_gated else f"nothing gates {arguments.agent!a}"
        raise Refused("bad-field", f"{why}, so it has no mode")
    return NOT_GATED


def _say_gate(agent: str, gate: str, about: Mapping[str, Any]) -> None:
    """What stands between the agent and this machine; nothing is said of a plain program."""
    from edge_agent.agents.profiles import profiles

    if gate == GATED:
        told = ", ".join(str(about[name]) for name in ("mode", "level") if about.get(name))
        text = f"{agent}: gated ({told or 'standard'})"
        if about.get("shut"):
            text += f", and its gate is shut: {plain(str(about['shut']), most=300)}"
    elif agent in profiles():
        text = f"{agent}: NOT GATED; nobody is asked, whatever it does"
    else:
        return
    print(f"[{text}]", file=sys.stderr)


def _elsewhere(arguments: argparse.Namespace, home: Home, rest: list[str], gate: str) -> int:
    """Ask another machine to start it, and attach there."""
    from signalbox.remote import attach, hub, starting

    columns, rows = _size()
    with hub.connect(home) as client:
        session = starting.start(
            client,
            machine=arguments.on,
            project=arguments.project,
            folder=arguments.folder,
            agent=arguments.agent,
            arguments=rest,
            title=arguments.title,
            size=(columns, rows),
            gate=gate,
            mode=arguments.mode,
        )
        if arguments.json:
            show.as_json({"session": session, "machine": arguments.on, "gate": gate})
            return 0
        if arguments.detach or not (sys.stdin.isatty() and sys.stdout.isatty()):
            _say_gate(arguments.agent, gate, {"mode": arguments.mode})
            print(session)
            show.hint(f"Take it: {show.line('attach', session)}")
            return 0
        found = starting.wait_for(client, session)
        _say_gate(arguments.agent, found.state.gate, found.state.value())
        return attach.take_terminal(found)


def _size() -> tuple[int, int]:
    try:
        size = os.get_terminal_size()
        return max(size.columns, 1), max(size.lines, 1)
    except OSError:
        return 120, 40
