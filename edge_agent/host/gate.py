"""The gate of one session: what an agent asks is judged, put to people where a rule says so, and
answered only after the line that says why is on the disk.

It drives `edge_agent.gate.approvals` with the host's clock, journal and document. It knows no
agent: `hook_events` brings what agents say, and hears the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from edge_agent.gate import decision as decisions
from edge_agent.gate.action import Action
from edge_agent.gate.approvals import Approvals, Step, Verdict
from edge_agent.gate.decision import MAX_INPUT, Decision, Guard, Request
from edge_agent.gate.question import Answer, Person, Question
from edge_agent.gate.rules import Where
from edge_agent.guardrails import Guardrails
from edge_agent.host import questions
from edge_agent.host.calls import Asking, Calls
from edge_agent.host.document import Document
from edge_agent.host.ledger import Ledger
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns, mask_text
from edge_agent.host.questions import Told
from edge_agent.host.record import Record
from edge_agent.host.spelling import Spelt, spell
from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused
from schemas.wire.ids import new_approval
from schemas.wire.lifecycle import NotPossible

LOOK_S = 5.0
"""How often open questions are looked at: the loop's timers do not count time that was slept."""

_WRITTEN = frozenset({"reason", "choice"})
"""Fields of `answered` that people write."""


class Judge(Protocol):
    """`edge_agent.host.judging.Judging`, as far as the gate asks it."""

    def decide(
        self,
        request: Request,
        guard: Guard,
        where: Where,
        folder: str,
        then: Callable[[Decision, Mapping[str, str]], None],
    ) -> None:
        """Judge one request."""

    def digests(self, paths: Any, then: Callable[[Mapping[str, str]], None]) -> None:
        """Read program files again."""


class Guardian(Protocol):
    """`edge_agent.host.guarding.Guarding`, as far as the gate asks it."""

    guardrails: Guardrails | None
    fault: str

    def current(self, then: Callable[[Guardrails | None, str], None]) -> None:
        """Call `then` when `guardrails` are what the files say."""


