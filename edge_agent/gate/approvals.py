"""The approvals of one session: asked, decided exactly once, released at most once. Pure.

Nothing here reads a clock, writes a line or speaks to an agent. Each step returns what happened as
journal lines (kind, body) and verdicts; who calls writes and syncs the lines *first*, and acts on
the verdicts only then. If a line cannot be written, `shut` denies everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from edge_agent.gate import gate_lines
from edge_agent.gate.action import Action
from edge_agent.gate.decision import Decision
from edge_agent.gate.gate_lines import Line
from edge_agent.gate.grants import Grants
from edge_agent.gate.question import Answer, Person, Question
from edge_agent.gate.rules import Ask
from schemas.wire.errors import Refused

MAX_OPEN = 8
"""Open questions of a session; the next is denied."""
PAUSE_AFTER = 3
"""Denials in a turn."""
KEPT = 256
"""Decided questions that are remembered, so that late answers hear of the decision."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the agent is told about one action. `allow` is to be released by `release` alone."""

    action: Action
    allow: bool
    reason: str
    approval: str | None = None
    """The question that it answers; None where a rule or a standing grant decided."""
    by_grant: bool = False


@dataclass(slots=True)
class Step:
    """What one call did: lines to write first, verdicts to act on after."""

    lines: list[Line] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    asked: Question | None = None
    paused: bool = False
    """With this step the session was paused: its turn is to be interrupted."""


