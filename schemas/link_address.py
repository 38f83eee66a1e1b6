"""Where a broker is, and how long to wait before it is called again. Pure.

`mqtt://` and `ws://` carry secrets in the clear, so they are taken for loopback alone; `mqtts://`
and `wss://` (the gateway's `/mqtt`, for where only the console's port is open) everywhere.
`unix:/path` is the broker's socket on this computer, where the first line says whose address the
connection carries (the PROXY protocol, version 1).
"""

from __future__ import annotations

import ipaddress
import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.wire.errors import Refused

PORTS = {"mqtt": 1883, "mqtts": 8883, "ws": 80, "wss": 443}
WEB_PATH = "/mqtt"
"""Where the gateway speaks MQTT over WebSocket."""

FIRST_WAIT_MS = 250
MOST_WAIT_MS = 10_000
"""Design, section 4: jittered back-off of at most 10 s."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a broker."""

    host: str
    port: int
    tls: bool
    web: bool = False
    """MQTT over WebSocket, through the gateway."""
    unix: bool = False
    """`host` is the path of a socket."""

    def __str__(self) -> str:
        if self.unix:
            return f"unix:{self.host}"
        shown = f"[{self.host}]" if ":" in self.host else self.host
        scheme = ("ws" if self.web else "mqtt") + ("s" if self.tls else "")
        return f"{scheme}://{shown}:{self.port}{WEB_PATH if self.web else ''}"

    @property
    def dialled(self) -> str:
        """The host to connect to. Names below `localhost` are this computer by definition, and
        most resolvers know nothing of them."""
        here = self.host.endswith(".localhost") and not self.tls
        return "127.0.0.1" if here else self.host


def parse_url(url: str) -> Address:
    """Read `mqtts://host[:port]`, `wss://host[:port]/mqtt`, or the same without the `s` on
    loopback. Raises `Refused("bad-config")`.

    A user or password in the URL is refused: URLs end up in lists of processes and in logs.
    """
    if url.startswith("unix:/"):
        return Address(url.removeprefix("unix:"), 0, tls=False, unix=True)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("bad-config", "an address of the hub cannot be read") from None
    if "@" in parts.netloc:
        raise Refused("bad-config", "an address of the hub may hold no user or password")
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("bad-config", f"{url[:80]!a} is neither mqtts://host nor wss://host")
    web = parts.scheme in ("ws", "wss")
    paths = ("", "/", WEB_PATH) if web else ("", "/")
    if parts.path not in paths or parts.query or parts.fragment or port == 0:
        raise Refused("bad-config", f"{url[:80]!a} holds more than host and port")
    tls = parts.scheme in ("mqtts", "wss")
    address = Address(parts.hostname, port or PORTS[parts.scheme], tls, web)
    if not address.tls and not is_loopback(address.host):
        safe = "wss://" if web else "mqtts://"
        raise Refused("bad-config", f"{address}: secrets would travel in the clear; use {safe}")
    return address


def carried(address: str, port: int) -> bytes:
    """The first line on the broker's Unix socket: whose connection it is.

    An address that is none (or empty: nobody's) is told as unknown.
    """
    try:
        source = ipaddress.ip_address(address)
    except ValueError:
        return b"PROXY UNKNOWN\r\n"
    family, here = ("TCP4", "127.0.0.1") if source.version == 4 else ("TCP6", "::1")
    return f"PROXY {family} {source} {here} {port} 0\r\n".encode()


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine and nothing else."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Round:
    """Goes round the addresses, and waits longer each time in vain."""

    def __init__(self, urls: Sequence[str], chance: random.Random | None = None) -> None:
        if not urls:
            raise Refused("bad-config", "there is no address of the hub")
        self._addresses = [parse_url(url) for url in urls]
        self._next = 0
        self._failures = 0
        self._chance = chance or random.Random()

    def next(self) -> Address:
        """The address to call now."""
        address = self._addresses[self._next]
        self._next = (self._next + 1) % len(self._addresses)
        return address

    def worked(self) -> None:
        """A connection has held for a while: the next wait is short again.

        A CONNACK alone is no sign: a broker that hangs up at once would be called without pause.
        """
        self._failures = 0

    def wait_ms(self) -> int:
        """How long to wait after one more failure: doubling, half of it by chance, ≤ 10 s."""
        most = min(FIRST_WAIT_MS << min(self._failures, 10), MOST_WAIT_MS)
        self._failures += 1
        return most // 2 + self._chance.randrange(most // 2 + 1)
