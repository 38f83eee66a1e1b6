"""The fewest pairs of machine and project that say exactly where a right holds.

A grant that says `*` may become `+`; one that lists what happens to be everything may not,
because a project that is removed leaves retained documents behind for a while.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from broker.access.document import Document, Grant
from schemas.wire import ids

ANY = "+"


class Place(NamedTuple):
    """Machine, project and session, each an id or `+`; the project also `-`."""

    machine: str
    project: str
    session: str = ANY


def cells(document: Document, grant: Grant) -> frozenset[Place]:
    """Every declared machine and project (and session) that the grant names."""
    found: frozenset[Place] | None = document.reach.get(grant)
    if found is None:
        found = document.reach[grant] = frozenset(_cells(document, grant))
    return found


def _cells(document: Document, grant: Grant) -> Iterator[Place]:
    sessions = grant.sessions or (ANY,)
    for machine, declared in document.machines.items():
        if grant.names_machine(machine):
            for project in (*declared.projects, ids.NONE):
                if grant.names_project(project):
                    yield from (Place(machine, project, session) for session in sessions)


def held(document: Document, grants: Iterable[Grant]) -> set[Place]:
    """The cells of all grants; one for all sessions swallows those for some."""
    found: set[Place] = set()
    found = found.union(*(cells(document, grant) for grant in grants))
    some = {cell for cell in found if cell.session != ANY}
    return found - {cell for cell in some if Place(cell.machine, cell.project) in found}


def fewest(document: Document, grants: Iterable[Grant], *, any_machine: bool) -> list[Place]:
    """Places that never overlap, match all cells of the grants and nothing they do not name.

    any_machine: whether `+` may stand for the machine. It must not where something is published,
    since the hub bears a machine's name there.
    """
    listed = list(grants)
    whole = [grant for grant in listed if grant.sessions is None]
    if any_machine and _names_all([grant for grant in whole if "*" in grant.machines]):
        return [Place(ANY, ANY)]
    found = held(document, listed)
    single = {cell for cell in found if cell.session != ANY}
    pairs = found - single
    by_machine = _starred(pairs, _whole_machines(document, whole), 0)
    by_project = _starred(pairs, _whole_projects(document, whole) if any_machine else set(), 1)
    # A machine's star and a project's star always overlap, so it is one or the other.
    best = min(by_machine, by_project, key=len)
    return sorted(best) + sorted(single)


def _names_all(grants: list[Grant]) -> bool:
    """Whether the grants together name all projects and none, whatever they are called."""
    return {"*", ids.NONE} <= {glob for grant in grants for glob in grant.projects}


def _whole_machines(document: Document, grants: list[Grant]) -> set[str]:
    """Machines of which all projects and none are named."""
    return {
        machine
        for machine in document.machines
        if _names_all([grant for grant in grants if grant.names_machine(machine)])
    }


def _whole_projects(document: Document, grants: list[Grant]) -> set[str]:
    """Projects that a grant names on all machines, whatever those are called."""
    known = {project for machine in document.machines.values() for project in machine.projects}
    return {
        project
        for project in (*known, ids.NONE)
        if any("*" in grant.machines and grant.names_project(project) for grant in grants)
    }


def _starred(pairs: set[Place], stars: set[str], level: int) -> list[Place]:
    """`pairs`, with those of a starred machine (level 0) or project (1) made one each."""
    out: set[Place] = set()
    for pair in pairs:
        if pair[level] in stars:
            out.add(Place(pair.machine, ANY) if level == 0 else Place(ANY, pair.project))
        else:
            out.add(pair)
    return list(out)
