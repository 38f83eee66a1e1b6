"""HTTP to addresses that people gave: bounded in time and size, and never into the hub's own net.

A name is resolved once, each of its addresses is looked at, and the connection goes to one that
was looked at: a name that answers differently the second time gains nothing. Redirects are not
followed, proxies of the environment are not asked, and no credentials of the account are sent.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError

from schemas.wire.errors import Refused

DEADLINE_S = 15.0
"""For all of one message: name, TLS, answer."""
TIMEOUT_S = (5.0, 10.0)
MOST_ANSWER = 4096
"""Bytes of an answer that are read; nobody needs more than its status."""


def check_url(url: str, *, private: bool) -> str:
    """`url`, where we would send to it. Raises `Refused("bad-field")` with the reason.

    `private`: the hub's setting lets people send to its own network, and without TLS.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Refused("bad-field", "this address cannot be read") from None
    if any(ord(character) < 0x21 or ord(character) > 0x7E for character in url):
        raise Refused("bad-field", "an address holds plain characters only")
    if not host or parts.username is not None or parts.password is not None:
        raise Refused("bad-field", "an address has a host, and no password in it")
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise Refused("bad-field", "an address begins with https://")
    with contextlib.suppress(ValueError):
        _check_address(host, private)
    if not private and (host == "localhost" or host.endswith(".localhost")):
        raise Refused("bad-field", "addresses of the hub's own network are not called")
    return url


def _check_address(host: str, private: bool) -> None:
    """Raises ValueError where `host` is a name, `Refused` where it must not be called."""
    address = ipaddress.ip_address(host)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        # 64:ff9b::/96 leads to an IPv4 address too.
        if address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            _check_address(str(inner), private)
    bad = address.is_multicast or address.is_unspecified or address.is_reserved
    if bad or not (private or address.is_global):
        raise Refused("bad-field", "addresses of the hub's own network are not called")


def _open(connection: Any, guard: _Guard) -> socket.socket:
    """A connection to an address that was looked at."""
    failed: OSError = OSError("no address")
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
        for one in found:
            _check_address(str(one[4][0]).partition("%")[0], guard.private)
        for family, kind, protocol, _, address in found[:4]:
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(TIMEOUT_S[0])
                sock.connect(address)
                guard.watch(sock)
                return sock
            except OSError as error:
                sock.close()
                failed = error
    except OSError as error:
        failed = error
    raise NewConnectionError(connection, str(failed)) from failed


class _Guard:
    """Whether private addresses are allowed, and what to cut when time is up."""

    def __init__(self, private: bool) -> None:
        self.private = private
        self.over = False
        self._lock = threading.Lock()
        self._copies: list[int] = []

    def watch(self, sock: socket.socket) -> None:
        with self._lock:
            if self.over:
                raise TimeoutError("no time left")
            # TLS takes the socket over; a copy of its descriptor still reaches the connection.
            self._copies.append(os.dup(sock.fileno()))

    def end(self) -> None:
        with self._lock:
            self.over = True
            while self._copies:
                with socket.socket(fileno=self._copies.pop()) as copy, contextlib.suppress(OSError):
                    copy.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    def __init__(self, guard: _Guard) -> None:
        self._guard = guard
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        guard = self._guard

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return _open(self, guard)

        class Safe(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return _open(self, guard)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SafePool(HTTPSConnectionPool):
            ConnectionCls = Safe

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SafePool}


class Outgoing(requests.Session):
    """A `requests.Session` for one message; what it sends is checked, whoever calls it."""

    def __init__(self, guard: _Guard) -> None:
        super().__init__()
        self._guard = guard
        self.trust_env = False
        self.mount("https://", _Adapter(guard))
        self.mount("http://", _Adapter(guard))

    def request(self, method: Any, url: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """As requests', with our bounds whatever was asked for."""
        check_url(str(url), private=self._guard.private)
        kwargs.update(allow_redirects=False, timeout=TIMEOUT_S, stream=True)
        kwargs.pop("verify", None)
        answer = super().request(method, url, **kwargs)
        try:
            answer._content = answer.raw.read(MOST_ANSWER, decode_content=False) or b""
        except HTTPError:
            # The status has come and says what became of the message; the body is only read along.
            answer._content = b""
        finally:
            answer.close()
        return answer


@contextlib.contextmanager
def outgoing(*, private: bool, deadline_s: float = DEADLINE_S) -> Iterator[Outgoing]:
    """A session for one message, whose connections are cut after `deadline_s`."""
    guard = _Guard(private)
    timer = threading.Timer(deadline_s, guard.end)
    timer.daemon = True
    timer.start()
    try:
        with Outgoing(guard) as session:
            yield session
    finally:
        timer.cancel()
        guard.end()
