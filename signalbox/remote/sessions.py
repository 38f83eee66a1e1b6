"""Sessions as the hub's retained documents tell of them, and the machines they are on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemas.documents.presence import MachinePresence
from schemas.documents.session import State
from schemas.wire import ids, session_phase, topics
from schemas.wire.errors import Refused
from signalbox.hub_client import HubClient
from signalbox.remote import hub, presence


@dataclass(frozen=True, slots=True)
class RemoteSession:
    """One session elsewhere. `client` is the connection through which it is reached."""

    client: HubClient
    state: State

    @property
    def id(self) -> str:
        """Its id."""
        return self.state.session

    @property
    def machine(self) -> str:
        """Where it runs."""
        return self.state.machine

    @property
    def project(self) -> str:
        """Its project there, or `-`."""
        return self.state.project

    @property
    def phase(self) -> str:
        """Its phase, as last told."""
        return self.state.phase

    @property
    def alive(self) -> bool:
        """Whether it had not ended when its machine last told."""
        return self.phase not in session_phase.FINAL

    @property
    def started_us(self) -> int:
        """Microseconds since 1970, from the id."""
        return ids.session_started_ms(self.id) * 1000

    @property
    def title(self) -> str:
        """The name for people, or the agent."""
        return self.state.title or self.state.agent

    @property
    def online(self) -> bool:
        """Whether its machine is there."""
        found = machine_presence(self.client, self.machine)
        return found is not None and found.online

    def topic(self, name: str) -> str:
        """One of its own topics: `state`, `screen` or `event`."""
        return topics.build(f"session.{name}", m=self.machine, p=self.project, s=self.id)

    def publish(self, verb: str, **fields: Any) -> str:
        """Ask its machine; the request's id."""
        return self.client.publish(verb, self.machine, self.project, self.id, **fields)

    def ask(self, verb: str, timeout_s: float = 15, **fields: Any) -> dict[str, Any]:
        """Ask its machine and wait for the receipt. Raises `Refused`."""
        hub.check(
            self.client, self.machine, self.project, self.state.gate == "gated", verb, **fields
        )
        id_ = self.publish(verb, **fields)
        try:
            return self.client.answer(self.machine, id_, timeout_s)
        except Refused as refused:
            if refused.code != "hub-unreachable":
                raise
            raise Refused(refused.code, f"{self.machine}: {refused.detail}; {_WHY}") from None


_WHY = "it is away, or you have no right to this there (see `signalbox whoami`)"


def look(client: HubClient) -> list[RemoteSession]:
    """Every session that this person may see, oldest first; presence comes with it."""
    access = client.access()
    wide = access.pages > 1  # the pages behind the first are not retained; the broker narrows
    wanted = {
        "session.state": [topics.filter_for("session.state")],
        "machine": ["fleet/machine/+/+"],
    }
    client.read_all(
        one
        for purpose, filters in wanted.items()
        for one in (filters if wide else access.subscribe.get(purpose, []))
    )
    return sorted(seen(client), key=lambda found: found.id)


def seen(client: HubClient) -> Iterator[RemoteSession]:
    """Sessions whose documents have arrived so far."""
    for topic, payload in client.retained.items():
        found = topics.parse(topic)
        if found.name != "session.state" or not payload:
            continue
        try:
            state = State.read(payload)
        except Refused:
            continue  # of a newer version, or not of ours; others must stay visible
        # The broker has checked the topic, and nobody the payload.
        if (state.machine, state.project, state.session) == (found["m"], found["p"], found["s"]):
            yield RemoteSession(client, state)


def resolve(client: HubClient, words: str) -> RemoteSession:
    """The one session that `words` name: an id, the beginning of one, or a title.

    Raises `Refused("no-such-session")`, or "ambiguous-session" with the candidates.
    """
    known = look(client)
    fitting = [s for s in known if s.id == words] or [
        s for s in known if s.id.startswith(words.lower())
    ]
    if not fitting:
        titled = [s for s in known if s.title == words]
        fitting = [s for s in titled if s.alive] or titled
    if not fitting:
        raise Refused("no-such-session", f"{words[:60]!a}, neither here nor at the hub")
    if len(fitting) > 1:
        raise Refused(
            "ambiguous-session", ", ".join(f"{s.id} on {s.machine}" for s in fitting[-8:])
        )
    return fitting[0]


def machine_presence(client: HubClient, machine: str) -> MachinePresence | None:
    """What the hub last heard of a machine's being there."""
    return presence.read(client.retained.get(topics.build("machine.presence", m=machine)))


def machines(client: HubClient) -> list[str]:
    """Machines that this person may see and that have told of themselves."""
    parsed = [topics.parse(topic) for topic, payload in client.retained.items() if payload]
    return sorted({found["m"] for found in parsed if found.name.startswith("machine.")})


def heard_us(known: list[RemoteSession], machine: str) -> int:
    """The latest moment that a document of this machine bears, 0 for none."""
    return max(
        (max(s.state.v or 0, s.state.last_output or 0) for s in known if s.machine == machine),
        default=0,
    )
