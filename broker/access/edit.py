"""Changing access.toml by program: comments and order kept, under a lock, checked before written.

Each change is a function of the tomlkit document. `changing` holds the lock, so that the steward
and a `signalbox` at the desk never write over each other; somebody's editor is only noticed.
"""

from __future__ import annotations

import fcntl
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError

from broker.access import document
from broker.access.compile import hub_rights
from broker.access.document import GROUP, BadAccess, Document
from schemas.wire import private_file
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused


@contextmanager
def changing(path: Path) -> Iterator[TOMLDocument]:
    """Read the file, let it be changed, check the result whole, replace the file.

    Raises Refused: "bad-config" when the file is broken before or after (nothing is written),
    "nothing-changed" when it is the same, "not-granted" when nobody would be left to administer
    the hub.
    """
    with open(path.parent / "access.lock", "ab") as lock:
        os.chmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        text = path.read_text(encoding="utf-8")
        document.parse(text)
        try:
            edited = tomlkit.parse(text)
            yield edited
            out = tomlkit.dumps(edited)
        except TOMLKitError as error:
            raise Refused("bad-config", f"access.toml: {error}") from None
        if out == text:
            raise Refused("nothing-changed")
        changed = _checked(out)
        if path.read_text(encoding="utf-8") != text:
            raise Refused("bad-config", "somebody else has just changed access.toml; try again")
        if not administrators(changed):
            raise Refused("not-granted", "nobody would be left who may administer the hub")
        private_file.write(path, out.encode())


def administrators(found: Document) -> list[str]:
    """Who may administer the hub, for good or for a time."""
    now = Clock().wall_us()
    return [user for user in found.users if "admin" in hub_rights(found, user, now)]


def _checked(text: str) -> Document:
    try:
        return document.parse(text)
    except BadAccess as error:
        raise Refused("bad-field", error.reason) from None


# ----- people


def add_user(edited: TOMLDocument, user: str, groups: Iterable[str] = ()) -> None:
    """A new person, in these groups."""
    users = _section(edited, "users")
    if user in users:
        raise Refused("nothing-changed", f"there is a user {user} already")
    table = tomlkit.table()
    table["groups"] = _array(groups)
    users[user] = table


def remove_user(edited: TOMLDocument, user: str) -> None:
    """A person, with the devices, and from every grant; grants to nobody go too."""
    users = _section(edited, "users")
    if user not in users:
        raise Refused("nothing-changed", f"there is no user {user}")
    del users[user]
    listed = edited.get("grants", [])
    for at in reversed(range(len(listed))):
        to = listed[at]["to"]
        if user in to:
            to.remove(user)
        if not to:
            del listed[at]


def join_group(edited: TOMLDocument, group: str, user: str) -> None:
    """Put a person into a group; groups are there as soon as somebody is in them."""
    table = _entry(edited, "users", user)
    groups = table.setdefault("groups", tomlkit.array())
    if group in groups:
        raise Refused("nothing-changed", f"{user} is in {group} already")
    groups.append(group)


def leave_group(edited: TOMLDocument, group: str, user: str) -> None:
    """Take a person out of a group."""
    groups = _entry(edited, "users", user).get("groups", [])
    if group not in groups:
        raise Refused("nothing-changed", f"{user} is not in {group}")
    groups.remove(group)


def add_device(
    edited: TOMLDocument,
    user: str,
    device: str,
    may: Iterable[str] | None = None,
    until: datetime | None = None,
) -> None:
    """A device of a person, with fewer rights (`may`) or for a time."""
    devices = _entry(edited, "users", user).setdefault("devices", tomlkit.table())
    if device in devices:
        raise Refused("nothing-changed", f"{user} has a device {device} already")
    table = tomlkit.table()
    if may is not None:
        table["may"] = _array(may)
    if until is not None:
        table["until"] = until.astimezone(UTC)
    devices[device] = table


def remove_device(edited: TOMLDocument, user: str, device: str) -> None:
    """A device, and with it every token that was made for it."""
    devices = _entry(edited, "users", user).get("devices", {})
    if device not in devices:
        raise Refused("nothing-changed", f"{user} has no device {device}")
    del devices[device]


