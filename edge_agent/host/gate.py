"""The gate of one session: what an agent asks is judged, put to people where a rule says so, and
answered only after the line that says why is on the disk.

It drives `edge_agent.gate.approvals` with the host's clock, journal and document. It knows no
agent: `hook_events` brings what agents say, and hears the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from edge_agent.gate import decision as decisions
from edge_agent.gate.action import Action
from edge_agent.gate.approvals import Approvals, Step, Verdict
from edge_agent.gate.decision import MAX_INPUT, Decision
from edge_agent.gate.question import Answer, Person
from edge_agent.gate.rules import Where
from edge_agent.host import questions
from edge_agent.host.calls import Asking, Calls
from edge_agent.host.document import Document
from edge_agent.host.gate_view import GateView
from edge_agent.host.guarded import Guarded
from edge_agent.host.ledger import FULL, Ledger
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns, mask_text
from edge_agent.host.questions import Told
from edge_agent.host.record import Record
from edge_agent.host.releasing import Judge, Releasing
from edge_agent.host.spelling import Spelt, spell
from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused
from schemas.wire.ids import new_approval
from schemas.wire.lifecycle import NotPossible

LOOK_S = 5.0
"""How often open questions are looked at: the loop's timers do not count time that was slept."""
MAX_SUBJECT = 64 * 1024
"""Characters of a command or path that its summary is made of."""
_WRITTEN = frozenset({"reason", "choice"})
"""Fields of lines that repeat what people or agents wrote."""


