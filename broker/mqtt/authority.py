"""What the data path asks of whoever knows people, machines and rights.

The data path calls, the authority answers; neither imports the other's innards. All methods but
`authenticate` are synchronous, are called on the broker's event loop, and must answer from memory
(tens of microseconds): they stand in the path of every message. An exception from any of them
counts as *no*.

`python -m broker` gets its authority from `broker.identity.open_authority(home)`, where home is a
schemas.wire.layout.Home; it is called on the broker's running loop and raises
schemas.wire.errors.Refused when it cannot be had.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from broker.mqtt.limits import ClientLimits

Action = Literal["publish", "subscribe", "receive"]


@dataclass(frozen=True, slots=True)
class Peer:
    """Where a connection comes from, as the kernel and TLS say it."""

    listener: str
    """Name of the listener in the configuration: "tcp", "tls" or "unix"."""
    address: str
    """IP address as text; on the Unix socket what its peer says (see origin.py), else ""."""
    port: int
    """Remote port, likewise, else 0."""
    uid: int | None = None
    """The peer's user id on the Unix socket, None elsewhere."""
    certificate: bytes | None = None
    """The client's certificate (DER) when TLS has verified one, else None."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a connection acts as. Two are the same when name, kind and scope are."""

    name: str
    """The id of the user or machine, or the part of the hub ("archiver", "steward", …)."""
    kind: str
    """"user", "machine" or "hub"; the data path only compares it."""
    scope: str = ""
    """Opaque to the data path: what narrows the rights, for example a token's or device's id.
    Sessions are keyed by kind, name and client id, so that a new token takes over from an old."""


class Authority(Protocol):
    """Implemented beside broker/access; given to SignalboxBroker once, at its start."""

    async def authenticate(
        self, client_id: str, username: str | None, password: bytes | None, peer: Peer
    ) -> Principal | None:
        """Say who this is, or None. Runs under the broker's deadline (limits.authenticate_s) and
        is cancelled when the connection ends. Slow hashes belong into a thread, with a limit of
        their own. client_id is printable text without control characters, perhaps made by the
        broker; it must not decide who somebody is.
        """
        ...

    def valid(self, principal: Principal) -> bool:
        """Is this principal still who it was: not removed, not expired, secret not changed?

        Asked for each live session after each change, and once a second (tokens run out without
        a change). False ends the connection within a second and drops its session.
        """
        ...

    def may(
        self,
        principal: Principal,
        action: Action,
        topic: str,
        *,
        retain: bool = False,
        will: bool = False,
    ) -> bool:
        """May this principal do this? Pure between two changes: the broker caches the answers
        per (principal, action, topic, retain, will) and drops them all when told of a change.

        publish: `topic` is a topic name; `retain` and `will` say how (an empty retained payload,
        which clears a document, is asked as retain=True too). subscribe: `topic` is a filter,
        which may be wider than the grant where *receive* is narrower. receive: `topic` is a
        topic name, asked before each delivery, live, queued or retained.
        """
        ...

    def limits(self, principal: Principal) -> ClientLimits:
        """What this principal may hold in the broker now. Asked at log-in and after changes."""
        ...

    def faults(self) -> tuple[str, ...]:
        """What keeps the newest rights from being in force, each in one line; () is good."""
        ...

    def close(self) -> None:
        """The broker has stopped; nothing more is asked."""
        ...

    def on_change(self, callback: Callable[[], None]) -> None:
        """Keep `callback` and call it after every change of rights, from any thread. By then
        `may`, `valid` and `limits` already answer by the new rights."""
        ...


class Record(Protocol):
    """Told of what an auditor would ask for. Must return at once and must not raise.

    All text has been checked to be printable; it is still chosen by the client.
    """

    def connected(self, principal: Principal, client_id: str, peer: Peer) -> None:
        """CONNACK 0 has been sent."""
        ...

    def refused(self, client_id: str, username: str, peer: Peer, reason: str) -> None:
        """A connection ended before CONNACK 0. client_id and username are "" when not known."""
        ...

    def denied(
        self, principal: Principal, client_id: str, action: Action, topic: str, reason: str
    ) -> None:
        """A publish, a will or a subscription was not allowed and had no effect. reason is one of
        "not-granted", "will", "retained-limit", "levels", "filters", "reserved"."""
        ...

    def disconnected(self, principal: Principal, client_id: str, peer: Peer, reason: str) -> None:
        """A connection that had been accepted has ended. reason is one of the
        words in broker.mqtt.ends.ENDS."""
        ...

    def subscribed(self, principal: Principal, client_id: str, text: str) -> None:
        """A connected client holds a filter that it did not hold before."""
        ...

    def unsubscribed(self, principal: Principal, client_id: str, text: str, seconds: float) -> None:
        """It holds it no more, or is no longer connected; it did for so long."""
        ...

    def rights_changed(self) -> None:
        """From now on the authority answers by other rights."""
        ...
