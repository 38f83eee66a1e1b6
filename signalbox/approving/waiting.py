"""What waits for people: open questions of sessions here, and of all that the hub shows."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from schemas.documents.session import Question, Standing, State
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from signalbox import local_sessions
from signalbox.hub_client import HubClient
from signalbox.remote import hub
from signalbox.remote.sessions import RemoteSession

HUB_S = 5.0
"""What waits here is not to wait for a hub that is gone."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session with a gate. `here`: its host answers on this machine; `remote`: the hub told of
    it, and through it one answers as a person."""

    state: State
    here: bool
    remote: RemoteSession | None

    @property
    def name(self) -> str:
        """For people: its title, else its agent."""
        return self.state.title or self.state.agent


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open question, and the session that asks."""

    session: Session
    question: Question

    @property
    def id(self) -> str:
        """The approval's id."""
        return self.question.approval


@dataclass(slots=True)
class Seen:
    """Everything that could be seen. `client`: the connection to the hub, where there is one."""

    sessions: list[Session] = field(default_factory=list)
    client: HubClient | None = None
    past: list[RemoteSession] = field(default_factory=list)
    """Ended ones with a gate, as far as the hub still shows them."""
    trouble: str = ""
    """Why the hub could not be asked."""

    @property
    def waiting(self) -> list[Waiting]:
        """Open questions, oldest first."""
        found = [Waiting(one, asked) for one in self.sessions for asked in one.state.questions]
        return sorted(found, key=lambda one: (one.question.asked, one.id))

    @property
    def standing(self) -> list[tuple[Session, Standing]]:
        """What was allowed for longer than once, by session."""
        return [(one, grant) for one in self.sessions for grant in one.state.standing or ()]


@contextmanager
def look(home: Home, local_only: bool = False) -> Iterator[Seen]:
    """Look here and at the hub; the connection is open until the end of the block."""
    seen = Seen()
    found = _here(home)
    if not local_only and hub.is_known(home):
        try:
            seen.client = hub.connect(home, HUB_S)
        except Refused as refused:
            seen.trouble = str(refused)
    try:
        if seen.client is not None:
            seen.past = _add_remote(seen.client, found)
        seen.sessions = list(found.values())
        yield seen
    finally:
        if seen.client is not None:
            seen.client.close()


def find(waiting: Sequence[Waiting], words: str) -> Waiting:
    """The one whose id begins so. Raises `Refused` ("no-such-approval", "ambiguous-approval")."""
    fitting = [one for one in waiting if one.id.startswith(words.lower())] if words else []
    if not fitting:
        raise Refused("no-such-approval", f"no question is open under {words[:40]!a}")
    if len(fitting) > 1:
        raise Refused("ambiguous-approval", ", ".join(one.id for one in fitting[:8]))
    return fitting[0]


def _here(home: Home) -> dict[str, Session]:
    found = {}
    for session in local_sessions.all_ids(home):
        document = local_sessions.look(home, session).document
        if document.get("gate") != "gated":
            continue
        try:
            found[session] = Session(State.of(document), True, None)
        except Refused as refused:
            # Never passed over in silence: something may wait there.
            print(f"signalbox: {session}: {plain(str(refused), most=200)}", file=sys.stderr)
    return found


def _add_remote(client: HubClient, found: dict[str, Session]) -> list[RemoteSession]:
    """Add what the hub shows; returns those that have ended."""
    from signalbox.remote import sessions

    past = []
    for remote in sessions.look(client):
        here = found.get(remote.id)
        if here is not None:
            # The host itself knows best.
            found[remote.id] = Session(here.state, True, remote)
        elif remote.state.gate != "gated":
            continue
        elif remote.alive:
            found[remote.id] = Session(remote.state, False, remote)
        else:
            past.append(remote)
    return past
