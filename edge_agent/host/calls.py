"""The tool calls of one session: each is asked about once, and what ran is compared with it. Pure.

`Asking` is one call on its way from the agent's question to the answer, and to its effect.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from edge_agent.gate.action import Action
from edge_agent.gate.decision import Guard, Request

KEPT = 2048
"""Calls that are remembered; one that is forgotten cannot be told from one that was never asked."""


@dataclass(slots=True, eq=False)
class Asking:
    """One call. `tell(allow, reason)` answers the agent; `gone()`: it does not wait any more."""

    call: str
    request: Request
    action: Action
    tell: Callable[[bool, str], None]
    gone: Callable[[], bool]
    guard: Guard | None = None
    """What it was judged by."""
    approval: str = ""
    over: bool = False
    """It was told, or has hung up."""
    allowed: bool = False
    """It was told *yes*."""
    effected: bool = False

    def is_same(self, action: Action) -> bool:
        """Whether this is the same action, but for what its program files hold."""
        one = self.action
        return (one.tool, one.input, one.folder) == (action.tool, action.input, action.folder)


class Calls:
    """By the agent's own id of the call."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Asking] = OrderedDict()

    def add(self, asking: Asking) -> bool:
        """Remember a new call; False where its id was used before."""
        if asking.call in self._known:
            return False
        self._known[asking.call] = asking
        if len(self._known) > KEPT:
            # Never one that waits still.
            old = next((name for name, one in self._known.items() if one.over), None)
            if old is not None:
                del self._known[old]
        return True

    def get(self, call: str) -> Asking | None:
        """The call with this id."""
        return self._known.get(call)

    def allowed(self, action: Action) -> bool:
        """Whether this very action was allowed and has not happened yet."""
        return any(
            one.allowed and not one.effected and one.is_same(action) for one in self._known.values()
        )
