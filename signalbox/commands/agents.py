"""`signalbox agents`: which agents a machine has, and `agents verify`: what their gate is worth."""

from __future__ import annotations

import argparse
import os
import time
from typing import Any

from edge_agent.agents.profiles import Profile, profiles
from edge_agent.daemon import agents as looked
from edge_agent.projects import known_projects
from schemas.documents.info import Agent, Info, Outside
from schemas.wire import layout, topics
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from schemas.wire.settings import load
from signalbox import home_checks, show


def list_agents(arguments: argparse.Namespace) -> int:
    """Print every agent that a profile speaks of, and those that run outside."""
    home = layout.home_from()
    if arguments.on and arguments.on != load(home.config)["machine.name"]:
        installed, outside = _elsewhere(home, arguments.on)
        here = False
    else:
        seen = looked.look(home, os.environ, known_projects(home).values())
        installed, outside = looked.documents(seen)
        here = True
    missing = sorted(set(profiles()) - {one.agent for one in installed})
    if arguments.json:
        show.as_json(
            {
                "agents": [one.model_dump(exclude_none=True) for one in installed],
                "missing": missing,
                "outside": [one.model_dump(exclude_none=True) for one in outside],
            }
        )
        return 0
    show.table(
        ("AGENT", "KIND", "VERSION", "LOGGED IN", "GATE", "PATH"),
        [
            *(
                (
                    one.agent,
                    one.kind,
                    one.version or "unknown",
                    {True: "yes", False: "no", None: "nobody can tell"}[one.logged_in],
                    gate_in_words(one),
                    one.path,
                )
                for one in installed
            ),
            *((name, "", "not installed", "", "", "") for name in missing),
        ],
        most=100,
    )
    for running in outside:
        _print_outside(running)
    if here:
        for text in [hint for one in installed if (hint := _next(one))]:
            show.hint(text)
        for name in missing:
            show.hint(f"Install {name}: {profiles()[name].install}")
    return 0


def gate_in_words(agent: Agent) -> str:
    """What an agent's gate is worth, as people say it."""
    if agent.verified == "failed":
        return f"FAILED on {_day(agent)}: does not start as gated"
    if agent.gate != "gated":
        return agent.gate
    if agent.verified == "verified":
        return f"gated, verified on {_day(agent)}"
    if agent.known:
        return "gated, not verified here; our tests know this version"
    return "not verified, and our tests do not know this version: does not start as gated"


def _day(agent: Agent) -> str:
    return time.strftime("%Y-%m-%d", time.localtime((agent.verified_at or 0) / 1_000_000))


def _next(agent: Agent) -> str:
    if agent.logged_in is False:
        return f"Log {agent.agent} in: start {profiles()[agent.agent].command} once"
    if agent.verified != "verified" and profiles()[agent.agent].gate_of(agent.kind) == "gated":
        words = show.line("agents", "verify", agent.agent)
        return f"Prove its gate, with no tokens and no network: {words}"
    return f"Start it: {show.line('run', agent.agent)}"


def _print_outside(one: Outside) -> None:
    since = show.moment(one.since)[:16] if one.since else "some time ago"
    where = plain(one.folder, most=200) if one.folder else "a folder that cannot be read"
    print(f"{one.agent} runs outside Signalbox in {where}, process {one.pid}, since {since}")
    if one.line:
        print(f"  end it there, then: {plain(one.line, most=1000)}")


def _elsewhere(home: Home, machine: str) -> tuple[list[Agent], list[Outside]]:
    """What the machine's info says. Raises `Refused`."""
    from signalbox.remote import hub

    topic = topics.build("machine.info", m=machine)
    with hub.connect(home) as client:
        client.read([topic])
        payload = client.retained.get(topic)
    if not payload:
        raise Refused("no-such-machine", machine)
    found = Info.read(payload)
    return list(found.agents), list(found.outside)


# ----- verify


def verify(arguments: argparse.Namespace) -> int:
    """Prove what each installed agent's gate is worth here; exit status 1 where a row is red."""
    from signalbox import verifying

    home = home_checks.checked(layout.home_from())
    chosen = _chosen(arguments.agent)
    told: list[dict[str, Any]] = []
    good = True
    for profile in chosen:
        for kind in (one.kind for one in profile.kinds if one.gate == "gated"):
            program = verifying.program_of(profile, known_projects(home).values())
            if program is None:
                if arguments.agent:
                    raise Refused("no-such-program", f"{profile.command} ({profile.install})")
                continue
            found = verifying.verify(home, profile, kind, program, quiet=arguments.json)
            told.append(found)
            good = good and found["state"] == "verified"
    if not told:
        raise Refused("no-such-agent", "none is installed here whose gate could be verified")
    if arguments.json:
        show.as_json(told)
    return 0 if good else 1


def _chosen(name: str | None) -> list[Profile]:
    if name is None:
        return [profiles()[one] for one in sorted(profiles())]
    if name not in profiles():
        raise Refused("no-such-agent", f"{ascii(name)[:60]} (there are: {', '.join(profiles())})")
    if all(kind.gate != "gated" for kind in profiles()[name].kinds):
        raise Refused("not-possible", f"{name} has no gate")
    return [profiles()[name]]
