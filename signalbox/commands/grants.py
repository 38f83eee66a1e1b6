"""`signalbox grant` and `can`: who may do what where, and why."""

from __future__ import annotations

import argparse
from typing import Any

from schemas.wire import ids
from schemas.wire.errors import Refused
from signalbox import administer, show


def add(arguments: argparse.Namespace) -> int:
    """Grant a role to people and groups."""
    grant = {
        "to": arguments.to,
        "role": arguments.role,
        "machines": administer.listed(arguments.machines) or ["*"],
        "projects": administer.listed(arguments.projects) or ["*", ids.NONE],
        "until": administer.moment(arguments.until),
    }
    administer.ask("grant.add", **grant)
    if arguments.json:
        show.as_json({name: value for name, value in grant.items() if value is not None})
    else:
        print(f"Granted: {_in_words(grant)}.")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Take back a grant by its number; the one that was listed there, even if others moved."""
    grants = administer.ask("grant.list")["rows"]
    if not 1 <= arguments.number <= len(grants):
        raise Refused(
            "bad-field", f"there are grants 1 to {len(grants)}; see `signalbox grant list`"
        )
    grant = grants[arguments.number - 1]
    administer.ask("grant.remove", **grant)
    if arguments.json:
        show.as_json(grant)
    else:
        print(f"Taken back: {_in_words(grant)}.")
    return 0


def list_grants(arguments: argparse.Namespace) -> int:
    """List grants with their numbers."""
    grants = administer.ask("grant.list")["rows"]
    if arguments.json:
        show.as_json(grants)
        return 0
    show.table(
        ("NO", "TO", "ROLE", "MACHINES", "PROJECTS", "SESSIONS", "UNTIL"),
        [
            (
                number,
                ", ".join(grant["to"]),
                grant["role"],
                ", ".join(grant["machines"]),
                ", ".join(grant["projects"]),
                ", ".join(grant.get("sessions", ())),
                grant.get("until", ""),
            )
            for number, grant in enumerate(grants, 1)
        ],
        most=120,
    )
    return 0


def can(arguments: argparse.Namespace) -> int:
    """Tell whether somebody may do something; exit status 1 where not."""
    machine, slash, project = arguments.place.partition("/")
    found = administer.ask(
        "can",
        user=arguments.user,
        verb=arguments.verb,
        machine=machine,
        project=project if slash else ids.NONE,
    )
    if arguments.json:
        show.as_json({"may": found["may"], "why": found["why"]})
    else:
        print("yes" if found["may"] else "no")
        for line in found["why"] if arguments.why else ():
            print(f"  {line}")
    return 0 if found["may"] else 1


def _in_words(grant: dict[str, Any]) -> str:
    until = f" until {grant['until']}" if grant.get("until") else ""
    return (
        f"{grant['role']} to {', '.join(grant['to'])} on {', '.join(grant['machines'])}, "
        f"projects {', '.join(grant['projects'])}{until}"
    )
