"""Asks the judge's process, in the host's loop, and never waits for it.

    host ── question ──► child (grammar, rules, facts of the disk)
         ◄── decision, digests of the programs that it names

The child reads hostile text, so it may die, hang or lie at any moment. One question is with it at a
time; when it does not answer in time, or not as it should, it is killed, the question *asks* people
because nobody could judge it, and the next one has a new child. It is started at first need.
"""

from __future__ import annotations

import os
import socket
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from edge_agent import digests, never
from edge_agent.gate import decision_values
from edge_agent.gate.decision import Decision, Guard, Request, unjudged
from edge_agent.gate.rules import Where
from edge_agent.host import judge_frames as wire
from edge_agent.host import judge_process
from edge_agent.host.judge_process import Process
from edge_agent.host.loop import Loop, Timer
from schemas.wire import layout
from schemas.wire.layout import Home

DEADLINE_S = 5.0
"""For one question; nearly all take milliseconds, and the worst that is known takes a second."""
START_S = 10.0
"""For a new child; it takes a fifth of a second where nobody else needs the computer."""
MAX_WAITING = 64
MAX_WAITING_BYTES = 16 * 1024 * 1024
"""Of questions that wait for their turn; a session has eight open ones at most."""

Decided = Callable[[Decision, Mapping[str, str]], None]
"""Called with the decision and path → SHA-256 of the programs that it names, "" for one that could
not be read. Programs are read only where people are asked."""
Found = Callable[[Mapping[str, str]], None]
"""Called with path → SHA-256, "" for what could not be read."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for a session as long as it runs. `project`: the folder it may work in; `path`:
    the agent's PATH; `ours`: files and folders of Signalbox itself."""

    project: str
    home: str
    path: str
    ours: tuple[str, ...]


def facts_of(home: Home, project: str, environment: Mapping[str, str]) -> Facts:
    """The facts of a session. `project`: its project's folder; `environment`: the agent's."""
    root = Path(os.path.realpath(project))
    # Where Signalbox itself is what is worked on, its code is the project's affair.
    code = (Path(sys.prefix), Path(__file__).parents[1])
    own = [str(one) for one in code if not one.resolve().is_relative_to(root)]
    ours = (str(home.root), str(layout.run_dir(home).root), str(never.SYSTEM.parent), *own)
    account = environment.get("HOME") or str(Path.home())
    return Facts(str(root), account, environment.get("PATH", os.defpath), ours)


@dataclass(slots=True)
class _Job:
    """One thing to ask. `failed(why)` answers in the child's place."""

    token: int
    frame: bytes
    guard: Guard | None
    answered: Callable[[int, Mapping[str, Any]], Callable[[], None]]
    failed: Callable[[str], None]


@dataclass(slots=True)
class _Child:
    """One process and what is under way to and from it."""

    process: Process
    link: socket.socket
    timer: Timer
    ready: bool = False
    guard: Guard | None = None
    unsent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)


