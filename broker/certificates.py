"""The hub's own certificate authority and the certificate that the broker shows.

`hub/keys/ca.{key,pem}` sign `hub/keys/tls.{key,pem}`. The certificate is renewed under the same
key, because a joining line pins that key; the authority holds for ten years. Certificates that a
person brings are used as they are and renewed by that person.
"""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from schemas.wire import pins, private_file, settings
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private

CA_DAYS = 3650
DAYS = 397
"""Longer ones are refused by browsers and phones (CA/Browser Forum's limit of 398)."""
RENEW_DAYS = 30
EARLY = datetime.timedelta(days=3)
"""A joiner whose clock is behind is told so in words, and not that the certificate is not valid."""
Key = ec.EllipticCurvePrivateKey


def ca_path(home: Home) -> Path:
    """The authority's certificate."""
    return home.hub_keys / "ca.pem"


def made_path(home: Home) -> Path:
    """The server's certificate that we made, with the authority's after it."""
    return home.hub_keys / "tls.pem"


def made_key_path(home: Home) -> Path:
    """Its key (0600)."""
    return home.hub_keys / "tls.key"


def make(home: Home, host: str, now: datetime.datetime | None = None) -> bool:
    """Make what is missing, for another name, or ends within 30 days; True when it made any.

    Raises Refused or OSError.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    make_private(home.hub_keys)
    authority_key, authority = _authority(home, now)
    shown = made_path(home)
    if shown.exists():
        leaf = x509.load_pem_x509_certificates(shown.read_bytes())[0]
        left = leaf.not_valid_after_utc - now
        if (
            left > datetime.timedelta(days=RENEW_DAYS)
            and _names(leaf) == _wanted(host)
            and leaf.issuer == authority.subject
            and _signed_by(leaf, authority)
        ):
            return False
    key = _key(made_key_path(home))
    leaf = _leaf(host, key, authority_key, authority, now)
    private_file.write(shown, _pem(leaf) + _pem(authority))
    return True


def renew(home: Home, now: datetime.datetime | None = None) -> bool:
    """What a hub that runs for a year does once an hour: True when a certificate was renewed."""
    found = settings.load(home.config)
    host = found["broker.public_host"]
    if not host or found["broker.tls_cert"] != str(made_path(home)):
        return False
    return make(home, host, now)


def check_given(certificate: Path, key: Path, host: str) -> None:
    """Refuse certificates that would only fail when a machine calls. Raises Refused."""
    try:
        leaf = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=_none)
    except (OSError, ValueError, IndexError) as error:
        raise Refused("bad-config", f"{certificate}: {str(error)[:200]}") from None
    now = datetime.datetime.now(datetime.UTC)
    if leaf.not_valid_after_utc <= now:
        raise Refused("bad-config", f"{certificate} ended on {leaf.not_valid_after_utc:%Y-%m-%d}")
    if not _covers(leaf, host):
        raise Refused("bad-config", f"{certificate} is not for {host}")


def shown(home: Home) -> x509.Certificate | None:
    """The certificate that the broker shows; None without TLS. Raises Refused."""
    found = settings.load(home.config)
    if not found["broker.tls_port"]:
        return None
    path = Path(found["broker.tls_cert"])
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0]
    except (OSError, ValueError, IndexError) as error:
        raise Refused("bad-config", f"{path}: {error}") from None


def trusted(home: Home) -> str | None:
    """PEM of what machines shall believe, None where every system believes it already.

    A chain that somebody brought is taken to be public unless its end is in it, self-signed.
    """
    found = settings.load(home.config)
    if not found["broker.tls_cert"]:
        return None
    chain = x509.load_pem_x509_certificates(Path(found["broker.tls_cert"]).read_bytes())
    roots = [c for c in chain if c.issuer == c.subject]
    return _pem(roots[-1]).decode() if roots else None


def pin(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate's public key (SubjectPublicKeyInfo), 52 Crockford characters."""
    return pins.pin_of(
        certificate.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def _authority(home: Home, now: datetime.datetime) -> tuple[Key, x509.Certificate]:
    key = _key(home.hub_keys / "ca.key")
    file = ca_path(home)
    if file.exists():
        return key, x509.load_pem_x509_certificate(file.read_bytes())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Signalbox hub")])
    made = (
        _builder(name, name, key, now, CA_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    private_file.write(file, _pem(made))
    return key, made


def _leaf(
    host: str, key: Key, authority_key: Key, authority: x509.Certificate, now: datetime.datetime
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
    days = min(DAYS, (authority.not_valid_after_utc - now).days)
    return (
        _builder(name, authority.subject, key, now, days)
        .add_extension(x509.SubjectAlternativeName(_alternatives(host)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, now: datetime.datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLY)
        .not_valid_after(now + datetime.timedelta(days=days) - EARLY)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _alternatives(host: str) -> list[x509.GeneralName]:
    try:
        named: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        named = x509.DNSName(host)
    local = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    return [named, *([] if named == local else [local]), x509.DNSName("localhost")]


def _wanted(host: str) -> set[str]:
    return {str(name.value) for name in _alternatives(host)}


def _names(leaf: x509.Certificate) -> set[str]:
    try:
        found = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set()
    return {str(name.value) for name in found}


def _covers(leaf: x509.Certificate, host: str) -> bool:
    names = _names(leaf)
    _, _, parent = host.partition(".")
    return host in names or f"*.{parent}" in names


def _signed_by(leaf: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        leaf.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _key(path: Path) -> Key:
    if not path.exists():
        private_file.write(
            path,
            ec.generate_private_key(ec.SECP256R1()).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Refused("bad-config", f"{path} is not a key of ours")
    return key


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _none() -> str:
    """Instead of a question on the terminal: a key with a password is refused."""
    return ""
