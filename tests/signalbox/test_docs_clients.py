"""Every line of docs/clients.md is run, as it stands there, by a device with its own password."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broker.steward import commands
from tests.signalbox.gated import running
from tests.system.fleet import Fleet
from tests.waiting import until

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "clients.md").read_text()
LINES = [
    line
    for box in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in box.splitlines()
]
EXAMPLE = "01m8exampleses"
APPROVAL = "k3m9x2ab"

pytestmark = pytest.mark.skipif(
    shutil.which("mosquitto_sub") is None, reason="Debian's mosquitto-clients is not installed"
)


class Reader:
    """A person's shell with the tools' configuration files."""

    def __init__(self, fleet: Fleet, password: str, session: str) -> None:
        self._home = fleet.root / "reader"
        self._session = session
        self.approval = APPROVAL
        config = self._home / ".config"
        config.mkdir(parents=True)
        (box,) = re.findall(r"^```conf\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
        told = box.replace("hub.example.org", "127.0.0.1").replace("8883", str(fleet.port))
        told = told.replace("--capath /etc/ssl/certs\n", "").replace("the-password", password)
        for tool in ("mosquitto_sub", "mosquitto_pub"):
            (config / tool).write_text(told)

    def start(self, part: str) -> subprocess.Popen[bytes]:
        """The one line of the page that holds `part`."""
        (line,) = [line for line in LINES if part in line]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self._home)}
        return subprocess.Popen(
            shlex.split(line.replace(EXAMPLE, self._session).replace(APPROVAL, self.approval)),
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def says(self, part: str) -> str:
        """Run a line to its end: what it printed."""
        out, _ = self.start(part).communicate(timeout=20)
        return out.decode()

    @contextmanager
    def listening(self, part: str) -> Iterator[Heard]:
        """Run a line until the end of the block; its lines so far."""
        process = self.start(part)
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        try:
            yield Heard(process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)
            process.stdout.close()


class Heard(list[str]):
    """Reads what has come whenever it is asked."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__()
        self._process = process
        self._rest = b""

    def has(self, *parts: str) -> bool:
        assert self._process.stdout is not None
        with contextlib.suppress(BlockingIOError):
            self._rest += os.read(self._process.stdout.fileno(), 1 << 20)
        *whole, self._rest = self._rest.split(b"\n")
        self.extend(line.decode() for line in whole)
        return any(all(part in line for part in parts) for line in self)


def test_the_lines_of_the_page_do_what_it_says(shared: Fleet) -> None:
    web = shared.root / "web"
    web.mkdir()
    commands.run(
        shared.home, "machine.projects", {"machine": "build-01", "projects": {"web": str(web)}}
    )
    shared.add_user("ana", "driver")
    told = _phone(shared)
    session = until(lambda: _in_web(shared, web), "the machine knows its project", 20, every=0.5)
    shared.wait_printed(session, "begun")
    reader = Reader(shared, told["password"], session)
    until(lambda: '"user":"ana"' in reader.says("access/ana"), "ana is told", 10)
    beat = json.loads(reader.says("machine/+/presence"))
    assert beat["online"] and beat["beat"]["incarnation"]
    with (
        reader.listening("fleet/session/+/+/+/state") as states,
        reader.listening("fleet/session/+/+/+/event") as events,
        reader.listening("fleet/reply/ana/+/+") as replies,
    ):
        until(lambda: states.has(session, '"phase":"running"'), "its state", 10)
        reader.says('"lease":60')
        until(lambda: replies.has("r-1002", "accepted"), "the receipt of the watch", 15)
        reader.says("run the tests again")
        until(lambda: replies.has("r-1001", "accepted"), "the receipt of the prompt", 15)
        until(lambda: events.has('"kind":"output"', "run the tests again"), "the live output", 15)
        shared.wait_printed(session, "run the tests again")
        (prompt,) = shared.bodies(session, "prompt")
        assert prompt["who"] == "ana"
        # The same line again: the same id, so it is carried out no second time.
        reader.says("run the tests again")
        reader.says("r-1003")
        until(lambda: replies.has("r-1003", "accepted"), "the receipt of the interrupt", 15)
        reader.says("r-1004")
        until(lambda: states.has(session, '"phase":"ended"'), "its end", 20)
        assert len(shared.bodies(session, "prompt")) == 1
    can = shlex.split(re.findall(r"`signalbox (can ana.phone [^`]+)`", PAGE)[0])
    assert shared.cli(*can).stdout.startswith("yes")
    remove = re.findall(r"`signalbox (device remove phone\s+--user ana)`", PAGE)[0]
    shared.cli(*remove.split())
    until(lambda: "not authorised" in reader.says("machine/+/presence").lower(), "cut off", 5)


def test_what_waits_is_read_and_answered_by_the_lines_of_the_page(short_dir: Path) -> None:
    with running(short_dir, rules="") as gated, _gateway(gated.fleet) as gateway:
        fleet = gated.fleet
        fleet.add_user("ana", "approver")
        session = gated.start()
        reader = Reader(fleet, _phone(fleet)["password"], session)
        reader.approval = gated.ask(session, "touch yes")
        until(lambda: reader.approval in reader.says("inbox/ana"), "it is in the inbox", 30)
        told = json.loads(reader.says("inbox/ana"))
        assert (told["n"], told["id"]) == (1, reader.approval) and "touch yes" in told["text"]
        with reader.listening("fleet/reply/ana/+/+") as replies:
            # Nothing but the broker and the machine is needed to answer.
            gateway.kill()
            gateway.wait(10)
            reader.says("ana/allow")
            receipt = f"reply/ana/build-01/allow-{reader.approval}"
            until(lambda: replies.has(receipt, "accepted"), "the receipt of the yes", 30)
            until((gated.folder / "yes").exists, "it ran", 30)
            reader.approval = gated.ask(session, "touch no")
            reader.says("ana/deny")
            receipt = f"reply/ana/build-01/deny-{reader.approval}"
            until(lambda: replies.has(receipt, "accepted"), "the receipt of the no", 30)
        gated.wait_said(session, "denied (denied by ana")
        assert not (gated.folder / "no").exists()


def test_every_line_of_the_page_is_run_by_the_test() -> None:
    text = Path(__file__).read_text()
    parts = re.findall(r"""(?:says|listening)\((["'])(.*?)\1\)""", text)
    for line in LINES:
        assert "device add" in line or any(part in line for _, part in parts), line


def _phone(fleet: Fleet) -> dict[str, str]:
    """The device that the page's own line makes: its user name and password."""
    add = shlex.split(next(line for line in LINES if "device add" in line))
    assert add[0] == "signalbox"
    told: dict[str, str] = json.loads(fleet.cli(*add[1:], "--json").stdout)
    assert told["username"] == "ana.phone"
    return told


@contextmanager
def _gateway(fleet: Fleet) -> Iterator[subprocess.Popen[bytes]]:
    """The console's process, which fills inboxes."""
    command = [sys.executable, "-I", "-m", "console", "--home", str(fleet.home.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd="/") as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith(b"ready")
            yield process
        finally:
            process.kill()


def _in_web(fleet: Fleet, folder: Path) -> str | None:
    """A session of the project `web`; the machine learns of the project from its policy."""
    session = fleet.run("sh", "-c", "trap : INT; echo begun; while :; do cat; done", cwd=folder)
    if fleet.bodies(session, "started")[0]["project"] == "web":
        return session
    fleet.cli("stop", session, "--grace", "0")
    return None
