"""SignalboxBroker: amqtt's life cycle, configuration and listeners around our data path.

What stays amqtt's: start and shutdown with their states, BrokerConfig and its listeners, the TLS
context, the plug-in manager (always given an explicit, empty list) and Session as what a plug-in
sees. What is ours: every byte of a connection, sessions, routing, retained documents, rights.
docs/broker.md says why; tests/broker/test_amqtt_seams.py pins the methods overridden here.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from amqtt.broker import Broker, RetainedApplicationMessage
from amqtt.contexts import ListenerConfig, ListenerType
from amqtt.errors import BrokerError
from amqtt.session import Session as VisibleSession

from broker.config import BrokerSettings, amqtt_config
from broker.mqtt.authority import Authority, Record
from broker.mqtt.connection import Connection
from broker.mqtt.core import Core
from broker.mqtt.limits import ClientLimits, Limits
from broker.mqtt.message import Message
from broker.mqtt.retained import Retained
from broker.retained_log import RetainedLog
from broker.tls_renewal import Shown
from schemas.wire.layout import make_private

log = logging.getLogger(__name__)

BACKLOG = 1024
"""Connections that the kernel holds for us: a fleet comes back all at once."""
SWEEP_S = 1.0
LATE_S = 0.5
GOODBYE_S = 1.0
"""How long the last bytes may take to leave at a shutdown."""
OURS = ("hub", "broker")
"""Owner of what the broker itself publishes."""


class PortTaken(Exception):
    """args[0] says which address."""


class SignalboxBroker(Broker):
    """One broker. Needs a running loop; `start` and `shutdown` once each."""

    def __init__(
        self,
        settings: BrokerSettings,
        authority: Authority,
        record: Record,
        limits: Limits | None = None,
    ) -> None:
        super().__init__(amqtt_config(settings))
        self.settings = settings
        self._limits = limits or Limits()
        self.retained_log = RetainedLog(settings.home.retained / "documents.log")
        self._documents = Retained(self._limits, self.retained_log.keep)
        self.core = Core(authority, record, self._limits, self._documents, self._loop.time)
        self._tending: asyncio.Task[None] | None = None
        self._shown: Shown | None = None

    # -- life cycle -------------------------------------------------------------------------

    async def start(self) -> None:
        """Load retained documents, then listen. Raises PortTaken, BrokerError or OSError."""
        make_private(self.settings.home.hub)
        self._documents.load(self.retained_log.open())
        self.core.rights.authority.on_change(self._rights_changed)
        try:
            await super().start()
        except BrokerError as error:
            for server in self._servers.values():
                server.instance.close()
            self.retained_log.close()
            cause = error.__cause__
            if isinstance(cause, OSError) and cause.errno == errno.EADDRINUSE:
                raise PortTaken(str(cause)) from error
            raise

    async def shutdown(self) -> None:
        """Take no more connections, say goodbye to those there are, keep the documents."""
        for server in self._servers.values():
            server.instance.close()
        for connection in list(self.core.connections):
            connection.end("shutdown")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.core.nobody.wait(), GOODBYE_S)
        for connection in list(self.core.connections):
            connection.cut()
        await self.core.nobody.wait()
        await super().shutdown()
        if self._tending is not None:
            await asyncio.gather(self._tending, return_exceptions=True)
        self.retained_log.close()
        if self.settings.unix is not None:
            self.settings.unix.unlink(missing_ok=True)

    def ports(self) -> dict[str, Any]:
        """Where it listens: {"tcp": port, "tls": port, "unix": path}, what there is of them."""
        found: dict[str, Any] = {}
        for name, server in self._servers.items():
            if name == "unix":
                found[name] = str(self.settings.unix)
            else:
                port = server.instance.sockets[0].getsockname()[1]
                found["tcp" if name == "default" else name] = port
        return found

    def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> bool:
        """A message of the broker's own; no rights are asked. True: it is always taken."""
        message = Message(topic, payload, qos, retain)
        if retain:
            self._documents.put(message, OURS, ClientLimits())
        self.core.router.route(message)
        return True

    def tap(self, topic: str, take: Callable[[bytes], None]) -> None:
        """Give the payload of each message on this topic to `take`, and at once what is retained
        there. `take` runs on the loop and must not raise."""
        self.core.router.taps[topic] = take
        document = self._documents.get(topic)
        if document is not None:
            take(document.payload)

    def _rights_changed(self) -> None:
        self._loop.call_soon_threadsafe(self.core.rights_changed)

    # -- amqtt's seams ----------------------------------------------------------------------

    async def _create_server_instance(
        self,
        listener_name: str,
        listener_type: ListenerType,
        address: str | None,
        port: int,
        ssl_context: ssl.SSLContext | None,
    ) -> asyncio.Server:
        if listener_type is not ListenerType.TCP:
            raise BrokerError(f"{listener_type} ends in the gateway, not here")
        shown = "tcp" if listener_name == "default" else listener_name

        def connection() -> Connection:
            return Connection(self.core, shown)

        if ssl_context is not None and self.settings.tls is not None:
            tls = self.settings.tls
            self._shown = Shown(ssl_context, tls.certificate, tls.key)
        if listener_name == "unix":
            assert self.settings.unix is not None
            return await self._listen_unix(connection, self.settings.unix)
        return await self._loop.create_server(
            connection,
            address.strip("[]") if address else None,
            port,
            backlog=BACKLOG,
            reuse_address=True,
            ssl=ssl_context,
            ssl_handshake_timeout=self._limits.tls_handshake_s if ssl_context else None,
        )

    async def _listen_unix(self, connection: Any, path: Path) -> asyncio.Server:
        _clear_for_socket(path)
        before = os.umask(0o177)
        try:
            return await self._loop.create_unix_server(connection, str(path), backlog=BACKLOG)
        finally:
            os.umask(before)

    @staticmethod
    def _create_ssl_context(listener: ListenerConfig) -> ssl.SSLContext:
        """TLS 1.2 at least; where a client CA is given, its certificates are required."""
        context = Broker._create_ssl_context(listener)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.verify_mode = ssl.CERT_REQUIRED if listener.get("cafile") else ssl.CERT_NONE
        return context

    async def _broadcast_loop(self) -> None:
        """We route at once; amqtt's shutdown only waits for this to end."""
        await self._broadcast_shutdown_waiter

    async def _session_monitor(self) -> None:
        """Once a second: deadlines, and what is due for the retained documents' file."""
        passed_over = False
        while True:
            due = self._loop.time() + SWEEP_S
            await asyncio.sleep(SWEEP_S)
            # Who stood still must read before it judges, and a loop may run its timers first. Only
            # once in a row: a loop that is always late still ends what is over.
            passed_over = not passed_over and self._loop.time() - due > LATE_S
            try:
                if not passed_over:
                    self.core.sweep()
                if self._shown is not None:
                    self._shown.poll()
            except Exception:
                log.exception("a sweep failed; the next one is in a second")
            if self._tending is None or self._tending.done():  # a slow disk delays only itself
                self._tending = self._loop.create_task(self._tend_documents())

    async def _tend_documents(self) -> None:
        await asyncio.to_thread(self.retained_log.sync)
        if not self.retained_log.due():
            return
        self.retained_log.begin_rewrite()
        error = None
        try:
            await asyncio.to_thread(self.retained_log.rewrite, self._documents.snapshot())
        except OSError as failed:
            error = failed
        self.retained_log.end_rewrite(error)

    async def _cleanup_session(self, client_id: str) -> None:
        """amqtt's word for throwing a session out; `client_id` as `sessions` names it."""
        for key, session in list(self.core.sessions.items()):
            if "/".join(key) == client_id:
                if session.link is not None:
                    session.link.end("shutdown")
                if self.core.sessions.get(key) is session:
                    self.core.drop(session)

    async def internal_message_broadcast(
        self, topic: str, data: bytes, qos: int | None = None
    ) -> None:
        self.publish(topic, bytes(data), qos=qos or 0)

    async def retain_message(
        self,
        source_session: VisibleSession | None,
        topic_name: str | None,
        data: bytes | bytearray | None,
        qos: int | None = None,
    ) -> None:
        self.publish(topic_name or "", bytes(data or b""), qos=qos or 0, retain=True)

    # -- what a plug-in sees ----------------------------------------------------------------

    @property
    def sessions(self) -> dict[str, tuple[Any, Any]]:
        """kind/name/client id → (amqtt's Session, the connection): a picture, made when asked."""
        shown = {}
        for key, session in self.core.sessions.items():
            seen = VisibleSession()
            seen.client_id = "/".join(key)
            seen.username = session.principal.name
            seen.clean_session = session.clean
            if isinstance(session.link, Connection):
                seen.remote_address = session.link.peer.address
                seen.remote_port = session.link.peer.port
                seen.transitions.connect()
            else:
                seen.transitions.disconnect()
            shown[seen.client_id] = (seen, session.link)
        return shown

    @property
    def subscriptions(self) -> dict[str, list[tuple[Any, int]]]:
        shown: dict[str, list[tuple[Any, int]]] = {}
        for seen, _ in self.sessions.values():
            key = tuple(seen.client_id.split("/", 2))
            for text, qos in self.core.sessions[key].filters.items():
                shown.setdefault(text, []).append((seen, qos))
        return shown

    @property
    def retained_messages(self) -> dict[str, RetainedApplicationMessage]:
        return {
            topic: RetainedApplicationMessage(None, topic, kept.message.payload, kept.message.qos)
            for topic, kept in self._documents.snapshot()
        }

    # -- amqtt's own data path, shut --------------------------------------------------------

    async def _client_connected(self, listener_name: str, reader: Any, writer: Any) -> NoReturn:
        await writer.close()
        raise BrokerError("connections are broker.mqtt's")

    async def _authenticate(self, session: Any, _: Any) -> bool:
        return False

    async def _topic_filtering(self, session: Any, topic: str, action: Any) -> bool:
        return False

    async def add_subscription(self, subscription: tuple[str, int], session: Any) -> NoReturn:
        raise BrokerError("a subscription is made by its client, under its rights")


def _clear_for_socket(path: Path) -> None:
    make_private(path.parent)
    path.unlink(missing_ok=True)  # ours and stale: the home's lock is held
