"""The TLS listener: who is let in, with which certificate, and what the authority is shown."""

from __future__ import annotations

import datetime
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from broker.config import Tls
from broker.mqtt.limits import Limits
from tests.broker.conftest import StartRig
from tests.broker.raw import Closed, Raw
from tests.broker.rig import Rig
from tests.waiting import until


class Maker:
    """A certificate authority in memory; `make` writes NAME.pem and NAME.key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test CA")])
        self.ca = folder / "ca.pem"
        certificate = self._sign("test CA", self.key.public_key(), ca=True)
        self.ca.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def make(self, name: str) -> tuple[Path, Path]:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._sign(name, key.public_key(), ca=False)
        pem, secret = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return pem, secret

    def _sign(self, name: str, key: ec.EllipticCurvePublicKey, *, ca: bool) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(hours=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


def tls_hub(start: StartRig, maker: Maker, *, client_ca: bool, limits: Limits | None = None) -> Rig:
    certificate, key = maker.make("localhost")
    tls = Tls("127.0.0.1", 0, certificate, key, maker.ca if client_ca else None)
    return start(limits, tls=tls)


def secured(hub: Rig, maker: Maker, name: str = "", *, latest: str = "") -> Raw:
    """Connect with the certificate `name`; raises ssl.SSLError."""
    context = ssl.create_default_context(cafile=str(maker.ca))
    if latest:
        context.maximum_version = ssl.TLSVersion[latest]
        context.minimum_version = ssl.TLSVersion[latest]
    if name:
        certificate, key = maker.make(name)
        context.load_cert_chain(certificate, key)
    client = hub.raw(hub.broker.ports()["tls"])
    client.socket = context.wrap_socket(client.socket, server_hostname="localhost")
    return client


def test_mqtt_over_tls_works_like_plain(start: StartRig, maker: Maker) -> None:
    hub = tls_hub(start, maker, client_ca=False)
    client = secured(hub, maker)
    assert client.login()[1] == 0
    client.publish("a", b"x" * 60_000, retain=True)
    client.subscribe("a")
    assert client.messages(1)[0].payload == b"x" * 60_000
    assert (hub.authority.peers[-1].listener, hub.authority.peers[-1].certificate) == ("tls", None)


def test_the_authority_is_shown_the_clients_certificate(start: StartRig, maker: Maker) -> None:
    hub = tls_hub(start, maker, client_ca=True)
    assert secured(hub, maker, "dev1").login()[1] == 0
    shown = hub.authority.peers[-1].certificate
    assert shown is not None
    subject = x509.load_der_x509_certificate(shown).subject
    assert subject.rfc4514_string() == "CN=dev1"


def test_without_a_certificate_nobody_comes_in_where_one_is_required(
    start: StartRig, maker: Maker
) -> None:  # 6
    hub = tls_hub(start, maker, client_ca=True)
    with pytest.raises((ssl.SSLError, ConnectionError, Closed)):
        client = secured(hub, maker)
        client.login()
        client.ping()
    assert hub.authority.asked == 0


def test_a_certificate_of_somebody_elses_ca_does_not_open(
    start: StartRig, maker: Maker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hub = tls_hub(start, maker, client_ca=True)
    stranger = Maker(tmp_path_factory.mktemp("other"))
    stranger.ca.write_bytes(maker.ca.read_bytes())  # trusts our server, has its own key
    with pytest.raises((ssl.SSLError, ConnectionError, Closed)):
        client = secured(hub, stranger, "dev1")
        client.login()
        client.ping()
    assert hub.authority.asked == 0


def test_a_resumed_session_is_judged_by_the_new_connections_certificate(
    start: StartRig, maker: Maker
) -> None:  # 6
    hub = tls_hub(start, maker, client_ca=True)
    for name in ("dev1", "dev2"):
        client = secured(hub, maker, name)
        assert client.login("same", clean=False)[1] == 0
    shown = [peer.certificate for peer in hub.authority.peers]
    assert len(set(shown)) == 2 and None not in shown


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tls_1_1_is_not_spoken(start: StartRig, maker: Maker) -> None:
    hub = tls_hub(start, maker, client_ca=False)
    with pytest.raises((ssl.SSLError, ConnectionError)):
        secured(hub, maker, latest="TLSv1_1")


def test_a_handshake_that_never_comes_is_not_waited_for(start: StartRig, maker: Maker) -> None:
    hub = tls_hub(start, maker, client_ca=False, limits=Limits(tls_handshake_s=0.3))
    assert hub.raw(hub.broker.ports()["tls"]).is_closed(4)


def test_a_renewed_certificate_is_shown_without_a_restart_and_nobody_is_cut(
    start: StartRig, maker: Maker
) -> None:
    hub = tls_hub(start, maker, client_ca=False)
    before = secured(hub, maker)
    assert before.login()[1] == 0
    first = shown_by(before)
    maker.make("localhost")  # the same files, a new key and certificate

    def renewed() -> bool:
        client = secured(hub, maker)
        try:
            return shown_by(client) != first
        finally:
            client.socket.close()

    until(renewed, "the new certificate", 10, every=0.2)
    assert secured(hub, maker).login(client_id="later")[1] == 0
    before.publish("a", b"still here", retain=True)
    before.subscribe("a")
    assert before.messages(1)[0].payload == b"still here"


def test_a_pair_that_does_not_fit_is_not_taken(start: StartRig, maker: Maker) -> None:
    hub = tls_hub(start, maker, client_ca=False)
    first = shown_by(secured(hub, maker))
    key = maker.folder / "localhost.key"
    good = key.read_bytes()
    other = maker.make("other")[1]
    key.write_bytes(other.read_bytes())
    shown = hub.broker._shown
    assert shown is not None
    until(lambda: shown._stamp == shown._now(), "the change was looked at", 10)
    assert shown_by(secured(hub, maker)) == first
    key.write_bytes(good)


def shown_by(client: Raw) -> bytes | None:
    """The certificate that the broker showed this client."""
    assert isinstance(client.socket, ssl.SSLSocket)
    return client.socket.getpeercert(binary_form=True)
