"""What guards a machine's sessions, as a host knows it: the signed policy's part, and the veto.

A host reads neither signatures nor TOML: `edge_agent.policy_reader` does that in a process of its
own, and this module takes what it printed. Nothing here is believed in part: one field that is not
as expected, and there are no guardrails at all, which shuts the gate.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edge_agent import never
from edge_agent.gate.decision import Guard
from edge_agent.gate.rules import Rule, from_values
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import loads_object

MODULE = "edge_agent.policy_reader"
MAX_TOLD = 512 * 1024
"""Bytes that the reader prints: a policy of 64 KiB and two files of 64 KiB, spelt otherwise."""
_FIELDS = {"version", "fresh_until", "guardrails", "locks", "groups", "never"}

Marks = tuple[tuple[int, int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Lock:
    """Every gate is shut for what it names. `until`: microseconds since 1970, None: until it is
    lifted."""

    scope: str
    reason: str
    user: str = ""
    session: str = ""
    until: int | None = None

    def holds(self, session: str, requesters: Collection[str], wall_us: int) -> bool:
        """Whether it shuts this session's gate now. `requesters`: people, or their devices
        (`ana.phone`). A scope that nobody here knows holds everything."""
        if self.until is not None and self.until <= wall_us:
            return False
        if self.scope == "user":
            return any(one.partition(".")[0] == self.user for one in requesters)
        if self.scope == "session":
            return self.session == session
        return True


@dataclass(frozen=True, slots=True)
class Guardrails:
    """What guards the sessions of a machine. `fresh_until`: microseconds since 1970, after which
    *allow* counts as *ask*."""

    version: int
    fresh_until: int
    rules: tuple[Rule, ...] = ()
    locks: tuple[Lock, ...] = ()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Person → groups that this person is in."""
    never: never.Never = field(default_factory=never.Never)

    def guard(
        self,
        session: str,
        requesters: Collection[str],
        mode: str,
        wall_us: int,
        stricter: tuple[Rule, ...] = (),
    ) -> Guard:
        """What one request of a session is judged by. `stricter`: rules of the project's own."""
        return Guard(
            self.rules,
            wall_us < self.fresh_until,
            mode,
            stricter=stricter,
            never_commands=self.never.commands,
            never_paths=self.never.paths,
            locked=self.locked(session, requesters, wall_us),
        )

    def locked(self, session: str, requesters: Collection[str], wall_us: int) -> str:
        """Why the gate of this session is shut by a lock; "" where none holds."""
        for lock in self.locks:
            if lock.holds(session, requesters, wall_us):
                return f"locked: {lock.reason}"
        return ""

    def groups_of(self, person: str) -> frozenset[str]:
        """The groups of a person (or of a person's device)."""
        return self.groups.get(person.partition(".")[0], frozenset())


def command(home: Home, machine: str) -> list[str]:
    """The reader's command line; what it prints goes to `taken`."""
    return [sys.executable, "-I", "-m", MODULE, str(home.root), machine]


def taken(told: bytes) -> Guardrails:
    """What the reader printed, to its standard output or error. Raises `Refused("no-policy")`."""
    if told.startswith(b"error: "):
        raise Refused("no-policy", told[7:].decode("utf-8", "replace").strip()[:500])
    if not told.endswith(b"\n"):
        raise Refused("no-policy", "its reader did not come to an end")
    try:
        return _of(loads_object(told, MAX_TOLD))
    except (Refused, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("no-policy", f"it is of another shape: {error}"[:500]) from None


def marks(home: Home, system: Path = never.SYSTEM) -> Marks:
    """What changes whenever one of the files does that the guardrails come from."""
    return tuple(
        _mark(path)
        for path in (home.policy, home.edge_keys / "hub.pub", *never.files(home, system))
    )


def _mark(path: Path) -> tuple[int, int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _of(told: Mapping[str, Any]) -> Guardrails:
    if told.keys() != _FIELDS:
        raise ValueError("other fields than were expected")
    forbidden = told["never"]
    return Guardrails(
        int(told["version"]),
        int(told["fresh_until"]),
        from_values(told["guardrails"]),
        tuple(
            Lock(
                str(one["scope"]),
                str(one["reason"]),
                str(one.get("user") or ""),
                str(one.get("session") or ""),
                one.get("until"),
            )
            for one in told["locks"]
        ),
        {str(who): frozenset(map(str, groups)) for who, groups in told["groups"].items()},
        never.Never(
            tuple(map(str, forbidden["commands"])),
            tuple(map(str, forbidden["paths"])),
        ),
    )
