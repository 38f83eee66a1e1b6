"""A question to people: who may answer it, what they have said, what may be granted. Pure data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from edge_agent.gate.action import Action
from edge_agent.gate.rules import Ask
from schemas.wire import approval_state
from schemas.wire.errors import Refused
from schemas.wire.lifecycle import step

SCOPES = ("once", "session-digest", "session-rule")
"""From the narrowest to the widest."""
DESK = "desk"


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers. `groups`: as the policy says; `name` is `desk` at the machine itself."""

    name: str
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says. `digest`: of the action that this person saw; None where a simple
    client sent the bare id."""

    decide: str
    """"allow", "deny" or "choice"."""
    digest: str | None = None
    scope: str = "once"
    reason: str = ""
    choice: str = ""
    text: str = ""


@dataclass(slots=True)
class Question:
    """One approval from *asked* to its end. Times: boot clock, milliseconds."""

    id: str
    action: Action
    asks: tuple[Ask, ...]
    rule: str
    form: str
    asked_ms: int
    until_ms: int
    requesters: frozenset[str]
    """Everybody who started, resumed, prompted, typed into or edited the session."""
    scopes: tuple[str, ...] = ("once",)
    choices: tuple[str, ...] = ()
    free_text: bool = False
    state: str = approval_state.FIRST
    decided: str = ""
    """The decision in words, for those who come later."""
    scope: str = "once"
    yes: dict[str, tuple[Person, Answer]] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether it still waits for people."""
        return self.state == approval_state.FIRST

    def move(self, event: str) -> None:
        """Follow the life cycle. Raises `schemas.wire.lifecycle.NotPossible`."""
        self.state = step(approval_state.TABLE, self.state, event)

    def check(self, person: Person, answer: Answer) -> None:
        """Raises `Refused` where this person may not say this. A *no* needs less than a *yes*."""
        if not self.open:
            raise Refused("approval-decided", self.decided)
        if answer.digest is None and not self.action.travels:
            raise Refused("not-possible", "the input is too long for an answer by its id alone")
        if answer.digest is not None and answer.digest != self.action.digest:
            raise Refused("wrong-digest")
        self._check_form(answer)
        if answer.decide == "deny":
            if person.name == DESK and not any(ask.desk for ask in self.asks):
                raise Refused("not-granted", "no rule lets the desk answer this")
            return
        if not any(self._counts(person, ask) for ask in self.asks):
            raise Refused("not-granted", self._why_not(person))
        if any(ask.reason for ask in self.asks) and not answer.reason.strip():
            raise Refused("bad-field", "a yes must bear a reason here")
        if answer.scope not in self.scopes:
            raise Refused("not-possible", f"this cannot be granted for {answer.scope}")

    def enough(self) -> bool:
        """Whether each rule that asks has as many *yes* as it wants. One person counts for several
        rules, but once for each."""
        people = [person for person, _ in self.yes.values()]
        return all(sum(self._counts(one, ask) for one in people) >= ask.count for ask in self.asks)

    def narrowest(self) -> str:
        """The scope that all who said yes agree to."""
        return min((answer.scope for _, answer in self.yes.values()), key=SCOPES.index)

    def missing(self) -> Iterator[str]:
        """For people: what is still wanted."""
        people = [person for person, _ in self.yes.values()]
        for ask in self.asks:
            left = ask.count - sum(self._counts(one, ask) for one in people)
            if left > 0:
                yield f"{left} of {ask.group or 'those who may approve'}"

    def _counts(self, person: Person, ask: Ask) -> bool:
        if ask.group is not None and ask.group not in person.groups:
            return False
        if person.name == DESK:
            return ask.desk and not ask.exclude_requester
        return not (ask.exclude_requester and person.name in self.requesters)

    def _why_not(self, person: Person) -> str:
        if person.name == DESK:
            return "no rule lets the desk answer this"
        if any(ask.exclude_requester for ask in self.asks) and person.name in self.requesters:
            return "somebody else than who asked for it must allow it"
        groups = ", ".join(sorted({ask.group for ask in self.asks if ask.group}))
        return f"only {groups} may allow it"

    def _check_form(self, answer: Answer) -> None:
        if answer.decide not in ("allow", "deny", "choice"):
            raise Refused("bad-field", "decide is allow, deny or choice")
        if (answer.decide == "choice") != (self.form == "question" and answer.decide != "deny"):
            raise Refused("bad-field", "a question wants a choice, anything else allow or deny")
        if answer.decide != "choice":
            return
        if answer.choice and answer.choice not in self.choices:
            raise Refused("bad-field", "this choice was not offered")
        if answer.text and not self.free_text:
            raise Refused("bad-field", "this question takes no text of one's own")
        if not answer.choice and not answer.text:
            raise Refused("bad-field", "neither a choice nor a text")
