"""Agents' profiles: which names `run` knows, and what each stands for. One TOML file an agent."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

GATES = ("gated", "not gated")


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of running an agent: `terminal` (its own TUI) or `managed` (a protocol)."""

    kind: str
    gate: str
    """`gated` where an adapter brings its gate."""


@dataclass(frozen=True, slots=True)
class Login:
    """What shows that an agent is logged in; only whether it is there is ever looked at.

    `environment`: variables; `files`: in its home, not empty; `keys`: (file, key) of JSON objects;
    `home`: the variable that moves its home; `tells`: the systems (`sys.platform`) where none of
    these means *not logged in*.
    """

    environment: tuple[str, ...] = ()
    home: str = ""
    files: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """One agent. `verified` are the versions that tests ran against, oldest first; `version` the
    arguments that make it print its own; `continues` those that take up its latest conversation."""

    agent: str
    command: str
    version: tuple[str, ...]
    verified: tuple[str, ...]
    kinds: tuple[Kind, ...]
    login: Login | None = None
    continues: tuple[str, ...] = ()
    install: str = ""

    @property
    def gate(self) -> str:
        """The gate of the kind that is started where nobody names one."""
        return self.kinds[0].gate

    def gate_of(self, kind: str) -> str:
        """The gate of this kind; `not gated` where there is no such kind."""
        return next((one.gate for one in self.kinds if one.kind == kind), "not gated")


@dataclass(frozen=True, slots=True)
class Command:
    """What is to be started, and under which agent's name it is recorded."""

    agent: str
    argv: list[str]


@cache
def profiles() -> dict[str, Profile]:
    """All profiles, by agent name."""
    found = {}
    for entry in files(__package__).iterdir():
        if entry.name.endswith(".toml"):
            profile = read(entry.read_text(encoding="utf-8"))
            found[profile.agent] = profile
    return found


def read(text: str) -> Profile:
    """One profile. Raises ValueError for what is missing, unknown or nonsense."""
    given: dict[str, Any] = tomllib.loads(text)
    try:
        login = given.pop("login", None)
        profile = Profile(
            agent=given.pop("agent"),
            command=given.pop("command"),
            version=tuple(given.pop("version")),
            verified=tuple(given.pop("verified")),
            kinds=tuple(Kind(kind, one["gate"]) for kind, one in given.pop("kinds").items()),
            login=_login(login) if login is not None else None,
            continues=tuple(given.pop("continues", ())),
            install=given.pop("install", ""),
        )
    except KeyError as missing:
        raise ValueError(f"{missing} is missing") from None
    if given:
        raise ValueError(f"unknown: {', '.join(sorted(given))}")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", profile.agent) or "/" in profile.command:
        raise ValueError("agent and command are plain names")
    if not profile.kinds or any(one.gate not in GATES for one in profile.kinds):
        raise ValueError(f"each kind has a gate: {' or '.join(GATES)}")
    return profile


def _login(given: dict[str, Any]) -> Login:
    return Login(
        environment=tuple(given.get("environment", ())),
        home=given.get("home", ""),
        files=tuple(given.get("files", ())),
        keys=tuple((one["file"], one["key"]) for one in given.get("keys", ())),
        tells=tuple(given.get("tells", ())),
    )


def command_for(name: str, arguments: list[str]) -> Command:
    """An agent by its name, else any program as a terminal session."""
    profile = profiles().get(name)
    if profile is None:
        return Command("terminal", [name, *arguments])
    return Command(profile.agent, [profile.command, *arguments])
