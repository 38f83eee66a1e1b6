"""May this request be carried out, and until when? Pure.

The machine judges by its own clock alone: how long ago was the beat that the sender saw? MQTT
3.1.1 has no expiry and clocks differ, but nobody can have seen a beat before it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from edge_agent.gate.parts import Part
from edge_agent.gate.rules import Where, fits, from_values
from schemas.documents.policy import Policy
from schemas.wire.errors import Refused
from schemas.wire.verbs import BEAT_S, Request, rights_for


def deadline(request: Request, now_ms: int, incarnation: str) -> int:
    """The moment (boot clock, milliseconds) after which it must not be carried out.

    Raises `Refused`: "stale" for a beat of another incarnation, "too-late".
    """
    if request.seen_boot is None:
        return now_ms + request.ttl * 1000
    if request.seen_incarnation != incarnation or request.seen_boot > now_ms:
        raise Refused("stale")
    until = request.seen_boot + (BEAT_S + request.ttl) * 1000
    if now_ms > until:
        raise Refused("too-late", f"{(now_ms - until) // 1000} s")
    return until


def check_rights(
    policy: Policy,
    user: str,
    project: str,
    request: Request,
    gated: bool,
    session: str | None = None,
) -> None:
    """Raises `Refused("not-granted")` where the policy does not give this person what it takes.
    `session`: the one it is asked of, None where it is asked of the machine."""
    missing = rights_for(request, gated) - policy.rights_of(user, project, session)
    if missing:
        raise Refused("not-granted", f"{request.verb} takes the right to {min(missing)}")


def check_start_rules(
    rules: Sequence[Mapping[str, Any]], agent: str, machine: str, project: str, folder: str
) -> None:
    """Whether the guardrails of kind `start` let this agent be started: the first that fits.

    Where none fits, the right to start is enough. Nobody can be asked before there is a session,
    so *ask* is a no as well. Raises `Refused`: "ruled-out", "bad-field" for rules that cannot be
    read (one of them might be a denial).
    """
    where = Where(agent, machine, project, folder, "")
    part = Part("start", agent, (agent,))
    for rule in from_values(rules):
        if rule.kind != "start" or not fits(rule, part, where):
            continue
        if rule.decide == "allow":
            return
        why = rule.reason or "it asks for people, and nobody can be asked about a start"
        raise Refused("ruled-out", f"{rule.name}: {why}")


def check_locks(policy: Policy, user: str, session: str, wall_us: int) -> None:
    """Raises `Refused("locked")` while a lock holds this person, session or the machine."""
    for lock in policy.locks:
        if lock.until is not None and lock.until <= wall_us:
            continue
        if (
            lock.scope in ("all", "machine")
            or (lock.scope == "user" and lock.user == user)
            or (lock.scope == "session" and lock.session == session)
        ):
            raise Refused("locked", lock.reason)
