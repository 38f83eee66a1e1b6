"""The parser under a fuzzer that follows coverage: `python -m tests.broker.mqtt.fuzz SECONDS`.

Needs atheris, which is no dependency of ours; .ci/run fetches it for its step. Ends with 0 when
nothing was found within SECONDS, else prints the bytes that broke it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["broker.mqtt.wire", "broker.mqtt.origin"]):
    from broker.mqtt import origin
    from tests.broker.mqtt.hostile_bytes import STREAMS, check


def one(data: bytes) -> None:
    """The first byte cuts what follows in two."""
    check(data[1:], data[0] if data else 0)
    try:
        origin.read(data)
    except origin.Wrong:
        pass


def main(seconds: int) -> None:
    with tempfile.TemporaryDirectory() as corpus:
        for n, stream in enumerate(STREAMS):
            (Path(corpus) / f"{n}").write_bytes(b"\x20" + stream)
        (Path(corpus) / "proxy").write_bytes(b"PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\n")
        flags = [f"-max_total_time={seconds}", "-max_len=4096", "-print_final_stats=1", "-seed=7"]
        atheris.Setup([sys.argv[0], *flags, corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]))
