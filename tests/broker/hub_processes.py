"""A real broker and a real steward on one home, and clients that talk to them."""

from __future__ import annotations

import hashlib
import json
import os
import queue
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho

from broker import credentials, hub_keys
from broker.access import first
from schemas.wire import ids
from schemas.wire.layout import Home, run_dir
from schemas.wire.topics import build, parse
from tests.waiting import until

OWNER, PASSWORD = "ana", "correct horse"


class Hub:
    """Owner ana, machine build-01 with the project web. `stop` ends what was started."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        first.create(self.home, OWNER, "build-01", {"web": "/srv/web"})
        hub_keys.make(self.home)
        credentials.set_password(self.home, OWNER, PASSWORD)
        self.machine_secret = credentials.set_secret(self.home, "machine:build-01")
        self.processes: dict[str, subprocess.Popen[str]] = {}
        self.clients: list[Client] = []
        self.port = 0

    def start(self, part: str, *arguments: str) -> None:
        """Start `broker` or `broker.steward` and wait until it is ready."""
        if part == "broker":
            arguments = ("--port", str(self.port), *arguments)
        process = self.spawn(part, *arguments)
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("ready "), (line, process.communicate()[1])
        if part == "broker":
            self.port = json.loads(line.removeprefix("ready "))["tcp"]
            self.home.config.write_text(f'[hub]\nurls = ["mqtt://127.0.0.1:{self.port}"]\n')

    def spawn(self, part: str, *arguments: str) -> subprocess.Popen[str]:
        log = open(self.home.root / f"{part}.log", "a+")  # noqa: SIM115
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", part, "--home", str(self.home.root), *arguments],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        log.close()
        self.processes[part] = process
        return process

    def said(self, part: str) -> str:
        """What a process has printed on stderr."""
        return (self.home.root / f"{part}.log").read_text()

    def end(self, part: str, how: int = signal.SIGTERM) -> int:
        """End one process and return its status."""
        process = self.processes.pop(part)
        process.send_signal(how)
        status = process.wait(10)
        process.communicate()
        return status

    def client(self, username: str = OWNER, password: str = PASSWORD, **kwargs: Any) -> Client:
        """A connected client."""
        made = Client(self.port, username, password, **kwargs)
        self.clients.append(made)
        assert until(made.outcome, "CONNACK") == "Success"
        return made

    def machine(self) -> Client:
        return self.client("machine:build-01", self.machine_secret)

    def stop(self) -> None:
        for client in self.clients:
            client.close()
        for process in self.processes.values():
            process.kill()
            process.communicate()
        unix = run_dir(self.home)
        unix.broker.unlink(missing_ok=True)
        if unix.root.exists():
            os.rmdir(unix.root)


class Client:
    """A plain paho client in a thread of its own, as any program of a third party is one."""

    def __init__(
        self, port: int, username: str, password: str, client_id: str = "", keepalive: int = 30
    ) -> None:
        self.name = username.partition(".")[0]
        self.got: queue.Queue[paho.MQTTMessage] = queue.Queue()
        self.retained: dict[str, Any] = {}
        """The last payload by topic, decoded; a cleared one is not there."""
        self._said = ""
        self.lost = False
        self._client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=client_id)
        self._client.username_pw_set(username, password)
        self._client.on_connect = self._connected
        self._client.on_disconnect = self._disconnected
        self._client.on_message = self._message
        self._client.reconnect_delay_set(60, 60)
        self._client.connect_async("127.0.0.1", port, keepalive)
        self._client.loop_start()

    def outcome(self) -> str:
        """What CONNACK said; empty while there is none."""
        return self._said

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def subscribe(self, *filters: str) -> None:
        for text in filters:
            self._client.subscribe(text, 1)

    def publish(self, topic: str, payload: bytes | dict[str, Any], retain: bool = False) -> None:
        raw = json.dumps(payload).encode() if isinstance(payload, dict) else payload
        self._client.publish(topic, raw, 1, retain).wait_for_publish(5)

    def ask(self, verb: str, request_id: str | None = None, **fields: Any) -> dict[str, Any]:
        """Send a request to the hub and wait for its final receipt; pages are put together."""
        chosen = request_id or ids.new_request()
        reply = build("reply", u=self.name, m=ids.HUB, r=chosen)
        self.subscribe(reply)
        topic = build("do.request", u=self.name, m=ids.HUB, p="-", s="-", verb=verb)
        self.publish(topic, {"id": chosen, **fields})
        return self.receipt(reply)

    def receipt(self, topic: str, seconds: float = 5) -> dict[str, Any]:
        rows: list[Any] = []
        while True:
            message = self.got.get(timeout=seconds)
            if message.topic != topic:
                continue
            body: dict[str, Any] = json.loads(message.payload)
            if body["final"]:
                if rows:
                    body["data"]["rows"] = rows
                return body
            rows += body["data"]["rows"]

    def admin(self, command: str, **arguments: Any) -> dict[str, Any]:
        return self.ask("admin", command=command, arguments=arguments)

    def _connected(self, _c: Any, _d: Any, _f: Any, code: Any, _p: Any) -> None:
        self._said = str(code)

    def _disconnected(self, *_: Any) -> None:
        self.lost = True

    def _message(self, _c: Any, _d: Any, message: paho.MQTTMessage) -> None:
        if parse(message.topic).row.retained:
            if message.payload:
                self.retained[message.topic] = json.loads(message.payload)
            else:
                self.retained.pop(message.topic, None)
        self.got.put(message)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    return secrets.token_hex(32)
