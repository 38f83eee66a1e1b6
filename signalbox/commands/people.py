"""`signalbox user`: who may come in, edited on the hub's own computer."""

from __future__ import annotations

import argparse
from typing import Any

from schemas.wire import ids, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import first_time, show


def add(arguments: argparse.Namespace) -> int:
    """Add a person with one role on all machines; the password is shown once."""
    from broker import identity
    from broker.access import document, edit

    home = _hub_home()
    user = _name(arguments.user)
    known = document.read(home.access.read_bytes()).roles
    from schemas.wire.rights import ROLES

    if arguments.role not in ROLES and arguments.role not in known:
        raise Refused("bad-field", f"role {arguments.role!a}; one of {', '.join([*ROLES, *known])}")
    secret = first_time.new_password()
    with edit.changing(home.access) as edited:
        edit.add_user(edited, user)
        edit.add_grant(edited, [user], arguments.role, ["*"], ["*", ids.NONE])
    identity.set_password(home, user, secret)
    return _tell(arguments, user, secret, f"{user} may come in as {arguments.role}.")


def password(arguments: argparse.Namespace) -> int:
    """Give a person a new password; old log-ins end within a second."""
    from broker import identity
    from broker.access import document

    home = _hub_home()
    user = _name(arguments.user)
    if user not in document.read(home.access.read_bytes()).users:
        raise Refused("bad-field", f"there is no user {user}; see `signalbox user list`")
    secret = first_time.new_password()
    identity.set_password(home, user, secret)
    return _tell(arguments, user, secret, f"{user} has a new password; the old one is void.")


def remove(arguments: argparse.Namespace) -> int:
    """Let a person in no more; their connections end within a second."""
    from broker import identity
    from broker.access import edit

    home = _hub_home()
    user = _name(arguments.user)
    with edit.changing(home.access) as edited:
        edit.remove_user(edited, user)
    identity.remove(home, user)
    if arguments.json:
        show.as_json({"removed": user})
    else:
        print(f"{user} may come in no more.")
    return 0


def list_users(arguments: argparse.Namespace) -> int:
    """List people with their groups and what they are granted."""
    from broker.access import document
    from schemas.wire.clock import Clock

    home = _hub_home()
    found = document.read(home.access.read_bytes())
    now = Clock().wall_us()
    rows: list[dict[str, Any]] = []
    for user, about in sorted(found.users.items()):
        granted = [
            {"rights": sorted(g.rights), "machines": g.machines, "projects": g.projects}
            for g in found.grants_of(user, now)
        ]
        rows.append({"user": user, "groups": sorted(about.groups), "grants": granted})
    if arguments.json:
        show.as_json(rows)
        return 0
    show.table(
        ("USER", "GROUPS", "MAY"),
        [
            (
                row["user"],
                ", ".join(row["groups"]),
                "; ".join(
                    f"{', '.join(g['rights'])} on {', '.join(g['machines'])}" for g in row["grants"]
                )
                or "nothing",
            )
            for row in rows
        ],
        most=120,
    )
    return 0


def _tell(arguments: argparse.Namespace, user: str, secret: str, text: str) -> int:
    if arguments.json:
        show.as_json({"user": user, "password": secret})
    else:
        print(f"{text}\n  password {secret}   (shown once)")
        show.hint(f"They log in with: signalbox login --user {user}")
    return 0


def _name(user: str) -> str:
    ids.check_name(user, "user")
    if user in ids.RESERVED_USERS:
        raise Refused("bad-id", f"{user} is a name of Signalbox's own")
    return user


def _hub_home() -> Home:
    home = layout.home_from()
    if not home.access.exists():
        raise Refused("not-running", f"no hub in {home.root}; `signalbox up` makes one")
    return home
