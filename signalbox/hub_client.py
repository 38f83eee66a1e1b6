"""A person's link to the hub: log in, ask, and wait for the answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from schemas.documents.access import Access
from schemas.documents.presence import MachinePresence
from schemas.link import Link, Priority, wait_for
from schemas.wire import ids, strictjson, topics
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.verbs import DEFAULT_TTL_S

CONNECT_S = 10
STALL_MS = 3_600_000
"""Nobody asks a person's client anything, so it may stand still: a pager, Ctrl-Z."""

Live = Callable[[str, bytes], bool]
"""`on_message(topic, payload)`: whether it was dealt with and need not be kept."""


class HubClient:
    """One connection as `user`. Close it, or use it as a context manager."""

    def __init__(
        self, urls: Sequence[str], user: str, password: str, ca: Path | None = None
    ) -> None:
        self.user = user
        self.person = user.partition(".")[0]
        self._messages: list[tuple[str, bytes]] = []
        self.retained: dict[str, bytes] = {}
        """The latest payload of each retained document that arrived; empty where it was cleared."""
        self._replayed: set[str] = set()
        """Topics of documents that came because we had subscribed, and not because of a change."""
        self.carries: frozenset[str] | None = None
        """Rights that the log-in's token carries at most; None: all of the person's."""
        self.on_message: Live = lambda _topic, _payload: False
        """What to do with messages before they are kept for whoever waits for an answer."""
        self._link = Link(
            urls,
            client_id=f"cli-{ids.new_request()}",
            username=user,
            password=password,
            ca=ca,
            on_message=self._arrived,
            stall_ms=STALL_MS,
        )
        self._link.subscribe([topics.filter_for("reply", u=self.person)])

    @property
    def link(self) -> Link:
        """For an owner that has a loop of its own."""
        return self._link

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

    # ----- documents

    def read(self, filters: Iterable[str], expect: int = 1, timeout_s: float = 3) -> None:
        """Subscribe and wait until `expect` retained documents have come, or time is up."""
        before = len(self.retained)
        self._link.subscribe(filters)
        wait_for([self._link], lambda: len(self.retained) - before >= expect, timeout_s)

    def access(self, timeout_s: float = 5) -> Access:
        """What this person holds, all pages of it that came. Raises `Refused` where the steward
        has not told."""
        topic = topics.build("hub.access", u=self.person)
        if topic not in self.retained:
            self.read([topic], timeout_s=timeout_s)
        if not self.retained.get(topic):
            raise Refused("hub-unreachable", "the steward has not told what you may do")
        return Access.read(self.retained[topic])

    def read_all(self, filters: Iterable[str], timeout_s: float = 10) -> None:
        """Subscribe and wait until every retained document of these filters has come.

        MQTT does not tell when that is. The person's own access document, asked for once more
        after them, comes behind them; brokers send in order.
        """
        wanted = list(filters)
        sign = topics.build("hub.access", u=self.person)
        self._link.subscribe(wanted)
        wait_for([self._link], lambda: self._link.ready, timeout_s)
        self._replayed.discard(sign)
        self._link.unsubscribe([sign])
        self._link.subscribe([sign])
        if not wait_for([self._link], lambda: sign in self._replayed, timeout_s):
            raise Refused("hub-unreachable", "the hub does not send all of its documents")

    def latest_beat(self, machine: str) -> dict[str, Any] | None:
        """The machine's latest beat that has arrived, as `seen` wants it."""
        payload = self.retained.get(topics.build("machine.presence", m=machine))
        if not payload:
            return None
        try:
            found = MachinePresence.read(payload)
        except Refused:
            return None
        return None if found.beat is None else found.beat.model_dump()

    # ----- requests

    def publish(self, verb: str, machine: str, project: str, session: str, **fields: Any) -> str:
        """Publish a request and return its id; nobody waits for the answer."""
        id_ = ids.new_request()
        topic = topics.build(
            "do.request", u=self.person, m=machine, p=project, s=session, verb=verb
        )
        seen = None if machine == ids.HUB else self.latest_beat(machine)
        request = {"id": id_, "ttl": DEFAULT_TTL_S, **({"seen": seen} if seen else {}), **fields}
        if not self._link.publish(topic, strictjson.canon(request), Priority.URGENT):
            raise Refused("hub-unreachable", self._link.trouble or "not connected")
        return id_

    def replies(self, machine: str, id_: str, timeout_s: float) -> Iterator[dict[str, Any]]:
        """Pages as they come, and the final receipt last. `timeout_s`: between two of them.

        Raises `Refused` where none came in time.
        """
        wanted = topics.build("reply", u=self.person, m=machine, r=id_)
        while True:
            if not wait_for([self._link], lambda: self._has(wanted), timeout_s):
                raise Refused("hub-unreachable", f"no answer within {timeout_s:g} s")
            found = [strictjson.loads_object(p) for t, p in self._messages if t == wanted]
            self._messages = [kept for kept in self._messages if kept[0] != wanted]
            for reply in found:
                yield reply
                if reply.get("final"):
                    return

    def _has(self, topic: str) -> bool:
        return any(kept[0] == topic for kept in self._messages)

    def answer(self, machine: str, id_: str, timeout_s: float = DEFAULT_TTL_S) -> dict[str, Any]:
        """Wait for the final receipt. Raises `Refused` where it was rejected or none came."""
        *_, found = self.replies(machine, id_, timeout_s)
        return accepted(found)

    def ask(self, verb: str, machine: str, project: str, session: str, **fields: Any) -> Any:
        """Publish a request and wait for its receipt; returns the receipt's data."""
        return self.answer(machine, self.publish(verb, machine, project, session, **fields)).get(
            "data", {}
        )

    def rows(self, verb: str, **fields: Any) -> tuple[list[Any], dict[str, Any]]:
        """Ask the hub for something long: `rows` of all pages and of the receipt, and its data."""
        id_ = self.publish(verb, ids.HUB, ids.NONE, ids.NONE, **fields)
        rows: list[Any] = []
        data: dict[str, Any] = {}
        for reply in self.replies(ids.HUB, id_, timeout_s=60):
            if reply.get("final"):
                accepted(reply)
            data = reply.get("data") or {}
            rows += data.get("rows") or []
        return rows, data

    def receipts(self, seconds: float) -> dict[str, dict[str, Any]]:
        """Every reply that arrives within so long, by request id."""
        until = time.monotonic() + seconds
        wait_for([self._link], lambda: time.monotonic() >= until, seconds + 1)
        return {
            topics.parse(topic)["r"]: strictjson.loads_object(payload)
            for topic, payload in self._messages
            if topics.parse(topic).name == "reply"
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
        if retained:
            self._replayed.add(topic)
        if topics.parse(topic).row.retained:
            self.retained[topic] = payload
            self.on_message(topic, payload)
        elif not self.on_message(topic, payload):
            self._messages.append((topic, payload))


def accepted(receipt: dict[str, Any]) -> dict[str, Any]:
    """The receipt, if it is one of what was carried out; else raises `Refused` as it says."""
    if receipt.get("status") == "accepted":
        return receipt
    code = str(receipt.get("code"))
    reason = str(receipt.get("reason") or "")
    if code not in ERRORS:
        raise Refused("internal", reason or code)
    raise Refused(code, "" if reason == ERRORS[code] else reason.removesuffix(f": {ERRORS[code]}"))
