"""What `agents verify` found about an agent's gate here, and whether that lets it start.

One file for each agent and kind in `edge/agents/`. A verdict is about one program: its version and
the digest of its file. Another program, or the same one updated, is *unverified* until it was
verified itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge_agent.agents import looking
from edge_agent.agents.profiles import profiles
from schemas.wire import layout, private_file
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import canon, loads_object

VERIFIED, UNVERIFIED, FAILED = "verified", "unverified", "failed"
MAX_FILE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence about the gate. `state`: green, red, or skipped where it could not be tried."""

    name: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of the gate of the program at `program`.

    `known`: its version is one that our own tests ran against. `at`: microseconds since 1970,
    None where it was never verified.
    """

    agent: str
    kind: str
    state: str
    program: str | None = None
    version: str | None = None
    known: bool = False
    at: int | None = None
    rows: tuple[Row, ...] = ()

    @property
    def may_start(self) -> bool:
        """Whether it may be started as gated where verification is not required."""
        return self.state == VERIFIED or (self.state == UNVERIFIED and self.known)

    def check(self, require_verified: bool) -> None:
        """Raises `Refused` ("gate-failed", "not-verified") where it may not start as gated."""
        words = f"signalbox agents verify {self.agent}"
        what = f"{self.agent} {self.version or 'of an unknown version'}"
        if self.state == FAILED:
            red = next((row.name for row in self.rows if row.state == "red"), "a row is red")
            raise Refused("gate-failed", f"{what}: {red} (again: {words})")
        if self.state == VERIFIED:
            return
        if require_verified:
            raise Refused("not-verified", f"{what}; this machine asks for it: {words}")
        if not self.known:
            raise Refused("not-verified", f"{what}; type: {words}")


def path_of(home: Home, agent: str, kind: str) -> Path:
    """The file of one verdict."""
    return home.edge / "agents" / f"{agent}.{kind}.json"


def verdict_for(
    home: Home,
    agent: str,
    kind: str,
    program: str | None = None,
    environment: Mapping[str, str] | None = None,
    version: str | None = None,
) -> Verdict:
    """What is known of this agent's gate here.

    `program`: the absolute path of what is to be started; by default what PATH of `environment`
    (ours, where it is None) gives. `version`: where the caller knows it already; else a program
    that no verdict speaks of is asked for it. Raises `Refused("no-such-agent")`.
    """
    profile = profiles().get(agent)
    if profile is None:
        raise Refused("no-such-agent", ascii(agent)[:80])
    variables = os.environ if environment is None else environment
    path = program or looking.find(profile.command, variables.get("PATH"))
    if path is None:
        return Verdict(agent, kind, UNVERIFIED)
    kept = load(home, agent, kind)
    if kept is not None and _is_same(kept, path):
        return Verdict(
            agent,
            kind,
            VERIFIED if kept["state"] == VERIFIED else FAILED,
            path,
            kept["version"],
            kept["version"] in profile.verified,
            kept["at"],
            tuple(Row(**row) for row in kept["rows"]),
        )
    if version is None:
        version = looking.version_of(path, profile.version, variables)
    return Verdict(agent, kind, UNVERIFIED, path, version, version in profile.verified)


def load(home: Home, agent: str, kind: str) -> dict[str, Any] | None:
    """The verdict on disk; None where there is none, or none that can be believed."""
    try:
        value = loads_object(path_of(home, agent, kind).read_bytes(), MAX_FILE)
        for name in ("state", "identity", "digest"):
            if not isinstance(value[name], str):
                return None
        if not isinstance(value["at"], int) or not isinstance(value["rows"], list):
            return None
        value["version"] = str(value["version"]) if value.get("version") is not None else None
        for row in value["rows"]:
            Row(**row)
        return value
    except (OSError, Refused, KeyError, TypeError):
        return None


def keep(
    home: Home,
    agent: str,
    kind: str,
    *,
    program: str,
    version: str | None,
    digest: str,
    identity: str,
    at: int,
    rows: list[Row],
) -> str:
    """Write down what was found; the state. `identity` and `digest` are of the file *before* it
    was verified. Raises OSError."""
    good = bool(rows) and all(row.state != "red" for row in rows)
    good = good and any(row.state == "green" for row in rows)
    state = VERIFIED if good else FAILED
    value = {
        "agent": agent,
        "at": at,
        "digest": digest,
        "identity": identity,
        "kind": kind,
        "program": program,
        "rows": [{"name": r.name, "state": r.state, "reason": r.reason} for r in rows],
        "state": state,
        "v": 1,
        "version": version,
    }
    path = path_of(home, agent, kind)
    layout.make_private(home.edge)
    layout.make_private(path.parent)
    private_file.write(path, canon(value))
    return state


def _is_same(kept: Mapping[str, Any], path: str) -> bool:
    """Whether the program is the very one that was verified."""
    try:
        if looking.identity(path) == kept["identity"]:
            return True
        # Copied or touched: only its bytes count. Sizes that differ spare reading 400 MB.
        size = int(str(kept["identity"]).split("-")[2], 16)
        return os.stat(path).st_size == size and looking.digest(path) == kept["digest"]
    except (OSError, ValueError, IndexError):
        return False
