"""What the gate must know about files, and lets others read: the gate itself opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Program:
    """What a command's word resolves to. `path`: absolute, links resolved; "" where nothing is."""

    path: str
    trouble: str = ""
    """Why it is not to be trusted: who can write it, or that it was not found."""


@dataclass(frozen=True, slots=True)
class Place:
    """A path as the system would take it. `path`: absolute, links and `..` resolved."""

    path: str
    inside: bool
    """Within the session's project."""
    ours: bool = False
    """Signalbox's own home, keys or sockets, by whatever name (device and inode too)."""
    exists: bool = False
    folder: bool = False


class World(Protocol):
    """Facts at the moment of the question; `edge_agent.files` reads them from the disk."""

    @property
    def home(self) -> str:
        """The account's home, as `~` would name it."""

    @property
    def project(self) -> str:
        """The project's folder, links resolved."""

    @property
    def folder(self) -> str:
        """Where the request would run."""

    def program(self, word: str, folder: str) -> Program:
        """The file that a shell in `folder` would run for `word`."""

    def place(self, path: str, folder: str) -> Place:
        """Where `path`, seen from `folder`, lies."""
