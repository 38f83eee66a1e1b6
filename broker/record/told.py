"""What the broker's data path reports, as lines of its record and of its log."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any

from broker.mqtt.authority import Action, Peer, Principal
from broker.record import changes
from broker.record.book import Book
from broker.record.last_rights import LastRights
from broker.record.quota import Body, Quota
from schemas.wire.clock import Clock
from schemas.wire.layout import Home

log = logging.getLogger("broker.record")

WHO_CHARACTERS = 64
CLIENT_CHARACTERS = 128
TOPIC_CHARACTERS = 1_024
SHOWN = ("fleet/session/m/p/s/event", "fleet/session/m/p/s/screen", "fleet/hub/record/s/event")
"""What shows people what happens; each level that is a field stands for all its values."""


class Told:
    """The broker's Record (broker.mqtt.authority). Lives on the broker's loop."""

    def __init__(self, book: Book, home: Home, secrets: Path, clock: Clock | None = None) -> None:
        """`secrets`: credentials.json. Tells of what was edited while no broker ran."""
        self._book = book
        self._access = home.access
        self._secrets = secrets
        self._clock = clock or Clock()
        self._quota = Quota(self._now())
        self._last = LastRights(home)
        now = _read(self._access), _read(self._secrets)
        self._rights, self._known = self._last.read() or now
        self._unkept = True
        if (self._rights, self._known) != now:
            self.rights_changed()

    def connected(self, principal: Principal, client_id: str, peer: Peer) -> None:
        who = _who(principal)
        self._tell("connected", who, {"who": who, "client": client_id, **_where(peer)})

    def refused(self, client_id: str, username: str, peer: Peer, reason: str) -> None:
        body = {
            "who": username[:WHO_CHARACTERS] or "-",
            "client": client_id[:CLIENT_CHARACTERS],
            **_where(peer),
            "reason": reason,
        }
        self._tell("refused", peer.address or peer.listener, body, known=False)

    def denied(
        self, principal: Principal, client_id: str, action: Action, topic: str, reason: str
    ) -> None:
        who = _who(principal)
        body = {
            "who": who,
            "client": client_id,
            "action": action,
            "topic": topic[:TOPIC_CHARACTERS],
            "reason": reason,
        }
        self._tell("denied", who, body)

    def disconnected(self, principal: Principal, client_id: str, peer: Peer, reason: str) -> None:
        who = _who(principal)
        self._tell(
            "disconnected", who, {"who": who, "client": client_id, **_where(peer), "reason": reason}
        )

    def subscribed(self, principal: Principal, client_id: str, text: str) -> None:
        self._viewed(principal, {"client": client_id, "filter": text, "from": self._wall()})

    def unsubscribed(self, principal: Principal, client_id: str, text: str, seconds: float) -> None:
        until = self._wall()
        since = until - int(seconds * 1_000_000)
        body = {"client": client_id, "filter": text, "from": since, "until": until}
        self._viewed(principal, body)

    def rights_changed(self) -> None:
        """Other rights are in force. Not counted: people change them, not clients."""
        rights, known = _read(self._access), _read(self._secrets)
        what = "access.toml" if rights != self._rights else "secrets or time"
        body: Body = {"what": what, "digest": hashlib.sha256(rights).hexdigest()}
        changed = [
            *changes.of_tables(self._rights, rights),
            *changes.of_secrets(self._known, known),
        ]
        self._rights, self._known = rights, known
        self._write("access_changed", {**body, **({"changes": changed} if changed else {})})
        self._unkept = True

    def tick(self) -> None:
        """About once a second: is there something to tell of the window that is over?"""
        if self._quota.over(self._now()):
            self.flush()
        self._keep()

    def close(self) -> None:
        """The broker stops: tell the counts, and sync what was told."""
        self.flush()
        self._book.sync()
        self._keep()

    def flush(self) -> None:
        """Write the counts of the window."""
        for kind, body in self._quota.flush(self._now()):
            self._write(kind, body)

    def _keep(self) -> None:
        """What was told is not told again by the next broker, once its line is on the disk."""
        if not self._unkept or self._book.dirty or self._book.fault:
            return
        try:
            self._last.keep(self._rights, self._known)
            self._unkept = False
        except OSError as error:
            log.warning("what is told of rights may be told again: %s", error)

    def _viewed(self, principal: Principal, body: Body) -> None:
        if principal.kind == "user" and shows(body["filter"]):
            who = _who(principal)
            self._tell("viewed", who, {"who": who, **body})

    def _tell(self, kind: str, cause: str, body: Body, *, known: bool = True) -> None:
        if self._quota.take(kind, body, cause, self._now(), known=known):
            self._write(kind, body)

    def _write(self, kind: str, body: Body) -> None:
        log.info("%s %s", kind, " ".join(f"{name}={value!r}" for name, value in body.items()))
        self._book.add(kind, body)

    def _now(self) -> float:
        return self._clock.boot_us() / 1_000_000

    def _wall(self) -> int:
        return self._clock.wall_us()


def shows(text: str) -> bool:
    """Could a filter match a live line or a screen?"""
    levels = text.split("/")
    for shown in SHOWN:
        wanted = shown.split("/")
        if levels[-1] == "#":
            wanted = [*wanted[: len(levels) - 1], "#"]
        if len(levels) == len(wanted) and all(
            got in (want, "+") or len(want) == 1 for got, want in zip(levels, wanted, strict=True)
        ):
            return True
    return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _who(principal: Principal) -> str:
    """As the kinds of group `hub` write it: people by their id alone."""
    name = principal.name[: WHO_CHARACTERS - 8]
    return name if principal.kind == "user" else f"{principal.kind}:{name}"


def _where(peer: Peer) -> dict[str, Any]:
    return {"address": peer.address[:64], "listener": peer.listener}
