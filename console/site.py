"""Where the console is served, as its settings say: names, scheme, certificates, the proxy."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from schemas.link_address import is_loopback
from schemas.wire.errors import Refused

LOCAL = "signalbox.localhost"
"""Cookies know no ports: on `localhost` every program on this computer would be sent ours."""


@dataclass(frozen=True, slots=True)
class Site:
    """Checked settings. `hosts`: names in `Host` that are answered, without a port."""

    host: str
    port: int
    url: str
    """Under which people open it, without a slash at the end."""
    hosts: frozenset[str]
    proxy: str
    """The address that is believed; empty: none."""
    cert: Path | None
    key: Path | None

    @property
    def tls(self) -> bool:
        """Whether we speak TLS ourselves."""
        return self.cert is not None


def read(config: dict[str, Any]) -> Site:
    """From all settings. Raises `Refused("bad-config")` for what would be unsafe."""
    host, port = str(config["gateway.host"]), int(config["gateway.port"])
    public, proxy = str(config["gateway.public_url"]).rstrip("/"), config["gateway.behind_proxy"]
    cert, key = config["gateway.tls_cert"], config["gateway.tls_key"]
    if bool(cert) != bool(key):
        raise Refused("bad-config", "gateway.tls_cert and gateway.tls_key go together")
    near = is_loopback(host)
    if not cert and not near and config["broker.tls_cert"] and not proxy:
        cert, key = config["broker.tls_cert"], config["broker.tls_key"]
    if proxy:
        try:
            ipaddress.ip_address(proxy)
        except ValueError:
            raise Refused("bad-config", "gateway.behind_proxy must be an address") from None
    if not near and not cert and not proxy:
        raise Refused(
            "bad-config",
            f"gateway.host {host} without TLS: passwords would travel in the clear; set "
            "gateway.tls_cert and gateway.tls_key, or gateway.behind_proxy",
        )
    hosts = {LOCAL, "localhost", "127.0.0.1", "::1"}
    if not near and host not in ("0.0.0.0", "::"):
        hosts.add(host.lower())
    if config["broker.public_host"]:
        hosts.add(str(config["broker.public_host"]).lower())
    if public:
        parts = urlsplit(public)
        if parts.scheme != "https" or not parts.hostname or parts.path or "@" in parts.netloc:
            raise Refused("bad-config", "gateway.public_url must be https://name[:port]")
        hosts.add(parts.hostname.lower())
    url = public or _own_url(cert, config, port)
    return Site(
        host=host,
        port=port,
        url=url,
        hosts=frozenset(hosts),
        proxy=str(proxy),
        cert=Path(cert) if cert else None,
        key=Path(key) if key else None,
    )


def _own_url(cert: str, config: dict[str, Any], port: int) -> str:
    if not cert:
        return f"http://{LOCAL}:{port}"
    name = config["broker.public_host"] or LOCAL
    return f"https://{f'[{name}]' if ':' in name else name}:{port}"