# ----- grants


def add_grant(
    edited: TOMLDocument,
    to: Iterable[str],
    role: str,
    machines: Iterable[str],
    projects: Iterable[str],
    sessions: Iterable[str] | None = None,
    until: datetime | None = None,
) -> None:
    """One more grant, at the end of the file's grants."""
    table = tomlkit.table()
    table["to"] = _array(to)
    table["role"] = role
    table["machines"] = _array(machines)
    table["projects"] = _array(projects)
    if sessions is not None:
        table["sessions"] = _array(sessions)
    if until is not None:
        table["until"] = until.astimezone(UTC)
    listed = edited.setdefault("grants", tomlkit.aot())
    if any(_plain(grant) == _plain(table) for grant in listed):
        raise Refused("nothing-changed", "there is such a grant already")
    listed.append(table)


def grants(path: Path) -> list[dict[str, Any]]:
    """The grants as they stand in the file, `until` as text. Raises Refused where it is broken."""
    text = path.read_text(encoding="utf-8")
    document.parse(text)
    return [
        {k: v.isoformat() if isinstance(v, datetime) else v for k, v in grant.items()}
        for grant in tomllib.loads(text).get("grants", [])
    ]


def remove_grant(edited: TOMLDocument, wanted: Mapping[str, Any]) -> None:
    """The grant that says exactly this; its place in the file may have moved since it was seen."""
    listed = edited.get("grants", [])
    for at, grant in enumerate(listed):
        if _plain(grant) == _plain(wanted):
            del listed[at]
            return
    raise Refused("nothing-changed", "there is no such grant")


def _plain(grant: Any) -> dict[str, Any]:
    raw = grant.unwrap() if hasattr(grant, "unwrap") else dict(grant)
    return {key: sorted(v) if isinstance(v, list) else v for key, v in raw.items()}


# ----- machines


def add_machine(edited: TOMLDocument, machine: str, projects: Mapping[str, str]) -> None:
    """A machine and the folders of its projects."""
    machines = _section(edited, "machines")
    if machine in machines:
        raise Refused("nothing-changed", f"there is a machine {machine} already")
    table = tomlkit.table()
    table["projects"] = _projects(projects)
    machines[machine] = table


def set_projects(edited: TOMLDocument, machine: str, projects: Mapping[str, str]) -> None:
    """All projects of a machine, instead of those it has."""
    table = _entry(edited, "machines", machine).setdefault("projects", tomlkit.table())
    for project in [name for name in table if name not in projects]:
        del table[project]
    for project, folder in projects.items():
        if table.get(project) != folder:
            table[project] = folder


def remove_machine(edited: TOMLDocument, machine: str) -> None:
    """A machine; grants that name it stay, since they may hold globs."""
    machines = _section(edited, "machines")
    if machine not in machines:
        raise Refused("nothing-changed", f"there is no machine {machine}")
    del machines[machine]


def name_also(edited: TOMLDocument, machine: str, name: str) -> int:
    """Every grant that names this machine names `name` too; how many did. Globs stay."""
    named = 0
    for grant in edited.get("grants", []):
        if machine in grant["machines"] and name not in grant["machines"]:
            grant["machines"].append(name)
            named += 1
    return named


def _projects(projects: Mapping[str, str]) -> Any:
    table = tomlkit.table()
    for project, folder in projects.items():
        table[project] = folder
    return table


def _section(edited: TOMLDocument, name: str) -> Any:
    return edited.setdefault(name, tomlkit.table(is_super_table=True))


def _entry(edited: TOMLDocument, section: str, name: str) -> Any:
    table = _section(edited, section)
    if name not in table:
        raise Refused("bad-field", f"there is no {section.removesuffix('s')} {name}")
    return table[name]


def _array(values: Iterable[str]) -> Any:
    array = tomlkit.array()
    array.extend(list(values))
    return array


__all__ = [
    "GROUP",
    "add_device",
    "add_grant",
    "add_machine",
    "add_user",
    "administrators",
    "changing",
    "grants",
    "join_group",
    "leave_group",
    "name_also",
    "remove_device",
    "remove_grant",
    "remove_machine",
    "remove_user",
    "set_projects",
]
