"""`signalbox run`: start a session on this machine, with or without a hub."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from schemas.wire import layout
from signalbox import first_time, home_checks, show
from signalbox.commands.attach import take_terminal


def run(arguments: argparse.Namespace) -> int:
    """Start the program under a host of its own, and attach where there is a terminal."""
    from edge_agent.agents.profiles import command_for

    rest = arguments.args[1:] if arguments.args[:1] == ["--"] else arguments.args
    started = command_for(arguments.agent, rest)
    return start(arguments, started.agent, started.argv)


def start(arguments: argparse.Namespace, agent: str, argv: list[str]) -> int:
    """Start `argv` in `arguments.folder` as a terminal session and attach."""
    from edge_agent.host.launch import Launch
    from edge_agent.host.spawn import spawn
    from edge_agent.projects import known_projects, project_of

    home = home_checks.checked(layout.home_from())
    folder = Path(arguments.folder).absolute()
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
        show.hint(f"Take it: signalbox attach {session}")
        return 0
    return take_terminal(home, session, steer=True)


def _size() -> tuple[int, int]:
    try:
        size = os.get_terminal_size()
        return max(size.columns, 1), max(size.lines, 1)
    except OSError:
        return 120, 40
