"""An answer by the approval's id alone, on `fleet/do/<u>/allow` and `/deny`, for simple clients.

Every machine hears it. The one that has asked for this approval answers; the others say nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.topics import TOPICS
from schemas.wire.verbs import DEFAULT_TTL_S, Request

MAX_HELD = 4_096
"""Approvals that are remembered, decided ones too: who comes later is told of the decision."""
DECIDES = {"do.allow": "allow", "do.deny": "deny"}


def approval_in(payload: bytes) -> str | None:
    """The id, white space around it left off; None for anything else."""
    if len(payload) > TOPICS["do.allow"].max_bytes:
        return None
    try:
        return ids.check_approval(payload.decode("ascii").strip())
    except (Refused, ValueError):
        return None


def request_for(decide: str, approval: str) -> Request:
    """What it asks of the session. Its id follows from it, so that a repeat gets the same
    receipt."""
    fields = {"approval": approval, "decide": decide}
    return Request("answer", f"{decide}-{approval}", DEFAULT_TTL_S, None, None, fields)


class Held:
    """Which session has asked for which approval, as its documents say."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, str] = OrderedDict()

    def told(self, session: str, document: Mapping[str, Any]) -> None:
        """A session's document, as its host has it."""
        for question in document.get("questions", ()):
            self._sessions[str(question["approval"])] = session
        while len(self._sessions) > MAX_HELD:
            self._sessions.popitem(last=False)

    def session_of(self, approval: str) -> str | None:
        """The session that has asked for it; None where none here has."""
        return self._sessions.get(approval)
