"""Other computers join a hub by its line and its code, are revoked, come back, and are cloned."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from cryptography import x509

from broker import certificates
from schemas.wire import layout
from schemas.wire.layout import Home
from signalbox import local_sessions, settings_file
from tests.ports import free_port
from tests.system.installed import Installed
from tests.waiting import until


class Net:
    """A hub that others can reach, and computers that may join it."""

    def __init__(self, root: Path, ahead: timedelta = timedelta()) -> None:
        """`ahead`: by how much the clock that made the hub's certificates was."""
        self.root = root
        self.hub = self._home("hub")
        if ahead:
            certificates.make(self.hub.home, "127.0.0.1", datetime.now(UTC) + ahead)
        settings_file.change(self.hub.home.config, broker__tls_port=free_port())
        self.hub.good("up", "--hub-only", "--host", "127.0.0.1")
        self.all = [self.hub]

    def _home(self, name: str) -> Installed:
        folder = self.root / name
        folder.mkdir()
        return Installed(folder)

    def computer(self, name: str) -> Installed:
        """A computer that has joined nothing yet."""
        self.all.append(self._home(name))
        return self.all[-1]

    def line(self, *words: str) -> tuple[list[str], str]:
        """The words of the line and the code, by `machine add` or `machine invite`."""
        told = json.loads(self.hub.good("machine", *words, "--json"))
        return told["line"].split()[1:], told["code"]

    def machines(self) -> dict[str, dict]:
        """What `machine list` says, by name."""
        rows = json.loads(self.hub.good("machine", "list", "--json"))
        return {row["machine"]: row for row in rows}

    def archived(self, session: str) -> str:
        """All the output of a session that the hub has."""
        query = f"SELECT text FROM events WHERE session = '{session}' AND text IS NOT NULL"
        rows = json.loads(self.hub.good("audit", "sql", "--json", query))
        return "".join(row["text"] for row in rows)


@pytest.fixture
def net(short_dir: Path) -> Iterator[Net]:
    made = Net(short_dir)
    yield made
    for one in reversed(made.all):
        log = one.home.logs / "signalbox.log"
        print(f"----- {one.home.root} -----\n{log.read_text()[-6000:] if log.exists() else ''}")
        one.clean()


def connected(machine: Installed) -> bool:
    """Whether this machine says that the hub has let it in."""
    return "\nconnected to the hub\n" in machine.do("status")[1]


def test_a_machine_joins_runs_is_revoked_goes_on_and_comes_back(net: Net) -> None:
    line, code = net.line("add", "build-01", "--project", "web=/tmp")
    machine = net.computer("m")
    said = json.loads(machine.good(*line, "--json", typed=f"{code.upper()}\n"))
    assert said["machine"] == "build-01"
    assert net.machines()["build-01"]["words"] == said["words"]
    assert len(said["words"].split()) == 6
    assert ": connected" in machine.good("up")
    session = machine.good("run", "-d", "--in", "/tmp", "cat").split()[0]
    machine.good("prompt", session, "before")
    until(lambda: "before" in net.archived(session), "it is in the hub's archive", 20, every=0.3)
    query = f"SELECT DISTINCT machine, project FROM events WHERE session = '{session}'"
    rows = json.loads(net.hub.good("audit", "sql", "--json", query))
    assert rows == [{"machine": "build-01", "project": "web"}]

    net.hub.good("machine", "revoke", "build-01")
    until(lambda: not connected(machine), "it is cut", 1.5)
    machine.good("prompt", session, "while revoked")
    journal = lambda: b"".join(  # noqa: E731
        path.read_bytes() for path in local_sessions.segments(machine.home, session)
    )
    until(lambda: b"while revoked" in journal(), "its journal goes on", 10)
    assert "build-01" not in net.machines()
    assert "while revoked" not in net.archived(session)
    # Nor does the code that it once had let it back in.
    assert "code" in machine.refused(*line, typed=code)

    line, code = net.line("add", "build-01", "--project", "web=/tmp")
    machine.good(*line, typed=code)
    machine.good("down")
    machine.good("up")
    until(lambda: "while revoked" in net.archived(session), "the rest arrives", 20, every=0.3)
    kept = [path for path in net.hub.home.root.rglob("*") if path.is_file()]
    secret = code.replace("-", "")[4:].encode()
    assert not [path for path in kept if secret in path.read_bytes()]


