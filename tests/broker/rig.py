"""A broker in a thread of this process, with an authority and a record that tests can hold."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.x509.oid import NameOID
from paho.mqtt.client import topic_matches_sub

from broker.config import BrokerSettings
from broker.mqtt.authority import Action, Peer, Principal
from broker.mqtt.limits import ClientLimits, Limits
from broker.server import SignalboxBroker
from schemas.wire.layout import Home
from tests.broker.raw import Raw

T = TypeVar("T")


@dataclass
class Rights:
    """Filters of one principal; `subscribe` is compared as text, "#" allows every filter."""

    publish: list[str] = field(default_factory=lambda: ["#"])
    retain: list[str] = field(default_factory=lambda: ["#"])
    subscribe: list[str] = field(default_factory=lambda: ["#"])
    receive: list[str] = field(default_factory=lambda: ["#"])


class BookAuthority:
    """Knows ana, bob and eve (password: name + "-pw"); by default each may do everything."""

    def __init__(self) -> None:
        self.rights = {name: Rights() for name in ("ana", "bob", "eve")}
        self.client_limits: dict[str, ClientLimits] = {}
        self.slow: asyncio.Event | None = None
        self.asked = 0
        self.closed = False
        self.vanishing: set[str] = set()
        """Removed between their log-in's last check and its answer."""
        self.broken: tuple[str, ...] = ()
        self.raises_for = ""
        """The one for whom topics that end in /raises make it fail; "": for all."""
        self.by_certificate = False
        """Nobody needs a password: the client id is the certificate's common name."""
        self.password = lambda name: f"{name}-pw"
        self.peers: list[Peer] = []
        self._callbacks: list[Callable[[], None]] = []

    async def authenticate(
        self, client_id: str, username: str | None, password: bytes | None, peer: Peer
    ) -> Principal | None:
        self.asked += 1
        self.peers.append(peer)
        if self.slow is not None:
            await self.slow.wait()
        if username == "raises":
            raise RuntimeError("an authority that fails")
        if self.by_certificate:
            return Principal(client_id, "user") if common_name(peer) == client_id else None
        if username in self.rights and password == self.password(username).encode():
            if username in self.vanishing:
                del self.rights[username]
            return Principal(username, "user")
        return None

    def valid(self, principal: Principal) -> bool:
        return self.by_certificate or principal.name in self.rights

    def may(
        self,
        principal: Principal,
        action: Action,
        topic: str,
        *,
        retain: bool = False,
        will: bool = False,
    ) -> bool:
        rights = self.rights.get(principal.name)
        if rights is None:
            return False
        if topic.endswith("/raises") and self.raises_for in ("", principal.name):
            raise RuntimeError("an authority that fails")
        if action == "subscribe":
            return "#" in rights.subscribe or topic in rights.subscribe
        if retain and not _covers(rights.retain, topic):
            return False
        return _covers(rights.publish if action == "publish" else rights.receive, topic)

    def limits(self, principal: Principal) -> ClientLimits:
        return self.client_limits.get(principal.name, ClientLimits())

    def faults(self) -> tuple[str, ...]:
        return self.broken

    def close(self) -> None:
        self.closed = True

    def on_change(self, callback: Callable[[], None]) -> None:
        self._callbacks.append(callback)

    def changed(self) -> None:
        for callback in self._callbacks:
            callback()


def common_name(peer: Peer) -> str | None:
    """What the client's certificate says."""
    if peer.certificate is None:
        return None
    subject = x509.load_der_x509_certificate(peer.certificate).subject
    return str(subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _covers(filters: list[str], topic: str) -> bool:
    return any(topic_matches_sub(text, topic) for text in filters)


class ListRecord:
    """Keeps what it is told, as tuples of text that begin with the kind."""

    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []

    def connected(self, principal: Principal, client_id: str, peer: Peer) -> None:
        self.told.append(("connected", principal.name, client_id))

    def refused(self, client_id: str, username: str, peer: Peer, reason: str) -> None:
        self.told.append(("refused", username, client_id, reason))

    def denied(
        self, principal: Principal, client_id: str, action: Action, topic: str, reason: str
    ) -> None:
        self.told.append(("denied", principal.name, client_id, action, topic, reason))

    def disconnected(self, principal: Principal, client_id: str, peer: Peer, reason: str) -> None:
        self.told.append(("disconnected", principal.name, client_id, reason))

    def subscribed(self, principal: Principal, client_id: str, text: str) -> None:
        self.told.append(("subscribed", principal.name, client_id, text))

    def unsubscribed(self, principal: Principal, client_id: str, text: str, seconds: float) -> None:
        self.told.append(("unsubscribed", principal.name, client_id, text))

    def rights_changed(self) -> None:
        self.told.append(("rights_changed",))


class Rig:
    """Start with `with`; `port` is where it listens, `run` does something on its loop."""

    def __init__(
        self,
        home: Path,
        limits: Limits | None = None,
        *,
        unix: bool = False,
        loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None,
        password: Callable[[str], str] | None = None,
        **settings: object,
    ) -> None:
        self._loop_factory = loop_factory
        self.authority = BookAuthority()
        if password is not None:
            self.authority.password = password
        self.record = ListRecord()
        self._home = Home(home)
        self._limits = limits
        self._settings = BrokerSettings(
            self._home,
            port=0,
            unix=home / "b.sock" if unix else None,
            **settings,  # type: ignore[arg-type]
        )
        self._ready = threading.Event()
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._main, daemon=True)
        self._clients: list[Raw] = []

    def __enter__(self) -> Rig:
        self._thread.start()
        assert self._ready.wait(10), "the broker did not start within 10 s"
        if self._failed is not None:
            raise self._failed
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients:
            client.close()
        self.stop()

    def stop(self) -> None:
        """Shut the broker down and wait for it; the second time nothing happens."""
        if not self._thread.is_alive():
            return
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        assert not self._thread.is_alive(), "the broker did not stop within 10 s"

    def _main(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._loop_factory) as runner:
                runner.run(self._serve())
        except BaseException as error:
            self._failed = error
            self._ready.set()

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self.broker = SignalboxBroker(self._settings, self.authority, self.record, self._limits)
        await self.broker.start()
        self.port: int = self.broker.ports()["tcp"]
        self._ready.set()
        await self._stop.wait()
        await self.broker.shutdown()

    def run(self, what: Callable[[], T]) -> T:
        """Call it on the broker's loop and wait for what it returns."""

        async def call() -> T:
            return what()

        return asyncio.run_coroutine_threadsafe(call(), self.loop).result(10)

    def raw(self, address: str | None = None, **kwargs: int) -> Raw:
        """A socket that is closed at the end."""
        client = Raw(address or self.port, **kwargs)
        self._clients.append(client)
        return client

    def client(self, name: str = "ana", client_id: str | None = None, **kwargs: object) -> Raw:
        """Logged in; the client id is the name unless given."""
        client = self.raw()
        assert client.login(client_id or name, name, f"{name}-pw", **kwargs)[1] == 0
        return client

    def told(self, kind: str) -> list[tuple[str, ...]]:
        return [thing[1:] for thing in list(self.record.told) if thing[0] == kind]
