"""The hub's own certificates: whom they are for, when they are renewed, what machines believe."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from cryptography import x509

from broker import certificates
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import settings_file

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "h")
    made.hub.mkdir(mode=0o700, parents=True)
    return made


def leaf(home: Home) -> x509.Certificate:
    return x509.load_pem_x509_certificates(certificates.made_path(home).read_bytes())[0]


def test_it_is_made_once_and_again_when_it_ends_or_for_another_name_under_the_same_key(
    home: Home,
) -> None:
    assert certificates.make(home, "hub.example.org", NOW)
    first = leaf(home)
    assert not certificates.make(home, "hub.example.org", NOW + 300 * DAY)
    assert leaf(home) == first
    assert certificates.make(home, "hub.example.org", NOW + 370 * DAY)
    second = leaf(home)
    assert second.not_valid_after_utc > first.not_valid_after_utc + 300 * DAY
    assert certificates.make(home, "192.0.2.7", NOW)
    third = leaf(home)
    assert certificates.pin(first) == certificates.pin(second) == certificates.pin(third)
    assert x509.IPAddress in {type(n) for n in third.extensions.get_extension_for_class(
        x509.SubjectAlternativeName).value}  # fmt: skip
    for name in ("ca.key", "tls.key"):
        assert (home.hub_keys / name).stat().st_mode & 0o777 == 0o600


def test_a_running_hub_renews_what_it_made_and_never_what_was_given(home: Home) -> None:
    certificates.make(home, "hub.example.org", NOW)
    assert not certificates.renew(home, NOW + 390 * DAY)  # it does not listen
    settings_file.change(
        home.config,
        broker__public_host="hub.example.org",
        broker__tls_port=8883,
        broker__tls_cert=str(certificates.made_path(home)),
        broker__tls_key=str(certificates.made_key_path(home)),
    )
    assert not certificates.renew(home, NOW + 300 * DAY)
    assert certificates.renew(home, NOW + 390 * DAY)
    given = home.root / "given.pem"
    shutil.copy(certificates.made_path(home), given)
    settings_file.change(home.config, broker__tls_cert=str(given))
    before = given.read_bytes()
    assert not certificates.renew(home, NOW + 3000 * DAY)
    assert given.read_bytes() == before


def test_machines_are_told_the_authority_only_where_no_system_knows_it(home: Home) -> None:
    assert certificates.trusted(home) is None
    certificates.make(home, "hub.example.org")
    settings_file.change(home.config, broker__tls_cert=str(certificates.made_path(home)))
    assert certificates.trusted(home) == certificates.ca_path(home).read_text()
    alone = home.root / "leaf.pem"
    alone.write_bytes(certificates.made_path(home).read_bytes().partition(b"-----END")[0])
    chain = certificates.made_path(home).read_text().split("-----BEGIN")[1]
    alone.write_text("-----BEGIN" + chain)
    settings_file.change(home.config, broker__tls_cert=str(alone))
    assert certificates.trusted(home) is None


def test_a_given_pair_is_refused_before_the_broker_meets_it(home: Home) -> None:
    certificates.make(home, "hub.example.org")
    good = certificates.made_path(home), certificates.made_key_path(home)
    certificates.check_given(*good, "hub.example.org")
    for certificate, key, host in (
        (*good, "other.example.org"),
        (good[0], home.hub_keys / "ca.key", "hub.example.org"),
        (good[1], good[1], "hub.example.org"),
        (home.root / "none.pem", good[1], "hub.example.org"),
    ):
        with pytest.raises(Refused):
            certificates.check_given(certificate, key, host)