class Approvals:
    """`new_id` gives ids that were never used; times are milliseconds of the boot clock."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._questions: dict[str, Question] = {}
        self.grants = Grants()
        self.denials = 0
        self.paused = False
        self.shut_because = ""

    # ----- what agents ask

    def ask(
        self,
        action: Action,
        decision: Decision,
        requesters: Iterable[str],
        now_ms: int,
        form: str = "permission",
        choices: tuple[str, ...] = (),
        free_text: bool = False,
    ) -> Step:
        """An action that was judged. Rules that decide are followed; else people are asked."""
        step = Step()
        if self.shut_because:
            self._deny(step, action, f"the gate is shut: {self.shut_because}")
        elif self.paused:
            self._deny(step, action, "this session is paused until a person goes on with it")
        elif decision.decide == "deny":
            step.lines.append(("denied_by_rule", gate_lines.by_rule(action, decision)))
            self._deny(step, action, decision.reason)
        elif decision.decide == "allow" and form == "permission":
            step.lines.append(("allowed_by_rule", gate_lines.by_rule(action, decision)))
            step.verdicts.append(Verdict(action, True, decision.reason))
        elif decision.decide not in ("allow", "ask"):
            self._deny(step, action, "nobody here knows this decision")
        elif form == "permission" and self.grants.covers(action, decision, now_ms):
            step.lines.append(("allowed_by_rule", gate_lines.by_rule(action, decision)))
            step.verdicts.append(Verdict(action, True, "granted for this session", by_grant=True))
        elif len(self.open()) >= MAX_OPEN:
            self._deny(step, action, f"{MAX_OPEN} questions of this session are open already")
        else:
            step.asked = self._ask(action, decision, requesters, now_ms, form, choices, free_text)
            step.lines.append(("asked", gate_lines.asked(step.asked)))
        return step

    def _ask(
        self,
        action: Action,
        decision: Decision,
        requesters: Iterable[str],
        now_ms: int,
        form: str,
        choices: tuple[str, ...],
        free_text: bool,
    ) -> Question:
        asks = decision.asks or (Ask(),)
        scopes = ["once"]
        if form == "permission" and decision.repeatable:
            scopes.append("session-digest")
        if form == "permission" and decision.grantable:
            scopes.append("session-rule")
        question = Question(
            self._new_id(),
            action,
            asks,
            decision.rule,
            form,
            now_ms,
            now_ms + min(ask.expires_s for ask in asks) * 1000,
            frozenset(requesters),
            tuple(scopes),
            choices,
            free_text,
        )
        if question.id in self._questions:
            raise ValueError("an approval's id is for one action for ever")
        self._questions[question.id] = question
        return question

    # ----- what people say

    def answer(self, id: str, person: Person, answer: Answer, now_ms: int) -> Step:
        """Raises `Refused`: "no-such-approval", "approval-decided" (its detail names the
        decision), "wrong-digest", "not-granted", "not-possible" or "bad-field".

        Whether this person may approve in this project at all, the caller has checked. Call
        `expire` first: an answer that comes with the deadline is late.
        """
        question = self._known(id)
        if question.open and now_ms >= question.until_ms:
            raise Refused("approval-decided", "it has expired, which denied it")
        if self.shut_because and answer.decide != "deny":
            raise Refused("journal-fault", self.shut_because)
        question.check(person, answer)
        step = Step()
        step.lines.append(("answered", gate_lines.answered(question, person, answer)))
        if answer.decide == "deny":
            said = f": {answer.reason}" if answer.reason.strip() else ""
            self._close(question, "deny", f"denied by {person.name}{said}")
            self._deny(step, question.action, question.decided, question.id)
            return step
        # The same person's second yes replaces the first and counts no more than it.
        question.yes[person.name] = (person, answer)
        if question.enough():
            question.scope = question.narrowest()
            names = ", ".join(sorted(question.yes))
            self._close(question, "allow", f"allowed by {names}")
            told = answer.text or answer.choice if question.form == "question" else question.decided
            step.verdicts.append(Verdict(question.action, True, told, question.id))
        return step

    def edit(self, id: str, person: Person, digest: str, now_ms: int) -> Step:
        """A person wants another input: this question is void. The caller judges the edited action
        and asks anew, with this person among the requesters. Raises `Refused` as `answer` does."""
        question = self._known(id)
        if question.open and now_ms >= question.until_ms:
            raise Refused("approval-decided", "it has expired, which denied it")
        if not question.open:
            raise Refused("approval-decided", question.decided)
        if digest != question.action.digest:
            raise Refused("wrong-digest")
        if question.form != "permission":
            raise Refused("not-possible", "a question or a plan has no input to edit")
        return self._withdraw(question, f"edited by {person.name}", False)

    # ----- what time and turns do

    def expire(self, now_ms: int) -> Step:
        """Denies what nobody decided in time, and tells the agent so."""
        step = Step()
        for question in self.open():
            if now_ms >= question.until_ms:
                minutes = (question.until_ms - question.asked_ms) // 60_000
                self._close(question, "expire", f"expired: nobody answered within {minutes} min")
                step.lines.append(("expired", {"approval": question.id}))
                self._deny(step, question.action, question.decided, question.id)
        self.grants.expire(now_ms)
        return step

    def turn_ended(self, why: str = "the turn ended") -> Step:
        """Every open question is void, and so is what was allowed and not yet released."""
        step = Step()
        for question in list(self._questions.values()):
            if question.state in ("asked", "allowed"):
                one = self._withdraw(question, why, True)
                step.lines += one.lines
                step.verdicts += one.verdicts
        self.denials = 0
        return step

    def turn_started(self) -> None:
        """A person goes on with the session: denials count anew, a pause ends."""
        self.denials, self.paused = 0, False

    def withdraw(self, id: str, why: str) -> Step:
        """One question is void: its hook was killed, the desk decided it, a lock came."""
        question = self._known(id)
        if question.state not in ("asked", "allowed"):
            raise Refused("approval-decided", question.decided)
        return self._withdraw(question, why, True)

    def shut(self, because: str) -> Step:
        """The journal cannot be written, or nothing here can be trusted: everything is denied, now
        and from now on. Nothing of what was allowed is released any more."""
        self.shut_because = because
        self.grants.revoke_all()
        step = self.turn_ended(because)
        step.lines.clear()
        return step

    # ----- right before and after the effect

    def release(self, id: str, now: Action) -> Step:
        """Let an allowed action go: once, and only what was allowed. `now`: the action as it stands
        at this moment, its program files read again. A verdict that denies: it has changed.

        Raises `Refused` and `schemas.wire.lifecycle.NotPossible` where it is not to be released.
        """
        question = self._known(id)
        if self.shut_because:
            raise Refused("journal-fault", self.shut_because)
        step = Step()
        if question.state == "allowed" and now.digest != question.action.digest:
            return self._withdraw(question, "it is not what was allowed any more", True)
        question.move("take")
        if question.scope != "once":
            names = tuple(sorted(question.yes))
            self.grants.add(
                question.scope, question.action, question.rule, names, question.asked_ms
            )
        step.lines.append(("taken", {"approval": id}))
        step.verdicts.append(Verdict(question.action, True, question.decided, id))
        return step

    def effected(self, id: str, executed: Action | None, failed: bool = False) -> Step:
        """The agent told what it did. Another input than the allowed one is a fault.

        `executed`: None where the agent does not tell.
        """
        question = self._known(id)
        question.move("fail" if failed else "effect")
        body: dict[str, Any] = {"approval": id}
        step = Step([("effected", {**body, "failed": True} if failed else body)])
        if executed is not None and executed.input != question.action.input:
            meant = "an action ran that nobody allowed; the session is paused"
            what = f"approval {id}: {question.action.tool} ran with another input"
            step.lines.append(("fault", {"what": what, "meant": meant}))
            self.paused = step.paused = True
        return step

    @property
    def known(self) -> frozenset[str]:
        """Ids of all questions that are remembered."""
        return frozenset(self._questions)

    def open(self) -> list[Question]:
        """Questions that wait, oldest first."""
        return [one for one in self._questions.values() if one.open]

    def get(self, id: str) -> Question:
        """A question. Raises `Refused("no-such-approval")`."""
        return self._known(id)

    def _known(self, id: str) -> Question:
        question = self._questions.get(id)
        if question is None:
            raise Refused("no-such-approval")
        return question

    def _close(self, question: Question, event: str, decided: str) -> None:
        question.move(event)
        question.decided = decided
        done = [one for one in self._questions.values() if one.state not in ("asked", "allowed")]
        for old in done[:-KEPT]:
            del self._questions[old.id]

    def _withdraw(self, question: Question, why: str, tell: bool) -> Step:
        self._close(question, "withdraw", f"withdrawn: {why}")
        step = Step([("withdrawn", {"approval": question.id, "reason": why})])
        if tell:
            step.verdicts.append(Verdict(question.action, False, question.decided, question.id))
        return step

    def _deny(self, step: Step, action: Action, reason: str, approval: str | None = None) -> None:
        step.verdicts.append(Verdict(action, False, reason, approval))
        self.denials += 1
        if self.denials >= PAUSE_AFTER and not self.paused:
            self.paused = step.paused = True
