"""What reading bash text gives: its simple commands in order, and what is not clear. Pure data."""

from __future__ import annotations

from dataclasses import dataclass, field

from edge_agent.gate.words import Word


@dataclass(frozen=True, slots=True)
class Redirect:
    """A file that a command reads or writes: `way` is "read" or "write"."""

    way: str
    target: Word


@dataclass(frozen=True, slots=True)
class Simple:
    """A simple command. Without words it is assignments or redirections alone."""

    source: str
    words: tuple[Word, ...] = ()
    assigns: tuple[tuple[str, Word], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    fed: bool = False
    """Its standard input is a pipe or a text of the command."""


@dataclass(slots=True)
class Script:
    """All simple commands of a text, in order, and what keeps anybody from being sure."""

    commands: list[Simple] = field(default_factory=list)
    unclear: list[tuple[str, str]] = field(default_factory=list)
    """(why, the piece of text)"""
