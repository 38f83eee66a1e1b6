"""Which project a folder belongs to: what the machine's mapping says, else none.

Folders decide and not a repository's remote, because whoever can edit a repository could else
choose who sees its sessions.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import MAX_BYTES, loads_object


def project_of(folder: Path, projects: Mapping[str, str]) -> str:
    """The project whose folder holds `folder` (links resolved), the innermost of several."""
    place = folder.resolve()
    best, depth = ids.NONE, -1
    for project, mapped in projects.items():
        root = Path(mapped).resolve()
        if place.is_relative_to(root) and len(root.parts) > depth:
            best, depth = project, len(root.parts)
    return best


def known_projects(home: Home) -> dict[str, str]:
    """The mapping of the last policy that this machine received; empty before the first.

    The daemon verified the policy before it kept it. A damaged file means no projects, which
    shows a session to fewer people, never to more.
    """
    try:
        policy = loads_object(home.policy.read_bytes(), MAX_BYTES)["policy"]
        projects = policy.get("projects", {})
        return {ids.check_name(name): str(folder) for name, folder in projects.items()}
    except (OSError, Refused, KeyError, AttributeError):
        return {}