class Gate:
    """See above. Every `Asking` is told once, or has hung up."""

    def __init__(
        self,
        loop: Loop,
        record: Record,
        document: Document,
        clock: Clock,
        timeline: Timeline,
        judge: Judge,
        guarded: Guarded,
        where: Where,
        patterns: Patterns,
        paused: Callable[[], None],
        changed: Callable[[list[dict[str, Any]]], None],
        new_id: Callable[[], str] = new_approval,
    ) -> None:
        """`paused()`: the turn is to be interrupted; `changed(rows)`: other questions are open;
        `new_id()`: an approval's id that was never used."""
        self._loop = loop
        self._clock = clock
        self._timeline = timeline
        self._judge = judge
        self._where = where
        self._patterns = patterns
        self._on_paused = paused
        self.guarded = guarded
        self.book = Approvals(new_id)
        self.calls = Calls()
        self.view = GateView(self.book, guarded, document, clock, timeline, changed)
        self._ledger = Ledger(record, self._broken)
        self._releasing = Releasing(judge, guarded, where, self._void, self._release)
        self._waiting: dict[str, Asking] = {}
        """By approval: those whose agent waits for people."""
        self._full = False
        self._looking = False
        self._heard = False
        self._over = False

    # ----- what the agent asks

    def ask(self, asking: Asking) -> None:
        """An action that the agent wants."""
        if self.calls.add(asking):
            self.guarded.current(lambda: self._decide(asking))
        else:
            asking.over = True
            asking.tell(False, "this tool call was asked about before")

    def _decide(self, asking: Asking) -> None:
        guard = asking.guard = self.guarded.guard
        if guard is None:
            self._decided(asking, decisions.denied("no policy", self.guarded.shut), {})
            return
        folder = asking.action.folder
        self._judge.decide(
            asking.request, guard, self._where, folder, lambda d, p: self._decided(asking, d, p)
        )

    def _decided(self, asking: Asking, decision: Decision, programs: Mapping[str, str]) -> None:
        if not asking.over and asking.gone():
            self.hung_up(asking)
        if asking.over:
            return
        self.look_at_journal()
        self.expire()
        if self.guarded.locked and decision.decide != "deny":
            decision = decisions.denied("lock", self.guarded.locked)
        action = asking.action = replace(asking.action, programs=tuple(sorted(programs.items())))
        told = self._told_of(asking, decision)
        now = self._clock.boot_ms()
        step = self.book.ask(action, decision, self.guarded.requesters, now)
        if step.asked is None:
            self._answer_at_once(asking, told, step, step.verdicts[0])
            return
        question = step.asked
        asking.approval = question.id
        self._waiting[question.id] = asking
        told.asked_us = self._timeline.now_us()
        told.until_us = told.asked_us + (question.until_ms - now) * 1000
        more = questions.asked_body(question, told)
        told.seq = self._ledger.write(
            [(kind, {**body, **more}) for kind, body in step.lines],
            lambda: self.view.asked(question, told) if question.open else None,
            lambda why: self._tell(asking, False, why),
        )
        self._look_soon()

    def _answer_at_once(self, asking: Asking, told: Told, step: Step, verdict: Verdict) -> None:
        more = questions.rule_body(told, asking.action.folder)
        if verdict.by_grant:
            more["granted"] = True
        lines = [(kind, {**self._masked(body), **more}) for kind, body in step.lines]
        if not lines and not self.book.shut_because:
            body = {"rule": "gate", "digest": asking.action.digest, "tool": asking.action.tool}
            lines = [("denied_by_rule", {**body, "reason": verdict.reason, **more})]

        def act() -> None:
            self._tell(asking, verdict.allow, verdict.reason)
            self._pause(step)

        self._ledger.write(lines, act, lambda why: self._tell(asking, False, why))

    def _told_of(self, asking: Asking, decision: Decision) -> Told:
        if len(asking.action.input) > MAX_INPUT:
            spelt = Spelt({}, plain=False, places=["its input is larger than 1 MiB"])
        else:
            spelt = spell(json.loads(asking.action.input), self._patterns)
        # Masked before it is cut, because half a secret is found by nobody.
        subject = asking.request.subject[:MAX_SUBJECT].encode("utf-8", "backslashreplace").decode()
        line = questions.summary(asking.request, self._mask(subject))
        return Told(spelt, questions.masked(decision, self._mask), line, asking.call)

    def hung_up(self, asking: Asking) -> None:
        """The agent does not wait any more: killed, interrupted, or out of time."""
        if not asking.over:
            asking.over = True
            self._void(asking, "its hook is gone")

    # ----- what people answered

    def answer(self, id: str, person: Person, answer: Answer) -> Step:
        """Count an answer; its step is to be given to `do`. Raises `Refused`."""
        step = self.book.answer(id, person, answer, self._clock.boot_ms())
        # What people write is masked as everything is.
        step.lines = [(kind, self._masked(body)) for kind, body in step.lines]
        return step

    def _masked(self, body: dict[str, Any]) -> dict[str, Any]:
        texts = {key: self._mask(body[key]) for key in _WRITTEN & body.keys()}
        return {**body, **texts}

    def _mask(self, text: str) -> str:
        return mask_text(text, self._patterns)

    def do(
        self,
        step: Step,
        then: Callable[[], None] = lambda: None,
        otherwise: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Write the lines of a step and act on its verdicts; `then()` once they are on the disk,
        `otherwise(why)` where they never will be: then the gate is shut."""

        def act() -> None:
            for verdict in step.verdicts:
                self._deliver(verdict)
            then()
            self.view.settle()
            self._pause(step)

        def fail(why: str) -> None:
            for verdict in step.verdicts:
                self._deliver(replace(verdict, allow=False, reason=why))
            otherwise(why)

        self._ledger.write(step.lines, act, fail)

    def _deliver(self, verdict: Verdict) -> None:
        """To the agent that waits for what people said."""
        asking = self._waiting.get(verdict.approval or "")
        if asking is None:
            return
        if verdict.allow:
            self._releasing.begin(asking)
        else:
            del self._waiting[asking.approval]
            self._tell(asking, False, verdict.reason)

    def _release(self, asking: Asking, now: Action) -> None:
        self.look_at_journal()
        try:
            step = self.book.release(asking.approval, now)
        except (Refused, NotPossible) as error:
            self._tell(asking, False, str(error) or "it is not to be released any more")
            return
        finally:
            self._waiting.pop(asking.approval, None)
        question, verdict = self.book.get(asking.approval), step.verdicts[0]
        if verdict.allow and question.scope != "once":
            self.view.granted(question)
        self._ledger.write(
            step.lines,
            lambda: self._tell(asking, verdict.allow, verdict.reason),
            lambda why: self._tell(asking, False, why),
        )

    def _void(self, asking: Asking, why: str) -> None:
        """A question that nobody is to answer any more, or that was allowed in vain."""
        try:
            step = self.book.withdraw(asking.approval, why)
        except Refused:
            return  # it was never asked, or it is decided and gone
        self.do(step)

    def _tell(self, asking: Asking, allow: bool, reason: str) -> None:
        if asking.over:
            return
        if allow and self.book.shut_because:
            # It was shut while this line was on its way to the disk.
            allow, reason = False, f"the gate is shut: {self.book.shut_because}"
        asking.over, asking.allowed = True, allow
        asking.tell(allow, reason)

    # ----- what the agent says of its turns

    def effected(self, call: str, action: Action, failed: bool) -> None:
        """The agent told what ran. What nobody allowed is a fault, and pauses the session."""
        asking = self.calls.get(call)
        if asking is not None and asking.effected:
            return
        if asking is None or not asking.allowed:
            if not failed:
                self._foreign(f"{action.tool} ran, and the gate had not let it through")
            return
        asking.effected = True
        if asking.approval:
            self.do(self.book.effected(asking.approval, action, failed))
        elif action.input != asking.action.input:
            self._foreign(f"{action.tool} ran with another input than a rule allowed")

    def _foreign(self, what: str) -> None:
        self.book.paused = True
        meant = "an action ran that nobody allowed; the session is paused"
        self.do(Step([("fault", {"what": what, "meant": meant})], paused=True))

    def turn_started(self) -> None:
        """A pause ends only where a person has typed or prompted since."""
        if self._heard or not self.book.paused:
            self.book.turn_started()
        self.view.happened("turn_started")
        self.view.refresh()

    def turn_ended(self, why: str) -> None:
        """Open questions are void."""
        self.do(self.book.turn_ended(why))
        self.view.happened("turn_ended")

    def heard(self, who: str) -> None:
        """This person prompted or typed into the session."""
        self.guarded.requesters.add(who)
        self._heard = True

    # ----- time, guardrails, journal

    def expire(self) -> None:
        """Deny what nobody decided in time."""
        step = self.book.expire(self._clock.boot_ms())
        if step.lines:
            self.do(step)

    def _look_soon(self) -> None:
        opened = self.book.open()
        if opened and not self._looking:
            left = min(one.until_ms for one in opened) - self._clock.boot_ms()
            self._looking = True
            self._loop.after(min(max(left / 1000, 0.0) + 0.01, LOOK_S), self._look)

    def _look(self) -> None:
        self._looking = False
        self.expire()
        self._look_soon()

    def guarded_anew(self) -> None:
        """Other guardrails hold: a lock that came, or that there are none, voids what is open."""
        why = self.guarded.shut
        for asking in list(self._waiting.values()) if why else ():
            self._void(asking, why)
        self.view.refresh()

    def change_mode(self, mode: str) -> None:
        """What was allowed for longer than once was allowed in another mode."""
        self.guarded.mode = mode
        self.book.grants.revoke_all()
        self.view.refresh()

    def look_at_journal(self) -> None:
        """Shut where nothing can be written; a full disk that has room again opens it."""
        trouble = self._ledger.trouble
        if trouble:
            self._broken(trouble)
        elif self._full:
            self.reopen()

    def reopen(self) -> None:
        """The journal takes lines again: there is room, or it goes on in a new one."""
        if not self._over:
            self._full, self.book.shut_because = False, ""
            self.view.refresh()

    def end(self, why: str) -> None:
        """The session is being ended: the gate is shut for good."""
        self._over = self.view.over = True
        self.shut(why)
        self.view.refresh()

    def shut(self, why: str) -> None:
        """Everything is denied from now on, and everybody who waits is told so."""
        if self.book.shut_because:
            return
        withdrawn = self.book.turn_ended(why)
        self._ledger.try_to_write(withdrawn.lines)
        self.book.shut(why)
        for verdict in withdrawn.verdicts:
            self._deliver(verdict)
        self.view.settle()

    def _broken(self, why: str) -> None:
        self._full = self._full or why == FULL
        self.shut(why)

    def _pause(self, step: Step) -> None:
        if step.paused:
            self._heard = False
            self._on_paused()
            self.view.refresh()
