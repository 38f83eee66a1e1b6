"""The one MQTT client: a link to the hub, driven by its owner's own loop.

A link keeps itself up: it goes round the hub's addresses with a jittered back-off, subscribes
again on each connection, and tells a dead link from a quiet one. It has no thread in the data
path, because the rule of *never late* is one comparison before each read: more than `stall_ms`
since the last pass, and the connection is closed without reading.

Nothing is carried over from one connection to the next. A PUBACK promises nothing, and so does a
`publish` that returned True: durability lies in journals, documents that are published again in
`on_up`, and requests that are asked again with the same id.

Owners call, from one thread only, `service` when the socket is ready and `tick` at least every
250 ms; `run` does both for several links.
"""

from __future__ import annotations

import contextlib
import select
import socket as sockets
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho

from schemas.link_address import Round
from schemas.link_dial import Caller, Dial, hang_up
from schemas.link_filters import Filters
from schemas.link_loop import run, wait_for
from schemas.link_outbox import Outbox, Outgoing, Priority
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.topics import parse

__all__ = ["Link", "Priority", "run", "wait_for"]

PING_S = 5
"""Design, section 3: pings every 5 s and closes when the answer is 5 s late."""
QUIET_KEEPALIVE_S = 60
"""Keep-alive of a link that is judged by other means (the journal's acks)."""
STALL_MS = 5_000
CONNACK_MS = 10_000
DIAL_MS = 30_000
PUBACK_MS = 30_000
PROVEN_MS = 5_000
"""Only a connection that held for so long makes the next back-off short again."""
WINDOW = 100
"""Messages of QoS 1 that may be unacknowledged."""
READ_MS = 20
"""How long one `service` may go on reading, so that several links share a loop."""


