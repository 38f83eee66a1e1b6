"""A gate on a bench: a real journal on a real disk, and judge, clock, loop and sync moved by hand.

So every order of events can be had, and nothing is waited for.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from edge_agent.gate.action import Action
from edge_agent.gate.decision import Decision, Explained, Guard, Request, denied
from edge_agent.gate.parts import Part
from edge_agent.gate.question import Answer, Person
from edge_agent.gate.rules import Ask, Where
from edge_agent.guardrails import Guardrails, Lock
from edge_agent.host import journal as journals
from edge_agent.host.calls import Asking
from edge_agent.host.document import Document
from edge_agent.host.flood import Budget
from edge_agent.host.gate import Gate
from edge_agent.host.guarded import Guarded
from edge_agent.host.journal import Full, Identity, Journal
from edge_agent.host.launch import Launch
from edge_agent.host.loop import Loop, Timer
from edge_agent.host.masking import Patterns
from edge_agent.host.record import Record
from edge_agent.host.syncer import Syncer
from schemas.wire.clock import Clock, Timeline
from tests.edge_agent.gate.asking import ids
from tests.edge_agent.host.test_journal import make

SESSION = "0" * 14
BOB = Person("bob")


class HandClock(Clock):
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.now_ms = 1_000_000

    def boot_us(self) -> int:
        return self.now_ms * 1000

    def wall_us(self) -> int:
        return 1_795_363_200_000_000 + self.now_ms * 1000


class HandLoop(Loop):
    """Timers run when the clock has come so far."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__()
        self._clock = clock
        self._due: list[tuple[float, Timer]] = []

    def after(self, seconds: float, then: Callable[[], None]) -> Timer:
        timer = Timer(self._clock.now_ms / 1000 + seconds, then)
        self._due.append((timer.due, timer))
        return timer

    def run_due(self) -> None:
        now = self._clock.now_ms / 1000
        due = [one for one in self._due if one[0] <= now]
        self._due = [one for one in self._due if one[0] > now]
        for _, timer in due:
            if not timer.cancelled:
                timer.then()


class HandSyncer(Syncer):
    """A job ends when the test says so."""

    def __init__(self) -> None:
        self.jobs: deque[list[int]] = deque()

    def begin(self, files: list[int]) -> None:
        self.jobs.append(list(files))


class TightJournal(Journal):
    """A journal whose disk can be full, reserve and all."""

    no_room = False

    def append(self, at: int, kind: str, body: dict[str, object], *, urgent: bool = False) -> int:
        if self.no_room:
            raise Full("the disk is full")
        return super().append(at, kind, body, urgent=urgent)

    def make_room(self) -> bool:
        return not self.no_room and super().make_room()


class HandJudge:
    """Decides by the command's first word, when it is told to: `allow`, `deny`, else asks."""

    def __init__(self) -> None:
        self.waiting: deque[Callable[[], None]] = deque()
        self.files: dict[str, str] = {}
        self.asks: tuple[Ask, ...] = (Ask(expires_s=60),)

    def decide(
        self,
        request: Request,
        guard: Guard,
        where: Where,
        folder: str,
        then: Callable[[Decision, Mapping[str, str]], None],
    ) -> None:
        word, _, rest = request.subject.partition(" ")
        part = Part("command", request.subject, tuple(request.subject.split()))
        if word == "deny":
            found = denied("no", "a rule says no")
        elif word == "allow":
            found = Decision("allow", (Explained(part, "allow", "yes", "it may"),), (), "", "yes")
        else:
            parts = (Explained(part, "ask", "ask", "a rule asks", self.asks[0]),)
            found = Decision("ask", parts, (), "a rule asks", "ask", self.asks, repeatable=True)
        programs = {rest: self.files.get(rest, "0" * 64)} if word == "run" else {}
        self.waiting.append(lambda: then(found, programs))

    def digests(self, paths: Sequence[str], then: Callable[[Mapping[str, str]], None]) -> None:
        found = {path: self.files.get(path, "0" * 64) for path in paths}
        self.waiting.append(lambda: then(found))


class HandGuardian:
    """Guardrails that the test sets."""

    def __init__(self) -> None:
        self.guardrails: Guardrails | None = Guardrails(1, 2**53)
        self.fault = ""

    def current(self, then: Callable[[Guardrails | None, str], None]) -> None:
        then(self.guardrails, self.fault)

    def lock(self, on: bool) -> None:
        locks = (Lock("all", "incident"),) if on else ()
        self.guardrails = Guardrails(1, 2**53, locks=locks)


