"""A wire between two network namespaces that takes its time: every packet is late, none is lost.

Two TUN devices and a thread that carries packets from one to the other, so that it works where
the kernel has no netem. Takes root.
"""

from __future__ import annotations

import fcntl
import heapq
import os
import select
import struct
import subprocess
import threading
import time
from collections.abc import Mapping

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 1, 0x1000
PACKET = 65536


class LongWire:
    """`round_trip_s` may be changed at any time; half of it is added in each direction."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        """`addresses`: two places and their addresses in one network, as in "10.9.0.1/24"."""
        self.round_trip_s = 0.0
        self._tag = f"sb{os.getpid()}"
        self._made: list[str] = []
        self._ends: list[int] = []
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._carry, name="wire", daemon=True)
        try:
            for number, (place, address) in enumerate(addresses.items()):
                self._end(place, address, f"{self._tag}t{number}")
        except BaseException:
            self._remove()
            raise
        self._thread.start()

    def prefix(self, place: str) -> list[str]:
        """Words before a command line that shall run in this place."""
        return ["ip", "netns", "exec", self._tag + place]

    def close(self) -> None:
        """Remove wire and namespaces; what ran in them should have ended."""
        os.close(self._stopped)
        self._thread.join(5)
        self._remove()

    def _remove(self) -> None:
        for end in self._ends:
            os.close(end)
        for name in self._made:
            subprocess.run(["ip", "netns", "del", name], check=False)

    def _end(self, place: str, address: str, device: str) -> None:
        name = self._tag + place
        end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        self._ends.append(end)
        fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", device.encode(), IFF_TUN | IFF_NO_PI))
        _ip(f"netns add {name}")
        self._made.append(name)
        _ip(f"link set {device} netns {name}")
        for words in (
            "link set lo up",
            f"addr add {address} dev {device}",
            f"link set {device} up",
        ):
            _ip(f"-n {name} {words}")

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
                count += 1
                due = time.monotonic() + self.round_trip_s / 2
                heapq.heappush(under_way, (due, count, other[fd], packet))
            while under_way and under_way[0][0] <= time.monotonic():
                _, _, fd, packet = heapq.heappop(under_way)
                os.write(fd, packet)


def _ip(words: str) -> None:
    subprocess.run(["ip", *words.split()], check=True)
