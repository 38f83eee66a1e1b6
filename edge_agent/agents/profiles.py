"""Agents' profiles: which names `run` knows, and the program that each stands for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Profile:
    """One agent. `verified` are the versions that tests ran against, oldest first."""

    agent: str
    command: str
    version: tuple[str, ...]
    verified: tuple[str, ...]


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
            read: dict[str, Any] = tomllib.loads(entry.read_text(encoding="utf-8"))
            found[read["agent"]] = Profile(
                agent=read["agent"],
                command=read["command"],
                version=tuple(read["version"]),
                verified=tuple(read["verified"]),
            )
    return found


def command_for(name: str, arguments: list[str]) -> Command:
    """An agent by its name, else any program as a terminal session."""
    profile = profiles().get(name)
    if profile is None:
        return Command("terminal", [name, *arguments])
    return Command(profile.agent, [profile.command, *arguments])
