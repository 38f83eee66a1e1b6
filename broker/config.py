"""Our settings → amqtt's configuration. Plain MQTT stays on loopback unless forced."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amqtt.contexts import BrokerConfig

from schemas.wire import settings
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, run_dir


@dataclass(frozen=True, slots=True)
class Tls:
    """The listener for machines and apps elsewhere."""

    host: str
    port: int
    certificate: Path
    """PEM: the server's certificate and what it chains to."""
    key: Path
    client_ca: Path | None = None
    """PEM: when given, a client without a certificate signed by it is not let in."""


@dataclass(frozen=True, slots=True)
class BrokerSettings:
    """Where the broker listens and keeps what it keeps. Port 0 is any free one."""

    home: Home
    host: str = "127.0.0.1"
    port: int = 1883
    unix: Path | None = None
    tls: Tls | None = None
    plaintext_from_anywhere: bool = False
    """The explicit, ugly flag without which `host` must be loopback."""

    def __post_init__(self) -> None:
        for name, port in (("port", self.port), ("tls_port", self.tls.port if self.tls else 0)):
            if not 0 <= port <= 65_535:
                raise Refused("bad-config", f"broker.{name} {port} is not a port")
        if not self.plaintext_from_anywhere and not _is_loopback(self.host):
            raise Refused(
                "bad-config",
                f"broker.host {self.host}: plain MQTT is for loopback; use TLS, or set "
                "broker.plaintext_from_anywhere",
            )


def load(home: Home, port: int | None = None) -> BrokerSettings:
    """The [broker] section of the home's config.toml; `port` overrides it. Raises Refused."""
    found = settings.load(home.config)
    return BrokerSettings(
        home=home,
        host=found["broker.host"],
        port=found["broker.port"] if port is None else port,
        unix=run_dir(home).broker,
        tls=_tls(found),
        plaintext_from_anywhere=found["broker.plaintext_from_anywhere"],
    )


def _tls(found: dict[str, Any]) -> Tls | None:
    port = found["broker.tls_port"]
    if not port:
        return None
    paths = {}
    for name in ("tls_cert", "tls_key", "tls_client_ca"):
        text = found[f"broker.{name}"]
        if text and not Path(text).is_file():
            raise Refused("bad-config", f"broker.{name}: there is no file {text}")
        if not text and name != "tls_client_ca":
            raise Refused("bad-config", f"broker.tls_port is set and broker.{name} is not")
        paths[name] = Path(text) if text else None
    certificate, key = paths["tls_cert"], paths["tls_key"]
    assert certificate is not None and key is not None
    return Tls(found["broker.tls_host"], port, certificate, key, paths["tls_client_ca"])


def amqtt_config(wanted: BrokerSettings) -> BrokerConfig:
    """amqtt's form. `plugins` is always given, and empty: left out, amqtt lets anybody in."""
    listeners: dict[str, dict[str, Any]] = {
        "default": {"type": "tcp", "bind": f"{_bracketed(wanted.host)}:{wanted.port}"}
    }
    if wanted.unix is not None:
        # amqtt knows no Unix sockets; SignalboxBroker looks at the listener's name.
        listeners["unix"] = {"type": "tcp", "bind": "unix:0"}
    if wanted.tls is not None:
        listeners["tls"] = {
            "type": "tcp",
            "bind": f"{_bracketed(wanted.tls.host)}:{wanted.tls.port}",
            "ssl": True,
            "certfile": str(wanted.tls.certificate),
            "keyfile": str(wanted.tls.key),
        }
        if wanted.tls.client_ca is not None:
            listeners["tls"]["cafile"] = str(wanted.tls.client_ca)
    return BrokerConfig.from_dict({"listeners": listeners, "plugins": {}})


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
