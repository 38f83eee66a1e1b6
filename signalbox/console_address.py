"""Where the hub's console is, as seen from here, and one question to it over HTTP."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from schemas.link_address import Address, is_loopback, parse_url
from schemas.link_dial import describe
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.layout import Home
from schemas.wire.settings import load
from signalbox.logged_in import LoggedIn

PORT = 8443
"""The gateway's, unless its settings say otherwise."""
TIMEOUT_S = 20
MAX_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Console:
    """`url`: https://host:port, or http:// on this computer; `ca`: what its certificate is
    believed by, None: the system's own list."""

    url: str
    ca: Path | None

    @property
    def address(self) -> Address:
        """Host, port and whether it is TLS."""
        return parse_url(hub_url(self.url))


def hub_url(url: str) -> str:
    """`https://host` as what a link dials: the gateway's `/mqtt`. Others stay as they are."""
    for web, link in (("https://", "wss://"), ("http://", "ws://")):
        if url.startswith(web):
            return str(parse_url(link + url.removeprefix(web)))
    return url


def find(home: Home, login: LoggedIn, given: str | None = None) -> Console:
    """The console of the hub that this account is logged in to. Raises `Refused`."""
    ca = Path(login.ca) if login.ca else None
    if given:
        return Console(_web(parse_url(hub_url(given))), ca)
    address = parse_url(login.url)
    if address.web:
        return Console(_web(address), ca)
    if home.access.exists():
        return of_this_computer(home)
    if is_loopback(address.host):
        return Console(f"http://signalbox.localhost:{PORT}", None)
    return Console(_web(Address(address.host, PORT, True, True)), ca)


def of_this_computer(home: Home) -> Console:
    """The console of the hub that runs here, by its settings. Raises `Refused`."""
    from console import site

    here = site.read(load(home.config))
    return Console(here.url, here.cert)


def _web(address: Address) -> str:
    """The page's address; a port that everybody assumes is left out."""
    if not address.web:
        raise Refused("bad-field", f"{address}: the console's https:// address is wanted")
    host = f"[{address.host}]" if ":" in address.host else address.host
    scheme = "https" if address.tls else "http"
    usual = address.port == (443 if address.tls else 80)
    return f"{scheme}://{host}" + ("" if usual else f":{address.port}")


def post(console: Console, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Ask it, as one of its own pages would; the answer's JSON. Raises `Refused`."""
    address = console.address
    connection = _connection(console, address)
    try:
        headers = {
            "Host": urlsplit(console.url).netloc,
            "Origin": console.url,
            "Content-Type": "application/json",
        }
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        told = json.loads(answer.read(MAX_ANSWER) or b"null")
    except (OSError, http.client.HTTPException) as error:
        raise Refused("hub-unreachable", f"{console.url}: {describe(error)}") from None
    except ValueError:
        raise Refused("hub-unreachable", f"{console.url} is no console of Signalbox") from None
    finally:
        connection.close()
    if answer.status == 200 and isinstance(told, dict):
        return told
    if not isinstance(told, dict) or told.get("code") not in ERRORS:
        raise Refused("hub-unreachable", f"{console.url} answers {answer.status}")
    reason = str(told.get("reason") or "")
    raise Refused(told["code"], "" if reason == ERRORS[told["code"]] else reason)


def _connection(console: Console, address: Address) -> http.client.HTTPConnection:
    if not address.tls:
        return http.client.HTTPConnection(address.dialled, address.port, timeout=TIMEOUT_S)
    context = ssl.create_default_context(cafile=console.ca)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return http.client.HTTPSConnection(
        address.dialled, address.port, timeout=TIMEOUT_S, context=context
    )
