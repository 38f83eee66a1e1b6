"""Why somebody may do something somewhere, or why not, in words. Pure.

It asks the same grants as the compiler, one by one; a test holds the two to one answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from broker.access.compile import DRIVES_PERHAPS, MINTING
from broker.access.document import GROUP, Document, Grant
from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.rights import RIGHTS
from schemas.wire.verbs import VERBS


@dataclass(frozen=True, slots=True)
class Answer:
    """`why`: lines for people, the deciding ones first."""

    may: bool
    why: tuple[str, ...]


def explain(
    document: Document, principal: str, what: str, machine: str, project: str, now_us: int
) -> Answer:
    """May `principal` (`ana` or `ana.phone`) do `what` (a verb or a right) there?

    The hub itself is machine `hub`, project `-`. Raises `Refused` for what is no verb or right.
    """
    user, _, device = principal.partition(".")
    right = _right(what)
    person = document.users.get(user)
    if person is None:
        return Answer(False, (f"there is no user {user}",))
    bounds = _device(document, user, device, right, what, now_us)
    if bounds is not None:
        return Answer(False, (bounds,))
    if right == "own":
        if what not in MINTING:
            return Answer(True, (f"{what} is for everybody, and tells of nobody else",))
        return Answer(not device, (f"{what} is for everybody who logged in with the own password",))
    on_hub = what in VERBS and VERBS[what].target == "hub"
    if on_hub != (machine == ids.HUB) and what in VERBS:
        return Answer(False, (f"{what} is asked of {'the hub' if on_hub else 'a machine'}",))
    if machine != ids.HUB:
        missing = _undeclared(document, machine, project)
        if missing:
            return Answer(False, (missing,))
    names = {user, *(GROUP + group for group in person.groups)}
    gives, near = [], []
    for number, grant in enumerate(document.grants, 1):
        reached = sorted(names & set(grant.to))
        if not reached:
            continue
        against = _against(grant, right, machine, project, now_us)
        told = f"grant {number} (to {', '.join(reached)})"
        if against:
            near.append(f"{told} does not: {against}")
        elif grant.sessions:
            gives.append(
                f"{told} gives {right}, for the sessions {', '.join(grant.sessions)} alone"
            )
        else:
            gives.append(f"{told} gives {right}")
    takes = [] if what == right else [f"{what} takes the right to {right}"]
    if not gives:
        nothing = [] if near else [f"no grant reaches {user}"]
        return Answer(False, (*takes, *nothing, *near))
    note = []
    if what in DRIVES_PERHAPS and not device:
        also = explain(document, principal, "drive", machine, project, now_us)
        holds = "has" if also.may else "has not"
        note = [f"where the session is not gated it takes drive too, which {user} {holds}"]
    return Answer(True, (*takes, *gives, *note))


def _right(what: str) -> str:
    if what in RIGHTS:
        return what
    if what in VERBS:
        return VERBS[what].right
    raise Refused(
        "unknown-verb", f"{what[:40]!a}; verbs: {', '.join(VERBS)}; rights: {', '.join(RIGHTS)}"
    )


def _device(
    document: Document, user: str, device: str, right: str, what: str, now_us: int
) -> str | None:
    """What a device's own bounds say against it."""
    if not device:
        return None
    found = document.users[user].devices.get(device)
    if found is None:
        return f"{user} has no device {device}"
    if found.until_us is not None and now_us >= found.until_us:
        return f"the device {device} was for the time until {_moment(found.until_us)}"
    if found.may is None:
        return None
    bound = f"the device {device} may only {', '.join(sorted(found.may)) or 'nothing'}"
    if right != "own" and right not in found.may:
        return bound
    if what in DRIVES_PERHAPS and "drive" not in found.may:
        return f"{bound}, and {what} takes drive where a session is not gated"
    return None


def _undeclared(document: Document, machine: str, project: str) -> str | None:
    declared = document.machines.get(machine)
    if declared is None:
        return f"there is no machine {machine}"
    if project != ids.NONE and project not in declared.projects:
        known = ", ".join(sorted(declared.projects)) or "none"
        return f"{machine} has no project {project} (it has: {known})"
    return None


def _against(grant: Grant, right: str, machine: str, project: str, now_us: int) -> str:
    """What is missing for this grant to give the right there; empty where it does."""
    missing = []
    if not grant.live(now_us):
        missing.append(f"it ended {_moment(grant.until_us or 0)}")
    if right not in grant.rights:
        missing.append(f"it gives {', '.join(sorted(grant.rights)) or 'nothing'}")
    if machine == ids.HUB:
        if not grant.names_hub:
            missing.append("it does not name the hub")
        return "; ".join(missing)
    if not grant.names_machine(machine):
        missing.append(f"it is for {', '.join(grant.machines)}")
    if not grant.names_project(project):
        missing.append(f"it is for the projects {', '.join(grant.projects)}")
    return "; ".join(missing)


def _moment(at_us: int) -> str:
    return datetime.fromtimestamp(at_us / 1_000_000, UTC).strftime("%Y-%m-%d %H:%M UTC")
