"""`signalbox run`: start a session, on this machine with or without a hub, or on another one."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.settings import load
from signalbox import first_time, home_checks, show
from signalbox.commands.attach import take_terminal


def run(arguments: argparse.Namespace) -> int:
    """Start the program under a host of its own, and attach where there is a terminal."""
    from edge_agent.agents.profiles import command_for

    rest = arguments.args[1:] if arguments.args[:1] == ["--"] else arguments.args
    home = layout.home_from()
    if arguments.on and arguments.on != load(home.config)["machine.name"]:
        return _elsewhere(arguments, home, rest)
    if arguments.project:
        raise Refused("bad-field", "--project is for --on; here the folder says which one it is")
    started = command_for(arguments.agent, rest)
    return start(arguments, started.agent, started.argv)


def start(arguments: argparse.Namespace, agent: str, argv: list[str]) -> int:
    """Start `argv` in `arguments.folder` as a terminal session and attach."""
    from edge_agent.host.launch import Launch
    from edge_agent.host.spawn import spawn
    from edge_agent.projects import known_projects, project_of

    home = home_checks.checked(layout.home_from())
    folder = Path(arguments.folder or ".").absolute()
    columns, rows = _size()
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
        ),
    )
    if arguments.json:
        show.as_json({"session": session})
        return 0
    if arguments.detach or not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(session)
        show.hint(f"Take it: {show.line('attach', session)}")
        return 0
    return take_terminal(home, session, steer=True)


def _elsewhere(arguments: argparse.Namespace, home: Home, rest: list[str]) -> int:
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
        )
        if arguments.json:
            show.as_json({"session": session, "machine": arguments.on})
            return 0
        if arguments.detach or not (sys.stdin.isatty() and sys.stdout.isatty()):
            print(session)
            show.hint(f"Take it: {show.line('attach', session)}")
            return 0
        return attach.take_terminal(starting.wait_for(client, session))


def _size() -> tuple[int, int]:
    try:
        size = os.get_terminal_size()
        return max(size.columns, 1), max(size.lines, 1)
    except OSError:
        return 120, 40
