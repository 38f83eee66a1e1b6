"""Whatever comes in whatever order, over a real journal: effects never exceed allows."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from edge_agent.gate.rules import Ask
from schemas.wire.errors import Refused
from tests.edge_agent.host.gate_bench import Bench, Person, no_disk

PEOPLE = ("ana", "bob", "cid")
ASKS = [(Ask(expires_s=60),), (Ask(count=2),), (Ask(exclude_requester=True),)]


class Gating(RuleBasedStateMachine):
    """Drives one gate, and keeps accounts of what was told against what stands on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="sb-"))
        self.number = 0
        self.lives = 0
        self.bench = self.born()
        self.said: Counter[str] = Counter()
        """Approval → how often a *yes* was taken for it."""
        self.effects: Counter[str] = Counter()
        """Approval → how often its agent was told to go on."""

    def born(self) -> Bench:
        """A host of a new session."""
        self.lives += 1
        bench = Bench(self.place / f"s{self.lives}")
        bench.on_told = self.check
        return bench

    def teardown(self) -> None:
        self.bench.close()
        shutil.rmtree(self.place)

    def check(self, call: str, allow: bool) -> None:
        """At the moment when an agent hears its answer."""
        assert call not in self.bench.gone, "who has hung up hears nothing"
        assert len(self.bench.told[call]) <= 1, "nobody is told twice"
        if not allow:
            return
        asking = self.bench.asked[call]
        kinds = Counter(self.of(asking.action.digest, asking.approval))
        if asking.approval:
            self.effects[asking.approval] += 1
            assert kinds["asked"] == kinds["taken"] == 1 and kinds["answered"]
            assert not kinds["withdrawn"] + kinds["expired"]
            wanted = self.bench.gate.book.get(asking.approval).asks[0].count
            assert self.said[asking.approval] >= wanted
        else:
            assert kinds["allowed_by_rule"], "a rule's yes is on the disk before it is told"
        assert self.bench.gate.book.shut_because == ""

    def of(self, digest: str, approval: str) -> list[str]:
        """Kinds of the synced lines about this action."""
        found = []
        for line in self.bench.lines():
            body = line["body"]
            if (approval and body.get("approval") == approval) or (
                not approval and body.get("digest") == digest
            ):
                found.append(line["kind"])
        return found

    # ----- the agent

    @rule(word=st.sampled_from(["run", "run", "allow", "deny"]), asks=st.sampled_from(ASKS))
    def ask(self, word: str, asks: tuple[Ask, ...]) -> None:
        self.number += 1
        self.bench.judge.asks = asks
        self.bench.ask(f"{word} /bin/{self.number % 3}")

    @precondition(lambda self: self.bench.asked)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        call = data.draw(st.sampled_from(sorted(self.bench.asked)))
        before = list(self.bench.told[call])
        self.bench.told[call] = []
        self.bench.on_told = lambda *_: None
        self.bench.ask("allow /bin/1", call)
        self.bench.on_told = self.check
        assert [allow for allow, _ in self.bench.told[call]] == [False]
        self.bench.told[call] = before

    @precondition(lambda self: self.bench.asked)
    @rule(data=st.data())
    def hang_up(self, data: st.DataObject) -> None:
        waiting = [call for call, told in self.bench.told.items() if not told]
        if waiting:
            self.bench.hang_up(data.draw(st.sampled_from(waiting)))

    @rule(started=st.booleans(), heard=st.booleans())
    def turn(self, started: bool, heard: bool) -> None:
        if heard:
            self.bench.gate.heard("ana")
        if started:
            self.bench.gate.turn_started()
        else:
            self.bench.gate.turn_ended("the turn ended")

    # ----- the machine

    @rule()
    def judge(self) -> None:
        self.bench.judge_one()

    @rule()
    def sync(self) -> None:
        self.bench.begin_sync()
        self.bench.end_sync()

    @rule()
    def begin_sync(self) -> None:
        self.bench.begin_sync()

    @rule(seconds=st.sampled_from([1, 30, 61, 3600]))
    def time(self, seconds: int) -> None:
        self.bench.later(seconds)

    @rule(name=st.sampled_from(["/bin/0", "/bin/1"]), digest=st.sampled_from("012"))
    def file(self, name: str, digest: str) -> None:
        self.bench.judge.files[name] = digest * 64

    @rule(on=st.booleans())
    def lock(self, on: bool) -> None:
        self.bench.guardian.lock(on)
        self.bench.gate.guarded_anew()

    @rule(full=st.booleans())
    def disk(self, full: bool) -> None:
        self.bench.journal.no_room = full
        self.bench.record.try_again()
        self.bench.loop.run_due()

    @precondition(lambda self: self.number > 6)
    @rule()
    def broken_disk(self) -> None:
        self.bench.begin_sync()
        self.bench.end_sync(no_disk())

    @precondition(lambda self: self.number > 6)
    @rule()
    def kill(self) -> None:
        """With it everything is gone that was under way; its agent is dead too."""
        self.bench.close()
        self.bench = self.born()

    # ----- people

    @rule(data=st.data(), who=st.sampled_from(PEOPLE), yes=st.booleans())
    def answer(self, data: st.DataObject, who: str, yes: bool) -> None:
        known = sorted(self.bench.gate.view.told)
        if not known:
            return
        approval = data.draw(st.sampled_from(known))
        before = self.bench.gate.book.get(approval).open
        try:
            self.bench.say(approval, "allow" if yes else "deny", Person(who))
        except Refused:
            return
        assert before, "what is decided takes no more answers"
        self.said[approval] += yes

    # ----- always

    @invariant()
    def effects_never_exceed_allows(self) -> None:
        for approval, count in self.effects.items():
            assert count == 1 and self.said[approval] >= 1

    @invariant()
    def the_document_shows_what_is_on_the_disk_alone(self) -> None:
        shown = set(self.bench.open())
        asked = {one["body"]["approval"] for one in self.bench.lines() if one["kind"] == "asked"}
        assert shown <= asked

    @rule()
    def at_rest_everybody_waits_for_people_or_was_told(self) -> None:
        self.bench.settle()
        opened = {one.id for one in self.bench.gate.book.open()}
        for call, told in self.bench.told.items():
            waits = self.bench.asked[call].approval in opened
            assert told or waits or call in self.bench.gone, call


Gating.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestGating = Gating.TestCase
