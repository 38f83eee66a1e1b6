"""An answer on its way: sent, taken by the machine, and what the agent then did."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import local_sessions
from signalbox.approving import lines
from signalbox.approving.lines import Lines
from signalbox.approving.outcome import Outcome
from signalbox.approving.waiting import Waiting
from signalbox.host_client import HostClient
from signalbox.remote import hub

TAKEN_S = 10.0
"""Within so long an allowed action is let through, or withdrawn because it has changed."""
EFFECT_S = 10.0
"""How long one waits for the agent; what it does may take hours, and needs nobody to wait."""


class Sending:
    """Answers one question: as a person through the hub, or as the desk at the host's socket."""

    def __init__(self, home: Home, one: Waiting, at_desk: bool) -> None:
        """`at_desk`: by the socket. Raises `Refused` where that way does not lead there."""
        self._home, self._one = home, one
        session = one.session
        self._at_desk = at_desk or session.remote is None
        if at_desk and not session.here:
            raise Refused("not-possible", f"{session.state.session} is on {session.state.machine}")
        self.outcome = Outcome(one.id, yes=list(one.question.yes or ()))

    def check(self, **said: Any) -> None:
        """Refuse at once what would be refused further on: nothing has been sent. Raises
        `Refused`."""
        remote = self._one.session.remote
        if not self._at_desk and remote is not None:
            hub.check(remote.client, remote.machine, remote.project, True, "answer", **said)

    @property
    def as_desk(self) -> bool:
        """Whether it is the desk that answers, and not a person."""
        return self._at_desk

    def whole(self) -> Mapping[str, Any] | None:
        """The body of `asked`, where the document does not hold all of it. Raises `Refused`."""
        asked, session = self._one.question, self._one.session
        if asked.input is not None and not asked.cut:
            return None
        if asked.seq is None:
            raise Refused("not-possible", "its session does not tell where the whole of it stands")
        if session.here:
            return lines.whole_on_disk(self._home, session.state.session, asked.seq)
        assert session.remote is not None
        return lines.whole_from_afar(session.remote, asked.seq)

    def send(self, decide: str, **said: Any) -> dict[str, Any]:
        """The machine's receipt. Raises `Refused` as the machine says, or where none comes."""
        session, asked = self._one.session, self._one.question
        self._lines = self._follow()
        fields = {"approval": asked.approval, "digest": asked.digest, "decide": decide, **said}
        if not self._at_desk:
            assert session.remote is not None
            return session.remote.ask("answer", **fields)
        client = HostClient(local_sessions.socket_of(self._home, session.state.session))
        try:
            return client.request("answer", fields)
        finally:
            client.close()

    def wait(self, states: frozenset[str], seconds: float) -> bool:
        """Follow the journal until the approval is in one of `states`; whether it came so far."""
        until = time.monotonic() + seconds
        while self.outcome.state not in states:
            left = until - time.monotonic()
            if left <= 0:
                return False
            self.outcome.take_all(self._lines.more(left))
        return True

    def _follow(self) -> Lines:
        session = self._one.session
        if session.here:
            return lines.OnDisk(self._home, session.state.session)
        assert session.remote is not None
        return lines.FromAfar(session.remote)
