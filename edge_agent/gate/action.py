"""The exact action that a question is about, and its digest. Pure.

The digest binds an answer to the agent's own request: who asks, with which tool, the whole input,
where, and what the files hold that it would run. One more space is another action.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MARK = b"sb1a\0"
OPENED_ABOVE = 32 * 1024
"""Bytes of input that travel with a question; a larger one must be opened to be allowed."""


@dataclass(frozen=True, slots=True)
class Action:
    """One request of an agent. `input`: canonical text; see `of`."""

    agent: str
    tool: str
    input: str
    folder: str
    programs: tuple[tuple[str, str], ...] = ()
    """(path, SHA-256 in hex) of the files that it would run, sorted."""
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        told = [self.agent, self.tool, self.input, self.folder, self.programs]
        found = hashlib.sha256(MARK + json.dumps(told, separators=(",", ":")).encode())
        object.__setattr__(self, "digest", found.hexdigest())

    @classmethod
    def of(
        cls,
        agent: str,
        tool: str,
        value: Mapping[str, Any],
        folder: str,
        programs: Mapping[str, str] | None = None,
    ) -> Action:
        """From an input as it was parsed. Raises ValueError for what is no JSON.

        Agents send floats and lone surrogates, which lines of the journal may not hold: so the
        text here is JSON of its own, ASCII, sorted, without spaces.
        """
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return cls(agent, tool, text, folder, tuple(sorted((programs or {}).items())))

    @property
    def travels(self) -> bool:
        """Whether its input is small enough to stand in the question."""
        return len(self.input) <= OPENED_ABOVE
