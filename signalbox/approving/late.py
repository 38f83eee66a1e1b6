"""Approvals that are not open any more: who decided them, and what."""

from __future__ import annotations

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox.approving import lines
from signalbox.approving.outcome import Outcome
from signalbox.approving.waiting import Seen
from signalbox.remote import history

SESSIONS = 8
"""The newest sessions with a gate that are looked through."""
LINES = 1_000
"""Of each of them elsewhere, from its end."""


def decided(home: Home, seen: Seen, approval: str) -> Outcome | None:
    """What the records of the newest sessions tell of it; None where they do not know it."""
    try:
        ids.check_approval(approval)
    except Refused:
        return None
    newest = sorted(seen.sessions, key=lambda one: one.state.session, reverse=True)[:SESSIONS]
    for session in newest:
        outcome = Outcome(approval)
        if session.here:
            outcome.take_all(lines.kept(home, session.state.session))
        elif session.remote is not None:
            try:
                told = list(history.last(session.remote, LINES))
            except Refused:
                continue  # nobody answers for this one; another may know
            outcome.take_all((one["kind"], one.get("body") or {}) for one in told)
        if outcome.known:
            return outcome
    return None
