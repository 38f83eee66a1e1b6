"""Other names of a place: what is mounted twice can be reached by two paths. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edge_agent.shield.masks import below


@dataclass(frozen=True, slots=True)
class Mount:
    """`device` and `root`: which folder of which file system is seen at `point`."""

    device: str
    root: str
    point: str


def parse(mountinfo: str) -> list[Mount]:
    """The lines of /proc/self/mountinfo (proc_pid_mountinfo(5)), in their order."""
    found = []
    for line in mountinfo.splitlines():
        fields = line.split(" ")
        if len(fields) > 4:
            found.append(Mount(fields[2], _unescaped(fields[3]), _unescaped(fields[4])))
    return found


def other_names(path: str, mounts: list[Mount]) -> list[str]:
    """Paths under which the file or folder at `path` is seen too, whether they are covered or not.

    `path`: absolute, no link in it.
    """
    # The longest mount point that leads there; of two at one point the later lies on top.
    over = [mount for mount in mounts if below(path, mount.point)]
    if not over:
        return []
    longest = max(len(mount.point) for mount in over)
    mine = [mount for mount in over if len(mount.point) == longest][-1]
    inside = _joined(mine.root, path[len(mine.point.rstrip("/")) :])
    return [
        _joined(mount.point, inside[len(mount.root.rstrip("/")) :])
        for mount in mounts
        if mount.device == mine.device and mount != mine and below(inside, mount.root)
    ]


def _joined(folder: str, rest: str) -> str:
    return folder.rstrip("/") + rest if rest.strip("/") else folder


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
