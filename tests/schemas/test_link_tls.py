"""The link over TLS: whom it believes, and whom not."""

from __future__ import annotations

import datetime
import ipaddress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from schemas.link import Link, wait_for
from tests.mosquitto import Mosquitto, needs_mosquitto

pytestmark = needs_mosquitto


def certificate(folder: Path, name: str, address: str) -> tuple[Path, Path]:
    """A certificate for `address` that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / f"{name}.pem", folder / f"{name}.key"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file


def link(url: str, ca: Path | None, got: list[bytes]) -> Link:
    return Link(
        [url],
        client_id="a",
        username="a",
        password="p",
        ca=ca,
        on_message=lambda topic, payload, retained: got.append(payload),
    )


def test_a_hub_with_the_right_certificate_is_believed_and_large_messages_pass(
    tmp_path: Path,
) -> None:
    pair = certificate(tmp_path, "hub", "127.0.0.1")
    journal = "fleet/session/build-01/-/01jd0q2m5n0000/journal"
    got: list[bytes] = []
    with Mosquitto(tmp_path / "m", tls=pair) as broker:
        one = link(broker.url, pair[0], got)
        one.subscribe([journal])
        assert wait_for([one], lambda: one.ready, 10), one.trouble
        wanted = [b"%03d" % n + b"x" * 49_000 for n in range(40)]
        for payload in wanted:
            assert one.publish(journal, payload)
        assert wait_for([one], lambda: len(got) == len(wanted), 10)
        assert got == wanted
        one.close()


@pytest.mark.parametrize("wrong", ["name", "authority", "none"])
def test_a_hub_that_cannot_show_who_it_is_gets_no_password(tmp_path: Path, wrong: str) -> None:
    pair = certificate(tmp_path, "hub", "127.0.0.2" if wrong == "name" else "127.0.0.1")
    other = certificate(tmp_path, "other", "127.0.0.1")
    ca = {"name": pair[0], "authority": other[0], "none": None}[wrong]
    with Mosquitto(tmp_path / "m", tls=pair) as broker:
        one = link(broker.url, ca, [])
        assert wait_for([one], lambda: bool(one.trouble), 10)
        assert "certificate does not fit" in one.trouble
        one.close()
        assert "as a " not in (tmp_path / "m" / "mosquitto.log").read_text()