class Gate:
    """See above. `session` and `mode` may change in its life."""

    def __init__(
        self,
        loop: Loop,
        record: Record,
        document: Document,
        clock: Clock,
        timeline: Timeline,
        judge: Judge,
        guardian: Guardian,
        where: Where,
        patterns: Patterns,
        session: str,
        mode: str,
        requester: str,
        paused: Callable[[], None],
        changed: Callable[[list[dict[str, Any]]], None],
    ) -> None:
        """`paused()`: the turn is to be interrupted; `changed(rows)`: other questions are open."""
        self._loop = loop
        self._document = document
        self._clock = clock
        self._timeline = timeline
        self._judge = judge
        self._guardian = guardian
        self._where = where
        self._patterns = patterns
        self._on_paused = paused
        self._on_changed = changed
        self.session = session
        self.mode = mode
        self.requesters = {requester}
        self.book = Approvals(new_approval)
        self.calls = Calls()
        self._ledger = Ledger(record, self._broken)
        self._full = False
        self._asked: dict[str, Asking] = {}
        """By approval: those whose agent waits for the answer."""
        self.told: dict[str, Told] = {}
        """By approval: what people were told, once that is on the disk."""
        self._granted: dict[tuple[str, str], tuple[Question, Told]] = {}
        self.rows: list[dict[str, Any]] = []
        self._looking = False
        self._heard = False

    # ----- what the agent asks

    def ask(self, asking: Asking) -> None:
        """An action that the agent wants. It is told exactly once, unless it hangs up."""
        if not self.calls.add(asking):
            asking.over = True
            asking.tell(False, "this tool call was asked about before")
            return
        self._guardian.current(lambda *_: self._decide(asking))

    def _decide(self, asking: Asking) -> None:
        guard = asking.guard = self.guard()
        if guard is None:
            why = f"there are no guardrails: {self._guardian.fault}"
            self._decided(asking, decisions.denied("no policy", why), {})
            return
        self._judge.decide(
            asking.request,
            guard,
            self._where,
            asking.action.folder,
            lambda decision, programs: self._decided(asking, decision, programs),
        )

    def _decided(self, asking: Asking, decision: Decision, programs: Mapping[str, str]) -> None:
        if asking.over:
            return
        if asking.gone():
            self.hung_up(asking)
            return
        self.look_at_journal()
        self.expire()
        locked = self.locked()
        if locked and decision.decide != "deny":
            decision = decisions.denied("lock", locked)
        action = replace(asking.action, programs=tuple(sorted(programs.items())))
        told = self._told_of(asking, decision)
        step = self.book.ask(action, decision, self.requesters, self._clock.boot_ms())
        asking.action = action
        if step.asked is None:
            (verdict,) = step.verdicts
            self._answer_by_rule(asking, told, step, verdict)
            return
        question = step.asked
        asking.approval = question.id
        self._asked[question.id] = asking
        told.asked_us = self._timeline.now_us()
        told.until_us = told.asked_us + (question.until_ms - question.asked_ms) * 1000
        ((kind, body),) = step.lines
        told.seq = self._ledger.write(
            [(kind, {**body, **questions.asked_body(question, told)})],
            lambda: self._published(question, told),
            lambda why: self._tell(asking, False, why),
        )
        self._look_soon()

    def _answer_by_rule(self, asking: Asking, told: Told, step: Step, verdict: Verdict) -> None:
        more = questions.rule_body(told, asking.action.folder)
        lines = [(kind, {**body, **more}) for kind, body in step.lines]
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
        subject = asking.request.subject[: 4 * questions.SUMMARY]
        subject = subject.encode("utf-8", "backslashreplace").decode()
        line = questions.summary(asking.request, mask_text(subject, self._patterns))
        return Told(spelt, decision, line, asking.call)

    def _published(self, question: Question, told: Told) -> None:
        if not question.open:
            return
        self.told[question.id] = told
        self._document.happened("asked", self._timeline.now_us())
        self.refresh()

    def hung_up(self, asking: Asking) -> None:
        """The agent does not wait any more: killed, interrupted, or out of time."""
        if asking.over:
            return
        asking.over = True
        if asking.approval:
            self._asked.pop(asking.approval, None)
            self._try_withdraw(asking.approval, "its hook is gone")

    # ----- what people answered

    def answer(self, id: str, person: Person, answer: Answer) -> Step:
        """Count an answer; its step is to be given to `do`. Raises `Refused`."""
        step = self.book.answer(id, person, answer, self._clock.boot_ms())
        # What people write is masked as everything is.
        step.lines = [(kind, self._masked(body)) for kind, body in step.lines]
        return step

    def _masked(self, body: dict[str, Any]) -> dict[str, Any]:
        texts = {key: mask_text(body[key], self._patterns) for key in _WRITTEN & body.keys()}
        return {**body, **texts}

    def do(self, step: Step, then: Callable[[], None], otherwise: Callable[[str], None]) -> None:
        """Write the lines of a step and act on its verdicts; `then()` once they are on the disk."""

        def act() -> None:
            for verdict in step.verdicts:
                self._deliver(verdict)
            then()
            self.settle()
            self._pause(step)

        def fail(why: str) -> None:
            for verdict in step.verdicts:
                asking = self._asked.pop(verdict.approval or "", None)
                if asking is not None:
                    self._tell(asking, False, why)
            otherwise(why)

        self._ledger.write(step.lines, act, fail)

    def _deliver(self, verdict: Verdict) -> None:
        asking = self._asked.get(verdict.approval or "")
        if asking is None:
            return
        if verdict.allow:
            self._guardian.current(lambda *_: self._judge_again(asking))
        else:
            del self._asked[asking.approval]
            self._tell(asking, False, verdict.reason)

    def _judge_again(self, asking: Asking) -> None:
        """What was allowed is denied all the same where guardrails that came since say so."""
        guard = self.guard()
        if guard is None or guard == asking.guard:
            self._read_again(asking)
            return

        def decided(decision: Decision, _: Mapping[str, str]) -> None:
            if decision.decide == "deny":
                self._try_withdraw(asking.approval, decision.reason)
            else:
                self._read_again(asking)

        self._judge.decide(asking.request, guard, self._where, asking.action.folder, decided)

    def _read_again(self, asking: Asking) -> None:
        paths = [path for path, _ in asking.action.programs]
        if paths:
            self._judge.digests(paths, lambda found: self._release(asking, found))
        else:
            self._release(asking, {})

    def _release(self, asking: Asking, programs: Mapping[str, str]) -> None:
        if asking.over:
            return
        if asking.gone():
            self.hung_up(asking)
            return
        self.look_at_journal()
        why = self.locked() or ("" if self._guardian.guardrails else self._guardian.fault)
        if why:
            self._try_withdraw(asking.approval, why)
            return
        now = replace(asking.action, programs=tuple(sorted(programs.items())))
        try:
            step = self.book.release(asking.approval, now)
        except (Refused, NotPossible) as error:
            self._tell(asking, False, str(error) or "it is not to be released any more")
            return
        self._asked.pop(asking.approval, None)
        self._remember_grant(asking.approval)
        (verdict,) = step.verdicts
        self._ledger.write(
            step.lines,
            lambda: self._tell(asking, verdict.allow, verdict.reason),
            lambda why: self._tell(asking, False, why),
        )

    def _tell(self, asking: Asking, allow: bool, reason: str) -> None:
        if asking.over:
            return
        asking.over, asking.allowed = True, allow
        asking.tell(allow, reason)

    def _remember_grant(self, approval: str) -> None:
        question = self.book.get(approval)
        if question.scope != "once":
            digest, rule = question.action.digest, question.rule
            what = digest if question.scope == "session-digest" else rule
            self._granted[question.scope, what] = (question, self.told[approval])
            self.refresh()

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
            self.do(self.book.effected(asking.approval, action, failed), _nothing, _ignored)
        elif action.input != asking.action.input:
            self._foreign(f"{action.tool} ran with another input than a rule allowed")

    def _foreign(self, what: str) -> None:
        self.book.paused = True
        meant = "an action ran that nobody allowed; the session is paused"
        self.do(Step([("fault", {"what": what, "meant": meant})], paused=True), _nothing, _ignored)

    def turn_started(self) -> None:
        """A pause ends only where a person has typed or prompted since."""
        if self._heard or not self.book.paused:
            self.book.turn_started()
        self._document.happened("turn_started", self._timeline.now_us())
        self.refresh()

    def turn_ended(self, why: str) -> None:
        """Open questions are void."""
        self.do(self.book.turn_ended(why), _nothing, _ignored)
        self._document.happened("turn_ended", self._timeline.now_us())

    def heard(self, who: str) -> None:
        """This person started, prompted or typed into the session."""
        self.requesters.add(who)
        self._heard = True

    # ----- time, guardrails, journal

    def expire(self) -> None:
        """Deny what nobody decided in time."""
        step = self.book.expire(self._clock.boot_ms())
        if step.lines:
            self.do(step, _nothing, _ignored)

    def guarded_anew(self) -> None:
        """Other guardrails hold: a lock that came, or that there are none, voids what is open."""
        why = self.locked() or ("" if self._guardian.guardrails else self._guardian.fault)
        if why:
            for question in self.book.open():
                self._try_withdraw(question.id, why)
        self.refresh()

    def look_at_journal(self) -> None:
        """Shut where nothing can be written; a full disk that has room again opens it."""
        trouble = self._ledger.trouble
        if trouble:
            self._broken(trouble)
        elif self._full:
            self.reopen()

    def reopen(self) -> None:
        """The journal takes lines again: there is room, or it goes on in a new one."""
        self._full, self.book.shut_because = False, ""
        self.refresh()

    def change_mode(self, mode: str) -> None:
        """What was allowed for longer than once was allowed in another mode."""
        self.mode = mode
        self.book.grants.revoke_all()
        self.refresh()

    def shut(self, why: str) -> None:
        """Everything is denied from now on, and everybody who waits is told so."""
        if self.book.shut_because:
            return
        withdrawn = self.book.turn_ended(why)
        self._ledger.try_to_write(withdrawn.lines)
        self.book.shut(why)
        for verdict in withdrawn.verdicts:
            self._deliver(verdict)
        self._granted.clear()
        self.refresh()

    def _broken(self, why: str) -> None:
        self._full = self._full or why == "the disk is full"
        self.shut(why)

    def guard(self) -> Guard | None:
        """What holds now; None where nothing can be believed."""
        current = self._guardian.guardrails
        if current is None:
            return None
        return current.guard(self.session, self.requesters, self.mode, self._clock.wall_us())

    def locked(self) -> str:
        """Why a lock shuts this gate; "" where none does."""
        current = self._guardian.guardrails
        if current is None:
            return ""
        return current.locked(self.session, self.requesters, self._clock.wall_us())

    def _try_withdraw(self, approval: str, why: str) -> None:
        try:
            step = self.book.withdraw(approval, why)
        except Refused:
            return  # it is decided and gone
        self.do(step, _nothing, _ignored)

    def _pause(self, step: Step) -> None:
        if step.paused:
            self._heard = False
            self._on_paused()
            self.refresh()

    def _look_soon(self) -> None:
        if self._looking:
            return
        opened = self.book.open()
        if opened:
            left = min(one.until_ms for one in opened) - self._clock.boot_ms()
            self._looking = True
            self._loop.after(min(max(left / 1000, 0.0) + 0.01, LOOK_S), self._look)

    def _look(self) -> None:
        self._looking = False
        self.expire()
        self._look_soon()

    # ----- what people see

    def settle(self) -> None:
        """After something was decided: the document, and its phase."""
        self.refresh()
        if self._document.phase == "waiting" and not self.rows:
            self._document.happened("answered", self._timeline.now_us())

    def refresh(self) -> None:
        """Say in the document what is open, granted, paused and shut."""
        opened = [(one, self.told[one.id]) for one in self.book.open() if one.id in self.told]
        rows = questions.rows(opened, self.mode)
        shut = self.book.shut_because or self._guardian.fault or self.locked()
        self._document.set(
            questions=rows,
            standing=self._standing(),
            paused=self.book.paused or None,
            shut=shut[:500] or None,
            mode=self.mode,
        )
        if rows != self.rows:
            self.rows = rows
            self._on_changed(rows)

    def _standing(self) -> list[dict[str, Any]] | None:
        held = {(one.scope, one.what): one for one in self.book.grants.standing()}
        self._granted = {key: one for key, one in self._granted.items() if key in held}
        offset = self._timeline.now_us() - self._clock.boot_us()
        return questions.standing(((held[key], *one) for key, one in self._granted.items()), offset)


def _nothing() -> None:
    """Nobody waits."""


def _ignored(why: str) -> None:
    """The gate is shut by then, which everybody is told."""
