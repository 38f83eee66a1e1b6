"""Who a connection is, what follows from it, and how soon a change is in force."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker import backoff, credentials, hub_keys, identity, logins, tokens
from broker.access import edit, first, watch
from broker.access.compile import Who
from broker.identity import HubAuthority
from broker.mqtt.authority import Peer, Principal
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from tests.waiting import until

HERE = Peer("tcp", "127.0.0.1", 40_000)
PASSWORD = "correct horse"
WEB = "fleet/session/build-01/web/0123456789abcd/state"


class TestClock(Clock):
    """A wall clock that tests push."""

    __test__ = False

    def __init__(self) -> None:
        self.ahead_us = 0

    def wall_us(self) -> int:
        return super().wall_us() + self.ahead_us


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    first.create(made, "ana", "build-01", {"web": "/srv/web"})
    hub_keys.make(made)
    credentials.set_password(made, "ana", PASSWORD)
    return made


@pytest.fixture(autouse=True)
def short_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same floor, but one that tests can afford."""
    assert identity.FAIL_S >= 0.5
    monkeypatch.setattr(identity, "FAIL_S", 0.05)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def authority(home: Home, clock: TestClock) -> Iterator[HubAuthority]:
    made = HubAuthority(home, clock)
    yield made
    made.close()


def log_in(
    authority: HubAuthority, username: str | None, password: str | bytes | None, peer: Peer = HERE
) -> Principal | None:
    raw = password.encode() if isinstance(password, str) else password
    return asyncio.run(authority.authenticate("client", username, raw, peer))


def settle(authority: HubAuthority) -> None:
    """Look twice: a change is taken when it has settled."""
    authority.refresh()
    authority.refresh()


# ----- who gets in


def test_a_person_gets_in_with_the_password_and_as_nobody_else(authority: HubAuthority) -> None:
    found = log_in(authority, "ana", PASSWORD)
    assert found is not None
    assert (found.kind, found.name) == ("user", "ana")
    assert authority.who(found) == Who("user", "ana")
    assert PASSWORD not in found.scope


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("ana", "wrong horse"),
        ("ana", ""),
        ("ana", None),
        (None, None),
        (None, PASSWORD),
        ("bob", PASSWORD),
        ("Ana", PASSWORD),
        ("ana ", PASSWORD),
        ("ana\n", PASSWORD),
        ("ana.phone", PASSWORD),
        ("machine:ana", PASSWORD),
        ("hub:ana", PASSWORD),
        ("machine:build-01", ""),
        ("machine:build-01", "0" * 64),
        ("hub:archiver", "0" * 64),
        ("hub:nobody", "0" * 64),
        ("ana", b"\xff\xfe"),
        ("ana", "x" * 5000),
        ("ana", "sbt1.e30.e30.x"),
        ("", ""),
    ],
)
def test_anybody_else_is_refused_and_never_fast(
    authority: HubAuthority, username: str | None, password: str | bytes | None
) -> None:
    began = time.monotonic()
    assert log_in(authority, username, password) is None
    assert time.monotonic() - began >= identity.FAIL_S


def test_the_hash_itself_opens_nothing(home: Home, authority: HubAuthority) -> None:
    known = credentials.load(home).known
    for name in ("ana", "hub:archiver"):
        assert log_in(authority, name, known[name].hash) is None


def test_machines_parts_and_devices_get_in_with_their_own_secret(
    home: Home, authority: HubAuthority
) -> None:
    machine = credentials.set_secret(home, "machine:build-01")
    phone = credentials.set_secret(home, "ana.phone")
    with edit.changing(home.access) as edited:
        edit.add_device(edited, "ana", "phone", ["view"])
    settle(authority)
    found = log_in(authority, "machine:build-01", machine)
    assert found is not None and authority.who(found) == Who("machine", "build-01")
    assert log_in(authority, "machine@build-01", machine) == found
    found = log_in(authority, "hub:archiver", hub_keys.secret(home, "archiver"))
    assert found is not None and authority.who(found) == Who("hub", "archiver")
    assert authority.limits(found).buffer_bytes == 32 * 1024 * 1024
    found = log_in(authority, "ana.phone", phone)
    assert found is not None
    assert authority.who(found) == Who("user", "ana", frozenset({"view"}), direct=False)
    assert authority.may(found, "receive", WEB)
    assert not authority.may(found, "publish", "fleet/do/ana/build-01/web/-/start")
    assert log_in(authority, "machine:build-01", phone) is None
    assert log_in(authority, "hub:archiver", hub_keys.secret(home, "steward")) is None


