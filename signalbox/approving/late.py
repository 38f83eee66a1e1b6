"""Approvals that are not open any more: who decided them, and what."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import local_sessions
from signalbox.approving import lines
from signalbox.approving.lines import Told
from signalbox.approving.outcome import Outcome
from signalbox.approving.waiting import Seen
from signalbox.remote import history

SESSIONS = 20
"""The newest sessions with a gate that are looked through, living or ended, here and elsewhere."""
LINES = 1_000
"""Of each of them elsewhere, from its end."""


def decided(home: Home, seen: Seen, approval: str) -> Outcome | None:
    """What the records of the newest sessions tell of it; None where they do not know it."""
    try:
        ids.check_approval(approval)
    except Refused:
        return None
    here = set(local_sessions.all_ids(home))
    for session in sorted(here, reverse=True)[:SESSIONS]:
        outcome = Outcome(approval).take_all(_with_a_gate(lines.kept(home, session)))
        if outcome.known:
            return outcome
    remote = [one.remote for one in seen.sessions if one.remote is not None] + seen.past
    elsewhere = sorted((one for one in remote if one.id not in here), key=lambda one: one.id)
    for session_there in reversed(elsewhere[-SESSIONS:]):
        try:
            told = list(history.last(session_there, LINES))
        except Refused:
            continue  # nobody answers for this one; another may know
        outcome = Outcome(approval).take_all((one["kind"], one.get("body") or {}) for one in told)
        if outcome.known:
            return outcome
    return None


def _with_a_gate(told: Iterator[Told]) -> Iterator[Told]:
    """Its lines, or none where nothing in it can have asked: journals may be long."""
    for kind, body in told:
        if kind == "started" and body.get("gate") != "gated":
            return
        yield kind, body
