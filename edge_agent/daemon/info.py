"""The machine's info document: what kind of computer, which agents and projects, load and disk."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import socket
from collections.abc import Iterable, Sequence
from pathlib import Path

from edge_agent.daemon.policy import PolicyKeeper
from edge_agent.daemon.sessions import Session
from edge_agent.host import quota
from schemas.documents.info import Agent, Disk, Host, Info, Outside, PolicyState
from schemas.wire.layout import Home

MOST_FAULTS = 32


def build(
    home: Home,
    machine: str,
    version: str,
    policy: PolicyKeeper,
    sessions: Iterable[Session],
    quota_gib: int,
    agents: Sequence[Agent] = (),
    outside: Sequence[Outside] = (),
) -> bytes:
    """The payload of `fleet/machine/<m>/info` as of now."""
    known = list(sessions)
    faults = [policy.fault] if policy.fault else []
    faults += [f"{session.id}: {session.fault}" for session in known if session.fault]
    return Info(
        machine=machine,
        daemon=version,
        host=_host(home),
        agents=list(agents),
        outside=list(outside),
        projects=sorted(policy.projects),
        policy=_policy(policy),
        load=int(os.getloadavg()[0] * 100),
        disk=_disk(home, quota_gib),
        sessions=sum(session.peer is not None for session in known),
        faults=[fault[:200] for fault in faults[:MOST_FAULTS]],
    ).encode()


def _host(home: Home) -> Host:
    account = None
    with contextlib.suppress(OSError, KeyError):
        account = getpass.getuser()[:200]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Host(
        name=socket.gethostname()[:200],
        system=f"{platform.system()} {platform.release()}"[:200],
        cpus=os.cpu_count() or 1,
        memory=max(memory, 0),
        account=account,
        container=Path("/.dockerenv").exists() or Path("/run/.containerenv").exists(),
        shares_hub=home.hub_keys.is_dir(),
    )


def _policy(policy: PolicyKeeper) -> PolicyState | None:
    state = policy.state()
    return PolicyState.model_validate(state) if state is not None else None


def _disk(home: Home, quota_gib: int) -> Disk | None:
    try:
        disk = os.statvfs(home.root)
        measured = quota.measure(home, quota_gib)
    except OSError:
        return None
    return Disk(
        free=disk.f_bavail * disk.f_frsize,
        total=disk.f_blocks * disk.f_frsize,
        journals=measured.used,
        quota=measured.allowed,
    )
