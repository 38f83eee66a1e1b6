"""Standing grants of a session: what people allowed beyond one action. Pure.

They end with the session, after GRANT_MS at the latest, and when somebody revokes them. They stand
beside the rules and never above them: what a rule denies stays denied.
"""

from __future__ import annotations

from dataclasses import dataclass

from edge_agent.gate.action import Action
from edge_agent.gate.decision import Decision
from schemas.wire.errors import Refused

GRANT_MS = 8 * 3600 * 1000
"""A working day."""


@dataclass(frozen=True, slots=True)
class Grant:
    """`what`: a digest, or the name of a rule. Times: boot clock, milliseconds."""

    scope: str
    what: str
    by: tuple[str, ...]
    until_ms: int


class Grants:
    """All standing grants of one session, by scope and what they cover."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Grant] = {}

    def add(self, scope: str, action: Action, rule: str, by: tuple[str, ...], now_ms: int) -> None:
        """People allowed `action` for longer than once."""
        what = action.digest if scope == "session-digest" else rule
        self._held[scope, what] = Grant(scope, what, by, now_ms + GRANT_MS)

    def covers(self, action: Action, decision: Decision, now_ms: int) -> bool:
        """Whether a grant says yes. The action must be grantable still: rules may have changed."""
        asked: list[tuple[str, str]] = []
        if decision.repeatable:
            asked.append(("session-digest", action.digest))
        if decision.grantable:
            asked.append(("session-rule", decision.rule))
        held = [self._held.get(key) for key in asked]
        return any(one is not None and now_ms < one.until_ms for one in held)

    def revoke(self, scope: str, what: str) -> None:
        """Raises `Refused("nothing-changed")` where there is no such grant."""
        if self._held.pop((scope, what), None) is None:
            raise Refused("nothing-changed")

    def revoke_all(self) -> None:
        """None is left."""
        self._held.clear()

    def expire(self, now_ms: int) -> None:
        """Drop those whose time is over."""
        self._held = {key: one for key, one in self._held.items() if now_ms < one.until_ms}

    def standing(self) -> list[Grant]:
        """For people, in the order in which they were given."""
        return list(self._held.values())
