"""access.toml as a value: read, checked whole, every complaint with its line and reason.

What a file says that we do not know is refused, because a misspelt right must not be silently
without effect. Passwords and secrets are never in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

from broker.access import lines
from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.rights import RIGHTS, ROLES

MAX_FILE = 4 * 1024 * 1024
"""Bytes of an access.toml; the largest we could imagine has a tenth of it."""

GROUP = "group:"
_GLOB = re.compile(r"[a-z0-9_*?-]{1,60}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadAccess(Refused):
    """The file cannot be taken; `line` (from 1) and `reason` say why."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__("bad-config", f"access.toml line {line}: {reason}")


@dataclass(frozen=True, slots=True)
class Device:
    """A principal `user.device` that acts as the user. `may` None: whatever the user may."""

    may: frozenset[str] | None = None
    until_us: int | None = None


@dataclass(frozen=True, slots=True)
class User:
    """A person."""

    groups: frozenset[str] = frozenset()
    devices: Mapping[str, Device] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grant:
    """`to` holds users and `group:<name>`; globs know `*` and `?`; `-` is *no project*."""

    to: tuple[str, ...]
    rights: frozenset[str]
    machines: tuple[str, ...]
    projects: tuple[str, ...]
    sessions: tuple[str, ...] | None = None
    until_us: int | None = None

    def live(self, now_us: int) -> bool:
        """Whether it is in force at that moment (microseconds since 1970)."""
        return self.until_us is None or now_us < self.until_us

    def names_machine(self, machine: str) -> bool:
        """Whether a glob fits this machine."""
        return any(fnmatchcase(machine, glob) for glob in self.machines)

    def names_project(self, project: str) -> bool:
        """Whether a glob fits; `-` is fitted by nothing but itself."""
        if project == ids.NONE:
            return ids.NONE in self.projects
        return any(glob != ids.NONE and fnmatchcase(project, glob) for glob in self.projects)

    @property
    def names_hub(self) -> bool:
        """Whether it reaches the hub itself: by its name, or as a part of everything there is."""
        by_name = ids.HUB in self.machines and ids.NONE in self.projects
        everything = "*" in self.machines and {"*", ids.NONE} <= set(self.projects)
        return self.sessions is None and (by_name or everything)


