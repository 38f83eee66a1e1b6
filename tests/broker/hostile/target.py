"""A broker under attack: ours on one of its three listeners, or amqtt as it is."""

from __future__ import annotations

import json
import select
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from broker import credentials
from broker.access import first
from broker.config import Tls
from broker.identity import HubAuthority
from broker.mqtt.limits import Limits
from schemas.wire.layout import Home
from tests.broker.raw import Closed, Raw, Received
from tests.broker.rig import Rig, Rights
from tests.broker.test_tls import Maker

PASSWORD = "{name}-a-long-password"
STOCK = Path(__file__).with_name("stock.py")


class Target(Protocol):
    """What an attack needs. Users ana, bob and eve; see stock.py and `rights` for what they may."""

    settle_s: float
    """How long after a PINGRESP something may still arrive that was sent before."""
    maker: Maker

    def raw(self, certificate: str = "", **kwargs: Any) -> Raw: ...

    @property
    def plain(self) -> bool:
        """No TLS?"""
        ...

    def begin(self) -> socket.socket:
        """A connection that may still be in the making."""
        ...

    def finish(self, made: socket.socket) -> Raw: ...

    def look(self) -> dict[str, int]:
        """sessions, filters (kept entries, empty ones too), connections counted."""
        ...

    def restart(self) -> None: ...


def password(name: str) -> str:
    return PASSWORD.format(name=name)


def client(target: Target, name: str = "ana", client_id: str = "", **kwargs: Any) -> Raw:
    """Logged in; the client id is the name unless given."""
    made = target.raw()
    code = made.login(client_id or name, name, password(name), **kwargs)[1]
    assert code == 0, f"{name} is refused with {code}"
    return made


def hears(target: Target, listener: Raw) -> list[Received]:
    """All that reaches it, up to now."""
    found = listener.ping()
    deadline = time.monotonic() + target.settle_s
    while (left := deadline - time.monotonic()) > 0:
        try:
            found.append(listener.read(left))
        except TimeoutError:
            break
    return found


def rights() -> dict[str, Rights]:
    """ana everything; bob publishes b/# and receives b/+; eve may subscribe to b/+ alone."""
    return {
        "ana": Rights(),
        "bob": Rights(publish=["b/#"], retain=["b/#"], receive=["b/+", "+/raises"]),
        "eve": Rights(subscribe=["b/+", "b/x", "+/raises"]),
    }


class Ours:
    """Ours; `transport` is tcp, tls or unix."""

    settle_s = 0.0

    def __init__(self, folder: Path, maker: Maker, transport: str, setting: str = "") -> None:
        self._folder, self.maker, self._transport, self._setting = folder, maker, transport, setting
        self._clients: list[Raw] = []
        self._start()

    def _start(self) -> None:
        certificate, key = self.maker.make("localhost")
        ca = self.maker.ca if self._setting == "certificates" else None
        self.rig = Rig(
            self._folder,
            Limits(connect_s=1.5, partial_s=3.0),
            unix=self._transport == "unix",
            tls=Tls("127.0.0.1", 0, certificate, key, ca) if self._transport == "tls" else None,
            password=password,
        )
        if self._setting == "hashes":
            home = Home(self._folder)
            first.create(home, "ana", "build-01", {"web": "/srv/web"})
            credentials.set_password(home, "ana", password("ana"))
            self.rig.authority = HubAuthority(home)  # type: ignore[assignment]
        else:
            self.rig.authority.rights = rights()
            self.rig.authority.raises_for = "bob"
            self.rig.authority.by_certificate = self._setting == "certificates"
        self.rig.__enter__()

    def raw(self, certificate: str = "", **kwargs: Any) -> Raw:
        address = self.rig.broker.ports()[self._transport]
        made = Raw(address, tls=context(self.maker, certificate) if self._tls else None, **kwargs)
        self._clients.append(made)
        return made

    @property
    def _tls(self) -> bool:
        return self._transport == "tls"

    @property
    def plain(self) -> bool:
        return not self._tls

    def begin(self) -> socket.socket:
        return begin(self.rig.broker.ports()[self._transport])

    def finish(self, made: socket.socket) -> Raw:
        self._clients.append(finish(made, context(self.maker, "") if self._tls else None))
        return self._clients[-1]

    def look(self) -> dict[str, int]:
        core = self.rig.broker.core
        return self.rig.run(
            lambda: {
                "sessions": len(core.sessions),
                "filters": 0 if core.router.filters_empty() else 1,
                "connections": core.door.total,
            }
        )

    def restart(self) -> None:
        self.rig.stop()
        self._start()

    def close(self) -> None:
        for made in self._clients:
            made.close()
        self.rig.stop()


class Stock:
    """amqtt 0.12.1, its own data path, with plug-ins that say what our authority says."""

    settle_s = 1.0

    def __init__(self, folder: Path, maker: Maker, setting: str = "") -> None:
        self._folder, self.maker, self._setting = folder, maker, setting
        self._tls = setting == "certificates"
        self._clients: list[Raw] = []
        self._start()

    def _start(self) -> None:
        certificate, key = self.maker.make("localhost")
        told = {
            "setting": self._setting,
            "folder": str(self._folder),
            "certificate": str(certificate),
            "key": str(key),
            "ca": str(self.maker.ca),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(STOCK), json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._port = int(self._answer()["port"])

    def _answer(self) -> dict[str, int]:
        assert self._process.stdout is not None
        found: dict[str, int] = json.loads(self._process.stdout.readline())
        return found

    def raw(self, certificate: str = "", **kwargs: Any) -> Raw:
        tls = context(self.maker, certificate) if self._tls else None
        made = Raw(self._port, tls=tls, **kwargs)
        self._clients.append(made)
        return made

    @property
    def plain(self) -> bool:
        return not self._tls

    def begin(self) -> socket.socket:
        return begin(self._port)

    def finish(self, made: socket.socket) -> Raw:
        self._clients.append(finish(made, None))
        return self._clients[-1]

    def look(self) -> dict[str, int]:
        assert self._process.stdin is not None
        self._process.stdin.write("look\n")
        self._process.stdin.flush()
        return self._answer()

    def restart(self) -> None:
        self._process.kill()
        self._process.communicate()
        self._start()

    def close(self) -> None:
        for made in self._clients:
            made.close()
        self._process.kill()
        self._process.communicate()


def begin(address: int | str) -> socket.socket:
    """Begin to connect, and do not wait for it where that is possible (TCP)."""
    made = socket.socket(socket.AF_INET if isinstance(address, int) else socket.AF_UNIX)
    made.setblocking(not isinstance(address, int))
    made.connect_ex(("127.0.0.1", address) if isinstance(address, int) else address)
    return made


def finish(made: socket.socket, tls: ssl.SSLContext | None) -> Raw:
    ready = select.poll()  # `select` knows no descriptor above 1023
    ready.register(made, select.POLLOUT)
    ready.poll(10_000)
    made.settimeout(10)
    return Raw.over(made, tls)


def context(maker: Maker, certificate: str) -> ssl.SSLContext:
    """For a client that shows the certificate of that name, or none."""
    made = ssl.create_default_context(cafile=str(maker.ca))
    if certificate:
        made.load_cert_chain(*maker.make(certificate))
    return made


def closed_within(made: Raw, seconds: float) -> bool:
    """Does the broker end it, whatever it sends before?"""
    deadline = time.monotonic() + seconds
    try:
        while (left := deadline - time.monotonic()) > 0:
            made.read(left)
    except (Closed, ssl.SSLError, OSError) as ended:
        return not isinstance(ended, TimeoutError)
    return False


Attack = Callable[[Target], None]