class Judging:
    """The judge of one session. What it finds comes from the loop, never from inside a call."""

    def __init__(
        self,
        loop: Loop,
        facts: Facts,
        *,
        deadline_s: float = DEADLINE_S,
        start_s: float = START_S,
    ) -> None:
        self._loop = loop
        self._facts = facts
        self._deadline_s = deadline_s
        self._start_s = start_s
        self._child: _Child | None = None
        self._jobs: deque[_Job] = deque()
        self._asked = False
        """The first job is with the child."""
        self._bytes = 0
        self._tokens = 0
        self._closed = False
        self.deaths = 0
        """Children that died, or were killed because they answered late or not as they should."""

    @property
    def pid(self) -> int:
        """The child, 0 when there is none."""
        return self._child.process.pid if self._child else 0

    @property
    def ready(self) -> bool:
        """Whether a child can judge now."""
        return self._child is not None and self._child.ready

    # ----- what the gate does

    def warm(self) -> None:
        """Start the child now, so that the first question does not wait for that."""
        if self._child is None and not self._closed:
            self._start()

    def decide(
        self, request: Request, guard: Guard, where: Where, folder: str, then: Decided
    ) -> None:
        """Judge one request, which would run in `folder`."""
        self._tokens += 1
        value = {
            "token": self._tokens,
            "request": decision_values.of_request(request),
            "where": decision_values.of_where(where),
            "folder": folder,
        }

        def answered(kind: int, told: Mapping[str, Any]) -> Callable[[], None]:
            if kind != wire.DECISION or told.keys() != {"token", "decision", "programs"}:
                raise ValueError("another answer than was asked for")
            decision = decision_values.to_decision(told["decision"])
            named = decision.programs if decision.decide == "ask" else ()
            programs = _digests(told["programs"], named)
            decision = _as_read(decision, programs)
            return lambda: then(decision, programs)

        def failed(why: str) -> None:
            decision = unjudged(request, guard, why)
            self._loop.after(0, lambda: then(decision, {}))

        self._add(wire.QUESTION, value, guard, answered, failed)

    def digests(self, paths: Sequence[str], then: Found) -> None:
        """Read program files again, right before what was allowed goes on."""
        self._tokens += 1

        def answered(kind: int, told: Mapping[str, Any]) -> Callable[[], None]:
            if kind != wire.FOUND or told.keys() != {"token", "programs"}:
                raise ValueError("another answer than was asked for")
            programs = _digests(told["programs"], paths)
            return lambda: then(programs)

        def failed(_: str) -> None:
            none = dict.fromkeys(paths, digests.UNREADABLE)
            self._loop.after(0, lambda: then(none))

        value = {"token": self._tokens, "paths": list(paths)}
        self._add(wire.DIGESTS, value, None, answered, failed)

    def close(self) -> None:
        """End the child; what was asked is answered as nobody could judge it."""
        self._closed = True
        self._end_child()
        while self._jobs:
            self._drop("the session ends")

    # ----- one job after the other

    def _add(
        self,
        kind: int,
        value: dict[str, Any],
        guard: Guard | None,
        answered: Callable[[int, Mapping[str, Any]], Callable[[], None]],
        failed: Callable[[str], None],
    ) -> None:
        encoded = wire.frame(kind, value)
        if self._closed:
            failed("the session ends")
        elif len(encoded) > wire.MAX_QUESTION:
            failed("it is too large")
        elif len(self._jobs) >= MAX_WAITING or self._bytes + len(encoded) > MAX_WAITING_BYTES:
            failed("too many requests wait for being judged")
        else:
            self._bytes += len(encoded)
            self._jobs.append(_Job(value["token"], encoded, guard, answered, failed))
            self._next()

    def _next(self) -> None:
        """Hand the first job to the child, if that is free."""
        if self._asked or not self._jobs:
            return
        if self._child is None and not self._start():
            self._drop("its process cannot be started")
            self._loop.after(0, self._next)
            return
        child = self._child
        if child is None or not child.ready:
            return
        job = self._jobs[0]
        if job.guard is not None and job.guard != child.guard:
            child.guard = job.guard
            child.unsent += wire.frame(wire.GUARD, decision_values.of_guard(job.guard))
        child.unsent += job.frame
        self._asked = True
        child.timer = self._loop.after(self._deadline_s, lambda: self._late(child))
        self._flush(child)

    def _drop(self, why: str) -> None:
        """The first job gets no answer of a child."""
        job = self._jobs.popleft()
        self._bytes -= len(job.frame)
        self._asked = False
        job.failed(why)

    # ----- the child

    def _start(self) -> bool:
        try:
            process, link = judge_process.start(self._deadline_s)
        except OSError:
            return False
        timer = self._loop.after(self._start_s, lambda: self._late(child))
        child = self._child = _Child(process, link, timer)
        facts = self._facts
        told = {"project": facts.project, "home": facts.home, "path": facts.path}
        child.unsent += wire.frame(wire.FACTS, {**told, "ours": list(facts.ours)})
        self._flush(child)
        return True

    def _ready(self, readable: bool, writable: bool) -> None:
        child = self._child
        if child is None:
            return
        try:
            if readable:
                self._receive(child)
        except (BlockingIOError, InterruptedError):
            pass
        except (OSError, EOFError):
            self._died("its process died", child)
        except ValueError:
            self._died("its process answered with what is no decision", child)
        if writable and child is self._child:
            self._flush(child)

    def _receive(self, child: _Child) -> None:
        """Raises EOFError, OSError, or ValueError for what no judge would say."""
        data = child.link.recv(262144)
        if not data:
            raise EOFError
        child.received += data
        while child is self._child and len(child.received) >= wire.HEAD.size:
            length, kind = wire.HEAD.unpack_from(child.received)
            if not 1 <= length <= wire.MAX_ANSWER:
                raise ValueError("a frame that is too large")
            if len(child.received) < 4 + length:
                return
            value = wire.read(bytes(child.received[wire.HEAD.size : 4 + length]))
            del child.received[: 4 + length]
            self._take(child, kind, value)

    def _take(self, child: _Child, kind: int, value: dict[str, Any]) -> None:
        if kind == wire.READY and not child.ready:
            child.ready = True
            child.timer.cancel()
            self._next()
            return
        if not self._asked or value.get("token") != self._jobs[0].token:
            raise ValueError("an answer that nobody waits for")
        told = self._jobs[0].answered(kind, value)
        child.timer.cancel()
        job = self._jobs.popleft()
        self._bytes -= len(job.frame)
        self._asked = False
        self._loop.after(0, told)
        self._next()

    def _late(self, child: _Child) -> None:
        why = f"no answer within {self._deadline_s:g} s" if child.ready else "it does not start"
        self._died(why, child)

    def _died(self, why: str, child: _Child) -> None:
        """This child is none any more. What it was asked is answered; the rest has a new one."""
        if child is not self._child:
            return
        self.deaths += 1
        self._end_child()
        if self._jobs:
            self._drop(why)
        while self._jobs and not child.ready:
            # The next one would not start either, and would take as long to tell.
            self._drop(why)
        self._next()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        self._asked = False
        if child is None:
            return
        child.timer.cancel()
        self._loop.forget(child.link)
        child.link.close()
        child.process.kill()

    def _flush(self, child: _Child) -> None:
        try:
            while child.unsent:
                del child.unsent[: child.link.send(child.unsent)]
        except BlockingIOError:
            pass
        except OSError:
            # Its end is read as well; there it is told.
            child.unsent.clear()
        self._loop.watch(child.link, self._ready, write=bool(child.unsent))


def _as_read(decision: Decision, programs: Mapping[str, str]) -> Decision:
    """A program that could not be read may be another one the next time: it is asked once."""
    closed = [path for path, digest in programs.items() if digest == digests.UNREADABLE]
    if not closed:
        return decision
    why = f"{decision.reason}; {closed[0][:200]} cannot be read, so nobody sees when it changes"
    return replace(decision, reason=why, grantable=False, repeatable=False)


def _digests(told: Any, named: Sequence[str]) -> dict[str, str]:
    """Path → digest of exactly the files that are meant. Raises ValueError."""
    if not isinstance(told, dict) or told.keys() != set(named):
        raise ValueError("digests of other files")
    for one in told.values():
        hexadecimal = isinstance(one, str) and len(one) == 64 and not one.strip("0123456789abcdef")
        if not hexadecimal and one != digests.UNREADABLE:
            raise ValueError("no digest")
    return dict(told)
