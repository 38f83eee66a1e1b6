"""Sockets: what a shielded session still reaches, what it does not, and what it is not told of."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from edge_agent.shield import places
from tests.edge_agent.shield.test_walls import PYTHON_CONNECT, needs_scope
from tests.edge_agent.shield.walled import SYSTEM_PATH, Walled
from tests.waiting import until

Surround = Callable[..., Walled]
ROOT = Path(__file__).parents[3]


def test_a_session_asks_its_gate_through_the_shield(surround: Surround) -> None:
    walled = surround()
    assert "REACHED" in walled.attempt(PYTHON_CONNECT + '"$SB_RUN/gate.sock"')
    connection, _ = walled.gate.accept()
    with connection:
        raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        assert int.from_bytes(raw[4:8], sys.byteorder) == walled.uid, "its own account's number"


def test_nothing_of_our_home_is_there_but_the_gates_socket(surround: Surround) -> None:
    walled = surround()
    seen = walled.attempt(f'find "$SB_HOME" "{walled.run_dir}" ! -type d')
    assert seen.split() == [str(walled.gate_sock)]


@needs_scope
@pytest.mark.parametrize("level", ["plain", "shielded"])
def test_an_abstract_socket_outside_is_out_of_reach_and_ones_own_works(
    surround: Surround, level: str
) -> None:
    name = f"@sb-{os.getpid()}"
    walled = surround(level)
    walled.listen(name)
    told = walled.attempt(PYTHON_CONNECT + name)
    assert "REACHED" not in told and "PermissionError" in told
    own = (
        "import socket; a = socket.socket(socket.AF_UNIX); a.bind('\\0own-' + __import__('os')"
        ".urandom(8).hex()); a.listen(); b = socket.socket(socket.AF_UNIX);"
        " b.connect(a.getsockname()); print('REACHED')"
    )
    assert "REACHED" in walled.attempt(f'/usr/bin/python3 -I -S -c "{own}"')


@pytest.mark.parametrize(("level", "reached"), [("plain", True), ("shielded", False)])
def test_the_ssh_agent_is_reached_only_without_a_shield(
    surround: Surround, level: str, reached: bool, short_dir: Path
) -> None:
    path = short_dir / "agent"
    walled = surround("plain")
    walled.outside("ssh-agent", "-D", "-a", str(path), stdout=subprocess.DEVNULL)
    until(path.exists, "ssh-agent's socket", 30)
    walled.environment["SSH_AUTH_SOCK"] = str(path)
    walled.shield = walled.prepare(level)
    assert ("SSH_AUTH_SOCK" in walled.shield.environment) is reached
    told = walled.attempt("ssh-add -l", SSH_AUTH_SOCK=str(path))
    assert ("no identities" in told) is reached, told


def test_the_ssh_agent_is_reached_where_the_setting_lets_it(
    surround: Surround, short_dir: Path
) -> None:
    path = short_dir / "agent"
    walled = surround("plain")
    walled.outside("ssh-agent", "-D", "-a", str(path), stdout=subprocess.DEVNULL)
    until(path.exists, "ssh-agent's socket", 30)
    walled.environment["SSH_AUTH_SOCK"] = str(path)
    walled.shield = walled.prepare("shielded", ssh_agent=True)
    assert "no identities" in walled.attempt("ssh-add -l")


@pytest.mark.parametrize(("level", "reached"), [("plain", True), ("shielded", False)])
def test_tmux_outside_is_reached_only_without_a_shield(
    surround: Surround, level: str, reached: bool, short_dir: Path
) -> None:
    walled = surround(level)
    name = f"sb-{os.getpid()}"
    socket_path = Path(f"/tmp/tmux-{walled.uid}/{name}")
    walled.outside("tmux", "-L", name, "-f", "/dev/null", "new-session", "-d", "sleep 600").wait()
    try:
        until(socket_path.exists, "tmux's socket", 30)
        marker = short_dir / "work" / "typed"
        told = walled.attempt(f'tmux -L {name} new-window -d "touch {marker}" && echo REACHED')
        assert ("REACHED" in told) is reached, told
        if reached:
            until(marker.exists, "what was typed outside", 30)
    finally:
        walled.outside("tmux", "-L", name, "kill-server").wait()
        socket_path.unlink(missing_ok=True)


@pytest.mark.parametrize(("level", "reached"), [("plain", True), ("shielded", False)])
def test_the_session_bus_is_reached_only_without_a_shield(
    surround: Surround, account: int, level: str, reached: bool, short_dir: Path
) -> None:
    if account not in {entry.pw_uid for entry in pwd.getpwall()}:
        pytest.skip("dbus-daemon starts only for an account that has an entry")
    path = short_dir / "bus"
    address = f"unix:path={path}"
    walled = surround("plain")
    walled.outside(
        "dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}",
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until(path.exists, "the bus", 30)
    walled.environment["DBUS_SESSION_BUS_ADDRESS"] = address + ",guid=00"
    walled.shield = walled.prepare(level)
    assert ("DBUS_SESSION_BUS_ADDRESS" in walled.shield.environment) is reached
    told = walled.attempt(
        f'dbus-send --bus="{address}" --print-reply --dest=org.freedesktop.DBus'
        " /org/freedesktop/DBus org.freedesktop.DBus.ListNames && echo REACHED"
    )
    assert ("REACHED" in told) is reached, told


def test_a_shielded_session_is_not_told_of_what_it_cannot_reach(surround: Surround) -> None:
    told = dict.fromkeys(places.ADDRESSES | places.FOLDERS | places.UNTOLD, "x")
    walled = surround(variables={**told, "SSH_AUTH_SOCK": "x", "EDITOR": "vi"})
    given = walled.attempt("env -0").split("\0")
    names = {line.partition("=")[0] for line in given}
    assert "EDITOR" in names
    assert names & (told.keys() | {"SSH_AUTH_SOCK"}) == set()


SOCKETS = (
    "/run/containerd/containerd.sock",
    "/run/dbus/system_bus_socket",
    "/run/docker.sock",
    "/run/podman/podman.sock",
    "/run/screen/S-root/1.pts",
    "/run/systemd/private",
    "/run/user/0/bus",
)

PLACES = """
set -e
mount -t tmpfs none /run
mount -t tmpfs none /var/spool
mkdir -p /run/dbus /run/systemd /run/user/0 /run/screen/S-root /run/docker /run/containerd \
  /run/podman /var/spool/cron/crontabs
