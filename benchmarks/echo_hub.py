"""Keystroke → echo through the hub, as a person with an MQTT client sees it.

`keys` at QoS 1 → broker → daemon → host → `cat` in a PTY → journal line → fdatasync → daemon →
`event` at QoS 0 → broker → the person. Both brokers in one run, one key of each in turn.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack

from benchmarks.hub import Hub, load
from benchmarks.terminal import milliseconds, percentile, table

PROGRAM = ["sh", "-c", "stty raw -echo; exec cat"]
KEYS = "abcdefghijklmnopqrstuvwxyz"
PAUSE_S = 0.005
"""Between two keys: faster than anybody types, and nobody's work of the last key is counted."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=500)
    keys = parser.parse_args().keys
    brokers = {"embedded broker": "embedded", "Mosquitto": "mosquitto"}
    took: dict[str, list[float]] = {name: [] for name in brokers}
    with ExitStack() as stack:
        people = {}
        for name, broker in brokers.items():
            hub = stack.enter_context(Hub(broker))
            session = hub.run(*PROGRAM)
            person = hub.typist()
            stack.callback(person.close)
            person.watch(session)
            people[name] = person, session
        for number in range(-20, keys):
            key = KEYS[number % len(KEYS)]
            for name, (person, session) in people.items():
                seconds = person.echo(session, key)
                if number >= 0:
                    took[name].append(seconds)
                for other, _ in people.values():
                    other.rest(PAUSE_S / 2)
    least = percentile(took["Mosquitto"], 0.5)
    table(
        ("path", "p50 ms", "p90", "p99", "worst", "p50 ÷ Mosquitto"),
        [
            (name, *milliseconds(values), f"{percentile(values, 0.5) / least:.2f}")
            for name, values in took.items()
        ],
    )
    print(f"\n{keys} keys each; {load()}")


if __name__ == "__main__":
    main()