class Bench:
    """One gate. `told`: what each call was answered; `gone`: calls whose hook hung up."""

    def __init__(self, place: Path) -> None:
        self.clock = HandClock()
        self.loop = HandLoop(self.clock)
        self.syncer = HandSyncer()
        self.judge = HandJudge()
        self.guardian = HandGuardian()
        self.place = make(place)
        self.journal = TightJournal(self.place, Identity("m1", "-", SESSION))
        self.faults: list[str] = []
        self.paused = 0
        timeline = Timeline(self.clock)
        self.record = Record(
            self.journal, timeline, Budget(1, 1000, 0), self.syncer,
            lambda: self.clock.now_ms / 1000, lambda *_: None, self._on_fault,
        )  # fmt: skip
        asked = Launch(
            machine="m1", project="-", folder="/tmp", argv=["claude"], agent="claude",
            gate="gated", mode="standard", session=SESSION,
        )  # fmt: skip
        self.document = Document(asked, timeline.now_us())
        guarded = Guarded(self.guardian, self.clock, SESSION, "standard", "ana")
        self.gate = Gate(
            self.loop, self.record, self.document, self.clock, timeline, self.judge, guarded,
            Where("claude", "m1", "-", "/tmp", "/root"), Patterns(), self._on_paused,
            lambda _: None, ids(),
        )  # fmt: skip
        self.told: dict[str, list[tuple[bool, str]]] = {}
        self.gone: set[str] = set()
        self.asked: dict[str, Asking] = {}
        self.on_told: Callable[[str, bool], None] = lambda *_: None

    def close(self) -> None:
        self.journal.close()
        self.loop.close()

    # ----- the agent

    def ask(self, command: str, call: str = "") -> str:
        call = call or f"c{len(self.asked)}"
        self.told.setdefault(call, [])

        def tell(allow: bool, reason: str) -> None:
            self.told[call].append((allow, reason))
            self.on_told(call, allow)

        asking = Asking(
            call,
            Request("command", command, "Bash", size=len(command)),
            Action.of("claude", "Bash", {"command": command}, "/tmp"),
            tell,
            lambda: call in self.gone,
        )
        self.asked.setdefault(call, asking)
        self.gate.ask(asking)
        return call

    def hang_up(self, call: str) -> None:
        self.gone.add(call)
        self.gate.hung_up(self.asked[call])

    # ----- what the host does

    def judge_one(self) -> bool:
        if self.judge.waiting:
            self.judge.waiting.popleft()()
            return True
        return False

    def begin_sync(self) -> None:
        self.record.drained()
        self.record.step()

    def end_sync(self, error: OSError | None = None) -> bool:
        if not self.syncer.jobs:
            return False
        files = self.syncer.jobs.popleft()
        if error is None:
            journals.sync(files)
        self.record.sync_finished(error)
        return True

    def settle(self) -> None:
        """Let everything that is under way come to its end."""
        for _ in range(1000):
            self.begin_sync()
            if not (self.end_sync() | self.judge_one()):
                self.loop.run_due()
                self.begin_sync()
                if not self.syncer.jobs and not self.judge.waiting:
                    return
        raise AssertionError("it does not come to rest")

    def later(self, seconds: float) -> None:
        self.clock.now_ms += int(seconds * 1000)
        self.loop.run_due()

    def _on_fault(self, code: str, text: str) -> None:
        self.faults.append(code)
        self.loop.after(0, self.gate.look_at_journal)

    def _on_paused(self) -> None:
        self.paused += 1

    # ----- people

    def open(self) -> list[str]:
        """Approvals that the document shows."""
        return [row["approval"] for row in self.document.take()["questions"]]

    def say(self, approval: str, decide: str, person: Person = BOB) -> None:
        """Raises `Refused`."""
        digest = self.gate.book.get(approval).action.digest
        self.gate.do(self.gate.answer(approval, person, Answer(decide, digest)))

    # ----- the record

    def lines(self, synced: bool = True) -> list[dict[str, Any]]:
        import json

        found = []
        for path in sorted(self.place.journal.iterdir()):
            for raw in path.read_bytes().splitlines():
                found.append(json.loads(raw))
        return [one for one in found if not synced or one["seq"] <= self.record.synced]

    def kinds(self) -> list[str]:
        return [one["kind"] for one in self.lines()]


def no_disk() -> OSError:
    """What a sync that failed says."""
    return OSError(5, os.strerror(5))
