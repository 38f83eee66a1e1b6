"""Bodies of the journal lines that the gate writes (`schemas.wire.kinds`, group *gate*). Pure."""

from __future__ import annotations

from typing import Any

from edge_agent.gate.action import Action
from edge_agent.gate.decision import Decision
from edge_agent.gate.question import Answer, Person, Question

Line = tuple[str, dict[str, Any]]
"""(kind, body)"""


def by_rule(action: Action, decision: Decision) -> dict[str, Any]:
    """Body of `allowed_by_rule` and `denied_by_rule`."""
    body = {"rule": decision.rule, "digest": action.digest, "tool": action.tool}
    return {**body, "reason": decision.reason} if decision.decide == "deny" else body


def asked(question: Question) -> dict[str, Any]:
    """Body of `asked`; the host adds the input, masked, and the wall-clock end."""
    return {
        "approval": question.id,
        "form": question.form,
        "digest": question.action.digest,
        "tool": question.action.tool,
        "rule": question.rule,
    }


def answered(question: Question, person: Person, answer: Answer) -> dict[str, Any]:
    """Body of `answered`."""
    body: dict[str, Any] = {"approval": question.id, "who": person.name, "what": answer.decide}
    if answer.decide == "choice":
        body["choice"] = answer.text or answer.choice
    if answer.decide == "allow":
        body["scope"] = answer.scope
    return {**body, "reason": answer.reason} if answer.reason else body
