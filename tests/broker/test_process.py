"""The broker as a real process: ready, killed, started again, refused, stopped."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broker import credentials
from broker.__main__ import EXIT_CONFIG, EXIT_OK, EXIT_PORT_TAKEN, EXIT_RUNNING
from broker.access import first
from schemas.wire.layout import Home, run_dir
from tests.broker import raw
from tests.broker.raw import Raw
from tests.waiting import until

SERVE = Path(__file__).with_name("serve.py")


class Process:
    """One broker; `ports` is what its ready line says."""

    def __init__(self, program: list[str], home: Path, arguments: tuple[str, ...]) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-I", *program, "--home", str(home), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ready(self) -> dict[str, int | str]:
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        assert line.startswith("ready "), (line, self.child.communicate()[1])
        found: dict[str, int | str] = json.loads(line.removeprefix("ready "))
        return found

    def ends(self) -> tuple[int, str]:
        """Exit status and what it said on stderr."""
        _, said = self.child.communicate(timeout=10)
        return self.child.returncode, said


Launch = Callable[..., Process]


@pytest.fixture
def launch(short_dir: Path) -> Iterator[Launch]:
    running: list[Process] = []

    def start(*arguments: str, program: list[str] | None = None) -> Process:
        running.append(Process(program or [str(SERVE)], short_dir, arguments))
        return running[-1]

    yield start
    for process in running:
        process.child.kill()
        process.child.communicate()
    unix = run_dir(Home(short_dir))
    unix.broker.unlink(missing_ok=True)
    if unix.root.exists():
        unix.root.rmdir()


def log_in(address: int | str, client_id: str = "c") -> Raw:
    client = Raw(address)
    assert client.login(client_id)[1] == 0
    return client


def retained(address: int | str) -> dict[str, bytes]:
    client = log_in(address, "reader")
    client.subscribe("#")
    found = {message.topic: message.payload for message in client.ping()}
    client.close()
    return found


def test_what_was_acknowledged_outlives_kill_9(launch: Launch) -> None:
    broker = launch("--port", "0")
    client = log_in(int(broker.ready()["tcp"]))
    for n in range(40):
        client.publish(f"a/{n % 20}", b"%d" % n, retain=True)
    client.publish("a/0", b"", retain=True)
    # in the middle of a burst: whatever was not acknowledged may be there or not, but never torn
    client.send(*[raw.publish("b", b"%d" % n * 5_000, qos=1, retain=True) for n in range(200)])
    client.read()
    broker.child.kill()
    broker.child.wait()
    again = launch("--port", "0")
    found = retained(int(again.ready()["tcp"]))
    for n in range(1, 20):
        assert found[f"a/{n}"] == b"%d" % (n + 20)
    assert "a/0" not in found
    assert found["b"] in {b"%d" % n * 5_000 for n in range(200)}


def test_it_listens_where_it_says_and_announces_itself(launch: Launch, short_dir: Path) -> None:
    broker = launch("--port", "0")
    ports = broker.ready()
    assert ports.keys() == {"tcp", "unix"}
    for address in ports.values():
        body = json.loads(retained(address)["fleet/hub/presence/broker"])
        assert body["online"] is True and body["since"] > 0
        assert body["health"] == {"state": "ok", "connections": 0}


def test_sigterm_stops_it_cleanly_and_says_offline(launch: Launch, short_dir: Path) -> None:
    broker = launch("--port", "0")
    ports = broker.ready()
    watcher = log_in(int(ports["tcp"]))
    watcher.subscribe("fleet/hub/presence/+")
    watcher.ping()
    broker.child.send_signal(signal.SIGTERM)
    assert json.loads(watcher.messages(1)[0].payload)["online"] is False
    assert watcher.is_closed()
    status, said = broker.ends()
    assert status == EXIT_OK and "Traceback" not in said
    assert not Path(str(ports["unix"])).exists()


def test_a_taken_port_is_one_line_and_a_status_of_its_own(launch: Launch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, said = launch("--port", str(port)).ends()
    assert status == EXIT_PORT_TAKEN
    assert said.count("\n") == 1 and str(port) in said and "port is taken" in said
    assert launch("--port", "0").ready()["tcp"]


def test_a_second_broker_of_the_same_home_is_refused(launch: Launch, short_dir: Path) -> None:
    first = launch("--port", "0")
    port = int(first.ready()["tcp"])
    status, said = launch("--port", "0").ends()
    assert status == EXIT_RUNNING and said.count("\n") == 1
    assert log_in(port).ping() == []
    assert retained(str(run_dir(Home(short_dir)).broker)), "its Unix socket was taken away"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('[broker]\nhost = "0.0.0.0"\n', "plain MQTT is for loopback"),
        ("[broker]\nport = 70000\n", "not a port"),
        ("[broker]\ntls_port = 8883\n", "tls_cert"),
        ('[broker]\ntls_port = 8883\ntls_cert = "/nowhere"\n', "there is no file"),
        ("[broker]\nprot = 1\n", "no setting"),
        ("[broker\n", "config.toml"),
    ],
)
def test_a_wrong_configuration_is_one_line(
    launch: Launch, short_dir: Path, text: str, part: str
) -> None:
    (short_dir / "config.toml").write_text(text)
    status, said = launch().ends()
    assert status == EXIT_CONFIG
    assert said.count("\n") == 1 and part in said, said


def test_the_ugly_flag_opens_plain_mqtt(launch: Launch, short_dir: Path) -> None:
    (short_dir / "config.toml").write_text(
        '[broker]\nhost = "0.0.0.0"\nport = 0\nplaintext_from_anywhere = true\n'
    )
    assert log_in(int(launch().ready()["tcp"])).ping() == []


def test_the_lock_and_the_documents_are_private(launch: Launch, short_dir: Path) -> None:
    launch("--port", "0").ready()
    for path in (short_dir / "hub").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_broker_that_stood_still_does_not_blame_its_clients(launch: Launch) -> None:
    broker = launch("--port", "0")
    port = int(broker.ready()["tcp"])
    watcher, client = log_in(port, "watcher"), Raw(port)
    watcher.subscribe("gone")
    assert client.login("c", keep_alive=1, will=("gone", b"", 0, False))[1] == 0
    broker.child.send_signal(signal.SIGSTOP)
    began = time.monotonic()

    def alive_for_4_s() -> bool:
        client.send(raw.PINGREQ)
        watcher.send(raw.PINGREQ)
        return time.monotonic() - began > 4

    until(alive_for_4_s, "4 s of pings that nobody reads", every=0.2)
    broker.child.send_signal(signal.SIGCONT)
    client.send(raw.PINGREQ)
    assert client.read().kind == raw.PINGRESP
    client.send(raw.DISCONNECT)
    assert client.is_closed()
    assert [got for got in watcher.ping() if got.kind == raw.PUBLISH] == []


def test_the_real_rights_are_in_force_and_change_while_it_runs(
    launch: Launch, short_dir: Path
) -> None:
    home = Home(short_dir)
    first.create(home, "ana", "build-01", {"web": "/srv/web"})
    credentials.set_password(home, "ana", "a long password")
    secret = credentials.set_secret(home, "machine:build-01")
    broker = launch("--port", "0", program=["-m", "broker"])
    port = int(broker.ready()["tcp"])
    state = "fleet/session/build-01/web/0123456789abcd/state"

    machine = Raw(port)
    will = ("fleet/machine/build-01/presence", b"{}", 1, True)
    assert machine.login("build-01", "machine:build-01", secret, will=will)[1] == 0
    machine.publish(state, b"{}", retain=True)
    machine.publish("fleet/session/other-01/web/0123456789abcd/state", b"{}", retain=True)
    ana = Raw(port)
    assert ana.login("desk", "ana", "a long password")[1] == 0
    assert ana.subscribe("fleet/session/build-01/web/+/state", "fleet/ack/+") == [1, 0x80]
    assert [(m.topic, m.retain) for m in ana.messages(1)] == [(state, True)]
    for user, password in ((None, None), ("ana", "wrong"), ("machine:build-01", "x")):
        assert Raw(port).login("x", user, password)[1] == 5

    text = home.access.read_text()
    at = text.index("[machines.build-01")
    home.access.write_text(text[:at])
    assert machine.is_closed(2)
    machine = Raw(port)
    assert machine.login("build-01", "machine:build-01", secret)[1] == 5
    broker.child.send_signal(signal.SIGTERM)
    status, said = broker.ends()
    assert status == EXIT_OK and "Traceback" not in said and "a long password" not in said
