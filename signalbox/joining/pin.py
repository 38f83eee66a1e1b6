"""Is it the hub that the line was made by? Asked before anything secret is sent.

The pin is a digest of the key in the certificate that the hub shows. That very certificate is then
what the connection must be made with, until the hub itself says what its certificates chain to.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from schemas.link_address import Address
from schemas.link_dial import describe
from schemas.wire import pins
from schemas.wire.errors import Refused

TIMEOUT_S = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """What the hub showed. `pem`: its certificate."""

    pem: str
    pin: str


def look(address: Address) -> Shown:
    """The certificate that stands there; nobody is believed yet. Raises Refused."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((address.host, address.port), TIMEOUT_S) as plain:
            with context.wrap_socket(plain, server_hostname=_name(address.host)) as secured:
                der = secured.getpeercert(binary_form=True)
    except (OSError, ValueError) as error:
        raise Refused("hub-unreachable", f"{address}: {describe(error)}") from None
    if der is None:
        raise Refused("wrong-pin", f"{address} shows no certificate")
    found = x509.load_der_x509_certificate(der)
    key = found.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return Shown(found.public_bytes(Encoding.PEM).decode(), pins.pin_of(key))


def check(address: Address, wanted: str) -> Shown:
    """The certificate, if its key is the pinned one. Raises Refused."""
    wanted = pins.read(wanted)
    shown = look(address)
    if shown.pin != wanted:
        raise Refused("wrong-pin", f"{address} shows {shown.pin}")
    _check_times(shown)
    return shown


def _check_times(shown: Shown) -> None:
    found = x509.load_pem_x509_certificate(shown.pem.encode())
    now = time.time()
    here = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(now))
    begin, end = found.not_valid_before_utc, found.not_valid_after_utc
    if now < begin.timestamp():
        raise Refused(
            "clock-off", f"here it is {here}, and the hub's certificate begins on {begin:%Y-%m-%d}"
        )
    if now > end.timestamp():
        raise Refused(
            "clock-off",
            f"here it is {here}, and the hub's certificate ended on {end:%Y-%m-%d} "
            "(a hub of ours renews its own: signalbox up there; a given one is yours to renew)",
        )


def _name(host: str) -> str | None:
    """Addresses are not sent as names."""
    with contextlib.suppress(OSError):
        socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
        return None
    return host