def test_a_reinstalled_machine_takes_its_place_and_the_old_disk_is_let_in_no_more(
    net: Net,
) -> None:
    line, code = net.line("add", "build-01")
    old = net.computer("old")
    old.good(*line, typed=code)
    old.good("up")
    line, code = net.line("add", "build-01")
    new = net.computer("new")
    assert "build-01" in new.good(*line, typed=code)
    until(lambda: not connected(old), "the old one is cut", 5)
    assert ": connected" in new.good("up")
    assert list(net.machines()) == ["build-01"]


def test_a_machine_gets_another_name_when_all_that_bears_the_old_one_is_archived(
    net: Net,
) -> None:
    line, code = net.line("add", "old", "--project", "web=/tmp")
    machine = net.computer("m")
    machine.good(*line, typed=code)
    machine.good("up")
    session = machine.good("run", "-d", "--in", "/tmp", "sh", "-c", "echo by the old; cat")
    session = session.split()[0]
    line, code = net.line("rename", "old", "new")
    assert "sessions there are old's" in machine.refused(*line, typed=code)
    machine.good("stop", session)
    ended = f"SELECT 1 AS n FROM events WHERE session = '{session}' AND kind = 'ended'"
    until(
        lambda: json.loads(net.hub.good("audit", "sql", "--json", ended)), "its end", 20, every=0.3
    )
    until(lambda: machine.do(*line, typed=code)[0] == 0, "it joins by the new name", 10)
    machine.good("down")
    assert "machine  new" in machine.good("up")
    machines = net.machines()
    assert list(machines) == ["new"] and machines["new"]["projects"] == {"web": "/tmp"}
    assert "by the old" in net.archived(session)


def test_a_cloned_home_is_noticed_and_neither_is_let_in_until_one_joins_again(net: Net) -> None:
    line, code = net.line("add", "build-01")
    one = net.computer("one")
    one.good(*line, typed=code)
    two = net.computer("two")
    shutil.copytree(one.home.root, two.home.root, dirs_exist_ok=True)
    settings_file.change(two.home.config, hub__ca=str(two.home.edge_keys / "hub-ca.pem"))
    one.good("up")
    two.good("up")
    until(lambda: net.machines()["build-01"].get("twins"), "the hub notices", 20)
    until(lambda: not connected(one) and not connected(two), "neither is let in", 10)
    assert "build-01 is REFUSED" in net.hub.do("status")[1]
    findings = {f["check"]: f for f in json.loads(net.hub.do("doctor", "--json")[1])}
    assert findings["clones"]["state"] == "bad"
    line, code = net.line("add", "build-01")
    one.good(*line, typed=code)
    one.good("down")
    assert ": connected" in one.good("up")
    assert not net.machines()["build-01"]["twins"]
    assert not connected(two)


def test_a_restart_is_no_clone(net: Net) -> None:
    line, code = net.line("add", "build-01")
    machine = net.computer("m")
    machine.good(*line, typed=code)
    for _ in range(3):
        assert ": connected" in machine.good("up")
        machine.good("down")
    net.hub.good("down")
    net.hub.good("up", "--hub-only")  # its name and port are remembered
    assert ": connected" in machine.good("up")
    assert not net.machines()["build-01"]["twins"]


def test_an_invitation_is_for_so_many_and_names_are_made_unique(net: Net) -> None:
    line, code = net.line("invite", "--uses", "2")
    first, second, third = (net.computer(name) for name in ("a", "b", "c"))
    assert "lab" in first.good(*line, "--name", "Lab.example.org", typed=code)
    assert "lab-2" in second.good(*line, "--name", "lab", typed=code)
    said = third.refused(*line, "--name", "lab", typed=code)
    assert "used already" in said
    assert sorted(net.machines()) == ["lab", "lab-2"]


def test_what_goes_wrong_is_one_line_and_leaves_the_home_as_it_was(net: Net) -> None:
    line, code = net.line("add", "build-01")
    machine = net.computer("m")
    before = machine.home.config.read_text()
    url, pin = line[1], line[3]
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "does not know this code" in machine.refused(*line, typed=wrong)
    assert "24 letters and digits" in machine.refused(*line, typed="abc")
    other = pin[:-1] + ("0" if pin[-1] != "0" else "g")
    assert "not the hub" in machine.refused("join", url, "--pin", other, typed=code)
    nobody = f"mqtts://127.0.0.1:{free_port()}"
    assert "cannot be reached" in machine.refused("join", nobody, "--pin", pin, typed=code)
    plain = f"mqtt://127.0.0.1:{net.hub.port}"
    assert "mqtts://" in machine.refused("join", plain, "--pin", pin, typed=code)
    assert "use another home" in net.hub.refused(*line, typed=code)
    assert machine.home.config.read_text() == before
    assert not (machine.home.edge_keys / "machine.secret").exists()
    assert net.machines() == {}

    told = json.loads(net.hub.good("machine", "add", "late", "--ttl", "1s", "--json"))
    until(lambda: time.time() > told["until_us"] / 1e6, "it expires", 5)
    assert "has expired" in machine.refused(*line, typed=told["code"])
    assert machine.home.config.read_text() == before
    # The first code was not used up by any of this.
    assert "build-01" in machine.good(*line, typed=code)


