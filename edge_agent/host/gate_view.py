"""What people see of a gate: open questions, standing grants, whether it is paused or shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edge_agent.gate.approvals import Approvals
from edge_agent.gate.question import Question
from edge_agent.host import questions
from edge_agent.host.document import Document
from edge_agent.host.guarded import Guarded
from edge_agent.host.questions import Told
from schemas.wire.clock import Clock, Timeline


class GateView:
    """Keeps the session document as the approvals stand. `changed(rows)`: other questions are
    open."""

    def __init__(
        self,
        book: Approvals,
        guarded: Guarded,
        document: Document,
        clock: Clock,
        timeline: Timeline,
        changed: Callable[[list[dict[str, Any]]], None],
    ) -> None:
        self._book = book
        self._guarded = guarded
        self._document = document
        self._clock = clock
        self._timeline = timeline
        self._changed = changed
        self._granted: dict[tuple[str, str], tuple[Question, Told]] = {}
        self.told: dict[str, Told] = {}
        """By approval: what people were told, once that is on the disk."""
        self.rows: list[dict[str, Any]] = []
        self.over = False
        """The session is being ended, which its phase says."""

    def asked(self, question: Question, told: Told) -> None:
        """Its line is on the disk: people may know."""
        self.told[question.id] = told
        if len(self.told) > 4 * len(self._book.known):
            self.told = {id: one for id, one in self.told.items() if id in self._book.known}
        self.happened("asked")
        self.refresh()

    def granted(self, question: Question) -> None:
        """It was allowed for longer than once."""
        what = question.action.digest if question.scope == "session-digest" else question.rule
        self._granted[question.scope, what] = (question, self.told[question.id])
        self.refresh()

    def happened(self, event: str) -> None:
        """An event of `schemas.wire.session_phase`."""
        self._document.happened(event, self._timeline.now_us())

    def settle(self) -> None:
        """Something was decided."""
        self.refresh()
        if self._document.phase == "waiting" and not self.rows:
            self.happened("answered")

    def refresh(self) -> None:
        """Say it as it is now."""
        opened = [(one, self.told[one.id]) for one in self._book.open() if one.id in self.told]
        rows = questions.rows(opened, self._guarded.mode)
        shut = self._book.shut_because or self._guarded.shut
        self._document.set(
            questions=rows,
            standing=self._standing(),
            paused=(self._book.paused and not self.over) or None,
            shut=None if self.over else shut[: questions.SHOWN] or None,
            mode=self._guarded.mode,
        )
        if rows != self.rows:
            self.rows = rows
            self._changed(rows)

    def _standing(self) -> list[dict[str, Any]] | None:
        held = {(one.scope, one.what): one for one in self._book.grants.standing()}
        self._granted = {key: one for key, one in self._granted.items() if key in held}
        offset = self._timeline.now_us() - self._clock.boot_us()
        # The same to the second each time it is looked at, or it would be news each time.
        offset -= offset % 1_000_000
        pairs = ((held[key], *one) for key, one in self._granted.items())
        return questions.standing(pairs, offset)
