"""The last look before what people allowed goes on: guardrails, program files, who waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from edge_agent.gate.action import Action
from edge_agent.gate.decision import Decision, Guard, Request
from edge_agent.gate.rules import Where
from edge_agent.host.calls import Asking
from edge_agent.host.guarded import Guarded


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

    def digests(self, paths: Sequence[str], then: Callable[[Mapping[str, str]], None]) -> None:
        """Read program files again."""


class Releasing:
    """`no(asking, why)`: it is void after all; `go(asking, now)`: the action as it stands now."""

    def __init__(
        self,
        judge: Judge,
        guarded: Guarded,
        where: Where,
        no: Callable[[Asking, str], None],
        go: Callable[[Asking, Action], None],
    ) -> None:
        self._judge = judge
        self._guarded = guarded
        self._where = where
        self._no = no
        self._go = go

    def begin(self, asking: Asking) -> None:
        """People have allowed it."""
        self._guarded.current(lambda: self._judge_again(asking))

    def _judge_again(self, asking: Asking) -> None:
        """Guardrails that came after the question may deny it all the same."""
        guard = self._guarded.guard
        if guard is None or guard == asking.guard:
            self._read_again(asking)
            return

        def decided(decision: Decision, _: Mapping[str, str]) -> None:
            if decision.decide == "deny":
                self._no(asking, decision.reason)
            else:
                self._read_again(asking)

        self._judge.decide(asking.request, guard, self._where, asking.action.folder, decided)

    def _read_again(self, asking: Asking) -> None:
        paths = [path for path, _ in asking.action.programs]
        if paths:
            self._judge.digests(paths, lambda found: self._last_look(asking, found))
        else:
            self._last_look(asking, {})

    def _last_look(self, asking: Asking, programs: Mapping[str, str]) -> None:
        if asking.over:
            return
        why = "its hook is gone" if asking.gone() else self._guarded.shut
        if why:
            self._no(asking, why)
            return
        self._go(asking, replace(asking.action, programs=tuple(sorted(programs.items()))))
