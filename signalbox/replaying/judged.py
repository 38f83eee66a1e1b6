"""Calls judged once more, in the judge's own process: the grammar reads what agents wrote."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from edge_agent.gate.decision import UNJUDGED, Decision, Guard
from edge_agent.gate.rules import Rule, Where
from edge_agent.host.judging import Facts, Judging, facts_of
from edge_agent.host.loop import Loop
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox.replaying.calls import Call, request_of

MASK = "?"
"""What is shown in the place of a decision that nobody can make."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A call, what would become of it now, by which rule, and why."""

    call: Call
    now: str
    rule: str
    why: str

    @property
    def changed(self) -> bool:
        """Whether the rules would decide otherwise than was decided."""
        return self.now not in (self.call.was, MASK)


def judge(
    home: Home,
    calls: Sequence[Call],
    rules: tuple[Rule, ...],
    roots: Callable[[Call], str],
    told: Callable[[int], None],
) -> Iterator[Judged]:
    """All of them, by project. `roots`: the folder of a call's project; `told(n)`: so many are
    done. What nobody can judge again has `now` = `MASK`."""
    done = 0
    for root, group in groupby(sorted(calls, key=roots), key=roots):
        here = list(group)
        # Programs are those of this computer, whatever machine the call was made on.
        facts = facts_of(home, root, os.environ)
        yield from _one_project(facts, here, rules, partial(_further, told, done))
        done += len(here)


def counts(found: Sequence[Judged]) -> Mapping[tuple[str, str], int]:
    """(was, now) → how many, the most frequent first."""
    return dict(Counter((one.call.was, one.now) for one in found).most_common())


def unjudged(found: Sequence[Judged]) -> Mapping[str, int]:
    """Why → how many, of those that nobody can judge again."""
    return dict(Counter(one.why for one in found if one.now == MASK).most_common())


def _further(told: Callable[[int], None], before: int, here: int) -> None:
    told(before + here)


def _one_project(
    facts: Facts, calls: Sequence[Call], rules: tuple[Rule, ...], told: Callable[[int], None]
) -> list[Judged]:
    found: list[Judged] = []
    loop = Loop()
    judging = Judging(loop, facts)
    waiting = iter(calls)

    def following() -> None:
        for call in waiting:
            told(len(found))
            try:
                request = request_of(call)
            except Refused as refused:
                found.append(Judged(call, MASK, "", refused.detail or str(refused)))
                continue
            where = Where(call.agent, call.machine, call.project, facts.project, facts.home)
            guard = Guard(rules, mode=call.mode)
            judging.decide(request, guard, where, call.folder, partial(take, call))
            return
        loop.stop()

    def take(call: Call, decision: Decision, _: Mapping[str, str]) -> None:
        now = MASK if decision.rule == UNJUDGED else decision.decide
        found.append(Judged(call, now, decision.rule, decision.reason))
        following()

    following()
    try:
        loop.run(lambda: None)
    finally:
        judging.close()
    told(len(found))
    return found
