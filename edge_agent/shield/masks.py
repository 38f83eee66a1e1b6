"""Masks: what a shielded session does not see, and the order in which bubblewrap is told. Pure.

Everything in here knows paths as text; `edge_agent.shield.disk` says which of them are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["directory", "file"]
"""What lies at a path: a directory is covered by an empty one, a file or socket by /dev/null."""

MOST = 256
"""Masks of one session. Others may make folders in /tmp, and an argument list has an end."""


@dataclass(frozen=True, slots=True, order=True)
class Mask:
    """`path`: absolute, no link in it; bubblewrap can cover neither a link nor what is missing."""

    path: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Facts:
    """What the argument list depends on.

    `bwrap`: the program, absolute. `folder`: where the session starts. `shown`: files that stay
    visible though a mask covers their directory, read-only. `kept`: directories that may be read
    but not changed. `kernel`: likewise, but of the kernel's own files, for root.
    """

    uid: int
    bwrap: str
    folder: str
    masks: tuple[Mask, ...] = ()
    shown: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    kernel: tuple[str, ...] = ()


def argv(facts: Facts) -> tuple[str, ...]:
    """bubblewrap's words, up to and with `--`; the program follows.

    Never `--new-session`: it would take resizing, job control and `^C` from the program, and only
    helps against bytes put into a terminal that others use too; this one is the session's own.
    """
    words = [facts.bwrap, "--dev-bind", "/", "/"]
    for path in facts.kept:  # before the masks: a bind would bring back what lies below it
        words += ["--ro-bind", path, path]
    outer = outermost(facts.masks)
    for mask in outer:
        if mask.kind == "directory":
            words += ["--perms", "0700", "--tmpfs", mask.path]
        else:
            words += ["--ro-bind", "/dev/null", mask.path]
    # Into the masks, and so behind them. The source is looked up outside of all masks.
    for path in facts.shown:
        if covering(outer, path) is not None:
            words += ["--ro-bind", path, path]
    words += ["--unshare-pid", "--proc", "/proc", "--die-with-parent"]
    for path in facts.kernel:  # some of it lies in the new /proc
        words += ["--ro-bind", path, path]
    if facts.uid == 0:
        # Root could take the masks off again. In a user namespace that does not own them, and
        # that can make no other, it cannot; --unshare-user alone was not enough.
        words += ["--unshare-user", "--disable-userns"]
    return (*words, "--chdir", facts.folder, "--")


def outermost(masks: Iterable[Mask]) -> list[Mask]:
    """The masks that no other one covers already, by path."""
    found: list[Mask] = []
    for mask in sorted(set(masks)):
        if covering(found, mask.path) is None:
            found.append(mask)
    return found


def covering(masks: Sequence[Mask], path: str) -> Mask | None:
    """The mask that hides this path, if one does."""
    return next((mask for mask in masks if below(path, mask.path)), None)


def below(path: str, directory: str) -> bool:
    """Whether `path` is this directory or lies in it."""
    return path == directory or path.startswith(directory.rstrip("/") + "/")
