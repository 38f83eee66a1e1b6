"""What a gated session costs: decisions a second, each hook's time, a yes on its way, memory.

A real host with a signed policy of 40 rules; the agent's part is played word for word at its
socket. *A hook* is the helper as the agent starts it, a process for each tool call; *bare* is the
same Python that does nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.hub import load, pss_mib
from benchmarks.terminal import table
from edge_agent.agents import gate_helper
from edge_agent.gate.decision import Decision, Guard, Request
from edge_agent.gate.rules import Where, from_values
from edge_agent.host.judging import Facts, Judging
from edge_agent.host.loop import Loop
from edge_agent.host.processes import below
from edge_agent.host.processes import table as processes
from tests.edge_agent.host.gated import GatedSession, gated

RULES = [
    {"name": f"r{at}", "kind": "command", "match": [f"tool{at} *"], "decide": "allow"}
    for at in range(39)
] + [{"name": "readers", "kind": "command", "match": ["git log *", "cat *"], "decide": "allow"}]
COMMANDS = {
    "allow: `git log -3`": "git log -3",
    "allow: a path": "cat src/main.py",
    "ask, with its programs' digests": "cd src && python3 -m pytest -q tests/test_a.py | head -20",
    "ask, for a text that nobody can be sure of": "x=$((1+1)) eval $y",
}
PYTHON = "/usr/bin/python3"
AIM_HOOK_MS, AIM_YES_MS, AIM_PSS = 30, 100, 40


def row(name: str, seconds: list[float], aim: str = "") -> list[str]:
    """p50, p99 and how many a second one after the other makes."""
    seconds.sort()
    p50, p99 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
    each = f"{1 / statistics.mean(seconds):.0f}"
    return [name, f"{p50 * 1000:.2f}", f"{p99 * 1000:.2f}", each, aim]


def timed(count: int, once: Callable[[], object]) -> list[float]:
    """Seconds that each of so many calls took."""
    found = []
    for _ in range(count):
        began = time.perf_counter()
        once()
        found.append(time.perf_counter() - began)
    return found


def decisions(count: int, folder: Path) -> list[list[str]]:
    """The judge alone, asked through the loop of a host."""
    loop = Loop()
    facts = Facts(str(folder), str(folder), "/usr/bin:/bin", (str(folder / ".signalbox"),))
    judging = Judging(loop, facts)
    guard = Guard(from_values(RULES))
    where = Where("claude", "m1", "web", str(folder), str(folder))

    def ask(text: str) -> None:
        answers: list[Decision] = []

        def answered(decision: Decision, _: object) -> None:
            answers.append(decision)
            loop.stop()

        request = Request("command", text, size=len(text))
        judging.decide(request, guard, where, str(folder), answered)
        loop._running = True
        loop.run(lambda: None)

    rows = [row("the first, with the start of its process", timed(1, lambda: ask("true")))]
    for name, text in COMMANDS.items():
        rows.append(row(name, timed(count, lambda text=text: ask(text))))  # type: ignore[misc]
    judging.close()
    loop.close()
    return rows


def hooks(count: int, at: GatedSession) -> list[list[str]]:
    """A tool call's way through a real host."""
    calls = iter(range(10**6))

    def told(command: str) -> bytes:
        return json.dumps(
            {
                "session_id": "c-1", "cwd": str(at.folder), "hook_event_name": "PreToolUse",
                "tool_name": "Bash", "tool_input": {"command": command},
                "tool_use_id": f"bench_{next(calls)}",
            }
        ).encode()  # fmt: skip

    helper = [PYTHON, "-I", "-S", str(Path(gate_helper.__file__)), str(at.gate), "60"]

    def through(argv: list[str], given: bytes) -> bytes:
        return subprocess.run(argv, input=given, capture_output=True, check=True).stdout

    def allowed() -> None:
        assert b'"allow"' in through(helper, told("cat x"))

    def shown() -> dict[str, Any]:
        """The question as the daemon gets it; the rig's own waiting looks too seldom."""
        while True:
            at.daemon.receive()
            for frame in [one for one in at.daemon.frames if one.name == "state"]:
                at.daemon.frames.remove(frame)
                at.document = frame.fields["document"]
            if at.document.get("questions"):
                return dict(at.document["questions"][0])

    def people_say_yes() -> None:
        asked = time.perf_counter()
        hook = at.tool("touch x")
        question = shown()
        began = time.perf_counter()
        at.say(question, "allow")
        assert hook.verdict()[0] == "allow"
        answered.append(time.perf_counter() - began)
        whole.append(time.perf_counter() - asked)
        at.no_question()

    answered: list[float] = []
    whole: list[float] = []
    rows = [
        row("the gate alone, allowed by a rule", timed(count, lambda: at.tool("cat x").verdict())),
        row("a hook, allowed by a rule", timed(count, allowed), f"<= {AIM_HOOK_MS} (p50)"),
        row("bare", timed(count, lambda: through([*helper[:3], "-c", "pass"], b""))),
    ]
    timed(count, people_say_yes)
    rows.append(row("asked → shown → yes → the agent goes on", whole, f"<= {AIM_YES_MS} (p99)"))
    rows.append(row("of that, from the yes on", answered))
    return rows


def memory(at: GatedSession) -> list[list[str]]:
    """PSS of the host's own processes."""
    pids = below([at.session.pid], processes())
    ours: dict[str, list[int]] = {"host": [at.session.pid], "screen": [], "judge": []}
    for pid in pids:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        for name in ("screen", "judge"):
            if f"edge_agent.host.{name}_child".encode() in line:
                ours[name].append(pid)
    rows = [[name, f"{pss_mib(of):.1f}", ""] for name, of in ours.items()]
    whole = [pid for of in ours.values() for pid in of]
    return [*rows, ["together", f"{pss_mib(whole):.1f}", f"<= {AIM_PSS}"]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory(prefix="sb-", dir="/tmp") as root:
        folder = Path(root) / "alone"
        folder.mkdir()
        table(("one decision", "p50 ms", "p99 ms", "a second", ""), decisions(count, folder))
        print()
        os.environ["SIGNALBOX_HOME"] = str(Path(root) / "home")
        with gated(Path(root), RULES) as at:
            at.begin()
            rows = hooks(count, at)
            table(("one tool call", "p50 ms", "p99 ms", "a second", "aim"), rows)
            print()
            table(("process", "PSS MiB", "aim"), memory(at))
    print(f"\n{count} of each; {load()}")


if __name__ == "__main__":
    main()