class Link:
    """A connection to the hub that is kept up. See the module's text for who calls what.

    `on_message(topic, payload, retained)`, `on_up()` (after CONNACK, subscriptions on their way),
    `on_down(reason)` (a connection that was up is gone), `on_refused(filter)` (the broker will
    not give this filter) and `on_fault(error)` are called from `service`, `tick` and `close`. An
    exception in one of the others goes to `on_fault` (by default to stderr) and closes the
    connection: it is neither swallowed nor can it stop the loop.

    Raises `Refused` for an address, a will or an id that cannot be.
    """

    def __init__(
        self,
        urls: Sequence[str],
        *,
        client_id: str,
        username: str,
        password: str,
        on_message: Callable[[str, bytes, bool], None],
        on_up: Callable[[], None] = lambda: None,
        on_down: Callable[[str], None] = lambda reason: None,
        on_refused: Callable[[str], None] = lambda name: None,
        on_fault: Callable[[Exception], None] | None = None,
        will: tuple[str, bytes] | None = None,
        ca: Path | None = None,
        clock: Clock | None = None,
        watchdog: bool = True,
        ping_s: int = PING_S,
        stall_ms: int = STALL_MS,
        origin: tuple[str, int] = ("", 0),
    ) -> None:
        """`will`: topic and payload. `watchdog=False`: the owner judges by acks whether the link
        lives, and calls `drop`. `stall_ms`: an owner that is asked nothing (a person's client) and
        may stand still between two questions can allow more than a machine may. `origin`: address
        and port of the browser that the broker's Unix socket is told of."""
        if will is not None:
            _outgoing(*will)
        self._round = Round(urls)
        self._caller = Caller(
            client_id,
            username,
            password,
            will,
            ca,
            ping_s if watchdog else QUIET_KEEPALIVE_S,
            origin,
        )
        self._on_message, self._on_up, self._on_down = on_message, on_up, on_down
        self._on_refused, self._on_fault = on_refused, on_fault or _tell
        self._clock = clock or Clock()
        self._stall_ms = stall_ms
        self._filters = Filters()
        self._outbox = Outbox()
        self._unacked: dict[int, int] = {}
        """Packet id → when it was sent, of QoS 1, oldest first."""
        self._handed = 0
        """Bytes given to paho since it last had nothing to write."""
        self._dial: Dial | None = None
        self._client: paho.Client | None = None
        self._poll = select.poll()
        self._up = False
        self._closed = False
        self._close_asked = False
        self._calling = 0
        """How many of the owner's callbacks are running; paho's locks allow no write in them."""
        self._lost: str | None = None
        """Why the present connection must go; acted on when paho has returned."""
        self._passed_ms = self._clock.boot_ms()
        self._next_ms = self._passed_ms
        self._since_ms = self._passed_ms
        self.trouble = ""
        """Why it is not up, for people; empty while it is."""
        self.trouble_code = "hub-unreachable"
        """`unauthenticated` where the broker refused the user, else `hub-unreachable`."""

    # ----- what the owner sees

    @property
    def connected(self) -> bool:
        """Whether the broker has accepted us on the present connection."""
        return self._up and self._lost is None

    @property
    def ready(self) -> bool:
        """Connected, and each filter is in force (or refused for good): an answer cannot be
        missed any more."""
        return self.connected and self._filters.settled()

    def granted(self, name: str) -> bool:
        """Whether this filter is in force now."""
        return self.connected and self._filters.granted(name)

    def socket(self) -> sockets.socket | None:
        """What to wait on for reading; it changes with each connection and during one."""
        if self._dial is not None:
            return self._dial.wake
        # paho's type is a protocol; without WebSockets it is a socket.
        return None if self._client is None else self._client.socket()  # type: ignore[return-value]

    def want_write(self) -> bool:
        """Whether to wait for writing too."""
        return self._client is not None and self._client.want_write()

    def unsent(self) -> int:
        """Bytes that the kernel has not got yet (at most; it counts whole messages)."""
        return self._outbox.bytes + (self._handed if self.want_write() else 0)

    def subscribe(self, filters: Iterable[str]) -> None:
        """Keep these filters: asked for now if connected, and on each connection to come."""
        for name in filters:
            self._filters.add(name)
        if self.connected:
            self._subscribe_due()

    def unsubscribe(self, filters: Iterable[str]) -> None:
        """Forget these filters."""
        for name in filters:
            if self._filters.remove(name) and self._client is not None and self.connected:
                self._client.unsubscribe(name)

    def publish(self, topic: str, payload: bytes, priority: Priority = Priority.NORMAL) -> bool:
        """Queue a message; QoS and retain are its topic's. Drops nothing that was taken while
        the connection lasts.

        False: not connected, or the queue of this priority is full; nothing was kept. Raises
        `Refused` for what is not part of the protocol or beyond its topic's bound: a broker would
        hang up on it, again and again.
        """
        message = _outgoing(topic, payload)
        if not payload and message.retain:
            raise Refused("bad-field", "an empty payload would clear it; use clear()")
        return self._put(message, priority)

    def clear(self, topic: str) -> bool:
        """Clear a retained document. As `publish`."""
        message = _outgoing(topic, b"")
        if not message.retain:
            raise Refused("bad-topic", f"{topic} is never retained")
        return self._put(message, Priority.NORMAL)

    def drop(self, reason: str) -> None:
        """Close the present connection (its will is sent) and make a new one."""
        if self._client is not None:
            self._lost = self._lost or reason

    def close(self, within_s: float = 1.0) -> None:
        """Send what is queued, for so long at most, say DISCONNECT (no will) and stay down.

        From within a callback: as soon as that has returned, and without waiting.
        """
        if self._calling:
            self._close_asked = True
            return
        deadline = time.monotonic() + within_s
        while self.connected and self.unsent() and time.monotonic() < deadline:
            self._flush()
            sock = self.socket()
            if self.want_write() and sock is not None:
                room = select.poll()  # `select` knows no descriptor above 1023
                room.register(sock, select.POLLOUT)
                room.poll(50)
        self._closed = True
        if self._dial is not None:
            self._dial.give_up()
            self._dial = None
        if self._client is not None:
            if self.connected:
                self._client.disconnect()
            self._gone(self._lost or "closed")

    # ----- what the owner's loop calls

    def service(self, readable: bool, writable: bool) -> None:
        """The socket is ready. Never blocks, never raises."""
        if self._dial is not None:
            self._adopt()
        elif self._client is not None:
            if self._stalled():
                self._settle()
                return
            if writable or self.want_write():
                self._flush()
            if readable:
                self._read()
            self._flush()
        self._settle()

    def tick(self) -> None:
        """Time has passed: connect, ping, give up. Never blocks, never raises."""
        now = self._clock.boot_ms()
        if self._dial is not None:
            self._adopt()
        elif self._client is None:
            self._passed_ms = now
            if not self._closed and now >= self._next_ms:
                self._since_ms = now
                self._dial = Dial(self._caller, self._round.next())
        elif not self._stalled():
            self._watch(now)
            self._flush()
        self._settle()

    # ----- connecting

    def _adopt(self) -> None:
        dial = self._dial
        assert dial is not None
        self._passed_ms = self._clock.boot_ms()
        if not dial.ended:
            if self._passed_ms - self._since_ms > DIAL_MS:
                dial.give_up()
                self._dial = None
                self._wait(f"{dial.address}: no answer")
            return
        self._dial = None
        client, trouble = dial.client, dial.trouble
        dial.wake.close()
        if client is None:
            self._wait(trouble)
            return
        self._client, self._lost = client, None
        self._since_ms = self._passed_ms
        client.on_connect = self._connack
        client.on_disconnect = self._disconnected
        client.on_message = self._message
        client.on_subscribe = self._suback
        client.on_publish = self._puback
        sock = client.socket()
        if sock is None:
            self._lost = "closed while connecting"
            return
        self._poll = select.poll()
        self._poll.register(sock.fileno(), select.POLLIN)

    def _connack(self, _client: Any, _data: Any, _flags: Any, code: Any, _props: Any) -> None:
        if code.is_failure:
            refused = str(code).lower()
            denied = "user name" in refused or "authorized" in refused
            self.trouble_code = "unauthenticated" if denied else "hub-unreachable"
            self._lost = self._lost or f"the broker says: {refused}"
            return
        self._up = True
        self.trouble, self.trouble_code = "", "hub-unreachable"
        self._since_ms = self._clock.boot_ms()
        self._filters.restart()
        self._subscribe_due()
        self._safely(self._on_up)

    def _wait(self, reason: str) -> None:
        self.trouble = reason
        self._next_ms = self._clock.boot_ms() + self._round.wait_ms()

    def _settle(self) -> None:
        """Act on what was found while paho was running."""
        if self._close_asked:
            self._close_asked = False
            self.close(0)
        if self._client is not None and self._lost is not None:
            self._gone(self._lost)

    def _gone(self, reason: str) -> None:
        client, self._client = self._client, None
        was_up, self._up, self._lost = self._up, False, None
        assert client is not None
        for name in ("on_connect", "on_disconnect", "on_message", "on_subscribe", "on_publish"):
            setattr(client, name, None)
        hang_up(client)
        self._outbox.clear()
        self._unacked.clear()
        self._handed = 0
        if was_up and self._clock.boot_ms() - self._since_ms >= PROVEN_MS:
            self._round.worked()
        self._wait(reason)
        if was_up:
            self._safely(lambda: self._on_down(reason))
            self._lost = None

    def _disconnected(self, _client: Any, _data: Any, _flags: Any, code: Any, _props: Any) -> None:
        self._lost = self._lost or f"the connection is gone: {str(code).lower()}"

    # ----- watching

    def _stalled(self) -> bool:
        """Whether we slept too long to trust what waits to be read; else a pass is noted."""
        now = self._clock.boot_ms()
        asleep, self._passed_ms = now - self._passed_ms, now
        if asleep > self._stall_ms:
            self._lost = self._lost or f"stood still for {asleep} ms"
        return self._lost is not None

    def _watch(self, now: int) -> None:
        assert self._client is not None
        if not self._up:
            if now - self._since_ms > CONNACK_MS:
                self._lost = self._lost or "the broker does not answer CONNECT"
            return
        self._client.loop_misc()
        if self._lost is not None:
            return
        if self._filters.unanswered(now):
            self._lost = "the broker does not answer SUBSCRIBE"
        oldest = next(iter(self._unacked.values()), now)
        if now - oldest > PUBACK_MS:
            self._lost = "the broker does not answer PUBLISH"
        self._subscribe_due()

    # ----- bytes

    def _read(self) -> None:
        assert self._client is not None
        begun = self._passed_ms
        while self._lost is None and not self._stalled():
            self._client.loop_read()
            sock: Any = self._client.socket()
            if sock is None or self._passed_ms - begun > READ_MS:
                return
            # TLS may hold what the kernel no longer knows of.
            decrypted = sock.pending() if hasattr(sock, "pending") else 0
            if not decrypted and not self._poll.poll(0):
                return

    def _flush(self) -> None:
        """Hand over messages while the kernel takes them."""
        client = self._client
        if client is None or self._lost is not None or self._calling:
            return
        if client.want_write():
            client.loop_write()
        while self._up and self._lost is None and not client.want_write():
            self._handed = 0
            message = self._outbox.take(self._may_go)
            if message is None:
                return
            self._handed = message.size
            sent = client.publish(
                message.topic, message.payload, qos=message.qos, retain=message.retain
            )
            if message.qos:
                self._unacked[sent.mid] = self._clock.boot_ms()

    def _may_go(self, message: Outgoing) -> bool:
        return message.qos == 0 or len(self._unacked) < WINDOW

    def _put(self, message: Outgoing, priority: Priority) -> bool:
        if not self.connected:
            return False
        behind = self._handed if self.want_write() else 0
        if not self._outbox.put(message, priority, behind):
            return False
        self._flush()
        return True

    def _subscribe_due(self) -> None:
        assert self._client is not None
        now = self._clock.boot_ms()
        for name in self._filters.due(now):
            code, mid = self._client.subscribe(name, qos=1)
            if code == paho.MQTT_ERR_SUCCESS and mid is not None:
                self._filters.asked(name, mid, now)

    # ----- what paho calls

    def _message(self, _client: Any, _data: Any, message: paho.MQTTMessage) -> None:
        if self._lost is not None:
            return
        # We may have been stopped between the comparison and the read.
        if self._clock.boot_ms() - self._passed_ms > self._stall_ms:
            self._lost = "stood still while reading"
            return
        try:
            topic = message.topic
        except UnicodeDecodeError:
            return  # no topic of the protocol; nobody could have meant us
        payload, retained = bytes(message.payload), message.retain
        self._safely(lambda: self._on_message(topic, payload, retained))

    def _suback(self, _client: Any, _data: Any, mid: int, codes: Any, _props: Any) -> None:
        granted = bool(codes) and not codes[0].is_failure
        refused = self._filters.answered(mid, granted, self._clock.boot_ms())
        if refused is not None:
            self._safely(lambda: self._on_refused(refused))

    def _puback(self, _client: Any, _data: Any, mid: int, _code: Any, _props: Any) -> None:
        self._unacked.pop(mid, None)

    def _safely(self, call: Callable[[], None]) -> None:
        self._calling += 1
        try:
            call()
        except Exception as error:
            self._lost = self._lost or f"a fault of ours: {type(error).__name__}"
            with contextlib.suppress(Exception):
                self._on_fault(error)
        finally:
            self._calling -= 1


def _outgoing(topic: str, payload: bytes) -> Outgoing:
    row = parse(topic).row
    if len(payload) > row.max_bytes:
        raise Refused("too-large", f"{len(payload)} bytes for {topic}, at most {row.max_bytes}")
    return Outgoing(topic, payload, row.qos, row.retained)


def _tell(error: Exception) -> None:
    print("".join(traceback.format_exception(error)), file=sys.stderr, end="")
