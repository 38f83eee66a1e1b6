"""A person at an MQTT client: asks as clients of ours do, with the machine's latest beat."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from schemas.link import Priority, wait_for
from schemas.wire import ids, topics
from schemas.wire.errors import Refused
from signalbox.hub_client import HubClient
from tests.waiting import until

MACHINE = "build-01"


class Person(HubClient):
    """One connection as this person."""

    def __init__(
        self, urls: Sequence[str], user: str, password: str, ca: Path | None = None
    ) -> None:
        super().__init__(urls, user, password, ca)
        self.connect()
        self.read([topics.filter_for("machine.presence")])

    def __enter__(self) -> Self:
        return self

    def beat(self) -> dict[str, Any]:
        """The machine's latest beat; waits until the machine is here."""
        topic = topics.build("machine.presence", m=MACHINE)

        def here() -> dict[str, Any]:
            self.pass_time(0.05)
            told = json.loads(self.retained.get(topic) or b"{}")
            return (told.get("beat") or {}) if told.get("online") else {}

        return until(here, "the machine's beat", 15)

    def send(
        self, verb: str, session: str = ids.NONE, *, id_: str | None = None, **fields: Any
    ) -> str:
        """Publish a request; its id."""
        if id_ is not None:
            fields["id"] = id_
        if "seen" not in fields:
            fields["seen"] = self.beat()
        made = self.publish(verb, MACHINE, ids.NONE, session, **fields)
        return id_ or made

    def want(self, verb: str, session: str = ids.NONE, **fields: Any) -> dict[str, Any]:
        """Publish a request and wait for its receipt's data. Raises `Refused`."""
        return self.answer(MACHINE, self.send(verb, session, **fields)).get("data") or {}

    def refusal(
        self, verb: str, session: str = ids.NONE, timeout_s: float = 15, **fields: Any
    ) -> str:
        """The code that a request is refused with; empty where it was accepted."""
        try:
            self.answer(MACHINE, self.send(verb, session, **fields), timeout_s)
        except Refused as refused:
            return refused.code
        return ""

    def document(self, name: str, **fields: str) -> dict[str, Any]:
        """The latest retained document on this topic that has arrived; empty for none."""
        return json.loads(self.retained.get(topics.build(name, m=MACHINE, **fields)) or b"{}")

    def heard(self, text: str) -> bool:
        """Whether a live line that arrived on this connection holds the text."""
        wanted = text.encode()
        return any(topic.endswith("/event") and wanted in payload for topic, payload in self.live())

    def live(self) -> list[tuple[str, bytes]]:
        """Topic and payload of what was not retained, in the order of its arrival."""
        return self._messages

    @property
    def connected(self) -> bool:
        """Whether the broker has us just now."""
        return self._link.connected

    def put(self, topic: str, payload: bytes) -> None:
        """Publish anything at all, waiting for room in the queue."""
        until(
            lambda: self._link.publish(topic, payload, Priority.URGENT) or self.pass_time(0.02),
            "room in the queue",
        )

    def receipts_so_far(self) -> dict[str, dict[str, Any]]:
        """Final receipts that have arrived, by request id."""
        found = {}
        for topic, payload in self._messages:
            parsed = topics.parse(topic)
            if parsed.name == "reply":
                reply = json.loads(payload)
                if reply.get("final"):
                    found[parsed["r"]] = reply
        return found

    def pass_time(self, seconds: float) -> None:
        """Serve the link for so long."""
        wait_for([self._link], _never, seconds)


def _never() -> bool:
    return False
