"""The judge's own process: `python -I -m edge_agent.host.judge_child SECONDS`.

Its standard input is a socket to the host (`judge_frames`). The grammar that reads hostile shell
text is C, so it runs in here: a process that can start nothing and write nothing, answers one
question at a time, is killed by its own alarm when one takes too long (the grammar cannot be
stopped in between, and would go on with the old text), and dies with its host.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from edge_agent import digests
from edge_agent.agents.project_settings import ProjectSettings
from edge_agent.files import Files
from edge_agent.gate import decision_values
from edge_agent.gate.decide import decide
from edge_agent.gate.decision import Guard, Request, unjudged
from edge_agent.gate.rules import Where
from edge_agent.host import judge_frames as wire

MEMORY = 512 * 1024 * 1024
"""Bytes of address space; the worst 64 KiB of text that we know make it 52 MiB."""

_LINK = 0
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


class Child:
    """Answers questions from the facts of one session."""

    def __init__(self) -> None:
        self._facts: dict[str, Any] = {}
        self._guard = Guard()
        self._settings: dict[str, ProjectSettings] = {}

    def handle(self, kind: int, value: dict[str, Any]) -> bytes:
        """The answer to one frame; empty where none is due."""
        if kind == wire.FACTS:
            self._facts = value
        elif kind == wire.GUARD:
            self._guard = decision_values.to_guard(value)
        elif kind == wire.DIGESTS:
            found = digests.of_files(value["paths"])
            return wire.frame(wire.FOUND, {"token": value["token"], "programs": found})
        elif kind == wire.QUESTION:
            return self._judge(value)
        return b""

    def _judge(self, value: dict[str, Any]) -> bytes:
        request = decision_values.to_request(value["request"])
        where = decision_values.to_where(value["where"])
        try:
            guard = self._with_project(where.agent, value["folder"])
            decision = decide(request, guard, self._world(value["folder"]), where)
        except (OSError, ValueError, RecursionError, MemoryError) as error:
            why = type(error).__name__
            decision = unjudged(request, self._guard, f"it could not be read ({why})")
        programs: dict[str, str] = {}
        if decision.decide == "ask":
            programs = digests.of_files(decision.programs)
        told = {
            "token": value["token"],
            "decision": decision_values.of_decision(decision),
            "programs": programs,
        }
        answer = wire.frame(wire.DECISION, told)
        if len(answer) > wire.MAX_ANSWER:
            decision = unjudged(request, self._guard, "it has too many parts")
            told.update(decision=decision_values.of_decision(decision), programs={})
            answer = wire.frame(wire.DECISION, told)
        return answer

    def _with_project(self, agent: str, folder: str) -> Guard:
        """The guard, and what the project's own settings for this agent forbid or ask for."""
        project = self._facts["project"]
        settings = self._settings.setdefault(agent, ProjectSettings(agent, project))
        return replace(self._guard, stricter=self._guard.stricter + settings.rules(folder))

    def _world(self, folder: str) -> Files:
        facts = self._facts
        return Files(
            Path(facts["project"]),
            Path(folder),
            Path(facts["home"]),
            facts["path"],
            [Path(one) for one in facts["ours"]],
        )


def main() -> None:
    """Serve until the host closes the socket."""
    _lock_in()
    # The grammar is loaded now, so that the first question's time is its own.
    decide_something()
    _lock_up()
    try:
        _write(wire.frame(wire.READY, {}))
        _serve(Child(), float(sys.argv[1]))
    except (BrokenPipeError, ConnectionResetError):
        pass  # the host is gone, and so are we


def decide_something() -> None:
    """Go the whole way once."""
    world = Files(Path("/"), Path("/"), Path("/"), "/bin")
    decide(Request("command", "true && cat x | wc"), Guard(), world, Where("", "", "", "/", "/"))


def _lock_in() -> None:
    """Nothing is dumped, and this process does not outlive its host; `^C` is meant for others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _lock_up() -> None:
    """Nothing is written or started from here on; files can still be looked at."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _serve(child: Child, seconds: float) -> None:
    """`seconds`: how long one question may take, or the alarm ends the process."""
    buffer = bytearray()
    while True:
        data = os.read(_LINK, 262144)
        if not data:
            return
        buffer += data
        while len(buffer) >= wire.HEAD.size:
            length, kind = wire.HEAD.unpack_from(buffer)
            end = 4 + length
            if len(buffer) < end:
                break
            value = wire.read(bytes(buffer[wire.HEAD.size : end]))
            del buffer[:end]
            signal.setitimer(signal.ITIMER_REAL, seconds)
            answer = child.handle(kind, value)
            signal.setitimer(signal.ITIMER_REAL, 0)
            _write(answer)


def _write(answer: bytes) -> None:
    unsent = memoryview(answer)
    while unsent:
        unsent = unsent[os.write(_LINK, unsent) :]


if __name__ == "__main__":
    main()
