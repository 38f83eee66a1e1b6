"""Which agents this account has, looked at again and again, off the daemon's loop.

Each half minute: is each program's file the one of before, has its verdict changed, is it logged
in, does one run outside. Programs are asked for their version only at the start, when their file
has changed, and each hour.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from edge_agent.agents import looking, verdicts
from edge_agent.agents.looking import Found
from edge_agent.agents.profiles import Profile, profiles
from edge_agent.agents.verdicts import Verdict
from edge_agent.daemon import outside
from edge_agent.daemon.loop import Loop, tell_fault
from edge_agent.daemon.outside import Outside
from schemas.documents import info
from schemas.wire.layout import Home

LOOK_EVERY_S = 30.0
ASK_AGAIN = 120
"""Looks until a program is asked for its version again: an hour."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look has found."""

    found: Mapping[str, Found] = field(default_factory=dict)
    verdicts: Mapping[tuple[str, str], tuple[str, Verdict]] = field(default_factory=dict)
    """(agent, kind) → what it was judged by, and the verdict."""
    outside: tuple[Outside, ...] = ()


def look(
    home: Home,
    environment: Mapping[str, str],
    avoid: Iterable[str],
    before: Seen | None = None,
) -> Seen:
    """Look now. `avoid`: folders whose programs are never run; `before`: asks no program that is
    the same as then."""
    folders = list(avoid)
    found: dict[str, Found] = {}
    judged: dict[tuple[str, str], tuple[str, Verdict]] = {}
    for name, profile in sorted(profiles().items()):
        one = _look(profile, environment, folders, before.found.get(name) if before else None)
        if one is None:
            continue
        found[name] = one
        for kind in profile.kinds:
            by = f"{one.path} {one.identity} {_stamp(home, name, kind.kind)}"
            old = before.verdicts.get((name, kind.kind)) if before else None
            if old is not None and old[0] == by:
                judged[name, kind.kind] = old
                continue
            verdict = verdicts.verdict_for(
                home, name, kind.kind, one.path, environment, version=one.version or ""
            )
            judged[name, kind.kind] = (by, verdict)
    return Seen(found, judged, tuple(outside.scan(profiles().values())))


def _stamp(home: Home, agent: str, kind: str) -> str:
    """Which verdict lies on the disk."""
    try:
        return looking.identity(str(verdicts.path_of(home, agent, kind)))
    except OSError:
        return "-"


def _look(
    profile: Profile, environment: Mapping[str, str], avoid: list[str], before: Found | None
) -> Found | None:
    path = looking.find(profile.command, environment.get("PATH"), avoid)
    if before is None or path != before.path:
        return looking.look(profile, environment, avoid)
    try:
        if looking.identity(path) != before.identity:
            return looking.look(profile, environment, avoid)
    except OSError:
        return None
    logged_in = looking.logged_in(profile.login, environment)
    return Found(before.agent, path, before.identity, before.version, logged_in)


def documents(seen: Seen) -> tuple[list[info.Agent], list[info.Outside]]:
    """What the machine's info says of them."""
    agents = []
    for _, verdict in seen.verdicts.values():
        found = seen.found[verdict.agent]
        gate = profiles()[verdict.agent].gate_of(verdict.kind)
        agents.append(
            info.Agent(
                agent=verdict.agent,
                kind="managed" if verdict.kind == "managed" else "terminal",
                path=found.path if len(found.path) <= 1024 else None,
                version=found.version,
                logged_in=found.logged_in,
                gate="gated" if gate == "gated" and verdict.state != "failed" else "not gated",
                verified=_STATES[verdict.state],
                verified_at=verdict.at,
                known=verdict.known,
            )
        )
    running = [
        info.Outside(agent=o.agent, pid=o.pid, folder=o.folder, since=o.since, line=o.line)
        for o in seen.outside
    ]
    return agents, running


_STATES: dict[str, info.Verified] = {
    verdicts.VERIFIED: "verified",
    verdicts.UNVERIFIED: "unverified",
    verdicts.FAILED: "failed",
}


class Agents:
    """The daemon's knowledge of them. `changed()` is called in the loop when it is another one."""

    def __init__(
        self,
        home: Home,
        loop: Loop,
        avoid: Callable[[], Iterable[str]],
        changed: Callable[[], None],
    ) -> None:
        self.agents: list[info.Agent] = []
        self.outside: list[info.Outside] = []
        self._home = home
        self._loop = loop
        self._avoid = avoid
        self._changed = changed
        self._seen: Seen | None = None
        self._looks = 0

    def start(self) -> None:
        """Look now, and every half minute."""
        avoid = list(self._avoid())
        before = self._seen if self._looks % ASK_AGAIN else None
        self._looks += 1
        environment = dict(os.environ)
        self._loop.errand(lambda: look(self._home, environment, avoid, before), self._on_seen)

    def _on_seen(self, seen: Seen | None, error: Exception | None) -> None:
        self._loop.after(LOOK_EVERY_S, self.start)
        if seen is None:
            if error is not None:
                tell_fault(error)
            return
        self._seen = seen
        told = (self.agents, self.outside)
        self.agents, self.outside = documents(seen)
        if told != (self.agents, self.outside):
            self._changed()
