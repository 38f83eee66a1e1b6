"""What became of an approval, from the lines of its session's journal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.wire import approval_state
from schemas.wire.lifecycle import can, step
from schemas.wire.plain import plain

_EVENTS = {
    "expired": ("expire",),
    "withdrawn": ("withdraw",),
    # It is let through only once enough people have said yes.
    "taken": ("allow", "take"),
}
_WHY = {"expired": "nobody answered in time", "withdrawn": "no reason was told"}


@dataclass(slots=True)
class Outcome:
    """Follows one approval. `state` is one of `schemas.wire.approval_state`."""

    approval: str
    state: str = approval_state.FIRST
    yes: list[str] = field(default_factory=list)
    why: str = ""
    """Who decided it against the agent, or what did, in words."""
    known: bool = False
    """Whether any line told of it."""
    request: dict[str, Any] = field(default_factory=dict)
    """The body of `asked`."""

    def take(self, kind: str, body: Mapping[str, Any]) -> bool:
        """One line; returns whether it is about this approval."""
        if body.get("approval") != self.approval:
            return False
        self.known = True
        if kind == "asked":
            self.request = dict(body)
        elif kind == "answered":
            self._answered(body)
        elif kind == "effected":
            self._move("fail" if body.get("failed") else "effect")
        else:
            self._decided(kind, body)
        return True

    def take_all(self, lines: Iterable[tuple[str, Mapping[str, Any]]]) -> Outcome:
        """All of these."""
        for kind, body in lines:
            self.take(kind, body)
        return self

    def words(self) -> str:
        """For people: `denied by bob: not on a Friday`."""
        names = plain(", ".join(self.yes))
        if self.state == "asked":
            return f"still open; yes so far: {names}" if names else "still open"
        if self.state == "denied":
            return f"denied by {self.why}"
        if self.state in ("expired", "withdrawn"):
            return f"{self.state}: {self.why}"
        ends = {"effected": "; the agent went on", "failed": "; the agent went on, and it failed"}
        return f"allowed by {names or 'somebody'}" + ends.get(self.state, "")

    def _answered(self, body: Mapping[str, Any]) -> None:
        who = plain(str(body.get("who", "")))
        if body.get("what") == "deny":
            said = plain(str(body.get("reason") or ""))
            if self.state == approval_state.FIRST:
                self.why = f"{who}: {said}" if said else who
            self._move("deny")
        elif who not in self.yes:
            self.yes.append(who)

    def _decided(self, kind: str, body: Mapping[str, Any]) -> None:
        before = self.state
        for event in _EVENTS.get(kind, ()):
            self._move(event)
        if self.state != before and kind in _WHY:
            self.why = plain(str(body.get("reason") or _WHY[kind]))

    def _move(self, event: str) -> None:
        if can(approval_state.TABLE, self.state, event):
            self.state = step(approval_state.TABLE, self.state, event)
