"""Whatever comes in whatever order: effects never exceed allows; what is decided stays decided."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from edge_agent.gate.action import Action
from edge_agent.gate.approvals import MAX_OPEN, Approvals, Step
from edge_agent.gate.question import Answer
from edge_agent.gate.rules import Ask
from schemas.wire.errors import Refused
from schemas.wire.lifecycle import NotPossible
from tests.edge_agent.gate.asking import ANA, BOB, CID, DESK, action, asks, ids

_PEOPLE = {one.name: one for one in (ANA, BOB, CID, DESK)}
_ASKS = [
    (Ask(),),
    (Ask(count=2),),
    (Ask(group="leads", exclude_requester=True),),
    (Ask(group="leads"), Ask(count=2, reason=True)),
    (Ask(desk=True, expires_s=60),),
]


def _satisfied(wanted: tuple[Ask, ...], yes: set[str]) -> bool:
    """Whether these people are enough, told once more in other words. ana asked for it."""
    for ask in wanted:
        may = set(yes) if ask.group is None else yes & {"ana", "bob"}
        may -= {"ana", "desk"} if ask.exclude_requester else set()
        may -= set() if ask.desk else {"desk"}
        if len(may) < ask.count:
            return False
    return True


class Asking(RuleBasedStateMachine):
    """Drives the approvals and keeps accounts of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.book = Approvals(ids())
        self.now = 0
        self.wanted: dict[str, tuple[Ask, ...]] = {}
        self.actions: dict[str, Action] = {}
        self.yes: dict[str, set[str]] = {}
        self.until: dict[str, int] = {}
        self.over: set[str] = set()
        """Denied, expired, withdrawn or released: never again."""
        self.effects: dict[str, int] = {}
        self.may_repeat: set[str] = set()
        """Digests that somebody allowed for the session."""
        self.shut = False

    def look(self, step: Step) -> None:
        for verdict in step.verdicts:
            if verdict.approval is not None and not verdict.allow:
                self.over.add(verdict.approval)

    @rule(number=st.integers(0, 3), wanted=st.sampled_from(_ASKS), repeatable=st.booleans())
    def ask(self, number: int, wanted: tuple[Ask, ...], repeatable: bool) -> None:
        if self.book.paused:
            self.book.turn_started()
        asking = action(f"make {number}")
        step = self.book.ask(asking, asks(*wanted, repeatable=repeatable), {"ana"}, self.now)
        for verdict in step.verdicts:
            assert not verdict.allow or (verdict.by_grant and repeatable)
            assert not verdict.allow or asking.digest in self.may_repeat
        if step.asked is not None:
            id = step.asked.id
            self.wanted[id], self.actions[id], self.yes[id] = wanted, asking, set()
            self.until[id] = self.now + 1000 * min(ask.expires_s for ask in wanted)

    def one(self, data: st.DataObject) -> str:
        """Mostly one that is not over, now and then any, or one that never was."""
        alive = sorted(self.wanted.keys() - self.over)
        some = alive * 8 + sorted(self.wanted) + ["zzzzzzzz"]
        return data.draw(st.sampled_from(some))

    @rule(
        data=st.data(),
        who=st.sampled_from(sorted(_PEOPLE)),
        decide=st.sampled_from(["allow"] * 9 + ["deny"]),
        scope=st.sampled_from(["once", "once", "session-digest"]),
        shown=st.sampled_from(["right"] * 8 + ["wrong", "bare"]),
        reason=st.sampled_from(["because", "because", ""]),
    )
    def answer(
        self, data: st.DataObject, who: str, decide: str, scope: str, shown: str, reason: str
    ) -> None:
        id = self.one(data)
        right = self.actions[id].digest if id in self.actions else action().digest
        digest = {"right": right, "wrong": action("other").digest, "bare": None}[shown]
        self.say(id, who, Answer(decide, digest, scope, reason))

    def say(self, id: str, who: str, answer: Answer) -> None:
        try:
            step = self.book.answer(id, _PEOPLE[who], answer, self.now)
        except Refused as refused:
            assert refused.code != "approval-decided" or refused.detail
            return
        assert id not in self.over and answer.digest in (None, self.actions[id].digest)
        assert self.now < self.until[id] and not (self.shut and answer.decide == "allow")
        if answer.decide == "allow":
            self.yes[id].add(who)
            if step.verdicts and self.book.get(id).scope == "session-digest":
                self.may_repeat.add(self.actions[id].digest)
        self.look(step)

    @rule(data=st.data(), changed=st.sampled_from([False] * 5 + [True]))
    def release(self, data: st.DataObject, changed: bool) -> None:
        id = self.one(data)
        self.let_go(id, action("changed") if changed else self.actions.get(id, action()))

    def let_go(self, id: str, now: Action) -> None:
        try:
            step = self.book.release(id, now)
        except (Refused, NotPossible):
            return
        assert id not in self.over
        self.over.add(id)
        for verdict in step.verdicts:
            if verdict.allow:
                assert now.digest == self.actions[id].digest
                self.effects[id] = self.effects.get(id, 0) + 1

    @rule(data=st.data(), who=st.sampled_from(sorted(_PEOPLE)))
    def allow_and_go(self, data: st.DataObject, who: str) -> None:
        """The way that matters most, in one step."""
        id = self.one(data)
        self.say(id, who, Answer("allow", None, reason="because"))
        self.let_go(id, self.actions.get(id, action()))

    @rule(data=st.data(), other=st.booleans(), failed=st.booleans())
    def effected(self, data: st.DataObject, other: bool, failed: bool) -> None:
        id = self.one(data)
        try:
            self.book.effected(id, action("other") if other else self.actions.get(id), failed)
        except (Refused, NotPossible):
            return
        assert self.effects.get(id) == 1

    @rule(seconds=st.sampled_from([1, 1, 1, 1, 59, 60, 3600]), looks=st.booleans())
    def wait(self, seconds: int, looks: bool) -> None:
        self.now += seconds * 1000
        if looks:
            self.look(self.book.expire(self.now))

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        id = self.one(data)
        try:
            self.look(self.book.withdraw(id, "the hook was killed"))
        except Refused:
            return

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        id = self.one(data)
        try:
            self.book.edit(id, BOB, self.actions.get(id, action()).digest, self.now)
        except Refused:
            return
        self.over.add(id)

    @precondition(lambda self: len(self.wanted) > 5)
    @rule()
    def end_turn(self) -> None:
        self.look(self.book.turn_ended())

    @rule()
    def revoke(self) -> None:
        self.book.grants.revoke_all()
        self.may_repeat.clear()

    @precondition(lambda self: self.now > 5 * 3_600_000)
    @rule()
    def lose_the_journal(self) -> None:
        self.shut = True
        self.may_repeat.clear()
        self.look(self.book.shut("the disk is full"))

    @invariant()
    def effects_never_exceed_allows(self) -> None:
        for id, count in self.effects.items():
            assert count <= 1
            assert _satisfied(self.wanted[id], self.yes[id])

    @invariant()
    def no_more_open_than_the_bound(self) -> None:
        assert len(self.book.open()) <= MAX_OPEN


TestAsking = Asking.TestCase
TestAsking.settings = settings(max_examples=250, stateful_step_count=40, deadline=None)