BEHIND = """
import time
real, wall = time.time_ns, time.time
time.time_ns = lambda: real() - 86_400 * 10**9
time.time = lambda: wall() - 86_400
from signalbox.cli import main
raise SystemExit(main())
"""


def test_a_clock_that_is_off_by_a_day_is_one_line_and_uses_up_no_code(net: Net) -> None:
    line, code = net.line("add", "build-01")
    machine = net.computer("m")
    before = {path: path.read_bytes() for path in machine.home.root.rglob("*") if path.is_file()}
    done = subprocess.run(
        [sys.executable, "-I", "-c", BEHIND, *line],
        env={**os.environ, "SIGNALBOX_HOME": str(machine.home.root)},
        input=code,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
    assert "24 hours behind" in done.stderr and "clock" in done.stderr
    after = {path: path.read_bytes() for path in machine.home.root.rglob("*") if path.is_file()}
    after.pop(machine.home.root / "setup.lock")
    assert after == before
    assert "build-01" in machine.good(*line, typed=code)


def test_nothing_listens_on_a_machine(net: Net) -> None:
    line, code = net.line("add", "build-01")
    machine = net.computer("m")
    machine.good(*line, typed=code)
    machine.good("up")
    machine.good("run", "-d", "--in", "/tmp", "cat")
    parts = json.loads(machine.home.up_state.read_text())
    hosts = [int(p.read_text()) for p in layout.run_dir(machine.home).root.glob("*/pid")]
    assert hosts
    for pid in [parts["pid"], *(part["pid"] for part in parts["parts"].values()), *hosts]:
        for one in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            found = one.net_connections("inet")
            assert not [c for c in found if c.status == "LISTEN" or c.type.name == "SOCK_DGRAM"]


def test_a_hub_is_opened_with_a_certificate_of_ones_own_and_says_what_is_wrong_with_it(
    net: Net, short_dir: Path
) -> None:
    """The hub of the fixture is a source of certificates here: its chain ends in its own root."""
    chain, key = (net.hub.home.hub_keys / name for name in ("tls.pem", "tls.key"))
    other = net.computer("other")
    settings_file.change(other.home.config, broker__tls_port=free_port())
    given = ("--tls-cert", str(chain), "--tls-key", str(key))
    words = ("up", "--hub-only", "--host")
    assert "is not for" in other.refused(*words, "192.0.2.7", *given)
    assert "belong together" in other.refused("up", "--hub-only", *given)
    wrong = ("--tls-cert", str(chain), "--tls-key", str(net.hub.home.hub_keys / "ca.key"))
    assert "tls.pem" in other.refused(*words, "127.0.0.1", *wrong)
    other.good(*words, "127.0.0.1", *given)
    told = json.loads(other.good("machine", "add", "build-01", "--json"))
    machine = net.computer("m")
    machine.good(*told["line"].split()[1:], typed=told["code"])
    assert ": connected" in machine.good("up")
    machine.good("down")
    assert "has joined a hub" in machine.refused("up", "--host", "127.0.0.1")


def test_plain_text_leaves_the_computer_only_by_its_ugly_flag(net: Net) -> None:
    other = net.computer("other")
    said = other.good("up", "--hub-only")
    assert "WARNING" not in said and listens(other) == {"127.0.0.1"}
    other.good("down")
    said = other.good("up", "--hub-only", "--plain-text-to-the-network-i-know")
    assert "WITHOUT TLS" in said and listens(other) == {"0.0.0.0"}
    other.good("down")
    assert "WITHOUT TLS" in other.good("up", "--hub-only"), "it is told as long as it is so"


def listens(one: Installed) -> set[str]:
    """The addresses that the broker listens on."""
    pid = json.loads(one.home.up_state.read_text())["parts"]["broker"]["pid"]
    found = psutil.Process(pid).net_connections("inet")
    return {c.laddr.ip for c in found if c.status == "LISTEN"}


@pytest.mark.skipif(os.getuid() != 0, reason="a small disk takes root to mount")
def test_however_full_the_disk_is_a_join_is_whole_or_leaves_the_code_unused(net: Net) -> None:
    (_, url, _, pin), code = net.line("invite")
    disk = net.root / "disk"
    disk.mkdir()
    # The same empty home on a disk with a little more room each time.
    script = """
mount -t tmpfs -o size=1m disk "$DISK" || exit 77
for room in 0 1 2 3 5 8 12 16 17 18 20 24 40; do
  rm -rf "$DISK/h" "$DISK/filler"; mkdir -m 700 "$DISK/h"
  head -c "$(((256 - room) * 4096))" /dev/zero >"$DISK/filler"
  if printf '%s\n' "$CODE" | "$@" >"$DISK.said" 2>&1; then
    rm "$DISK/filler"
    echo "whole $room"; cat "$DISK/h/config.toml"; ls -A "$DISK/h/edge/keys"; exit 0
  fi
  echo "refused $room $(ls -A "$DISK/h/edge/keys" | tr '\n' ' '): $(cat "$DISK.said")"
done
"""
    line = [sys.executable, "-I", "-m", "signalbox", "join", url, "--pin", pin, "--name", "lab"]
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", *line],
        env={
            **os.environ,
            "DISK": str(disk),
            "CODE": code,
            "SIGNALBOX_HOME": str(disk / "h"),
        },
        capture_output=True,
        text=True,
        timeout=100,
    )
    if done.returncode == 77:
        pytest.skip("no mounts are allowed here")
    said = done.stdout.splitlines()
    refused = [text for text in said if text.startswith("refused")]
    assert len(refused) > 3 and all(
        re.search(r"^refused \d+ : signalbox: .*No space left on device", text) for text in refused
    ), done.stdout
    assert f"whole {said[len(refused)].split()[1]}" in said and url in done.stdout, done.stdout
    # It was asked once, by the one that then had room for the answer.
    assert list(net.machines()) == ["lab"]


