"""A fleet whose machine has an agent with a gate, and rules that ask in several ways."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.endpoints import scripted_claude
from tests.system.fleet import Fleet
from tests.waiting import until

RULES = """
[[rules]]
name = "two of us"
kind = "command"
match = ["touch two*"]
decide = "ask"
ask = { count = 2, reason = true }

[[rules]]
name = "the desk may"
kind = "command"
match = ["touch desk*"]
decide = "ask"
ask = { desk = true }

[[rules]]
name = "for the session"
kind = "command"
match = ["touch grant*"]
decide = "ask"
grantable = true
"""
WAIT_S = 60


class Gated:
    """The fleet, and sessions of its agent in the folder `web`."""

    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet
        self.folder = fleet.root / "web"
        self.folder.mkdir()

    def start(self, *words: str) -> str:
        """A session that waits for prompts."""
        session = self.fleet.run(*words, "claude", cwd=self.folder)
        self.fleet.wait_printed(session, "READY", WAIT_S)
        return session

    def ask(self, session: str, command: str) -> str:
        """Prompt it, as the desk, to use a command that has to be asked for: the approval's id."""
        before = {one["approval"] for one in self.fleet.bodies(session, "asked")}
        self.fleet.cli("prompt", session, f"bash {command}")

        def asked() -> str | None:
            # The line of a long input has parts in front; the document has the id.
            (one,) = [row for row in self.listed() if row["session"] == session] or [None]
            return None if one is None else str(one["question"]["approval"])

        found: str = until(asked, f"{command!r} is asked for", WAIT_S, every=0.2)
        assert found not in before
        return found

    def listed(self) -> list[dict[str, Any]]:
        """What waits, as the desk lists it."""
        found: list[dict[str, Any]] = json.loads(self.fleet.cli("approvals", "--json").stdout)
        return found

    def wait_said(self, session: str, text: str) -> None:
        """Wait until the agent has said this at the end of a turn."""
        self.fleet.wait_printed(session, text, WAIT_S)


@contextmanager
def running(root: Path, rules: str = RULES, programs: Path | None = None) -> Iterator[Gated]:
    """All parts, with `claude` first on everybody's PATH: a scripted one, or that of `programs`."""
    if programs is None:
        programs = root / "bin"
        programs.mkdir()
        scripted_claude.install(programs)
    path = os.environ["PATH"]
    os.environ["PATH"] = f"{programs}:/usr/bin:/bin"
    fleet = Fleet(root)
    (fleet.home.hub / "rules.toml").write_text(rules)
    try:
        fleet.up()
        until(fleet.home.policy.exists, "the machine has its policy", WAIT_S)
        yield Gated(fleet)
    finally:
        os.environ["PATH"] = path
        fleet.down()
        for part in ("broker", "steward", "daemon"):
            print(f"----- {part} -----\n{fleet.log(part)}")
