"""Whatever comes in whatever order, over a real journal: effects never exceed allows."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from edge_agent.gate.rules import Ask
from schemas.wire.errors import Refused
from tests.edge_agent.host.gate_bench import Bench, Person, no_disk

PEOPLE = ("ana", "bob", "cid")
TROUBLES = [
    *["lock", "unlock", "full", "room", "unlock", "room", "1", "30"],
    *["turn ends", "61", "sync fails", "kill"],
]
ASKS = [(Ask(expires_s=60),), (Ask(count=2),), (Ask(exclude_requester=True),)]


class Gating(RuleBasedStateMachine):
    """Drives one gate, and keeps accounts of what was told against what stands on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="sb-"))
        self.number = 0
        self.lives = 0
        self.bench = self.born()
        self.said: dict[str, set[str]] = {}
        """Approval → who said *yes*."""
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
            (wanted,) = {one.count for one in self.bench.gate.book.get(asking.approval).asks}
            assert len(self.said[asking.approval]) >= wanted
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

    @rule(
        word=st.sampled_from(["run", "run", "run", "allow", "deny"]),
        asks=st.sampled_from(ASKS),
        rest=st.booleans(),
    )
    def ask(self, word: str, asks: tuple[Ask, ...], rest: bool) -> None:
        self.number += 1
        self.bench.gate.heard("ana")
        self.bench.gate.turn_started()
        self.bench.judge.asks = asks
        self.bench.ask(f"{word} /bin/{self.number % 3}")
        if rest:
            self.bench.settle()

    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        if not self.bench.asked:
            return
        call = data.draw(st.sampled_from(sorted(self.bench.asked)))
        before = list(self.bench.told[call])
        self.bench.told[call] = []
        self.bench.on_told = lambda *_: None
        self.bench.ask("allow /bin/1", call)
        self.bench.on_told = self.check
        assert [allow for allow, _ in self.bench.told[call]] == [False]
        self.bench.told[call] = before

    @rule(data=st.data())
    def hang_up(self, data: st.DataObject) -> None:
        waiting = [call for call, told in self.bench.told.items() if not told]
        if waiting:
            self.bench.hang_up(data.draw(st.sampled_from(waiting)))

    # ----- the machine

    @rule(what=st.sampled_from(["judge", "begin_sync", "end_sync", "end_sync"]))
    def goes_on(self, what: str) -> None:
        getattr(self.bench, {"judge": "judge_one"}.get(what, what))()

    @rule(number=st.integers(0, 2), digest=st.sampled_from("12"))
    def somebody_writes_a_program_file(self, number: int, digest: str) -> None:
        self.bench.judge.files[f"/bin/{number}"] = digest * 64

    @rule(what=st.sampled_from(TROUBLES))
    def trouble(self, what: str) -> None:
        bench = self.bench
        if what in ("lock", "unlock"):
            bench.guardian.lock(what == "lock")
            bench.gate.guarded_anew()
        elif what in ("full", "room"):
            bench.journal.no_room = what == "full"
            bench.record.try_again()
            bench.loop.run_due()
        elif what == "turn ends":
            bench.gate.turn_ended("the turn ended")
        elif what.isdigit():
            bench.later(int(what))
        elif what == "sync fails":
            bench.begin_sync()
            bench.end_sync(no_disk())
        else:
            # With the host everything is gone that was under way; its agent is dead too.
            bench.close()
            self.bench = self.born()
            self.said.clear()
            self.effects.clear()

    # ----- people

    @rule(
        data=st.data(),
        who=st.sampled_from(PEOPLE),
        yes=st.sampled_from([True, True, True, False]),
        steps=st.integers(0, 6),
    )
    def answer(self, data: st.DataObject, who: str, yes: bool, steps: int) -> None:
        """`steps`: how far what comes of it gets, before anything else happens."""
        known = sorted(self.bench.gate.view.told)
        if not known:
            return
        # Mostly one that is open; any of those that are not must take no answer.
        approval = data.draw(st.sampled_from(self.bench.open() * 4 + known))
        before = self.bench.gate.book.get(approval).open
        try:
            self.bench.say(approval, "allow" if yes else "deny", Person(who))
        except Refused:
            return
        assert before, "what is decided takes no more answers"
        if yes:
            self.said.setdefault(approval, set()).add(who)
        for _ in range(steps):
            self.bench.begin_sync()
            _ = self.bench.end_sync() or self.bench.judge_one()

    # ----- always

    @invariant()
    def effects_never_exceed_allows(self) -> None:
        for approval, count in self.effects.items():
            assert count == 1 and self.said[approval]

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


Gating.TestCase.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
TestGating = Gating.TestCase
