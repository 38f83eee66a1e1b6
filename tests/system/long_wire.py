"""A wire between two network namespaces that takes its time and may lose packets.

Two TUN devices and a thread that carries packets from one to the other, so that it works where
the kernel has no netem. Takes root.
"""

from __future__ import annotations

import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 1, 0x1000
PACKET = 65536


def missing() -> str:
    """Why there can be no such wire here, or nothing."""
    try:
        os.close(os.open("/dev/net/tun", os.O_RDWR))
    except OSError as error:
        return f"/dev/net/tun: {error.strerror}"
    return ""


class LongWire:
    """`round_trip_s` and `loss` may be changed at any time. Half of the round trip is added in
    each direction; `loss` is the share of packets, 0 to 1, that never arrive."""

    def __init__(self, ends: Sequence[tuple[str, str, str]]) -> None:
        """`ends`: two namespaces that are there already, each with the name of its new device
        and that one's address, as in ("a", "eth0", "10.9.0.1/24")."""
        self.round_trip_s = 0.0
        self.loss = 0.0
        self.carried = self.lost = 0
        self._chance = random.Random(1)
        self._ends: list[int] = []
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._carry, name="wire", daemon=True)
        try:
            for number, (namespace, device, address) in enumerate(ends):
                self._end(namespace, device, address, f"sb{os.getpid()}t{number}")
        except BaseException:
            self._remove()
            raise
        self._thread.start()

    def close(self) -> None:
        """Remove the wire; what ran at its ends should have ended."""
        os.close(self._stopped)
        self._thread.join(5)
        self._remove()

    def _remove(self) -> None:
        for end in self._ends:
            os.close(end)

    def _end(self, namespace: str, device: str, address: str, made: str) -> None:
        end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        self._ends.append(end)
        fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", made.encode(), IFF_TUN | IFF_NO_PI))
        _ip(f"link set {made} netns {namespace} name {device}")
        _ip(f"-n {namespace} addr add {address} dev {device}")
        _ip(f"-n {namespace} link set {device} up")

    def _carry(self) -> None:
        """One direction's packets never overtake each other: they wait equally long."""
        under_way: list[tuple[float, int, int, bytes]] = []
        count = 0
        other = {self._ends[0]: self._ends[1], self._ends[1]: self._ends[0]}
        poll = select.epoll()
        for fd in (*self._ends, self._stop):
            poll.register(fd, select.EPOLLIN)
        while True:
            left = under_way[0][0] - time.monotonic() if under_way else 60.0
            # epoll counts in whole milliseconds and rounds up; the last one is waited out awake.
            ready = poll.poll(left - 0.001 if left > 0.001 else 0)
            for fd, _ in ready:
                if fd == self._stop:
                    return
                packet = os.read(fd, PACKET)
                if self._chance.random() < self.loss:
                    self.lost += 1
                    continue
                count += 1
                self.carried = count
                due = time.monotonic() + self.round_trip_s / 2
                heapq.heappush(under_way, (due, count, other[fd], packet))
            while under_way and under_way[0][0] <= time.monotonic():
                _, _, fd, packet = heapq.heappop(under_way)
                os.write(fd, packet)


class TwoPlaces(LongWire):
    """The same between two namespaces of its own."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        """`addresses`: two places and their addresses in one network, as in "10.9.0.1/24"."""
        self._tag = f"sb{os.getpid()}"
        self._made: list[str] = []
        try:
            for place in addresses:
                _ip(f"netns add {self._tag}{place}")
                self._made.append(self._tag + place)
                _ip(f"-n {self._tag}{place} link set lo up")
            super().__init__(
                [(self._tag + place, "wire", address) for place, address in addresses.items()]
            )
        except BaseException:
            self._remove_places()
            raise

    def prefix(self, place: str) -> list[str]:
        """Words before a command line that shall run in this place."""
        return ["ip", "netns", "exec", self._tag + place]

    def close(self) -> None:
        """Remove wire and namespaces."""
        super().close()
        self._remove_places()

    def _remove_places(self) -> None:
        for name in self._made:
            subprocess.run(["ip", "netns", "del", name], check=False)


def _ip(words: str) -> None:
    subprocess.run(["ip", *words.split()], check=True)
