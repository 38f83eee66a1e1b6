"""A `yes` that never stops, watched and attached: memory, a second session's echo, and `^C`.

One session runs `yes` with a desk attached to it and a person watching it through the hub; the
person types into a second session meanwhile. Memory of every process is sampled each second and
its first third compared with its last. At the end `yes` is stopped three times in three ways.
"""

from __future__ import annotations

import argparse
import os
import threading
import time

import psutil

from benchmarks.hub import Hub, Typist, load, pss_mib, signalbox
from benchmarks.terminal import Terminal, milliseconds, percentile, table

FLOOD = ["sh", "-c", "trap : INT; while :; do yes; echo; echo STOPPED; read again; done"]
QUIET = ["sh", "-c", "stty raw -echo; exec cat"]
PARTS = ("daemon", "broker", "archiver", "steward")
KEY_EVERY_S = 0.2
SETTLE_S = 2.0
AIM_ECHO_MS, AIM_STOP_MS = 100, 300


class Desk:
    """`signalbox attach` in a terminal that reads as fast as it can."""

    def __init__(self, hub: Hub, session: str) -> None:
        self._terminal = Terminal(signalbox("attach", session), hub.environment())
        self.pid = self._terminal.pid
        self._tail = b""
        self._stopped = threading.Event()
        self.bytes = 0
        threading.Thread(target=self._read, daemon=True).start()

    def interrupt(self) -> float:
        """Type `^C`; seconds until this terminal shows that `yes` is gone."""
        self._stopped.clear()
        began = time.perf_counter()
        self._terminal.write(b"\x03")
        assert self._stopped.wait(30), "^C did nothing"
        return time.perf_counter() - began

    def again(self) -> None:
        """Let `yes` begin anew."""
        self._stopped.clear()
        self._terminal.write(b"\r")

    def close(self) -> None:
        """Hang up."""
        self._terminal.close()

    def _read(self) -> None:
        try:
            while data := os.read(self._terminal.fd, 65536):
                self.bytes += len(data)
                self._tail = (self._tail + data)[-64:]
                if b"STOPPED" in self._tail:
                    self._tail = b""
                    self._stopped.set()
        except OSError:
            pass  # the terminal was closed


def runs_yes(host: int) -> bool:
    """Whether `yes` is among the host's descendants."""
    for child in psutil.Process(host).children(recursive=True):
        try:
            if child.name() == "yes":
                return True
        except psutil.NoSuchProcess:
            continue
    return False


def remote_stop(typist: Typist, desk: Desk, host: int, session: str, how: str) -> float:
    """Stop `yes` from afar; seconds until it is gone."""
    desk.again()
    while not runs_yes(host):
        time.sleep(0.01)
    time.sleep(SETTLE_S)
    began = time.perf_counter()
    if how == "keys":
        typist.request("keys", session, text="\x03")
    else:
        typist.request("interrupt", session)
    while runs_yes(host):
        typist.rest(0.001)
    return time.perf_counter() - began


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    seconds = parser.parse_args().seconds
    echoes: list[float] = []
    before: list[float] = []
    with Hub() as hub:
        quiet = hub.run(*QUIET)
        typist = hub.typist()
        typist.watch(quiet)
        for number in range(50):
            before.append(typist.echo(quiet, chr(97 + number % 26)))
            typist.rest(0.02)
        flood = hub.run(*FLOOD)
        host = hub.host_pid(flood)
        typist.watch(flood)
        desk = Desk(hub, flood)
        pids = {"host and screen of `yes`": hub.host_tree(flood)}
        pids |= {"host and screen of the second": hub.host_tree(quiet)}
        pids |= {part: [hub.parts[part].pid] for part in PARTS}
        pids |= {"attach": [desk.pid]}
        samples: dict[str, list[float]] = {name: [] for name in pids}
        typist.rest(SETTLE_S)
        began = time.monotonic()
        number = 0
        while (now := time.monotonic()) - began < seconds:
            if now - began >= len(samples["daemon"]):
                for name, of in pids.items():
                    samples[name].append(pss_mib(of))
            echoes.append(typist.echo(quiet, chr(97 + number % 26)))
            number += 1
            typist.rest(KEY_EVERY_S)
        shown = desk.bytes / (time.monotonic() - began + SETTLE_S) / 1e6
        stops = {"`^C` at the attached desk, until it shows so": desk.interrupt()}
        stops["`^C` through the hub, until `yes` is gone"] = remote_stop(
            typist, desk, host, flood, "keys"
        )
        stops["`interrupt` through the hub, until `yes` is gone"] = remote_stop(
            typist, desk, host, flood, "interrupt"
        )
        lines = hub.journal(flood)
        elided = sum(body["bytes"] for body in hub.bodies(flood, "elided"))
        desk.close()
        typist.close()
    third = seconds // 3
    rows = []
    for name, values in samples.items():
        first, last = values[:third], values[-third:]
        a, b = sum(first) / len(first), sum(last) / len(last)
        rows.append((name, f"{a:.1f}", f"{b:.1f}", f"{b / a:.2f}", f"{max(values):.1f}"))
    table(("PSS, MiB", "first third", "last third", "last ÷ first", "most"), rows)
    print()
    table(
        ("echo of a second session through the hub", "p50 ms", "p90", "p99", "worst", "aim"),
        [
            ("before the flood", *milliseconds(before), ""),
            ("during the flood", *milliseconds(echoes), f"<= {AIM_ECHO_MS}"),
            (
                "ratio of the p50s",
                f"{percentile(echoes, 0.5) / percentile(before, 0.5):.1f}",
                *[""] * 4,
            ),
        ],
    )
    print()
    table(
        ("stopping `yes`", "ms", "aim"),
        [(name, f"{took * 1000:.0f}", f"<= {AIM_STOP_MS}") for name, took in stops.items()],
    )
    print(
        f"\n{seconds} s; the desk was shown {shown:.1f} MB/s; {len(lines):,} lines journalled,"
        f" {elided / 1e6:.0f} MB elided beyond the budget; {load()}"
    )


if __name__ == "__main__":
    main()
