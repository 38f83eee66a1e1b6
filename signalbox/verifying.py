"""Running `edge_agent.verify` for one program, showing its rows, and keeping the verdict."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from typing import Any

from edge_agent import peers
from edge_agent.agents import looking, verdicts
from edge_agent.agents.profiles import Profile
from edge_agent.agents.verdicts import Row
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain

PARTS = ("gate", "levels")
MARKS = {"green": "ok  ", "red": "RED ", "skipped": "note"}


def program_of(profile: Profile, avoid: Iterable[str]) -> str | None:
    """The program's own file, links resolved; None where it is not installed."""
    found = looking.find(profile.command, os.environ.get("PATH"), avoid)
    return os.path.realpath(found) if found is not None else None


def verify(
    home: Home, profile: Profile, kind: str, program: str, *, quiet: bool = False
) -> dict[str, Any]:
    """Verify it and keep the verdict; what `agents verify --json` tells of it.

    Raises `Refused`: "peer-refused" within a session, "internal" where it came to no end.
    """
    _check_outside()
    identity, digest = looking.identity(program), looking.digest(program)
    version = looking.version_of(program, profile.version, os.environ)
    if not quiet:
        print(f"{profile.agent} {version or 'of an unknown version'}, {kind}: {program}")
    rows = [
        row for part in PARTS for row in _run([profile.agent, kind, program, part], part, quiet)
    ]
    if looking.identity(program) != identity:
        rows.append(Row("the program stayed the same", "red", "it was changed meanwhile"))
        if not quiet:
            _print(rows[-1])
    at = time.time_ns() // 1000
    state = verdicts.keep(
        home,
        profile.agent,
        kind,
        program=program,
        version=version,
        digest=digest,
        identity=identity,
        at=at,
        rows=rows,
    )
    counted = {one: sum(row.state == one for row in rows) for one in MARKS}
    if not quiet:
        said = f"{counted['green']} rows hold, {counted['red']} do not"
        skipped = f", {counted['skipped']} could not be tried" if counted["skipped"] else ""
        print(f"{profile.agent} {kind}: {state.upper()} ({said}{skipped})")
    return {
        "agent": profile.agent,
        "kind": kind,
        "version": version,
        "program": program,
        "digest": digest,
        "state": state,
        "at": at,
        "rows": [{"name": r.name, "state": r.state, "reason": r.reason} for r in rows],
    }


def _run(words: list[str], part: str, quiet: bool) -> list[Row]:
    rows: list[Row] = []
    done = False
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            [sys.executable, "-I", "-m", "edge_agent.verify", *words],
            cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
        assert child.stdout is not None
        try:
            for line in child.stdout:
                told = json.loads(line)
                if "row" in told:
                    rows.append(Row(told["row"], told["state"], told["reason"]))
                    if not quiet:
                        _print(rows[-1])
                elif "network" in told and not quiet:
                    _print_network(part, told["network"])
                done = done or bool(told.get("done"))
        except KeyboardInterrupt:
            child.wait(30)  # it was told too, and removes what it made
            raise
        finally:
            child.terminate()
            child.stdout.close()
            child.wait()
        errors.seek(0)
        said = errors.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
    if not done:
        raise Refused("internal", f"the verifier came to no end: {said[-1] if said else '-'}")
    return rows


def _print(row: Row) -> None:
    because = f": {plain(row.reason, most=300)}" if row.reason else ""
    print(f"{MARKS[row.state]}  {row.name}{because}", flush=True)


def _print_network(part: str, why_not: str) -> None:
    if why_not:
        print(f"note  {part}: not fenced off the network: {why_not}", flush=True)
    else:
        print(f"ok    {part}: no network but loopback", flush=True)


def _check_outside() -> None:
    """An agent must not vouch for itself, and could not steer what is started here anyway."""
    for pid in peers.ancestry(os.getpid())[1:]:
        if peers.is_host(pid):
            raise Refused("peer-refused", "an agent's gate is verified outside of sessions")
