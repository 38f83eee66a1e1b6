"""What a request comes down to: parts that rules decide one by one. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from edge_agent.gate.world import Place

What = Literal["command", "read", "write", "url", "mcp", "start"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that would happen. A part with a `doubt` is never allowed by a rule."""

    what: What
    text: str
    """As it stands in the request, for people."""
    argv: tuple[str, ...] = ()
    """A command's words; those that only running it would tell are "" and `doubt` says so."""
    known: bool = True
    """Every word of `argv` is certain."""
    doubt: str = ""
    program: str = ""
    """The file that would run, links resolved; "" for a builtin."""
    harmless: bool = False
    """A builtin that prints or answers: no rule is needed."""
    places: tuple[tuple[int, Place], ...] = ()
    """(position in argv, where it lies) for words that are, or may be, paths."""
    fed: bool = False
    """A command whose standard input is a pipe or a text of the request."""
    via: tuple[str, ...] = ()
    """Wrappers around it, the outermost first."""
    scripts: tuple[str, ...] = ()
    """Files that an interpreter, or a shell, would take for its program."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A command, judged: its parts in order, and what nobody can be sure of: (why, where)."""

    parts: tuple[Part, ...]
    unclear: tuple[tuple[str, str], ...] = ()

    def programs(self) -> tuple[str, ...]:
        """Files that would run, each once."""
        found = [path for part in self.parts for path in (part.program, *part.scripts) if path]
        return tuple(dict.fromkeys(found))