@dataclass(frozen=True, slots=True)
class Machine:
    """`projects` maps a project to its folder on the machine (absolute path)."""

    projects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """The whole of access.toml."""

    users: Mapping[str, User] = field(default_factory=dict)
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    machines: Mapping[str, Machine] = field(default_factory=dict)
    reach: dict[Grant, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Where each grant holds, kept by broker.access.cover once it was asked for."""

    def grants_of(self, user: str, now_us: int) -> list[Grant]:
        """The grants in force that reach this person, directly or through a group."""
        person = self.users.get(user)
        if person is None:
            return []
        names = {user, *(GROUP + group for group in person.groups)}
        return [grant for grant in self.grants if grant.live(now_us) and names & set(grant.to)]

    def next_change_us(self, now_us: int) -> int | None:
        """When the next `until` runs out, in microseconds since 1970."""
        ends = [grant.until_us for grant in self.grants]
        ends += [
            device.until_us for user in self.users.values() for device in user.devices.values()
        ]
        return min((end for end in ends if end is not None and end > now_us), default=None)


def parse(text: str) -> Document:
    """Read the text of an access.toml. Raises BadAccess."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)$", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise BadAccess(line, str(error).split(" (at ")[0]) from None
    except RecursionError:
        raise BadAccess(1, "too deeply nested") from None
    return _Reader(text).document(raw)


def read(data: bytes) -> Document:
    """Like `parse`, from the bytes of a file. Raises BadAccess."""
    if len(data) > MAX_FILE:
        raise BadAccess(1, f"the file has {len(data)} bytes, at most {MAX_FILE}")
    try:
        return parse(data.decode())
    except UnicodeDecodeError as error:
        raise BadAccess(data[: error.start].count(b"\n") + 1, "not UTF-8") from None


class _Reader:
    """Checks what tomllib has read. A path leads to each value, so that its line can be told."""

    def __init__(self, text: str) -> None:
        self._text = text

    def wrong(self, path: lines.Path, reason: str) -> BadAccess:
        return BadAccess(lines.find(self._text, path), reason)

    def document(self, raw: dict[str, Any]) -> Document:
        self.only((), raw, {"users", "roles", "grants", "machines"})
        roles = dict(ROLES)
        own: dict[str, frozenset[str]] = {}
        for name, table in self.tables(("roles",), raw):
            if name in roles:
                raise self.wrong(("roles", name), f"the role {name} is built in")
            self.only(("roles", name), table, {"may"})
            own[name] = self.rights(("roles", name), table, required=True) or frozenset()
        roles.update(own)
        users = {name: self.user(name, table) for name, table in self.tables(("users",), raw)}
        if not users:
            # An emptied file is valid TOML; nobody means to shut everybody out that way.
            raise self.wrong((), "there are no users")
        machines = {
            name: self.machine(name, table) for name, table in self.tables(("machines",), raw)
        }
        listed = raw.get("grants", [])
        if not isinstance(listed, list):
            raise self.wrong(("grants",), "grants are written [[grants]]")
        grants = tuple(self.grant(at, table, users, roles) for at, table in enumerate(listed))
        return Document(users, own, grants, machines)

    def tables(self, path: tuple[str], raw: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        section = raw.get(path[0], {})
        if not isinstance(section, dict):
            raise self.wrong(path, f"{path[0]} must be a table")
        out = []
        for name, table in section.items():
            where = (*path, name)
            self.name(where, name)
            if path == ("users",) and name in ids.RESERVED_USERS:
                raise self.wrong(where, f"no person may be called {name}")
            if path == ("machines",) and name == ids.HUB:
                raise self.wrong(where, "no machine may be called hub")
            if not isinstance(table, dict):
                raise self.wrong(where, f"{path[0]}.{name} must be a table")
            out.append((name, table))
        return out

    def user(self, name: str, table: dict[str, Any]) -> User:
        path = ("users", name)
        self.only(path, table, {"groups", "devices"})
        groups = self.texts((*path, "groups"), table.get("groups", []), empty=True)
        for group in groups:
            self.name((*path, "groups"), group)
        devices = {}
        listed = table.get("devices", {})
        if not isinstance(listed, dict):
            raise self.wrong((*path, "devices"), "devices must be a table")
        for device, entry in listed.items():
            where = (*path, "devices", device)
            self.name(where, device)
            if not isinstance(entry, dict):
                raise self.wrong(where, f"{device} must be a table")
            self.only(where, entry, {"may", "until"})
            devices[device] = Device(self.rights(where, entry), self.until(where, entry))
        return User(frozenset(groups), devices)

    def machine(self, name: str, table: dict[str, Any]) -> Machine:
        path = ("machines", name)
        self.only(path, table, {"projects"})
        projects = table.get("projects", {})
        if not isinstance(projects, dict):
            raise self.wrong((*path, "projects"), "projects must be a table")
        for project, folder in projects.items():
            where = (*path, "projects", project)
            self.name(where, project)
            if not isinstance(folder, str) or not folder.startswith("/") or "\0" in folder:
                raise self.wrong(where, f"{project} must be an absolute folder")
            if len(folder) > 4096:
                raise self.wrong(where, f"the folder of {project} is too long")
        return Machine(dict(projects))

    def grant(
        self, at: int, table: Any, users: dict[str, User], roles: dict[str, frozenset[str]]
    ) -> Grant:
        path = ("grants", at)
        if not isinstance(table, dict):
            raise self.wrong(path, "a grant must be a table")
        self.only(path, table, {"to", "role", "machines", "projects", "sessions", "until"})
        for key in ("to", "role", "machines", "projects"):
            if key not in table:
                hint = ' (all of them: ["*"])' if key in ("machines", "projects") else ""
                raise self.wrong(path, f"the grant says no {key}{hint}")
        to = self.texts((*path, "to"), table["to"])
        for name in to:
            if name.startswith(GROUP):
                self.name((*path, "to"), name.removeprefix(GROUP))
            elif name not in users:
                raise self.wrong((*path, "to"), f"there is no user {_shown(name)}")
        role = table["role"]
        if not isinstance(role, str) or role not in roles:
            raise self.wrong((*path, "role"), f"there is no role {_shown(role)}")
        sessions = None
        if "sessions" in table:
            sessions = self.texts((*path, "sessions"), table["sessions"])
            self.each((*path, "sessions"), sessions, ids.check_session)
        return Grant(
            to=to,
            rights=roles[role],
            machines=self.globs((*path, "machines"), table["machines"]),
            projects=self.globs((*path, "projects"), table["projects"]),
            sessions=sessions,
            until_us=self.until(path, table),
        )

    def rights(
        self, path: lines.Path, table: dict[str, Any], required: bool = False
    ) -> frozenset[str] | None:
        if "may" not in table:
            if required:
                raise self.wrong(path, "the role says no `may`")
            return None
        names = self.texts((*path, "may"), table["may"], empty=not required)
        for name in names:
            if name not in RIGHTS:
                known = ", ".join(RIGHTS)
                raise self.wrong((*path, "may"), f"there is no right {_shown(name)}: {known}")
        return frozenset(names)

    def until(self, path: lines.Path, table: dict[str, Any]) -> int | None:
        if "until" not in table:
            return None
        value = table["until"]
        where = (*path, "until")
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise self.wrong(where, "until is a moment with its offset: 2026-12-01T18:00:00Z")
        return (value - _EPOCH) // timedelta(microseconds=1)

    def globs(self, path: lines.Path, value: Any) -> tuple[str, ...]:
        globs = self.texts(path, value)
        for glob in globs:
            if not _GLOB.fullmatch(glob):
                raise self.wrong(path, f"{_shown(glob)}: ids, `*` and `?` only")
        return globs

    def texts(self, path: lines.Path, value: Any, empty: bool = False) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(path, f"{path[-1]} must be a list of text")
        if not value and not empty:
            raise self.wrong(path, f"{path[-1]} is empty")
        return tuple(dict.fromkeys(value))

    def each(self, path: lines.Path, values: tuple[str, ...], check: Callable[[str], str]) -> None:
        for value in values:
            try:
                check(value)
            except Refused as error:
                raise self.wrong(path, str(error)) from None

    def name(self, path: lines.Path, name: str) -> None:
        what = str(path[0] if path[-1] == name else path[-1])
        self.each(path, (name,), lambda text: ids.check_name(text, what))

    def only(self, path: lines.Path, table: dict[str, Any], known: set[str]) -> None:
        for key in table:
            if key not in known:
                allowed = ", ".join(sorted(known))
                raise self.wrong((*path, key), f"unknown key {_shown(key)}; known: {allowed}")


def _shown(value: object) -> str:
    return ascii(value)[:60]
