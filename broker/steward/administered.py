"""The steward's record: who asked for which administrative change, and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from broker.record import changes
from broker.record.book import Book
from broker.record.quota import Quota
from schemas.wire import topics
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import canon

SECRET = frozenset({"password", "digest", "secret", "holder"})
"""Arguments that are never written down. A digest is of a secret that has 256 bits, and still."""
ARGUMENTS_BYTES = 8 * 1024
"""Longer ones are left out; access.toml and `access_changed` tell what came of them."""

GUARDS = {"rules.toml": changes.of_tables, "locks.json": changes.of_locks}
"""Files of the hub whose changes are told, and how."""

Publish = Callable[[str, bytes], bool]


class Administered:
    """Written and synced before the answer leaves. `step` in each pass of the steward's loop."""

    def __init__(self, home: Home, version: str, publish: Publish, clock: Clock) -> None:
        self.book = Book(home, "steward", version, publish, clock)
        self._clock = clock
        self._folder = home.hub
        self._quota = Quota(self._now())
        self._files = {name: _bytes(home.hub / name) for name in GUARDS}
        self.topic = topics.build("ack", m="hub")

    def tell(self, who: str, request: str, command: str, said: dict[str, Any], code: str) -> None:
        """One request. `code` "" is accepted; what was rejected is counted when it is much."""
        body: dict[str, Any] = {
            "who": who[:64],
            "id": request,
            "command": command[:64],
            "status": "rejected" if code else "accepted",
        }
        if code:
            body["code"] = code
        arguments = {name: value for name, value in said.items() if name not in SECRET}
        try:
            if arguments and len(canon(arguments)) <= ARGUMENTS_BYTES:
                body["arguments"] = arguments
        except Refused:
            pass  # nothing that could be an argument of ours
        same = {name: value for name, value in body.items() if name not in ("id", "arguments")}
        if not code or self._quota.take("administered", same, who, self._now(), known=True):
            self.book.add("administered", body)
        self.book.sync()

    def guards_changed(self) -> None:
        """Other guardrails or locks are in force, whoever has written them. Not counted: people
        change them, not clients."""
        for name, changes_of in GUARDS.items():
            before, now = self._files[name], _bytes(self._folder / name)
            if now == before:
                continue
            self._files[name] = now
            changed = changes_of(before, now)
            body: dict[str, Any] = {"what": name, "digest": hashlib.sha256(now).hexdigest()}
            self.book.add("access_changed", {**body, **({"changes": changed} if changed else {})})
        self.book.sync()

    def step(self, ready: bool) -> None:
        """Ship what is due. `ready`: connected, and the filter for acks is in force."""
        if ready != self.book.cursors.up:
            (self.book.connected if ready else self.book.disconnected)()
        if self._quota.over(self._now()):
            for kind, body in self._quota.flush(self._now()):
                self.book.add(kind, body)
        self.book.sync()
        if ready:
            self.book.step()

    def _now(self) -> float:
        return self._clock.boot_us() / 1_000_000


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # none, or one that cannot be read and so is not in force