for path in $SOCKETS; do
  /usr/bin/python3 -I -S -c 'import socket, sys, time; s = socket.socket(socket.AF_UNIX);
s.bind(sys.argv[1]); s.listen(); time.sleep(600)' "$path" & listeners="$listeners $!"
  until [ -S "$path" ]; do sleep 0.02; done
done
set +e
"$@"
kill $listeners
cat /var/spool/cron/crontabs/* 2>/dev/null
"""

TRY_PLACES = """
import socket, sys
for path in sys.argv[1:]:
    try:
        socket.socket(socket.AF_UNIX).connect(path)
        print("REACHED", path)
    except OSError as error:
        print("no", path, error)
open("/var/spool/cron/crontabs/root", "w").write("* * * * * REACH" + "ED\\n")
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can lay out a /run of its own")
@pytest.mark.parametrize("level", ["shielded", "plain"])
def test_service_managers_containers_terminals_and_cron_are_hidden_where_they_are_there(
    short_dir: Path, level: str
) -> None:
    (short_dir / "try.py").write_text(TRY_PLACES)
    told = subprocess.run(
        ["unshare", "-m", "bash", "-c", PLACES, "places", sys.executable, "-I", "-c",
         "import sys; sys.path.insert(0, sys.argv[1])\n"
         "from pathlib import Path\n"
         "from tests.edge_agent.shield.walled import Walled\n"
         "one = Walled(Path(sys.argv[2]), 0, sys.argv[3])\n"
         "print('level', one.shield.level, one.shield.reason)\n"
         "print(one.attempt(f'/usr/bin/python3 -I -S {sys.argv[2]}/try.py ' + sys.argv[4]))\n"
         "one.ends.close()\n",
         str(ROOT), str(short_dir), level, " ".join(SOCKETS)],
        capture_output=True, text=True, check=False, timeout=100,
        env={"PATH": SYSTEM_PATH, "HOME": str(short_dir), "SOCKETS": " ".join(SOCKETS)},
    )  # fmt: skip
    assert f"level {level}" in told.stdout, told
    reached = told.stdout.count("REACHED")
    assert reached == (0 if level == "shielded" else len(SOCKETS) + 1), told.stdout


# ----- what the shield does not stop


def test_loopback_stays_open(surround: Surround) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        walled = surround()
        port = server.getsockname()[1]
        assert "REACHED" in walled.attempt(f"exec 3<>/dev/tcp/127.0.0.1/{port} && echo REACHED")


def test_a_socket_in_no_list_stays_open(surround: Surround, short_dir: Path) -> None:
    walled = surround()
    path = short_dir / "somebodys.sock"
    walled.listen(str(path))
    walled.own(short_dir)
    assert "REACHED" in walled.attempt(PYTHON_CONNECT + str(path))


def test_files_that_the_account_runs_later_can_be_written(surround: Surround) -> None:
    walled = surround()
    walled.attempt('echo "# later" >> "$HOME/.bashrc"')
    assert (walled.folder / ".bashrc").read_text() == "# later\n"


def test_another_terminal_of_the_account_can_be_written_to(surround: Surround) -> None:
    ours, theirs = os.openpty()
    try:
        walled = surround()
        name = os.ttyname(theirs)
        os.chown(name, walled.uid, -1)
        walled.attempt(f"printf seen > {name}")
        assert os.read(ours, 100) == b"seen"
    finally:
        os.close(ours)
        os.close(theirs)


def test_the_tools_that_these_rows_try_are_here() -> None:
    needed = ("bwrap", "ssh-agent", "ssh-add", "tmux", "dbus-daemon", "dbus-send", "nsenter")
    missing = [
        name for name in (*needed, "unshare", "mount") if not shutil.which(name, path=SYSTEM_PATH)
    ]
    assert missing == []
