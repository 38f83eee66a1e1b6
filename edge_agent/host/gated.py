"""Everything that only a gated session has, put together: guardrails, judge, gate, door and shield.

A host imports this module where its launch says *gated*, and not otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from edge_agent.gate.rules import Where
from edge_agent.host import gated_start
from edge_agent.host.answering import Answering
from edge_agent.host.document import Document
from edge_agent.host.gate import Gate
from edge_agent.host.gate_door import GateDoor, Hook
from edge_agent.host.guarding import Guarding
from edge_agent.host.hook_events import Add, HookEvents
from edge_agent.host.judging import Judging, facts_of
from edge_agent.host.launch import Launch
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns
from edge_agent.host.record import Record
from edge_agent.host.requests import Effect
from schemas.wire import frames
from schemas.wire.clock import Clock, Timeline
from schemas.wire.layout import Home

INTERRUPT_AFTER_S = 0.3
"""Between a denial that pauses the session and the interrupt: the agent hears the reason first."""


class Gated:
    """Made before the program starts, joined after."""

    def __init__(
        self,
        loop: Loop,
        home: Home,
        asked: Launch,
        run_dir: Path,
        environment: Mapping[str, str],
        settings: Mapping[str, Any],
    ) -> None:
        """Read the guardrails, open the door, look at the agent. Blocks for seconds; raises
        `Refused` and OSError."""
        self._loop = loop
        self._asked = asked
        self._gate: Gate | None = None
        self._events: HookEvents | None = None
        self._guarding = Guarding(loop, home, asked.machine, lambda *_: self._guarded_anew())
        self._guarding.read()
        self._door = GateDoor(loop, run_dir / "gate.sock", self._said)
        try:
            self.start = gated_start.prepare(
                home, asked, environment, run_dir / "gate.sock", settings
            )
        except BaseException:
            self.close()
            raise
        given = self.start.shield.environment
        self._judging = Judging(loop, facts_of(home, asked.folder, given))
        self._where = Where(
            asked.agent,
            asked.machine,
            asked.project,
            os.path.realpath(asked.folder),
            given.get("HOME", ""),
        )
        self.effects: Mapping[str, Effect] = {}

    @property
    def pids(self) -> tuple[int, ...]:
        """Our own children, which are no part of what the session started."""
        return self._judging.pid, self._guarding.pid

    def join(
        self,
        record: Record,
        document: Document,
        clock: Clock,
        timeline: Timeline,
        patterns: Patterns,
        add: Add,
        interrupt: Callable[[], None],
        stop: Callable[[str], None],
        tell_desks: Callable[[bytes], None],
    ) -> None:
        """`add(kind, body)`: a line that nothing waits for; `interrupt()`: the present turn;
        `stop(why)`: the session, which cannot be gated."""
        self._interrupt = interrupt
        self._tell_desks = tell_desks
        asked = self._asked
        gate = self._gate = Gate(
            self._loop, record, document, clock, timeline, self._judging, self._guarding,
            self._where, patterns, asked.session, asked.mode or "standard", asked.who,
            self._on_paused, self._on_changed,
        )  # fmt: skip
        self._events = HookEvents(self._loop, gate, document, timeline, patterns, add, stop)
        self.effects = Answering(gate).effects
        for note in (self.start.shield.reason, *self.start.shield.notes):
            if note:
                add("note", {"text": note})
        gate.refresh()
        self._judging.warm()

    def close(self) -> None:
        """The session is over."""
        self._door.close()
        self._guarding.close()
        if hasattr(self, "_judging"):
            self._judging.close()

    # ----- what the host tells

    def heard(self, who: str) -> None:
        """This person typed or prompted."""
        if self._gate is not None and self._events is not None:
            self._gate.heard(who)
            self._events.heard(who)

    def prompted(self, text: str) -> None:
        """A request typed this prompt, and has a line of its own."""
        if self._events is not None:
            self._events.prompted(text)

    def interrupted(self, who: str) -> None:
        """Somebody interrupts the turn."""
        if self._gate is not None:
            self._gate.turn_ended(f"interrupted by {who}")

    def stopping(self) -> None:
        """The session is being ended."""
        if self._gate is not None:
            self._gate.shut("the session is being stopped")

    def policy(self) -> None:
        """The daemon says that there is another policy."""
        self._guarding.look()

    def journal_changed(self, session: str) -> None:
        """The journal is full, has room again, is over, or goes on under this session's id."""
        if self._gate is not None:
            self._gate.session = session
            self._gate.look_at_journal()

    def frame(self) -> bytes:
        """The `questions` frame for a desk."""
        rows = self._gate.rows if self._gate is not None else []
        names = ("approval", "form", "summary", "desk")
        return frames.control(
            "questions", open=[{name: row[name] for name in names} for row in rows]
        )

    # ----- inside

    def _said(self, hook: Hook) -> None:
        if self._events is None:
            hook.close()
        else:
            self._events.said(hook)

    def _guarded_anew(self) -> None:
        if self._gate is not None:
            self._gate.guarded_anew()

    def _on_paused(self) -> None:
        self._loop.after(INTERRUPT_AFTER_S, self._interrupt)

    def _on_changed(self, rows: list[dict[str, Any]]) -> None:
        self._tell_desks(self.frame())
