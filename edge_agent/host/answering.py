"""What people ask of a gate: `answer` and `mode`, as the effects of their requests."""

from __future__ import annotations

from typing import Any

from edge_agent.gate.approvals import Step
from edge_agent.gate.question import Answer, Person, Question
from edge_agent.host.gate import Gate
from edge_agent.host.requests import Asker, Done
from schemas.wire import ids
from schemas.wire.errors import Refused

STRICTER = frozenset(
    {("standard", "ask-all"), ("standard", "watch-only"), ("ask-all", "watch-only")}
)
"""(from, to): what anybody with *operate* may do; every other change takes *admin*."""


class Answering:
    """Each may raise `Refused`, which becomes the receipt."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.effects = {"answer": self._on_answer, "mode": self._on_mode}

    def _on_answer(self, asker: Asker, fields: dict[str, Any], done: Done) -> None:
        gate = self._gate
        gate.look_at_journal()
        gate.expire()
        id = fields["approval"]
        # Nobody can have seen a question whose line is not on the disk yet.
        if id not in gate.view.told:
            raise Refused("no-such-approval")
        question = gate.book.get(id)
        answer = _answer(fields)
        if asker.bare and question.open:
            if answer.decide != "deny" and not gate.view.told[id].whole:
                raise Refused("not-possible", "its whole input must be seen to allow it")
            answer = _answer({**fields, "digest": question.action.digest})
        if answer.decide != "deny" and question.open and gate.guarded.locked:
            raise Refused("locked", gate.guarded.locked)
        groups = frozenset() if asker.name == ids.DESK else frozenset(asker.groups)
        step = gate.answer(id, Person(asker.name, groups), answer)
        gate.do(
            step,
            lambda: done(_told(question)),
            lambda why: done(Refused("journal-fault", why)),
        )

    def _on_mode(self, asker: Asker, fields: dict[str, Any], done: Done) -> None:
        gate, mode = self._gate, fields["mode"]
        if mode == gate.guarded.mode:
            raise Refused("nothing-changed")
        if mode == "custom":
            raise Refused("not-possible", "nothing here has rules for a mode of its own")
        if (gate.guarded.mode, mode) not in STRICTER and "admin" not in asker.rights:
            raise Refused("not-granted", f"{mode} is looser than {gate.guarded.mode}")

        def change() -> None:
            gate.change_mode(mode)
            done(None)

        line = ("mode", {"who": asker.name, "mode": mode})
        gate.do(Step([line]), change, lambda why: done(Refused("journal-fault", why)))


def _answer(fields: dict[str, Any]) -> Answer:
    if "edit" in fields:
        raise Refused("not-possible", "this agent's input cannot be edited; deny it with a reason")
    choice, text = fields.get("choice", ""), fields.get("text", "")
    decide = fields.get("decide") or ("choice" if choice or text else "")
    if not decide:
        raise Refused("bad-field", "decide is missing")
    return Answer(
        decide,
        fields.get("digest"),
        fields.get("scope", "once"),
        fields.get("reason", ""),
        choice,
        text,
    )


def _told(question: Question) -> dict[str, Any]:
    """What the receipt says."""
    found: dict[str, Any] = {"state": question.state}
    if question.open:
        return {**found, "missing": list(question.missing())}
    return {**found, "decided": question.decided}
