"""Four networks of Linux's own: a hub, two machines each behind a NAT of its own, a client.

                   ┌── 10.77.0.0/24 ──── router 10.77.0.11 ── machine 192.168.1.2
 client 10.77.0.4 ─┤
    hub 10.77.0.1 ─┴── long wire ─────── router 10.77.2.2 ─── machine 192.168.1.2

Both machines have the same address, and each router lets nothing in that was not asked for. The
second one's line has delay and loss. Takes root; `Networks.missing()` says why it cannot be done
here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.system import long_wire
from tests.system.installed import Installed
from tests.system.long_wire import LongWire

RULES = """
table ip nat {
  chain out { type nat hook postrouting priority srcnat; oifname "outside" masquerade; }
}
table inet guard {
  chain through {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
    iifname "inside" accept
  }
  chain in { type filter hook input priority filter; policy drop; ct state established accept; }
}
"""


class Networks:
    """Makes the namespaces; `close` removes them."""

    def __init__(self) -> None:
        self._tag = f"sb{os.getpid()}"
        self._made: list[str] = []
        self.add("wire")
        self.ip("wire", "link add bridge type bridge")
        self.ip("wire", "link set bridge up")
        self.place("hub", "10.77.0.1/24")
        self.place("client", "10.77.0.4/24")
        for number in (1, 2):
            router, machine = f"router{number}", f"machine{number}"
            if number == 1:
                self.place(router, "10.77.0.11/24", "outside")
            else:
                self.add(router)
                self.line = LongWire(
                    [
                        (self.name("hub"), "far", "10.77.2.1/24"),
                        (self.name(router), "outside", "10.77.2.2/24"),
                    ]
                )
                self.ip(router, "route add 10.77.0.0/24 via 10.77.2.1")
            self.add(machine)
            self.ip(router, f"link add inside type veth peer name eth0 netns {self.name(machine)}")
            self.ip(router, "addr add 192.168.1.1/24 dev inside")
            self.ip(router, "link set inside up")
            self.ip(machine, "addr add 192.168.1.2/24 dev eth0")
            self.ip(machine, "link set eth0 up")
            self.ip(machine, "route add default via 192.168.1.1")
            self.within(router, "sysctl", "-qw", "net.ipv4.ip_forward=1")
            self.within(router, "nft", "-f", "-", typed=RULES)

    @staticmethod
    def missing() -> str:
        """Why there can be no such networks here, or nothing."""
        if os.getuid() != 0:
            return "namespaces with NAT take root"
        for program in ("ip", "nft", "ss", "sysctl"):
            if shutil.which(program) is None:
                return f"{program} is not installed"
        name = f"sb{os.getpid()}probe"
        made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True)
        if made.returncode != 0:
            return f"no network namespaces: {made.stderr.strip()}"
        try:
            inside = ["ip", "netns", "exec", name, "nft", "-f", "-"]
            done = subprocess.run(inside, input=RULES, capture_output=True, text=True)
            return (
                long_wire.missing()
                if done.returncode == 0
                else f"no NAT: {done.stderr.strip()[:200]}"
            )
        finally:
            subprocess.run(["ip", "netns", "del", name], check=True)

    def name(self, place: str) -> str:
        """The namespace of a place."""
        return f"{self._tag}{place}"

    def add(self, place: str) -> None:
        """A namespace with nothing but its loopback."""
        subprocess.run(["ip", "netns", "add", self.name(place)], check=True)
        self._made.append(place)
        self.ip(place, "link set lo up")

    def place(self, place: str, address: str, device: str = "eth0") -> None:
        """A namespace on the common wire."""
        self.add(place)
        self.ip("wire", f"link add {place} type veth peer name {device} netns {self.name(place)}")
        self.ip("wire", f"link set {place} master bridge up")
        self.ip(place, f"addr add {address} dev {device}")
        self.ip(place, f"link set {device} up")

    def ip(self, place: str, words: str) -> None:
        """`ip` within a place."""
        subprocess.run(["ip", "-n", self.name(place), *words.split()], check=True)

    def within(self, place: str, *words: str, typed: str = "") -> str:
        """What a program within a place says."""
        done = subprocess.run(
            ["ip", "netns", "exec", self.name(place), *words],
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def close(self) -> None:
        """Remove them all; their devices go with them."""
        self.line.close()
        for place in self._made:
            subprocess.run(["ip", "netns", "del", self.name(place)], check=False)


class Placed(Installed):
    """The command line on a home of its own, within a place."""

    def __init__(self, networks: Networks, place: str, root: Path) -> None:
        folder = root / place
        folder.mkdir()
        super().__init__(folder)
        self.prefix = ("ip", "netns", "exec", networks.name(place))
