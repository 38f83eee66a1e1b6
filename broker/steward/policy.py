"""A machine's policy: who may do what there, its projects, guardrails and locks.

Pure. The machine judges each request again by it, so that a broker with wrong rights widens
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from broker.access.compile import rights_at
from broker.access.cover import ANY
from broker.access.document import Document
from schemas.documents.policy import Policy
from schemas.documents.rules import Rule

FRESH_US = 24 * 3600 * 1_000_000
"""How long a policy holds without the hub."""
RENEW_US = 3600 * 1_000_000
"""It is published anew so often, so that a machine has at least 23 hours left."""


def build(document: Document, rules: Sequence[Rule], machine: str, now_us: int) -> Policy:
    """The policy but for its version and its end, which `dated` gives it."""
    return Policy(
        machine=machine,
        version=0,
        fresh_until=0,
        grants=grants(document, machine, now_us),
        projects=dict(document.machines[machine].projects),
        guardrails=list(rules),
    )


def dated(policy: Policy, version: int, now_us: int) -> Policy:
    """The same, as it is signed."""
    return policy.model_copy(update={"version": version, "fresh_until": now_us + FRESH_US})


def grants(document: Document, machine: str, now_us: int) -> dict[str, dict[str, list[str]]]:
    """user → project (or `-`) → rights.

    A policy knows no sessions, so a grant for some sessions only is not in it, rather than being
    one for the whole project; the machine then says no.
    """
    out: dict[str, dict[str, list[str]]] = {}
    for user in document.users:
        held = {
            place.project: sorted(rights)
            for place, rights in rights_at(document, user, now_us).items()
            if place.machine == machine and place.session == ANY
        }
        if held:
            out[user] = dict(sorted(held.items()))
    return out
