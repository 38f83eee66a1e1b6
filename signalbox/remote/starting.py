"""Starting a session on another machine, by a `start` request."""

from __future__ import annotations

from typing import Any

from schemas import link
from schemas.documents.info import Info
from schemas.wire import ids, topics
from schemas.wire.errors import Refused
from signalbox.hub_client import HubClient
from signalbox.remote import hub, sessions
from signalbox.remote.sessions import RemoteSession

START_S = 30.0
STATE_S = 10.0


def start(
    client: HubClient,
    *,
    machine: str,
    project: str | None,
    folder: str | None,
    agent: str,
    arguments: list[str],
    title: str | None,
    size: tuple[int, int],
    gate: str,
    mode: str | None,
) -> str:
    """Ask for it and return the session's id. Raises `Refused`."""
    from edge_agent.agents.profiles import profiles

    ids.check_name(machine, "machine")
    sessions.look(client)
    found = sessions.machine_presence(client, machine)
    if found is None:
        known = ", ".join(sessions.machines(client)) or "none that you may see"
        raise Refused("no-such-machine", f"{machine} (there are: {known})")
    if not found.online:
        raise Refused("not-possible", f"{machine} is offline")
    known_agent = agent in profiles()
    fields: dict[str, Any] = {
        "agent": agent if known_agent else "terminal",
        "argv": arguments if known_agent else [agent, *arguments],
        "columns": size[0],
        "rows": size[1],
    }
    gated = gate == "gated"
    if known_agent and not gated:
        fields["gate"] = gate
    fields |= {"mode": mode} if mode is not None else {}
    fields |= {"folder": folder} if folder is not None else {}
    fields |= {"title": title} if title is not None else {}
    where = project or _only_project(client, machine, folder)
    hub.check(client, machine, where, gated, "start", **fields)
    id_ = client.publish("start", machine, where, ids.NONE, **fields)
    try:
        return str((client.answer(machine, id_, START_S).get("data") or {})["session"])
    except Refused as refused:
        if refused.code == "not-granted" and project is None and _projects(client, machine):
            known = ", ".join(_projects(client, machine))
            why = f"{folder} may belong to a project of {machine}: say --project too ({known})"
            raise Refused("not-granted", why) from None
        raise


def _only_project(client: HubClient, machine: str, folder: str | None) -> str:
    """What is meant where no project was said."""
    if folder is not None:
        return ids.NONE
    projects = _projects(client, machine)
    if len(projects) == 1:
        return projects[0]
    raise Refused(
        "bad-field",
        f"say --project (of {machine}: {', '.join(projects) or 'none'}) or --in FOLDER there",
    )


def _projects(client: HubClient, machine: str) -> list[str]:
    payload = client.retained.get(topics.build("machine.info", m=machine))
    try:
        return Info.read(payload or b"").projects
    except Refused:
        return []


def wait_for(client: HubClient, session: str) -> RemoteSession:
    """The session, once its machine has told of it."""

    def told() -> RemoteSession | None:
        return next((s for s in sessions.seen(client) if s.id == session), None)

    if not link.wait_for([client.link], lambda: told() is not None, STATE_S):
        raise Refused("hub-unreachable", f"{session} was started, and nothing is told of it yet")
    found = told()
    assert found is not None
    return found
