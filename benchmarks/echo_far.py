"""Keystroke → echo from another network: `signalbox attach` beside `ssh` into tmux.

Hub and session in one network namespace, the person in another, a wire between them that adds
delay; one key of each in turn. Takes root (namespaces, /dev/net/tun) and OpenSSH's server, which
runs in the hub's namespace with keys of its own.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.hub import load
from benchmarks.terminal import Terminal, milliseconds, percentile, table
from tests.system.installed import Installed
from tests.system.long_wire import TwoPlaces

HUB, PERSON = "10.78.0.1", "10.78.0.2"
SSH_PORT = 2222
PROGRAM = "stty raw -echo; exec cat"
KEYS = b"abcdefghijklmnopqrstuvwxyz"
ADDED_MS = (0, 20, 80)
OURS, SSH = "signalbox attach", "ssh + tmux"


class Placed(Installed):
    """A home in one place of the wire."""

    def __init__(self, folder: Path, prefix: list[str]) -> None:
        folder.mkdir()
        super().__init__(folder)
        self.prefix = tuple(prefix)


def our_terminal(stack: ExitStack, folder: Path, wire: TwoPlaces) -> Terminal:
    """A hub, a session on it, and a person far away who is attached to it."""
    hub = Placed(folder / "hub", wire.prefix("hub"))
    stack.callback(hub.clean)
    said = hub.good("up", "--host", HUB)
    owner = re.search(r"owner +(\S+)\n +password +(\S+)", said)
    assert owner is not None, said
    session = hub.good("run", "-d", "--in", "/", "sh", "-c", PROGRAM).split()[0]
    person = Placed(folder / "person", wire.prefix("person"))
    ca = folder / "ca.pem"
    shutil.copy(next(hub.home.hub.rglob("ca*.pem")), ca)
    login = ("login", f"mqtts://{HUB}:8883", "--user", owner[1], "--ca", str(ca))
    person.good(*login, typed=f"{owner[2]}\n")
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "SIGNALBOX_HOME": str(person.home.root),
    }
    words = [sys.executable, "-I", "-m", "signalbox", "attach", session]
    terminal = Terminal([*wire.prefix("person"), *words], environment)
    stack.callback(terminal.close)
    return terminal


@contextmanager
def sshd(folder: Path, wire: TwoPlaces) -> Iterator[list[str]]:
    """A server of its own; yields the words that reach it."""
    for name in ("host", "mine"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(make, check=True)
    conf = folder / "sshd_config"
    conf.write_text(
        f"Port {SSH_PORT}\nListenAddress {HUB}\nHostKey {folder / 'host'}\nPidFile none\n"
        f"AuthorizedKeysFile {folder / 'mine.pub'}\nStrictModes no\nUsePAM no\n"
        "PermitRootLogin prohibit-password\nPasswordAuthentication no\n"
    )
    server = shutil.which("sshd") or "/usr/sbin/sshd"
    # Its processes share a directory that Debian makes at boot.
    shared = Path("/run/sshd")
    made = not shared.exists()
    shared.mkdir(mode=0o755, exist_ok=True)
    log = (folder / "sshd.log").open("wb")
    process = subprocess.Popen(
        [*wire.prefix("hub"), server, "-D", "-e", "-f", str(conf)], stdout=log, stderr=log
    )
    try:
        yield [
            *wire.prefix("person"),
            *("ssh", "-tt", "-F", "/dev/null", "-i", str(folder / "mine"), "-p", str(SSH_PORT)),
            *("-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={folder / 'known'}"),
            *("-o", "LogLevel=ERROR", HUB),
        ]
    finally:
        process.terminate()
        process.wait(10)
        log.close()
        if made:
            shared.rmdir()


def ssh_terminal(stack: ExitStack, folder: Path, wire: TwoPlaces) -> Terminal:
    """tmux on the hub's computer, and a person far away who has logged in to it."""
    ssh = stack.enter_context(sshd(folder, wire))
    socket = str(folder / "tmux")
    kill = ["tmux", "-S", socket, "kill-server"]
    stack.callback(lambda: subprocess.run(kill, capture_output=True))
    words = f"tmux -f /dev/null -S {socket} new '{PROGRAM}'"
    terminal = Terminal([*ssh, words], {**os.environ, "TERM": "xterm-256color"})
    stack.callback(terminal.close)
    return terminal


def warm(terminal: Terminal, key: bytes) -> None:
    """Type until it comes back: whoever is slow to attach is not measured by it."""
    until = time.monotonic() + 20
    while True:
        terminal.read_for(1)
        try:
            terminal.echo(key, 2)
            return
        except TimeoutError:
            if time.monotonic() > until:
                shown = terminal.read_for(1)
                raise SystemExit(f"no echo at all: {shown[-500:]!r}") from None


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=60)
    keys = parser.parse_args().keys
    rows = []
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="sb-bench-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        wire = TwoPlaces({"hub": f"{HUB}/24", "person": f"{PERSON}/24"})
        stack.callback(wire.close)
        terminals = {
            OURS: our_terminal(stack, folder, wire),
            SSH: ssh_terminal(stack, folder, wire),
        }
        for terminal in terminals.values():
            warm(terminal, b"z")
        for added in ADDED_MS:
            wire.round_trip_s = added / 1000
            took: dict[str, list[float]] = {name: [] for name in terminals}
            for number in range(-3, keys):
                key = KEYS[number % len(KEYS)]
                for name, terminal in terminals.items():
                    seconds = terminal.echo(bytes([key]))
                    if number >= 0:
                        took[name].append(seconds)
                    terminal.read_for(0.02 + added / 1000)
            more = (percentile(took[OURS], 0.5) - percentile(took[SSH], 0.5)) * 1000
            for name, values in took.items():
                above = f"{more:+.2f}" if name == OURS else ""
                limit = f"<= {added + 5}" if name == OURS else ""
                rows.append((f"{added} ms", name, *milliseconds(values), above, limit))
    heads = ("added round trip", "path", "p50 ms", "p90", "p99", "worst", "p50 above ssh", "aim")
    table(heads, rows)
    print(f"\n{keys} keys each; {load()}")


if __name__ == "__main__":
    main()
