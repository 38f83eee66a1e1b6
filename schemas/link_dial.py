"""One attempt to reach a broker: name, TCP, TLS and CONNECT, in a short thread of its own.

Only this may block (resolvers and handshakes do), so that the caller's loop never does. The
thread touches nothing but its own client; the loop adopts the client when the thread is done.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from schemas.link_address import WEB_PATH, Address, carried
from schemas.wire.topics import TOPICS, parse

CONNECT_TIMEOUT_S = 10

NOTSENT_LOWAT = 16 * 1024
"""Bytes that the kernel holds unsent: more, and an echo waits for seconds behind a backlog
(measured on 10 Mbit/s: 66 ms against none within 2 s)."""

_LOWAT_OPTION = {"linux": 25, "darwin": 0x201}.get(sys.platform)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. The password is never shown."""

    client_id: str
    username: str
    password: str = field(repr=False)
    will: tuple[str, bytes] | None
    ca: Path | None
    keepalive_s: int
    origin: tuple[str, int] = ("", 0)
    """Whose address and port the connection carries over the broker's Unix socket."""


def make_client(caller: Caller, address: Address) -> paho.Client:
    """A fresh paho client. Raises OSError where the CA file cannot be read.

    One client a connection: paho would send what was not acknowledged again on the next one, and
    a message that a broker hangs up on would then block all others for ever.
    """
    client = paho.Client(
        CallbackAPIVersion.VERSION2,
        client_id=caller.client_id,
        clean_session=True,
        protocol=paho.MQTTv311,
        # paho would else try MQTT 3.1 by itself, within its read.
        reconnect_on_failure=False,
        transport="unix" if address.unix else "websockets" if address.web else "tcp",
    )
    client.username_pw_set(caller.username, caller.password)
    # The window is kept by the link, which knows priorities; 0 means without bound.
    client.max_inflight_messages_set(0)
    client.connect_timeout = CONNECT_TIMEOUT_S
    if caller.will is not None:
        topic, payload = caller.will
        row = TOPICS[parse(topic).name]
        client.will_set(topic, payload, qos=row.qos, retain=row.retained)
    if address.tls:
        context = ssl.create_default_context(cafile=caller.ca)
        # The file may hold the server's own certificate: Python 3.13 has this by default.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        client.tls_set_context(context)
    if address.web:
        client.ws_set_options(WEB_PATH, lambda given: _handshake(address, given))
    first = carried(*caller.origin)

    def opened(_client: paho.Client, _data: Any, sock: Any) -> None:
        if address.unix:
            sock.sendall(first)  # a fresh socket's buffer takes so few bytes at once
        else:
            _tune(sock)

    client.on_socket_open = opened
    return client


class Dial:
    """A running attempt. `wake` becomes readable when it has ended, one way or the other."""

    def __init__(self, caller: Caller, address: Address) -> None:
        self.address = address
        self.client: paho.Client | None = None
        self.trouble = ""
        self.wake, self._done = socket.socketpair()
        self._ended = False
        self._given_up = False
        self._lock = threading.Lock()
        threading.Thread(target=self._run, args=(caller,), name="dial", daemon=True).start()

    @property
    def ended(self) -> bool:
        """Whether `client` or `trouble` says how it went."""
        return self._ended

    def give_up(self) -> None:
        """Forget this attempt; whatever it still reaches is closed."""
        with self._lock:
            self._given_up = True
            client, self.client = self.client, None
        self.wake.close()
        if client is not None:
            hang_up(client)

    def _run(self, caller: Caller) -> None:
        client: paho.Client | None = None
        trouble = ""
        try:
            client = make_client(caller, self.address)
            # paho wants a port above 0, also where there is none.
            port = self.address.port or 1
            client.connect(self.address.dialled, port, keepalive=caller.keepalive_s)
        except Exception as error:  # told by whoever asked for the connection
            trouble = f"{self.address}: {describe(error)}"
            if client is not None:
                hang_up(client)
                client = None
        with self._lock:
            if self._given_up and client is not None:
                hang_up(client)
            else:
                self.client, self.trouble = client, trouble
            self._ended = True
        self._done.close()


def hang_up(client: paho.Client) -> None:
    """Close a client's socket at once: no DISCONNECT, so that the broker sends the will."""
    sock = client.socket()
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.close()


def describe(error: BaseException) -> str:
    """An error of the network in a few words for people."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate does not fit: {error.verify_message}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)[:200] or type(error).__name__


def _handshake(address: Address, given: dict[str, str]) -> dict[str, str]:
    """The headers of a WebSocket's opening: the name that was asked for, and no `Origin`, which
    is what a page has and a program has not."""
    shown = f"[{address.host}]" if ":" in address.host else address.host
    usual = address.port == (443 if address.tls else 80)
    kept = {name: value for name, value in given.items() if name != "Origin"}
    return kept | {"Host": shown if usual else f"{shown}:{address.port}"}


def _mend(web: Any) -> None:
    """paho 2.2 takes "0 bytes sent", which its WebSocket says of a frame that went in part, for
    done: that message's end and the whole next one were lost. *Again* is what it should hear."""
    send = web.send

    def all_or_again(data: bytes) -> int:
        sent: int = send(data)
        if not sent:
            raise BlockingIOError
        return sent

    web.send = all_or_again


def _tune(sock: Any) -> None:
    if hasattr(sock, "_socket"):  # paho's WebSocket stands around it and passes no options on
        _mend(sock)
        sock = sock._socket
    # Without NODELAY on both ends QoS 1 takes 80 ms for what takes 0.7 (measured).
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if _LOWAT_OPTION is not None:
        # A system that does not know it only waits longer behind a backlog.
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, _LOWAT_OPTION, NOTSENT_LOWAT)
