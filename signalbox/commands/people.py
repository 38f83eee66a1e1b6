"""`signalbox user` and `group`: who may come in."""

from __future__ import annotations

import argparse
from typing import Any

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.rights import ROLES
from signalbox import administer, first_time, show


def add(arguments: argparse.Namespace) -> int:
    """Add a person with one role on all machines; the password is shown once."""
    user = _name(arguments.user)
    secret = first_time.new_password()
    try:
        administer.ask(
            "user.add",
            user=user,
            password=secret,
            groups=arguments.group,
            role=None if arguments.role == "none" else arguments.role,
        )
    except Refused as refused:
        if refused.code == "bad-field" and "role" in refused.detail:
            raise Refused(
                "bad-field",
                f"role {arguments.role!a}; one of {', '.join(ROLES)}, none, or your own",
            ) from None
        raise
    return _tell(arguments, user, secret, f"{user} may come in as {arguments.role}.")


def password(arguments: argparse.Namespace) -> int:
    """Give a person a new password; old log-ins end within a second."""
    user = _name(arguments.user)
    secret = first_time.new_password()
    administer.ask("user.password", user=user, password=secret)
    return _tell(arguments, user, secret, f"{user} has a new password; the old one is void.")


def remove(arguments: argparse.Namespace) -> int:
    """Let a person in no more; their connections end within a second."""
    user = _name(arguments.user)
    administer.ask("user.remove", user=user)
    return _done(arguments, {"removed": user}, f"{user} may come in no more.")


def list_users(arguments: argparse.Namespace) -> int:
    """List people with their groups, devices and what they are granted."""
    people = administer.ask("user.list")["rows"]
    grants = administer.ask("grant.list")["rows"]
    for row in people:
        names = {row["user"], *(f"group:{group}" for group in row["groups"])}
        row["grants"] = [grant for grant in grants if names & set(grant["to"])]
    if arguments.json:
        show.as_json(people)
        return 0
    show.table(
        ("USER", "GROUPS", "DEVICES", "GRANTED"),
        [
            (
                row["user"],
                ", ".join(row["groups"]),
                ", ".join(row["devices"]),
                "; ".join(f"{g['role']} on {', '.join(g['machines'])}" for g in row["grants"])
                or "nothing",
            )
            for row in people
        ],
        most=120,
    )
    return 0


def join_group(arguments: argparse.Namespace) -> int:
    """Put a person into a group."""
    user, group = _name(arguments.user), ids.check_name(arguments.group, "group")
    administer.ask("group.add", group=group, user=user)
    return _done(arguments, {"group": group, "user": user}, f"{user} is in {group}.")


def leave_group(arguments: argparse.Namespace) -> int:
    """Take a person out of a group."""
    user, group = _name(arguments.user), ids.check_name(arguments.group, "group")
    administer.ask("group.remove", group=group, user=user)
    return _done(arguments, {"group": group, "user": user}, f"{user} is in {group} no more.")


def list_groups(arguments: argparse.Namespace) -> int:
    """List groups and who is in them; a group is there as soon as somebody is."""
    members: dict[str, list[str]] = {}
    for row in administer.ask("user.list")["rows"]:
        for group in row["groups"]:
            members.setdefault(group, []).append(row["user"])
    if arguments.json:
        show.as_json(members)
        return 0
    show.table(
        ("GROUP", "PEOPLE"), [(g, ", ".join(who)) for g, who in sorted(members.items())], most=120
    )
    return 0


def _tell(arguments: argparse.Namespace, user: str, secret: str, text: str) -> int:
    if arguments.json:
        show.as_json({"user": user, "password": secret})
    else:
        print(f"{text}\n  password {secret}   (shown once)")
        show.hint(f"They log in with: signalbox login --user {user}")
    return 0


def _done(arguments: argparse.Namespace, told: dict[str, Any], text: str) -> int:
    if arguments.json:
        show.as_json(told)
    else:
        print(text)
    return 0


def _name(user: str) -> str:
    ids.check_name(user, "user")
    if user in ids.RESERVED_USERS:
        raise Refused("bad-id", f"{user} is a name of Signalbox's own")
    return user
