"""Everything that only a gated session has, put together: guardrails, judge, gate, door and shield.

A host imports this module where its launch says *gated*, and not otherwise.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edge_agent.gate.rules import Where
from edge_agent.host import gated_start
from edge_agent.host.answering import Answering
from edge_agent.host.gate import Gate
from edge_agent.host.gate_door import GateDoor, Hook
from edge_agent.host.gateless import GateParts, Program
from edge_agent.host.guarded import Guarded
from edge_agent.host.guarding import Guarding
from edge_agent.host.hook_events import HookEvents
from edge_agent.host.judging import Judging, facts_of
from edge_agent.host.launch import Launch
from edge_agent.host.loop import Loop
from edge_agent.host.requests import Effect
from schemas.wire import frames
from schemas.wire.layout import Home

STANDARD = "standard"
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

    def join(self, parts: GateParts) -> None:
        """The program runs, and the loop will."""
        self._parts = parts
        asked = self._asked
        guarded = Guarded(
            self._guarding, parts.clock, asked.session, asked.mode or STANDARD, asked.who
        )
        gate = self._gate = Gate(
            self._loop, parts.record, parts.document, parts.clock, parts.timeline, self._judging,
            guarded, self._where, parts.patterns, self._on_paused, self._on_changed,
        )  # fmt: skip
        self._events = HookEvents(
            self._loop, gate, parts.document, parts.timeline, parts.patterns, parts.add, parts.stop
        )
        self.effects = Answering(gate).effects
        for note in (self.start.shield.reason, *self.start.shield.notes):
            if note:
                parts.add("note", {"text": note})
        gate.view.refresh()
        self._judging.warm()

    @property
    def wrapped(self) -> bool:
        """Whether the program's first process is a shield around it."""
        return self.start.shield.level == gated_start.SHIELDED

    def launch(self, asked: Launch) -> Launch:
        """What was asked for, with the mode, level and version that it gets."""
        return dataclasses.replace(
            asked,
            mode=asked.mode or STANDARD,
            level=self.start.shield.level,
            version=self.start.version or asked.version,
        )

    def program(self, asked: Launch, environment: dict[str, str]) -> Program:
        """The agent with our hooks in it."""
        around = self.start.shield
        return self.start.argv, around.environment, around.preexec

    def open(self, run_dir: Path) -> None:
        """Its door is open already: a shield binds it."""

    def move(self, run_dir: Path) -> None:
        """Its door stays where the agent knows it."""

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
            self._gate.end("the session is being stopped")

    def policy(self) -> None:
        """The daemon says that there is another policy."""
        self._guarding.look()

    def journal_changed(self, session: str) -> None:
        """The journal is full, has room again, is over, or goes on under this session's id."""
        if self._gate is None:
            return
        if session != self._gate.guarded.session:
            # What was asked stands in the journal before, and can be answered no more.
            self._gate.guarded.session = session
            self._gate.reopen()
            self._gate.turn_ended("the session goes on under another id")
        self._gate.look_at_journal()

    def frames(self) -> list[bytes]:
        """The `questions` frame, for a desk."""
        rows = self._gate.view.rows if self._gate is not None else []
        names = ("approval", "form", "summary", "desk")
        told = [{name: row[name] for name in names} for row in rows]
        return [frames.control("questions", open=told)]

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

    def _interrupt(self) -> None:
        self._parts.interrupt()
        if self._gate is not None:
            self._gate.turn_ended("the session is paused")

    def _on_changed(self, rows: list[dict[str, Any]]) -> None:
        self._parts.tell_desks(*self.frames())
