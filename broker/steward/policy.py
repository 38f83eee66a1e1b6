"""A machine's policy: who may do what there, its projects, guardrails and locks.

Pure. The machine judges each request again by it, so that a broker with wrong rights widens
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from broker.access.compile import rights_at
from broker.access.cover import ANY
from broker.access.document import Document
from broker.steward import locks
from broker.steward.locks import Held
from schemas.documents.policy import Policy
from schemas.documents.rules import Rule

FRESH_US = 24 * 3600 * 1_000_000
"""How long a policy holds without the hub."""
RENEW_US = 3600 * 1_000_000
"""It is published anew so often, so that a machine has at least 23 hours left."""


Granted = dict[str, dict[str, list[str]]]
"""user → project (or `-`) → rights."""
Single = dict[str, dict[str, dict[str, list[str]]]]
"""user → project (or `-`) → session → rights on this one alone."""


def build(
    document: Document, rules: Sequence[Rule], now_us: int, locked: Sequence[Held] = ()
) -> dict[str, Policy]:
    """Each machine's policy but for its version and its end, which `dated` gives it."""
    granted, single = grants(document, now_us)
    return {
        machine: Policy(
            machine=machine,
            version=0,
            fresh_until=0,
            grants=granted[machine],
            sessions=single[machine] or None,
            groups=_groups(document, granted[machine].keys() | single[machine].keys()) or None,
            projects=dict(found.projects),
            guardrails=list(rules),
            locks=locks.of_machine(locked, machine, now_us),
        )
        for machine, found in document.machines.items()
    }


def _groups(document: Document, people: Iterable[str]) -> dict[str, list[str]]:
    """Of those who hold anything there; what others belong to is no machine's affair."""
    known = {user: sorted(document.users[user].groups) for user in people}
    return {user: groups for user, groups in sorted(known.items()) if groups}


def dated(policy: Policy, version: int, now_us: int) -> Policy:
    """The same, as it is signed."""
    return policy.model_copy(update={"version": version, "fresh_until": now_us + FRESH_US})


def grants(document: Document, now_us: int) -> tuple[dict[str, Granted], dict[str, Single]]:
    """Who may do what on each machine: on whole projects, and on single sessions."""
    out: dict[str, Granted] = {machine: {} for machine in document.machines}
    single: dict[str, Single] = {machine: {} for machine in document.machines}
    for user in document.users:
        for (machine, project, session), rights in sorted(
            rights_at(document, user, now_us).items()
        ):
            if session == ANY:
                out[machine].setdefault(user, {})[project] = sorted(rights)
            else:
                of_project = single[machine].setdefault(user, {}).setdefault(project, {})
                of_project[session] = sorted(rights)
    return out, single
