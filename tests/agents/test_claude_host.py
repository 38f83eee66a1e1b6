"""The real Claude Code in a real gated session: effects counted on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from edge_agent.verify.anthropic import Endpoint
from schemas.wire.layout import Home
from tests.agents import claude
from tests.edge_agent.host.gated import WAIT, GatedSession, give_policy
from tests.edge_agent.host.session import running
from tests.waiting import until

pytestmark = pytest.mark.timeout(600)  # the first run fetches the program

READY = b"shortcuts"
RULES: Sequence[dict[str, Any]] = (
    {"name": "notes", "kind": "path", "match": ["write notes/**"], "decide": "allow"},
    {
        "name": "no secrets", "kind": "path", "match": ["write forbidden/**"], "decide": "deny",
        "reason": "these are for people",
    },
    {
        "name": "slow", "kind": "command", "match": ["sleep *"], "decide": "ask",
        "ask": {"expires": "1m"},
    },
)  # fmt: skip


class Claude:
    """A gated session of the real program."""

    def __init__(self, gate: GatedSession, model: Endpoint) -> None:
        self.gate, self.model = gate, model
        self.folder = gate.folder
        self.desk = gate.session.desk()
        self.desk.attach()

    def prompt(self, script: str) -> None:
        receipt = self.gate.request("prompt", "cid", ["operate"], text=f"script: {script}")
        assert receipt["status"] == "accepted", receipt

    def runs(self, name: str = "count") -> int:
        """How often the command ran that appends a line to this file."""
        path = self.folder / name
        return len(path.read_text().splitlines()) if path.exists() else 0

    def told_the_model(self, words: str) -> bool:
        return any(words in str(one.body) for one in self.model.conversations())

    def said(self, words: str, count: int = 1) -> None:
        """Wait until the agent has ended a turn with these words."""

        def look() -> bool:
            said = [one["text"] for one in self.gate.session.bodies("message")]
            return sum(words in text for text in said) >= count

        until(look, f"{words!r} from the agent", WAIT)


@contextmanager
def claude_in_a_host(
    program: Path, at: Path, rules: Sequence[dict[str, Any]] = RULES, **fields: Any
) -> Iterator[Claude]:
    folder = at / "work"
    folder.mkdir(exist_ok=True)
    home = Home(at / "home")
    give_policy(home, rules)
    with Endpoint() as model:
        environment = {**claude.home(at / "user", folder, model.url), "PATH": "/usr/bin:/bin"}
        launch = {"agent": "claude", "gate": "gated", "level": "plain", "who": "ana", **fields}
        with running(
            at, str(program), environment=environment, **{"folder": str(folder), **launch}
        ) as session:
            gate = GatedSession(session, folder)
            gate.wait_for("its first hook", lambda one: one["phase"] == "idle")
            at_desk = Claude(gate, model)
            at_desk.desk.sees(READY, WAIT)
            try:
                yield at_desk
            except AssertionError:
                for line in session.lines():
                    print(line["kind"], str(line["body"])[:300])
                raise


def test_effects_follow_answers_one_by_one(claude_program: Path, short_dir: Path) -> None:
    with claude_in_a_host(claude_program, short_dir) as at:
        gate = at.gate
        at.prompt("bash echo x >> count; say first is done")
        question = gate.question()
        assert question["whole"] and question["input"]["command"] == "echo x >> count"
        assert at.runs() == 0
        assert gate.say(question, "allow")["status"] == "accepted"
        at.said("first is done")
        assert at.runs() == 1
        gate.wait_for_line("effected")

        at.prompt("bash echo x >> count; say second is done")
        gate.say(gate.question(), "deny", reason="use the other one")
        at.said("second is done")
        assert at.runs() == 1
        assert at.told_the_model("denied by bob: use the other one")

        at.prompt("write notes/a.txt well; say third is done")
        at.said("third is done")
        assert (at.folder / "notes/a.txt").read_text() == "well"
        at.prompt("write forbidden/a.txt ill; say fourth is done")
        at.said("fourth is done")
        assert not (at.folder / "forbidden").exists()
        assert at.told_the_model("these are for people")

        at.prompt("bash echo x >> count;; echo 'Operation not permitted' >&2;; exit 1; say fifth")
        gate.say(gate.question(), "allow")
        at.said("fifth")
        assert at.runs() == 2
        print(gate.session.lines()[-40:])
        assert not gate.session.bodies("fault")
