"""What the verifier has to know about an agent, beyond its profile: one module for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Hostile:
    """One way round the gate that was seen or feared.

    `files`: by path below `project/` or `user/`; `later`: the same, written while it runs;
    `script`: what the model asks for instead of the usual command (MARK: the file it appends to);
    `typed`: what a person prompts first, which `shows` these words.

    `expect`: `asked` (people are asked, and say no), `approved` (they say yes, and just that runs),
    `noticed` (the same, or another thing ran and the session was paused for it), `nested` (a yes to
    what starts it, and a no to what that does), `silent` (nothing happens at all).
    """

    name: str
    files: Mapping[str, str]
    variables: Mapping[str, str] | None = None
    later: Mapping[str, str] | None = None
    script: str = "bash echo x >> MARK"
    typed: str = ""
    shows: str = ""
    runs: int = 1
    expect: str = "asked"


class Subject(Protocol):
    """An agent that can be verified."""

    @property
    def ready(self) -> str:
        """What its screen shows at its prompt."""

    @property
    def hostile(self) -> Sequence[Hostile]:
        """Known ways round its gate."""

    @property
    def modes(self) -> Sequence[tuple[str, str]]:
        """(name, keys) of its own permission modes, in the order in which the keys reach them."""

    @property
    def refused(self) -> Sequence[str]:
        """Arguments that may not be given to it."""

    def environment(self, own: Path, folder: Path, url: str, version: str) -> dict[str, str]:
        """Make a home whose first-run questions are answered; the environment to start in."""

    def merged(self, ours: str, theirs: str) -> str:
        """Two of its settings files as one."""

    def result(self, body: dict[str, Any], mark: str) -> str | None:
        """What this request to the model tells of a tool of the script that holds `mark`."""
