"""Which programs an agent's name stands for here: path, version, whether it is logged in.

Looking runs the program itself, once and only with its version's arguments: with a deadline, a
bound on what it prints, next to no environment, and never one that a project's folder holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edge_agent.agents.profiles import Login, Profile
from schemas.wire.plain import plain

VERSION_S = 10.0
"""Programs of 400 MB answer in 0.02 s; one that asks the network first must not hold us."""
MAX_PRINTED = 4096
MAX_JSON = 16 * 1024 * 1024
"""Bytes of an agent's own file that we look for a key in."""
_KEPT = ("HOME", "LANG", "LC_ALL", "LOGNAME", "USER", "TMPDIR")
_NUMBER = re.compile(r"\d+(?:\.\d+)+(?:[-+][0-9A-Za-z.-]+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """An agent that is installed. `version`, `logged_in`: None where nobody can tell."""

    agent: str
    path: str
    identity: str
    version: str | None
    logged_in: bool | None


def look(
    profile: Profile, environment: Mapping[str, str], avoid: Iterable[str] = ()
) -> Found | None:
    """The agent as this account would start it, or None. `avoid`: folders that agents write to."""
    path = find(profile.command, environment.get("PATH"), avoid)
    if path is None:
        return None
    try:
        same = identity(path)
    except OSError:
        return None
    return Found(
        profile.agent,
        path,
        same,
        version_of(path, profile.version, environment, avoid),
        logged_in(profile.login, environment),
    )


def find(command: str, path: str | None, avoid: Iterable[str] = ()) -> str | None:
    """The absolute path of a command, by PATH. Relative entries, and what lies in one of the
    `avoid` folders by its own name or behind links, are passed over."""
    shunned = [Path(folder).resolve() for folder in avoid]
    for entry in safe_path(path, avoid):
        whole = Path(entry) / command
        with contextlib.suppress(OSError):
            if not (whole.is_file() and os.access(whole, os.X_OK)):
                continue
            real = whole.resolve()
            if any(real.is_relative_to(folder) for folder in shunned):
                continue
            if real.stat().st_mode & stat.S_IWOTH:
                continue  # anybody could have put something else there
            return str(whole)
    return None


def safe_path(path: str | None, avoid: Iterable[str] = ()) -> list[str]:
    """The entries of PATH that are absolute and outside of all `avoid` folders."""
    shunned = [Path(folder).resolve() for folder in avoid]
    kept = []
    for entry in (path or os.defpath).split(os.pathsep):
        if os.path.isabs(entry):
            real = Path(entry).resolve()
            if not any(real.is_relative_to(folder) for folder in shunned):
                kept.append(entry)
    return kept


def identity(path: str) -> str:
    """What tells cheaply whether a program's file is the one of before. Raises OSError."""
    found = os.stat(path)
    parts = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return "-".join(f"{part:x}" for part in parts)


def digest(path: str) -> str:
    """SHA-256 of the program's file, in hex; 400 MB take about a second. Raises OSError."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def version_of(
    path: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    avoid: Iterable[str] = (),
    seconds: float = VERSION_S,
) -> str | None:
    """The version that a program says it has; None where it says none in time."""
    variables = {name: environment[name] for name in _KEPT if name in environment}
    # Some are scripts whose interpreter lies on PATH.
    variables["PATH"] = os.pathsep.join(safe_path(environment.get("PATH"), avoid))
    try:
        child = subprocess.Popen(
            [path, *arguments],
            cwd="/",
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    assert child.stdout is not None
    with child.stdout as printed:
        said = _read(printed.fileno(), seconds)
    with contextlib.suppress(OSError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    found = _NUMBER.search(said)
    return plain(found.group(), most=60) if found else None


def _read(file: int, seconds: float) -> str:
    """What is printed until the end, MAX_PRINTED bytes, or the deadline."""
    until = time.monotonic() + seconds
    got = b""
    while len(got) < MAX_PRINTED:
        left = until - time.monotonic()
        if left <= 0 or not select.select([file], [], [], left)[0]:
            break
        more = os.read(file, MAX_PRINTED - len(got))
        if not more:
            break
        got += more
    return got.decode("utf-8", "replace")


def logged_in(
    login: Login | None, environment: Mapping[str, str], system: str = sys.platform
) -> bool | None:
    """Whether credentials are there. None: nobody can tell. No secret leaves this function."""
    if login is None:
        return None
    if any(environment.get(name) for name in login.environment):
        return True
    own = Path(environment.get("HOME") or Path.home())
    moved = environment.get(login.home) if login.home else None
    for name in login.files:
        # A home that was moved takes the place of the hidden folder: X/file, not X/.agent/file.
        path = Path(moved) / Path(name).name if moved else own / name
        with contextlib.suppress(OSError):
            if path.stat().st_size > 2:  # `{}` is none
                return True
    if any(_holds((Path(moved) if moved else own) / name, key) for name, key in login.keys):
        return True
    return False if system in login.tells else None


def _holds(path: Path, key: str) -> bool:
    try:
        with path.open("rb") as file:
            value = json.loads(file.read(MAX_JSON))
    except (OSError, ValueError):
        return False
    return isinstance(value, dict) and bool(value.get(key))
