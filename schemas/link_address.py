"""Where a broker is, and how long to wait before it is called again. Pure.

`mqtt://` carries secrets in the clear, so it is taken for loopback alone; `mqtts://` everywhere.
"""

from __future__ import annotations

import ipaddress
import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.wire.errors import Refused

PORTS = {"mqtt": 1883, "mqtts": 8883}

FIRST_WAIT_MS = 250
MOST_WAIT_MS = 10_000
"""Design, section 4: jittered back-off of at most 10 s."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a broker."""

    host: str
    port: int
    tls: bool

    def __str__(self) -> str:
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'mqtts' if self.tls else 'mqtt'}://{shown}:{self.port}"


def parse_url(url: str) -> Address:
    """Read `mqtt://host[:port]` or `mqtts://host[:port]`. Raises `Refused("bad-config")`.

    A user or password in the URL is refused: URLs end up in lists of processes and in logs.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("bad-config", "an address of the hub cannot be read") from None
    if "@" in parts.netloc:
        raise Refused("bad-config", "an address of the hub may hold no user or password")
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("bad-config", f"{url[:80]!a} is neither mqtt://host nor mqtts://host")
    if parts.path not in ("", "/") or parts.query or parts.fragment or port == 0:
        raise Refused("bad-config", f"{url[:80]!a} holds more than host and port")
    address = Address(parts.hostname, port or PORTS[parts.scheme], parts.scheme == "mqtts")
    if not address.tls and not is_loopback(address.host):
        raise Refused("bad-config", f"{address}: secrets would travel in the clear; use mqtts://")
    return address


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
