"""What `up` says of the console: where it is, and how a phone comes to it."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from schemas.link_address import is_loopback
from signalbox import show


@dataclass(frozen=True, slots=True)
class Console:
    """`url`: the address for people; `port`: that it listens on; `trusted`: whether browsers
    believe the certificate that they are shown."""

    url: str
    port: int
    trusted: bool

    @property
    def near(self) -> bool:
        """Whether only this computer can open it."""
        return is_loopback(urlsplit(self.url).hostname or "")

    @property
    def line(self) -> str:
        """Where it is, for people."""
        if self.near:
            return f"{self.url} (this computer only)"
        warned = "" if self.trusted else "; browsers warn of the hub's own certificate"
        return f"{self.url} (from everywhere{warned})"

    def phone(self) -> Iterator[str]:
        """How a phone comes to it: by a QR code, or by one of three ways."""
        if phone_can_open(self.url, self.trusted):
            yield from qr(self.url)
            return
        up = show.line("up")
        yield "On a phone, by one of three ways (docs/reach.md; `signalbox down` first):"
        yield f"  tailnet  tailscale serve --bg {self.port}"
        yield f"           {up} --public-url https://NAME.TAILNET.ts.net --behind-proxy 127.0.0.1"
        here = f"127.0.0.1:{self.port}"
        yield f"  proxy    caddy reverse-proxy --from console.example.org --to {here}"
        yield f"           {up} --public-url https://console.example.org --behind-proxy 127.0.0.1"
        yield f"  VPS      {up} --hub-only --host hub.example.org --tls-cert FILE --tls-key FILE"


def phone_can_open(url: str, trusted: bool) -> bool:
    """Whether a browser on a phone shows that address without a warning."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and trusted and not is_loopback(host) and "." in host


def qr(text: str) -> Iterator[str]:
    """A QR code of half blocks, for terminals that can show them."""
    if "utf" not in (sys.stdout.encoding or "").lower():
        return
    import segno

    out = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out, border=2, compact=True)
    # White on black whatever the terminal's colours are: not every camera reads it inverted.
    begin, end = ("\x1b[38;5;231;48;5;16m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    yield from (f"  {begin}{row}{end}" for row in out.getvalue().rstrip("\n").split("\n"))


def console(settings: dict[str, Any], ours: bool) -> Console:
    """From settings. `ours`: the broker shows a certificate that we have made.

    Raises `Refused` where the settings are not safe.
    """
    from console import site

    found = site.read(settings)
    own = ours and str(found.cert or "") == settings["broker.tls_cert"]
    return Console(found.url, found.port, bool(found.proxy) or (found.tls and not own))