def test_an_unknown_user_takes_as_long_as_a_known_one(
    authority: HubAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The floor is taken away, so that what lies beneath it is seen."""
    monkeypatch.setattr(identity, "FAIL_S", 0.0)
    took: dict[str, list[float]] = {"ana": [], "eve": []}
    for n in range(7):
        for user, times in took.items():
            began = time.perf_counter()
            assert log_in(authority, user, "wrong horse", Peer("tcp", f"10.0.0.{n}", 1)) is None
            times.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.5 < known / unknown < 2


def test_hashing_does_not_hold_up_the_loop(authority: HubAuthority) -> None:
    async def longest_pause() -> float:
        peers = [Peer("tcp", f"10.0.1.{n}", 1) for n in range(20)]
        tries = [authority.authenticate("c", "ana", b"wrong horse", peer) for peer in peers]
        everybody = asyncio.gather(*tries)
        worst = 0.0
        while not everybody.done():
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            worst = max(worst, time.perf_counter() - began)
        assert await everybody == [None] * 20
        return worst

    assert asyncio.run(longest_pause()) < 0.25


# ----- guessing


def test_guesses_from_one_address_are_slowed_and_the_owner_elsewhere_is_not(
    authority: HubAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "FAIL_S", 0.0)
    thief, owner = Peer("tcp", "10.9.9.9", 1), Peer("tcp", "10.1.1.1", 1)
    for n in range(backoff.FREE + 1):
        assert log_in(authority, "ana", f"guess {n}", thief) is None
    assert log_in(authority, "ana", PASSWORD, thief) is None, "even the right one waits"
    assert log_in(authority, "ana", PASSWORD, owner) is not None


def test_a_burst_of_guesses_does_not_outrun_its_own_count(
    authority: HubAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "FAIL_S", 0.0)
    tried = []
    verify = identity._verify
    monkeypatch.setattr(identity, "_verify", lambda *a: tried.append(a) or verify(*a))

    async def burst() -> list[Principal | None]:
        guesses = [f"guess {n}".encode() for n in range(30)]
        return await asyncio.gather(
            *(authority.authenticate("c", "ana", guess, HERE) for guess in guesses)
        )

    assert asyncio.run(burst()) == [None] * 30
    assert len(tried) == backoff.FREE + 1


def test_a_burst_of_right_passwords_is_let_in(authority: HubAuthority) -> None:
    async def burst() -> list[Principal | None]:
        raw = PASSWORD.encode()
        return await asyncio.gather(
            *(authority.authenticate(f"c{n}", "ana", raw, HERE) for n in range(12))
        )

    assert None not in asyncio.run(burst())


def test_a_secret_is_never_shut_out_by_somebody_elses_guesses(
    home: Home, authority: HubAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "FAIL_S", 0.0)
    for n in range(100):
        assert log_in(authority, "hub:archiver", f"guess {n}") is None
    assert log_in(authority, "hub:archiver", hub_keys.secret(home, "archiver")) is not None


# ----- tokens


def token(home: Home, clock: Clock, **changed: object) -> str:
    """The password field of a CONNECT: a fresh token and its holder's secret."""
    secret = secrets.token_hex(32)
    now = clock.wall_us()
    said: dict[str, object] = {
        "user": "ana",
        "id": "t1",
        "issued_us": now,
        "until_us": now + 60_000_000,
        "holder": hashlib.sha256(secret.encode()).hexdigest(),
        **changed,
    }
    made = tokens.Token(**said)  # type: ignore[arg-type]
    logins.keep(home, logins.load(home).with_new(made, ""))
    return f"{tokens.mint(tokens.signing_key(home), made)}.{secret}"


def test_a_token_lets_its_person_in_with_no_more_than_it_says(
    home: Home, authority: HubAuthority, clock: TestClock
) -> None:
    found = log_in(authority, "ana", token(home, clock, rights=("view",)))
    assert found is not None
    assert authority.who(found) == Who("user", "ana", frozenset({"view"}), direct=False)
    found = log_in(authority, "ana", token(home, clock, rights=()))
    assert found is not None
    assert not authority.may(found, "receive", WEB)


def test_a_token_runs_out_also_for_a_connection_that_is_up(
    home: Home, authority: HubAuthority, clock: TestClock
) -> None:
    text = token(home, clock)
    found = log_in(authority, "ana", text)
    assert found is not None and authority.valid(found)
    clock.ahead_us += 61_000_000
    assert not authority.valid(found)
    assert log_in(authority, "ana", text) is None


def test_a_token_is_worth_nothing_without_its_holders_secret_or_for_another_user(
    home: Home, authority: HubAuthority, clock: TestClock
) -> None:
    with edit.changing(home.access) as edited:
        edit.add_user(edited, "bob")
    credentials.set_password(home, "bob", PASSWORD)
    settle(authority)
    text = token(home, clock)
    signed, _, secret = text.rpartition(".")
    for wrong in (signed, signed + ".", f"{signed}.{secret[:-1]}", f"{signed}.{'0' * 64}"):
        assert log_in(authority, "ana", wrong) is None
    assert log_in(authority, "bob", text) is None
    assert log_in(authority, "ana", text) is not None


def test_no_byte_of_a_token_can_be_changed(
    home: Home, authority: HubAuthority, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "FAIL_S", 0.0)
    text = token(home, clock, rights=("view",))
    signed, _, secret = text.rpartition(".")
    for at in range(len(signed)):
        other = "A" if signed[at] != "A" else "B"
        changed = f"{signed[:at]}{other}{signed[at + 1 :]}.{secret}"
        found = log_in(authority, "ana", changed)
        if found is not None:  # base64's last character has bits that mean nothing
            assert authority.who(found).rights == {"view"}
            assert signed[at + 1 : at + 2] in (".", "")


def test_a_token_by_another_key_is_refused(
    home: Home, authority: HubAuthority, clock: TestClock, tmp_path: Path
) -> None:
    other = Home(tmp_path / "other")
    hub_keys.make(other)
    assert log_in(authority, "ana", token(other, clock)) is None


def test_a_new_password_ends_connections_and_tokens_made_before(
    home: Home, authority: HubAuthority, clock: TestClock
) -> None:
    text = token(home, clock)
    by_token, by_password = log_in(authority, "ana", text), log_in(authority, "ana", PASSWORD)
    assert by_token is not None and by_password is not None
    credentials.set_password(home, "ana", "another horse")
    settle(authority)
    assert not authority.valid(by_token) and not authority.valid(by_password)
    assert log_in(authority, "ana", text) is None
    assert log_in(authority, "ana", "another horse") is not None


def test_a_removed_device_ends_its_connection_and_its_tokens(
    home: Home, authority: HubAuthority, clock: TestClock
) -> None:
    with edit.changing(home.access) as edited:
        edit.add_device(edited, "ana", "phone", ["view", "approve"])
    secret = credentials.set_secret(home, "ana.phone")
    settle(authority)
    text = token(home, clock, device="phone", rights=("view", "admin"))
    direct, by_token = log_in(authority, "ana.phone", secret), log_in(authority, "ana", text)
    assert direct is not None and by_token is not None
    assert authority.who(by_token).rights == {"view"}
    with edit.changing(home.access) as edited:
        edit.remove_device(edited, "ana", "phone")
    settle(authority)
    assert not authority.valid(direct) and not authority.valid(by_token)
    assert not authority.may(direct, "receive", WEB)
    assert log_in(authority, "ana.phone", secret) is None
    assert log_in(authority, "ana", text) is None


# ----- changes


def test_a_change_of_the_file_is_in_force_within_a_second(home: Home) -> None:
    authority = identity.open_authority(home)
    try:
        with edit.changing(home.access) as edited:
            edit.add_user(edited, "bob")
        bob = Principal("bob", "user", "password/x/-")
        assert not authority.may(bob, "receive", WEB)
        called = []
        authority.on_change(lambda: called.append(authority.may(bob, "receive", WEB)))
        with edit.changing(home.access) as edited:
            edit.add_grant(edited, ["bob"], "viewer", ["*"], ["web"])
        until(lambda: authority.may(bob, "receive", WEB), "granted", seconds=1.0)
        until(lambda: called and called[-1] is True, "told after the change", seconds=1.0)
        grant = {"to": ["bob"], "role": "viewer", "machines": ["*"], "projects": ["web"]}
        with edit.changing(home.access) as edited:
            edit.remove_grant(edited, grant)
        until(lambda: not authority.may(bob, "receive", WEB), "taken away", seconds=1.0)
    finally:
        authority.close()


def test_a_broken_file_is_told_with_its_line_and_changes_nothing(
    home: Home, authority: HubAuthority, caplog: pytest.LogCaptureFixture
) -> None:
    ana = log_in(authority, "ana", PASSWORD)
    assert ana is not None
    good = home.access.read_text()
    home.access.write_text(good + "\n[users.bob]\ngroup = []\n")
    settle(authority)
    line = good.count("\n") + 3
    assert f"line {line}" in authority.faults()[0]
    assert [f"line {line}" in record.message for record in caplog.records] == [True]
    assert authority.valid(ana) and authority.may(ana, "receive", WEB)
    home.access.write_text(good)
    settle(authority)
    assert authority.faults() == ()


def test_a_grant_ends_by_itself_when_its_time_has_come(
    home: Home, authority: HubAuthority, clock: TestClock
) -> None:
    text = home.access.read_text()
    text += '\n[users.bob]\n[[grants]]\nto=["bob"]\nrole="viewer"\nmachines=["*"]\n'
    text += 'projects=["web"]\nuntil=2200-01-01T00:00:00Z\n'
    home.access.write_text(text)
    settle(authority)
    bob = Principal("bob", "user", "password/x/-")
    assert authority.may(bob, "receive", WEB)
    clock.ahead_us = 7_258_118_400_000_000 - Clock().wall_us()
    assert authority.refresh()
    assert not authority.may(bob, "receive", WEB)


def test_a_removed_machine_is_no_longer_valid(home: Home, authority: HubAuthority) -> None:
    secret = credentials.set_secret(home, "machine:build-01")
    settle(authority)
    machine = log_in(authority, "machine:build-01", secret)
    assert machine is not None
    with edit.changing(home.access) as edited:
        edit.remove_machine(edited, "build-01")
    settle(authority)
    assert not authority.valid(machine)
    assert log_in(authority, "machine:build-01", secret) is None


def test_a_home_without_access_toml_has_no_authority(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        identity.open_authority(Home(tmp_path))
    assert refused.value.code == "bad-config"


# ----- what is kept


def test_no_secret_is_kept_where_others_can_read_it(home: Home) -> None:
    secret = credentials.set_secret(home, "machine:build-01")
    for file in home.hub.rglob("*"):
        assert file.stat().st_mode & 0o077 == 0 or file.suffix == ".pub", file
        if file.is_file():
            data = file.read_bytes()
            assert PASSWORD.encode() not in data and secret.encode() not in data, file


def test_a_short_password_is_not_taken(home: Home) -> None:
    with pytest.raises(Refused):
        credentials.set_password(home, "bob", "short")
    assert "bob" not in credentials.load(home).known


def test_removing_a_person_removes_the_devices_too_and_nobody_else(home: Home) -> None:
    for name in ("ana.phone", "anabel", "anabel.phone", "machine:ana"):
        credentials.set_secret(home, name)
    assert credentials.remove(home, "ana")
    assert not credentials.remove(home, "ana")
    kept = {name for name in credentials.load(home).known if not name.startswith("hub:")}
    assert kept == {"anabel", "anabel.phone", "machine:ana"}


def test_watching_costs_next_to_nothing(authority: HubAuthority) -> None:
    began = time.process_time()
    for _ in range(100):
        authority.refresh()
    assert (time.process_time() - began) / 100 < 0.01 * watch.POLL_S
