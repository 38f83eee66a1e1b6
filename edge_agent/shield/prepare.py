"""The level that a gated session gets here and now, and what to put around its program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edge_agent.shield import before_exec, disk, masks, places, probe
from schemas.wire.layout import Home
from schemas.wire.plain import plain

PLAIN, SHIELDED = "plain", "shielded"


@dataclass(frozen=True, slots=True)
class Shield:
    """What a host puts around a gated program.

    `level`: "plain" or "shielded". `reason`: why it is not shielded, one line for people; empty
    where it is, or where plain was asked for. `notes`: what this system cannot give at this level.
    `argv_prefix` stands before the program's own words; `environment` is the program's; `preexec`
    is called in the child right before exec, and where it raises OSError nothing is started.
    """

    level: str
    reason: str
    notes: tuple[str, ...]
    argv_prefix: tuple[str, ...]
    environment: dict[str, str]
    preexec: Callable[[], None]


def prepare(
    home: Home,
    folder: str,
    gate_sock: Path,
    environment: Mapping[str, str],
    *,
    level: str = SHIELDED,
    shown: Sequence[Path] = (),
    no_new_privs: bool = True,
    ssh_agent: bool = False,
) -> Shield:
    """Probe, and fall back to *plain* with the reason.

    `gate_sock` must listen already: it is bound into the shield. `shown`: other files that must
    stay readable though a mask covers them. Blocks for at most `probe.WITHIN_S`; call it, and start
    the program, from the main thread: what is started dies with the thread that started it.
    """
    given = before_exec.given(no_new_privs)
    unshielded = Shield(PLAIN, "", given.notes, (), dict(environment), given.apply)
    if level != SHIELDED:
        return unshielded
    # bubblewrap itself sets no_new_privs, whatever was chosen for plain sessions.
    given = before_exec.given(no_new_privs=True)
    real = os.path.realpath(folder)
    kept, note = disk.code(real)
    prefix, reason = _prefix(home, real, environment, (gate_sock, *shown), kept, ssh_agent)
    reason = reason or probe.why_not(prefix, given.apply)
    if reason:
        return replace(unshielded, reason=reason)
    return Shield(
        SHIELDED,
        "",
        (*given.notes, *([note] if note else [])),
        prefix,
        places.scrubbed(environment, ssh_agent),
        given.apply,
    )


def why_plain(home: Home, environment: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Why sessions cannot be shielded here (empty where they can), and what no level has here.

    It looks as a start would, but around no session: `doctor` asks. Blocks likewise.
    """
    given = before_exec.given(no_new_privs=True)
    prefix, reason = _prefix(home, "/", environment, (), (), ssh_agent=False)
    return reason or probe.why_not(prefix, given.apply), given.notes


def _prefix(
    home: Home,
    folder: str,
    environment: Mapping[str, str],
    shown: Sequence[Path],
    kept: tuple[str, ...],
    ssh_agent: bool,
) -> tuple[tuple[str, ...], str]:
    """bubblewrap's words, or the reason why there are none."""
    program = disk.bwrap() if sys.platform == "linux" else None
    if program is None:
        return (), probe.MISSING if sys.platform == "linux" else f"there is none on {sys.platform}"
    uid = os.getuid()
    disk.make_place_for_tmux(uid)
    hidden = disk.masks(home, uid, environment, ssh_agent)
    if len(hidden) > masks.MOST:
        return (), f"{len(hidden)} places would have to be hidden, and {masks.MOST} is the bound"
    for needed in (folder, "/tmp", *disk.homes(environment, uid)):
        mask = masks.covering(hidden, os.path.realpath(needed))
        if mask is not None:
            return (
                (),
                f"{plain(needed, most=100)} lies in {plain(mask.path, most=100)}, which it hides",
            )
    files = tuple(sorted(os.path.realpath(path) for path in shown))
    facts = masks.Facts(uid, program, folder, hidden, files, kept, disk.kernel(uid))
    return masks.argv(facts), ""
