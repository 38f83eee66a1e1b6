"""Actions, decisions and people for tests of approvals."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from edge_agent.gate.action import Action
from edge_agent.gate.approvals import Approvals
from edge_agent.gate.decision import Decision
from edge_agent.gate.question import Answer, Person, Question
from edge_agent.gate.rules import Ask
from schemas.wire.ids import CROCKFORD

ANA = Person("ana", frozenset({"leads"}))
BOB = Person("bob", frozenset({"leads"}))
CID = Person("cid")
DESK = Person("desk")
HOUR_MS = 3600 * 1000


def ids() -> Callable[[], str]:
    """Approvals' ids in order."""
    numbers = count(1)

    def following() -> str:
        number = next(numbers)
        return "".join(CROCKFORD[number >> (5 * at) & 31] for at in reversed(range(8)))

    return following


def action(command: str = "make", **programs: str) -> Action:
    """An agent's request to run a command."""
    return Action.of("claude", "Bash", {"command": command}, "/home/ana/web", programs)


def asks(*wanted: Ask, repeatable: bool = True, grantable: bool = False) -> Decision:
    """A decision that asks."""
    return Decision(
        "ask", (), reason="a rule asks", rule="make", asks=wanted or (Ask(),),
        repeatable=repeatable, grantable=grantable,
    )  # fmt: skip


def asked(book: Approvals, *wanted: Ask, now_ms: int = 0, **more: bool) -> Question:
    """A question that is open, asked by a session that ana started."""
    question = book.ask(action(), asks(*wanted, **more), {"ana"}, now_ms).asked
    assert question is not None
    return question


def allow(question: Question, scope: str = "once", reason: str = "") -> Answer:
    """A yes to what was shown."""
    return Answer("allow", question.action.digest, scope, reason)


def deny(question: Question, reason: str = "no") -> Answer:
    """A no to what was shown."""
    return Answer("deny", question.action.digest, reason=reason)
