"""What a `start` request becomes: a launch, judged against the machine's mapping of projects."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edge_agent.agents.profiles import command_for, profiles
from edge_agent.daemon.hosts import GATED
from edge_agent.host.launch import Launch
from edge_agent.projects import project_of
from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.verbs import Request

TERMINAL = "terminal"


def is_gated(request: Request) -> bool:
    """Whether what is asked for would be gated: as its agent can be, unless somebody wants it
    otherwise, which takes another right. Raises `Refused`."""
    fields = request.fields
    kind = fields.get("kind", TERMINAL)
    if kind != TERMINAL:
        raise Refused("not-possible", "only terminal sessions can be started here")
    profile = profiles().get(fields["agent"])
    can = profile is not None and profile.gate_of(kind) == GATED
    wanted = fields.get("gate")
    if wanted == GATED and not can:
        raise Refused("not-possible", f"nothing gates {fields['agent']!a}")
    return can and wanted != "not gated"


def launch_for(
    request: Request, who: str, machine: str, project: str, projects: Mapping[str, str]
) -> Launch:
    """The session that is asked for. Raises `Refused`."""
    fields = request.fields
    gated = is_gated(request)
    if "mode" in fields and not gated:
        raise Refused("not-possible", "a session that is not gated has no mode")
    if fields.get("mode") == "custom":
        raise Refused("not-possible", "nothing here has rules for a mode of its own")
    agent, argv = fields["agent"], list(fields.get("argv", ()))
    if agent == TERMINAL:
        if not argv:
            raise Refused("bad-field", "argv names the program")
    elif agent in profiles():
        argv = command_for(agent, argv).argv
    else:
        raise Refused("no-such-agent", ascii(agent))
    optional: dict[str, Any] = {
        name: fields[name] for name in ("title", "columns", "rows", "continues") if name in fields
    }
    return Launch(
        machine=machine,
        project=project,
        folder=_folder(fields.get("folder"), project, projects),
        argv=argv,
        agent=agent,
        who=who,
        request=request.id,
        gate=GATED if gated else "not gated",
        mode=fields.get("mode", "standard") if gated else None,
        **optional,
    )


def _folder(asked: str | None, project: str, projects: Mapping[str, str]) -> str:
    """The folder, which must belong to the very project that rights were judged by."""
    if project != ids.NONE and project not in projects:
        raise Refused("no-such-project", project)
    folder = asked if asked is not None else projects.get(project)
    if folder is None:
        raise Refused("bad-field", "folder is missing")
    if not os.path.isabs(folder) or not os.path.isdir(folder):
        raise Refused("no-such-folder", ascii(folder)[:300])
    if project_of(Path(folder), projects) != project:
        raise Refused("not-granted", "the folder belongs to another project")
    return folder
