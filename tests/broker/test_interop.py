"""Clients that other people wrote: paho, mqtt.js, Mosquitto's, amqtt's."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
import pytest
from amqtt.client import MQTTClient

from tests.broker import mqttjs
from tests.broker.conftest import StartRig
from tests.broker.rig import Rig
from tests.broker.test_tls import Maker, tls_hub
from tests.waiting import until


class Paho:
    """A connected paho client, and the (topic, payload, qos, retain) that it got."""

    def __init__(self, hub: Rig, name: str, client_id: str, *, clean: bool = True) -> None:
        self.got: list[tuple[str, bytes, int, bool]] = []
        self.granted: list[object] = []
        self.client = paho.Client(
            paho.CallbackAPIVersion.VERSION2, client_id=client_id, clean_session=clean
        )
        self.client.username_pw_set(name, f"{name}-pw")
        self.client.on_message = lambda c, u, m: self.got.append(
            (m.topic, bytes(m.payload), m.qos, m.retain)
        )
        self.client.on_subscribe = lambda c, u, mid, codes, p: self.granted.extend(codes)
        self.connected = threading.Event()
        self.client.on_connect = lambda c, u, f, rc, p: self.connected.set()
        self.client.connect("127.0.0.1", hub.port)
        self.client.loop_start()
        assert self.connected.wait(5)

    def subscribe(self, text: str, qos: int) -> None:
        before = len(self.granted)
        self.client.subscribe(text, qos)
        until(lambda: len(self.granted) > before, "the SUBACK")

    def stop(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@pytest.mark.parametrize("qos", [0, 1, 2])
def test_paho_publishes_and_receives_in_order(hub: Rig, qos: int) -> None:
    receiver, sender = Paho(hub, "bob", "r"), Paho(hub, "ana", "s")
    receiver.subscribe("a/#", qos)
    for n in range(500):
        sender.client.publish("a/b", b"%d" % n, qos)
    until(lambda: len(receiver.got) >= 500, "500 messages", 15)
    assert [int(payload) for _, payload, _, _ in receiver.got] == list(range(500))
    assert {got[2] for got in receiver.got} == {min(qos, 1)}
    receiver.stop()
    sender.stop()


def test_paho_finds_retained_documents_and_its_session_again(hub: Rig) -> None:
    sender = Paho(hub, "ana", "s")
    sender.client.publish("a/kept", b"x" * 65_536, 1, retain=True).wait_for_publish(5)
    first = Paho(hub, "bob", "r", clean=False)
    first.subscribe("a/#", 1)
    until(lambda: len(first.got) == 1, "the document")
    assert first.got[0][3] and len(first.got[0][1]) == 65_536
    first.stop()
    sender.client.publish("a/live", b"meanwhile", 1).wait_for_publish(5)
    second = Paho(hub, "bob", "r", clean=False)
    until(lambda: second.got, "what was queued")
    assert second.got == [("a/live", b"meanwhile", 1, False)]
    second.stop()
    sender.stop()


needs_mosquitto = pytest.mark.skipif(
    shutil.which("mosquitto_pub") is None, reason="mosquitto-clients is not installed"
)


def tool(name: str, hub: Rig, user: str, *arguments: str) -> list[str]:
    return [
        name, "-h", "127.0.0.1", "-p", str(hub.port), "-V", "mqttv311",
        "-u", user, "-P", f"{user}-pw", *arguments,
    ]  # fmt: skip


@needs_mosquitto
@pytest.mark.parametrize("qos", ["0", "1", "2"])
def test_mosquittos_clients_publish_and_receive(hub: Rig, qos: str) -> None:
    reader = subprocess.Popen(
        tool("mosquitto_sub", hub, "bob", "-t", "a/#", "-q", qos, "-C", "200", "-W", "20"),
        stdout=subprocess.PIPE,
        text=True,
    )
    until(lambda: hub.run(lambda: not hub.broker.core.router.filters_empty()), "it subscribed")
    subprocess.run(
        tool("mosquitto_pub", hub, "ana", "-t", "a/b", "-q", qos, "-l"),
        input="".join(f"{n}\n" for n in range(200)),
        text=True,
        check=True,
        timeout=20,
    )
    out, _ = reader.communicate(timeout=20)
    assert out.split() == [str(n) for n in range(200)]


@needs_mosquitto
def test_mosquittos_clients_are_refused_in_a_way_they_understand(hub: Rig) -> None:
    wrong = tool("mosquitto_pub", hub, "ana", "-P", "wrong", "-t", "a", "-m", "x")
    done = subprocess.run(wrong, capture_output=True, text=True, timeout=20)
    assert done.returncode == 5 and "not authorised" in done.stderr
    five = [part if part != "mqttv311" else "mqttv5" for part in tool("mosquitto_pub", hub, "ana")]
    done = subprocess.run([*five, "-t", "a", "-m", "x"], capture_output=True, text=True, timeout=20)
    assert done.returncode != 0
    assert hub.told("refused")[-1][-1] == "level"


def test_amqtts_client_publishes_and_receives(hub: Rig) -> None:
    async def talk() -> list[tuple[str, bytes]]:
        client = MQTTClient(client_id="amqtt", config={"auto_reconnect": False, "plugins": {}})
        await client.connect(f"mqtt://bob:bob-pw@127.0.0.1:{hub.port}/")
        assert await client.subscribe([("a/#", 1), ("b", 2)]) == [1, 1]
        got = []
        for n in range(20):
            await client.publish("a/b", b"%d" % n, qos=n % 3)
            message = await client.deliver_message(timeout_duration=5)
            assert message is not None
            got.append((message.topic, bytes(message.data or b"")))
        await client.disconnect()
        return got

    assert asyncio.run(talk()) == [("a/b", b"%d" % n) for n in range(20)]


needs_node = pytest.mark.skipif(
    mqttjs.node() is None or shutil.which("npm") is None, reason="Node and npm are not installed"
)


def run_mqttjs(url: str, password: str, ca: Path | None = None) -> list[dict[str, Any]]:
    node = mqttjs.node()
    assert node is not None
    script = str(Path(mqttjs.__file__).with_suffix(".cjs"))
    done = subprocess.run(
        [node, script, str(mqttjs.modules()), url, "bob", password, "30"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": os.defpath, **({"CA": str(ca)} if ca is not None else {})},
    )
    assert not done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check_mqttjs(told: list[dict[str, Any]]) -> None:
    refused, granted, got, kept, ended = told
    assert "Subscribe error" in refused["granted"] or refused["granted"] == "Unspecified error"
    assert granted == {"granted": [1, 1]}
    assert got["got"] == [["a/b", str(n), min(n % 3, 1), False] for n in range(30)]
    assert (kept, ended) == ({"kept": ["a/b", "5", True]}, {"ended": True})


@needs_node
def test_mqttjs_publishes_and_receives_in_order(hub: Rig) -> None:
    hub.authority.rights["bob"].subscribe = ["a/#", "b", "a/b"]
    check_mqttjs(run_mqttjs(f"mqtt://127.0.0.1:{hub.port}", "bob-pw"))


@needs_node
def test_mqttjs_over_tls(start: StartRig, tmp_path: Path) -> None:
    maker = Maker(tmp_path)
    hub = tls_hub(start, maker, client_ca=False)
    hub.authority.rights["bob"].subscribe = ["a/#", "b", "a/b"]
    port = hub.broker.ports()["tls"]
    check_mqttjs(run_mqttjs(f"mqtts://localhost:{port}", "bob-pw", maker.ca))


@needs_node
def test_mqttjs_is_refused_in_a_way_it_understands(hub: Rig) -> None:
    (told,) = run_mqttjs(f"mqtt://127.0.0.1:{hub.port}", "wrong")
    assert told["code"] == 5 and "Not authorized" in told["failed"]


def test_uvloop_serves_the_same(short_dir: Path, start: StartRig) -> None:
    uvloop = pytest.importorskip("uvloop")
    hub = start(unix=True, loop_factory=uvloop.new_event_loop)
    receiver, sender = Paho(hub, "bob", "r"), Paho(hub, "ana", "s")
    receiver.subscribe("a/#", 1)
    for n in range(300):
        sender.client.publish("a/b", b"%d" % n, 1)
    until(lambda: len(receiver.got) >= 300, "300 messages", 15)
    receiver.stop()
    sender.stop()
    by_unix = hub.raw(str(hub.broker.settings.unix))
    assert by_unix.login("u")[1] == 0
    assert by_unix.ping() == []
    assert hub.authority.peers[-1].uid == os.getuid()
    stuck = hub.raw(receive_buffer=4096)
    assert stuck.login("eve", "eve", "eve-pw")[1] == 0
    stuck.subscribe(("b", 0))
    for _ in range(100):
        by_unix.publish("b", b" " * 60_000)
    assert hub.run(lambda: hub.broker.core.router.dropped) > 0
    hub.stop()
    assert {thing[-1] for thing in hub.told("disconnected")} == {"disconnect", "shutdown"}