def test_an_answer_that_cannot_be_kept_is_told_and_the_same_code_goes_on(net: Net) -> None:
    (_, url, _, pin), code = net.line("invite")
    machine = net.computer("m")
    line = ["join", url, "--pin", pin, "--name", "lab"]
    in_its_place = machine.home.edge_keys / "hub.pub" / "x"
    in_its_place.mkdir(parents=True)
    said = machine.refused(*line, typed=code)
    assert "knows this computer as lab now" in said and "the same code" in said
    assert list(net.machines()) == ["lab"]
    shutil.rmtree(in_its_place.parent)
    assert "This is now lab" in machine.good(*line, typed=code)
    assert list(net.machines()) == ["lab"]
    assert sorted(path.name for path in machine.home.edge_keys.iterdir()) == [
        "hub-ca.pem",
        "hub.pub",
        "machine.key",
        "machine.secret",
    ]
    assert ": connected" in machine.good("up")


def test_a_certificate_that_has_ended_is_told_in_one_line_before_the_code_is_sent(
    short_dir: Path,
) -> None:
    shown = Home(short_dir / "shown")
    layout.make_private(shown.hub)
    begun = datetime.now(UTC) - timedelta(days=certificates.DAYS + 2)
    certificates.make(shown, "127.0.0.1", begun)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.made_path(shown), certificates.made_key_path(shown))
    leaf = x509.load_pem_x509_certificates(certificates.made_path(shown).read_bytes())[0]
    heard: list[bytes] = []

    def serve() -> None:
        plain, _ = listening.accept()
        with plain, context.wrap_socket(plain, server_side=True) as secured:
            heard.append(secured.recv(1000))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        url = f"mqtts://127.0.0.1:{listening.getsockname()[1]}"
        machine = Installed(short_dir)
        said = machine.refused(
            "join", url, "--pin", certificates.pin(leaf), typed="wxyz-00000-00000-00000-00000"
        )
        thread.join(10)
    assert f"the hub's certificate ended on {leaf.not_valid_after_utc:%Y-%m-%d}" in said
    assert f"here it is {datetime.now(UTC):%Y-%m-%d}" in said and "renew" in said
    assert heard == [b""], "it was told something, or never asked"
    assert list(machine.home.edge.rglob("machine.*")) == []
