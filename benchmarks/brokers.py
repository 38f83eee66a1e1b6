"""The embedded broker beside stock amqtt and Debian's Mosquitto: CPU a message, latency, memory.

All three in one run, one after the other in each round; a ratio is that of one round, and what is
printed is the median of the rounds. CPU is the broker's own (/proc/PID/task/*/schedstat), taken
from when all clients are connected and a first load has passed.
"""

from __future__ import annotations

import argparse
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hub import load, rss_mib
from benchmarks.mqtt_load import Client, Crowd, Load
from benchmarks.terminal import percentile, table
from tests.broker import raw
from tests.mosquitto import PROGRAM
from tests.ports import free_port
from tests.waiting import until

HERE = Path(__file__).parent
OURS, MOSQUITTO, STOCK = "embedded", "Mosquitto", "stock amqtt"
SHAPES = {"50→1": (50, 1, 20), "1→1, window 1": (1, 1, 1), "1→10": (1, 10, 20)}
"""Publishers, subscribers, messages under way from each publisher."""
FILTERS = 2_000
FILTERS_EACH = 500
"""Of one connection; nothing that is published matches them."""
DELIVERED = {OURS: 8_000, MOSQUITTO: 8_000, STOCK: 1_500}
"""Messages that arrive in one round; stock would take minutes for more."""
DELIVERED_STOCK_FILTERS = 400
WARM = 300
RATE = 300
WAVE = 50
"""Connections begun at once: fewer than any of the three lets wait in its backlog."""


@dataclass
class Broker:
    """One of the three, as a process of its own."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """Seconds that its threads have run."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


@contextmanager
def started(name: str) -> Iterator[Broker]:
    """A fresh broker of that name, killed at the end."""
    with tempfile.TemporaryDirectory(prefix="sb-bench-", dir="/tmp") as text:
        folder, port = Path(text), free_port()
        quiet = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
        if name == MOSQUITTO:
            conf = folder / "mosquitto.conf"
            lines = ["user root", f"listener {port} 127.0.0.1", "allow_anonymous true"]
            # Without the last it would drop what the others let wait.
            lines += ["set_tcp_nodelay true", "persistence false", "max_queued_messages 0"]
            conf.write_text("\n".join(lines) + "\n")
            argv = [PROGRAM, "-c", str(conf)]
        elif name == STOCK:
            argv = [sys.executable, "-I", str(HERE / "serve_stock.py")]
        else:
            serve = [sys.executable, "-I", str(HERE / "serve_ours.py")]
            argv = [*serve, "--home", str(folder / "h"), "--port", str(port)]
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, **quiet)  # type: ignore[call-overload]
        try:
            if name == STOCK:
                assert select.select([process.stdout], [], [], 20)[0], "stock amqtt did not start"
                port = int(process.stdout.readline())
            until(lambda: _listens(port), f"{name} listens", 20)
            yield Broker(name, port, process)
        finally:
            process.kill()
            process.wait(10)
            process.stdout.close()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def cpu_a_message(broker: Broker, shape: str, qos: int, delivered: int) -> float:
    """Microseconds of the broker for each message that arrives."""
    publishers, subscribers, window = SHAPES[shape]
    made = Load(broker.port, publishers, subscribers, qos)
    made.run(max(WARM, publishers * subscribers), window)
    delivered -= delivered % (publishers * subscribers)
    before = broker.cpu()
    made.run(delivered, window)
    spent = broker.cpu() - before
    made.close()
    return spent / delivered * 1e6


def latency(broker: Broker, seconds: float) -> list[float]:
    """Seconds from sending to arrival, 10→1 at QoS 1."""
    made = Load(broker.port, 10, 1, 1)
    made.run(WARM, 1)
    found = made.latencies(seconds, RATE)
    made.close()
    return found


def idle_kib(broker: Broker, connections: int) -> float:
    """Resident memory for each connection with two filters that does nothing else."""
    first = Crowd(broker.port)
    for _ in range(50):
        first.add(["warm/+"])
    before = rss_mib([broker.process.pid])
    crowd = Crowd(broker.port)
    for number in range(connections):
        crowd.add([f"idle/{number}/+", f"also/{number}/#"])
    grown = rss_mib([broker.process.pid]) - before
    crowd.close()
    first.close()
    return grown * 1024 / connections


