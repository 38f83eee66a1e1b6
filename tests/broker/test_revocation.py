"""What is taken away is gone a second after the command has returned: real broker, real steward.

Each case takes something else away from who reads a session of `web` on build-01. Deadlines count
from the moment when the administrator has the answer.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.broker import raw
from tests.broker.hub_processes import Hub, digest, new_secret
from tests.waiting import until

SECOND = 1.0
WEB = "fleet/session/build-01/web/0123456789abcd/state"
API = "fleet/session/build-01/api/0123456789abcd/state"
READER, READERS_PASSWORD = "bob", "bobs password"
GRANT = {"to": ["group:crew"], "role": "driver", "machines": ["*"], "projects": ["web"]}
OTHER = {"to": [READER], "role": "viewer", "machines": ["*"], "projects": ["api"]}


@pytest.fixture
def hub(short_dir: Path) -> Iterator[Hub]:
    made = Hub(short_dir / "h")
    try:
        made.start("broker")
        made.start("broker.steward")
        ana = made.client()
        for command, arguments in (
            ("machine.projects", {"machine": "build-01", "projects": {"web": "/w", "api": "/a"}}),
            ("user.add", {"user": READER, "password": READERS_PASSWORD, "groups": ["crew"]}),
            ("grant.add", GRANT),
            ("grant.add", OTHER),
        ):
            said = ana.admin(command, **arguments)
            assert said["status"] == "accepted", said
        until(lambda: _in_force(made), "the rights are in force", 5, every=0.2)
        yield made
    finally:
        made.stop()


def _in_force(hub: Hub) -> bool:
    with contextlib.suppress(raw.Closed):
        client = raw.Raw(hub.port)
        try:
            if client.login("probe", READER, READERS_PASSWORD)[1] == 0:
                return client.subscribe(WEB, API) == [1, 1]
        finally:
            client.close()
    return False


def _reader(hub: Hub, user: str = READER, password: str = READERS_PASSWORD) -> raw.Raw:
    """Holds filters on both projects and has read a message of each."""
    client = raw.Raw(hub.port, receive_buffer=4_096)
    assert client.login(f"{user}'s reader", user, password) == (False, 0)
    assert client.subscribe(WEB, API) == [1, 1]
    return client


def _taken(hub: Hub, command: str, **arguments: object) -> float:
    """Have it carried out; returns when the answer was there."""
    said = hub.client().admin(command, **arguments)
    assert said["status"] == "accepted", said
    return time.monotonic()


def _is_cut(client: raw.Raw, since: float) -> None:
    assert client.is_closed(max(0.0, since + SECOND - time.monotonic()))


def _refused(hub: Hub, user: str, password: str) -> bool:
    client = raw.Raw(hub.port)
    try:
        return client.login("again", user, password)[1] == 5
    finally:
        client.close()


def test_a_person_is_cut_and_the_tokens_are_void(hub: Hub) -> None:
    secret = new_secret()
    said = hub.client(READER, READERS_PASSWORD).ask("token", holder=digest(secret))
    token = f"{said['data']['token']}.{secret}"
    by_password, by_token = _reader(hub), raw.Raw(hub.port)
    assert by_token.login("by token", READER, token) == (False, 0)
    since = _taken(hub, "user.remove", user=READER)
    _is_cut(by_password, since)
    _is_cut(by_token, since)
    assert _refused(hub, READER, token) and _refused(hub, READER, READERS_PASSWORD)


def test_a_device_is_cut_and_its_person_is_not(hub: Hub) -> None:
    secret = new_secret()
    phone = {"user": READER, "device": "phone"}
    said = hub.client().admin("device.add", **phone, may=["view"], digest=digest(secret))
    assert said["status"] == "accepted", said
    until(lambda: not _refused(hub, f"{READER}.phone", secret), "it is let in", 5, every=0.2)
    device, person = _reader(hub, f"{READER}.phone", secret), _reader(hub)
    since = _taken(hub, "device.remove", **phone)
    _is_cut(device, since)
    assert _refused(hub, f"{READER}.phone", secret)
    assert person.ping() == []


def test_a_machine_is_cut_and_what_stood_there_of_it_is_cleared(hub: Hub) -> None:
    machine, ana = hub.machine(), hub.client()
    ana.subscribe("fleet/session/+/+/+/state")
    machine.publish(WEB, {"web": 1}, retain=True)
    until(lambda: WEB in ana.retained, "its document")
    since = _taken(hub, "machine.remove", machine="build-01")
    until(lambda: machine.lost, "it is cut", since + SECOND - time.monotonic())
    assert _refused(hub, "machine:build-01", hub.machine_secret)
    until(lambda: WEB not in ana.retained, "the steward clears what it left", 8)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [("grant.remove", GRANT), ("group.remove", {"group": "crew", "user": READER})],
)
def test_a_right_that_is_taken_takes_the_queue_with_it_and_leaves_the_connection(
    hub: Hub, command: str, arguments: dict[str, object]
) -> None:
    """The reader reads and acknowledges nothing, so most of both projects waits in its queue."""
    reader, machine = _reader(hub), hub.machine()
    for n in range(400):
        machine.publish(WEB if n % 2 else API, b"%d" % n)
    window = reader.messages(128, ack=False)
    assert reader.ping() == [], "the rest waits"
    since = _taken(hub, command, **arguments)
    _wait_until(since + SECOND)
    machine.publish(WEB, b"new")
    reader.send(*[raw.puback(message.packet_id) for message in window])
    got = reader.messages((400 - 128) // 2)
    assert {message.topic for message in got} == {API}
    assert [int(message.payload) for message in got] == list(range(128, 400, 2))
    assert reader.ping() == []
    assert reader.subscribe(WEB) == [0x80]


def test_a_slow_reader_gets_no_byte_of_what_was_waiting_for_it(hub: Hub) -> None:
    """It has stopped reading: the buffers are full of the project too, and cannot be sifted."""
    reader, machine = _reader(hub), hub.machine()
    for _ in range(100):
        machine.publish(WEB, b"x" * 50_000)
    since = _taken(hub, "grant.remove", **GRANT)
    _wait_until(since + SECOND)
    got = 0
    with contextlib.suppress(raw.Closed):
        while True:
            reader.read(2)
            got += 1
    assert got < 20, "more than what the network had in hand"
    again = _reader_of_api(hub)
    machine.publish(API, b"goes on")
    assert raw.payloads(again.messages(1)) == [b"goes on"]


@pytest.mark.parametrize("what", ["grant", "device"])
def test_what_has_an_end_ends_within_a_second_of_it(hub: Hub, what: str) -> None:
    ends = datetime.now(UTC) + timedelta(seconds=4)
    secret = new_secret()
    ana = hub.client()
    if what == "grant":
        assert ana.admin("grant.remove", **GRANT)["status"] == "accepted"
        said = ana.admin("grant.add", **GRANT, until=ends.isoformat())
    else:
        said = ana.admin(
            "device.add", user=READER, device="phone", digest=digest(secret), until=ends.isoformat()
        )
    assert said["status"] == "accepted", said
    user, password = (READER, READERS_PASSWORD) if what == "grant" else (f"{READER}.phone", secret)
    until(lambda: not _refused(hub, user, password), "it is let in", 5, every=0.2)
    held: list[raw.Raw] = []

    def holds() -> bool:
        client = raw.Raw(hub.port)
        held.append(client)
        return client.login("reader", user, password)[1] == 0 and client.subscribe(WEB) == [1]

    until(holds, "it is in force", 3, every=0.1)
    reader = held[-1]
    over = time.monotonic() + (ends - datetime.now(UTC)).total_seconds()
    assert time.monotonic() < over, "the machine was too slow for this test"
    if what == "device":
        assert reader.is_closed(over + SECOND - time.monotonic())
        assert time.monotonic() > over - 0.1
        return
    machine = hub.machine()
    machine.publish(WEB, b"before")
    assert raw.payloads(reader.messages(1)) == [b"before"]
    _wait_until(over + SECOND)
    machine.publish(WEB, b"after")
    assert reader.ping() == [] and reader.subscribe(WEB) == [0x80]


def test_the_command_line_of_the_hub_itself_is_as_quick(hub: Hub) -> None:
    reader = _reader(hub)
    done = subprocess.run(
        [sys.executable, "-I", "-m", "signalbox", "user", "remove", READER, "--json"],
        env={**os.environ, "SIGNALBOX_HOME": str(hub.home.root)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
    _is_cut(reader, time.monotonic())


def _reader_of_api(hub: Hub) -> raw.Raw:
    client = raw.Raw(hub.port)
    assert client.login("reader", READER, READERS_PASSWORD) == (False, 0)
    assert client.subscribe(WEB, API) == [0x80, 1]
    return client


def _wait_until(moment: float) -> None:
    until(lambda: time.monotonic() >= moment, "a moment", max(0.1, moment - time.monotonic()) + 1)
