"""A person's link to the hub: log in, ask, and wait for the answer."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from schemas.link import Link, Priority, wait_for
from schemas.wire import ids, strictjson, topics
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.verbs import DEFAULT_TTL_S

CONNECT_S = 10


class HubClient:
    """One connection as `user`. Close it, or use it as a context manager."""

    def __init__(
        self, urls: Sequence[str], user: str, password: str, ca: Path | None = None
    ) -> None:
        self.user = user
        self._messages: list[tuple[str, bytes]] = []
        self.retained: dict[str, bytes] = {}
        """The latest payload of each retained document that arrived."""
        self._link = Link(
            urls,
            client_id=f"cli-{ids.new_request()}",
            username=user,
            password=password,
            ca=ca,
            on_message=self._arrived,
        )
        self._link.subscribe([topics.filter_for("reply", u=user.partition(".")[0])])

    def connect(self, timeout_s: float = CONNECT_S) -> HubClient:
        """Wait until the hub has let us in. Raises `Refused` (unauthenticated, hub-unreachable)."""
        refused = False

        def decided() -> bool:
            nonlocal refused
            refused = self._link.trouble_code == "unauthenticated"
            return refused or self._link.ready

        if wait_for([self._link], decided, timeout_s) and not refused:
            return self
        code, trouble = self._link.trouble_code, self._link.trouble
        self.close()
        raise Refused(code, "" if refused else trouble)

    def read(self, filters: Iterable[str], expect: int = 1, timeout_s: float = 3) -> None:
        """Subscribe and wait until `expect` retained documents have come, or time is up."""
        before = len(self.retained)
        self._link.subscribe(filters)
        wait_for([self._link], lambda: len(self.retained) - before >= expect, timeout_s)

    def publish(self, verb: str, machine: str, project: str, session: str, **fields: Any) -> str:
        """Publish a request and return its id; nobody waits for the answer."""
        id_ = ids.new_request()
        topic = topics.build(
            "do.request",
            u=self.user.partition(".")[0],
            m=machine,
            p=project,
            s=session,
            verb=verb,
        )
        payload = strictjson.canon({"id": id_, "ttl": DEFAULT_TTL_S, **fields})
        if not self._link.publish(topic, payload, Priority.URGENT):
            raise Refused("hub-unreachable", self._link.trouble)
        return id_

    def answer(self, machine: str, id_: str, timeout_s: float = DEFAULT_TTL_S) -> dict[str, Any]:
        """Wait for the final receipt. Raises `Refused` where it was rejected or none came."""
        wanted = topics.build("reply", u=self.user.partition(".")[0], m=machine, r=id_)
        found: dict[str, Any] = {}

        def arrived() -> bool:
            nonlocal found
            for topic, payload in self._messages:
                reply = strictjson.loads_object(payload) if topic == wanted else {}
                if reply.get("final"):
                    found = reply
                    return True
            return False

        if not wait_for([self._link], arrived, timeout_s):
            raise Refused("hub-unreachable", f"no answer within {timeout_s:g} s")
        if found.get("status") != "accepted":
            code = str(found.get("code"))
            raise Refused(code if code in ERRORS else "internal", str(found.get("reason") or ""))
        return found

    def ask(self, verb: str, machine: str, project: str, session: str, **fields: Any) -> Any:
        """Publish a request and wait for its receipt; returns the receipt's data."""
        return self.answer(machine, self.publish(verb, machine, project, session, **fields)).get(
            "data", {}
        )

    def receipts(self, seconds: float) -> dict[str, dict[str, Any]]:
        """Every reply that arrives within so long, by request id."""
        until = time.monotonic() + seconds
        wait_for([self._link], lambda: time.monotonic() >= until, seconds + 1)
        return {
            topics.parse(topic)["r"]: strictjson.loads_object(payload)
            for topic, payload in self._messages
        }

    def granted(self, name: str, timeout_s: float = 3) -> bool:
        """Subscribe to a filter and tell whether the broker gives it."""
        self._link.subscribe([name])
        wait_for([self._link], lambda: self._link.granted(name), timeout_s)
        return self._link.granted(name)

    def close(self) -> None:
        """Say goodbye."""
        self._link.close()

    def __enter__(self) -> HubClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _arrived(self, topic: str, payload: bytes, retained: bool) -> None:
        if topics.parse(topic).row.retained:
            self.retained[topic] = payload
        else:
            self._messages.append((topic, payload))
