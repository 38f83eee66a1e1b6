"""The judge is a process that may die, hang or lie: the host asks people then, and goes on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from edge_agent.gate.decision import Decision, Guard, Request
from edge_agent.gate.rules import Ask, Where, from_values
from edge_agent.host import judge_frames as wire
from edge_agent.host import judging
from edge_agent.host.judging import Facts, Judging
from edge_agent.host.loop import Loop
from tests.waiting import until

SECONDS = 60.0
RULES = from_values(
    [
        {"name": "readers", "kind": "command", "match": ["cat *", "wc *"], "decide": "allow"},
        {"name": "leads", "kind": "command", "match": ["make *"], "decide": "ask",
         "ask": {"group": "leads", "count": 2, "expires": "10m"}, "grantable": True},
        {"name": "no push", "kind": "command", "match": ["git push *"], "decide": "deny",
         "reason": "main is for people"},
    ]
)  # fmt: skip
GUARD = Guard(RULES)


class Bench:
    """A judge with a project of its own, and the loop that serves it."""

    def __init__(self, root: Path) -> None:
        self.project = root / "web"
        self.project.mkdir()
        self.ours = root / "ours"
        self.ours.mkdir()
        self.loop = Loop()
        facts = Facts(str(self.project), str(root), "/usr/bin:/bin", (str(self.ours),))
        self.facts = facts
        self.where = Where("claude", "build-01", "web", str(self.project), str(root))
        self.judging = Judging(self.loop, facts, deadline_s=SECONDS, start_s=SECONDS)
        self.answers: list[tuple[Decision, Mapping[str, str]]] = []

    def ask(
        self, text: str, guard: Guard = GUARD, kind: str = "command", judge: Judging | None = None
    ) -> None:
        request = Request(kind, text, size=len(text))
        (judge or self.judging).decide(
            request, guard, self.where, str(self.project), lambda *told: self.answers.append(told)
        )

    def serve(self, done: Callable[[], object], what: str, seconds: float = SECONDS) -> None:
        """Run the loop until it is so."""

        def turn() -> object:
            self.loop.after(0.05, self.loop.stop)
            self.loop._running = True
            self.loop.run(lambda: None)
            return done()

        until(turn, what, seconds, every=0)

    def decided(self, text: str, guard: Guard = GUARD, kind: str = "command") -> Decision:
        before = len(self.answers)
        self.ask(text, guard, kind)
        self.serve(lambda: len(self.answers) > before, f"a decision on {text[:40]}")
        return self.answers[-1][0]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.judging.close()
    made.loop.close()


def test_a_command_is_judged_by_the_rules_and_the_facts_of_the_disk(bench: Bench) -> None:
    assert bench.judging.pid == 0
    assert bench.decided("cat x | wc -l").decide == "allow"
    pid = bench.judging.pid
    asked = bench.decided("make all")
    assert (asked.decide, asked.rule, asked.grantable) == ("ask", "leads", True)
    assert asked.asks == (Ask("leads", 2, expires_s=600),)
    denied = bench.decided("git push origin")
    assert (denied.decide, denied.reason) == ("deny", "main is for people")
    assert bench.decided(f"{bench.ours}/key", kind="path").rule == "signalbox"
    assert bench.decided("cat x", Guard(locked="closing time")).reason == "closing time"
    assert bench.decided("cat x").decide == "allow"
    assert bench.judging.pid == pid != 0