def reconnects(broker: Broker, count: int) -> tuple[float, float]:
    """Connect, subscribe and go, so many times: seconds by the wall and of the broker."""
    before, began = broker.cpu(), time.perf_counter()
    for _ in range(count // WAVE):
        wave = [Client(broker.port) for _ in range(WAVE)]
        for client in wave:
            client.subscribe(["again/+"], 1)
        for client in wave:
            while client.answered < 2:
                client.read()
            client.socket.sendall(raw.DISCONNECT)
            client.socket.close()
    return time.perf_counter() - began, broker.cpu() - before


Measure = Callable[[Broker], float]


def rounds_of(count: int, brokers: list[Broker], measure: Measure) -> dict[str, list[float]]:
    """So many rounds of all brokers in turn."""
    found: dict[str, list[float]] = {broker.name: [] for broker in brokers}
    for _ in range(count):
        for broker in brokers:
            found[broker.name].append(measure(broker))
    return found


def ratio(over: list[float], under: list[float]) -> str:
    """The median of the rounds' ratios."""
    return f"{statistics.median(a / b for a, b in zip(over, under, strict=True)):.2f}"


def medians(found: dict[str, list[float]], form: str) -> list[str]:
    """The medians, and the two ratios that the aims name."""
    shown = [format(statistics.median(found[name]), form) for name in (OURS, MOSQUITTO, STOCK)]
    return [*shown, ratio(found[OURS], found[MOSQUITTO]), ratio(found[STOCK], found[OURS])]


HEADS = (OURS, MOSQUITTO, STOCK, "embedded ÷ Mosquitto", "stock ÷ embedded")


def messages(rounds: int, share: float, stack: ExitStack) -> None:
    """Print CPU a message."""
    rows = []
    for filters in (0, FILTERS):
        brokers = [stack.enter_context(started(name)) for name in (OURS, MOSQUITTO, STOCK)]
        for broker in brokers:
            crowd = Crowd(broker.port)
            stack.callback(crowd.close)
            for first in range(0, filters, FILTERS_EACH):
                crowd.add([f"else/{first + n}/+" for n in range(FILTERS_EACH)])

        def delivered(broker: Broker, filters: int = filters) -> int:
            few = filters and broker.name == STOCK
            return max(
                int((DELIVERED_STOCK_FILTERS if few else DELIVERED[broker.name]) * share), 50
            )

        for shape in SHAPES:
            for qos in (0, 1):

                def measure(broker: Broker, shape: str = shape, qos: int = qos) -> float:
                    return cpu_a_message(broker, shape, qos, delivered(broker))

                found = rounds_of(rounds, brokers, measure)
                rows.append([shape, str(qos), f"{filters:,}", *medians(found, ".1f")])
    table(("CPU µs a delivered message", "QoS", "other filters", *HEADS), rows)
    print(f"\n{load()}\n")


def everything_else(rounds: int, share: float, stack: ExitStack) -> None:
    """Print latency, memory and reconnects."""
    brokers = [stack.enter_context(started(name)) for name in (OURS, MOSQUITTO, STOCK)]
    count = max(int(800 * share), 50)
    memory = {broker.name: [idle_kib(broker, count)] for broker in brokers}
    p50: dict[str, list[float]] = {broker.name: [] for broker in brokers}
    p99: dict[str, list[float]] = {broker.name: [] for broker in brokers}
    for _ in range(rounds):
        for broker in brokers:
            took = latency(broker, 2 * share)
            p50[broker.name].append(percentile(took, 0.5) * 1000)
            p99[broker.name].append(percentile(took, 0.99) * 1000)
    again = max(int(1000 * share), WAVE) // WAVE * WAVE
    wall: dict[str, list[float]] = {broker.name: [] for broker in brokers}
    spent: dict[str, list[float]] = {broker.name: [] for broker in brokers}
    for _ in range(rounds):
        for broker in brokers:
            seconds, cpu = reconnects(broker, again)
            wall[broker.name].append(seconds)
            spent[broker.name].append(cpu)
    table(
        ("", *HEADS),
        [
            [f"p50 ms at {RATE}/s, 10→1, QoS 1", *medians(p50, ".2f")],
            ["p99 ms", *medians(p99, ".2f")],
            [f"KiB an idle connection ({count}, 2 filters each)", *medians(memory, ".1f")],
            [f"{again:,} reconnects, seconds", *medians(wall, ".2f")],
            ["seconds of CPU", *medians(spent, ".3f")],
        ],
    )
    print(f"\n{rounds} rounds (memory: one); {load()}")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--share", type=float, default=1.0, help="of all counts, to try it out")
    options = parser.parse_args()
    with ExitStack() as stack:
        messages(options.rounds, options.share, stack)
    with ExitStack() as stack:
        everything_else(options.rounds, options.share, stack)


if __name__ == "__main__":
    main()
