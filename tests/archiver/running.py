"""The archiver as a real process, and questions to its archive."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from schemas.wire.layout import Home

# The process itself, but for limits that a test can wait for and a crash at a named point.
ENTRY = """
import os, random, sys, threading, time
from pathlib import Path
from archiver.ingest import Limits
from archiver.process import run
from schemas.wire.layout import Home
home, limits, point = Path(sys.argv[1]), [int(n) for n in sys.argv[2].split(",")], sys.argv[3]
def crash(here):
    if here == point:
        os._exit(9)
    if point == "pause" and here == "batch.half":
        time.sleep(0.001)
sys.exit(run(Home(home), limits=Limits(*limits), crash=crash))
"""


def make_home(root: Path, port: int) -> Home:
    home = Home(root)
    home.hub_keys.mkdir(parents=True, mode=0o700)
    (home.hub_keys / "archiver.secret").write_text("00" * 32)
    home.config.write_text(f'[hub]\nurls = ["mqtt://127.0.0.1:{port}"]\n')
    return home


class Running:
    """One run of the archiver."""

    def __init__(
        self,
        home: Home,
        limits: tuple[int, int, int] = (64 << 20, 600_000, 900_000),
        point: str = "-",
    ) -> None:
        numbers = ",".join(map(str, limits))
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", ENTRY, str(home.root), numbers, point],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def ready(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode()
        assert line.startswith("ready "), (line, self.process.communicate()[1].decode())
        return json.loads(line.removeprefix("ready "))

    def stop(self) -> str:
        """End it with SIGTERM, which must go well; what it said on stderr."""
        self.process.terminate()
        _, err = self.process.communicate(timeout=20)
        assert self.process.returncode == 0, err.decode()
        return err.decode()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def running(home: Home, *args: Any, **named: Any) -> Iterator[Running]:
    run = Running(home, *args, **named)
    try:
        run.ready()
        yield run
    finally:
        if run.process.poll() is None:
            run.kill()


def ask(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Open archive.sql as anybody would, and ask."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute((home.archive / "archive.sql").read_text())
    return connection.execute(sql).fetchall()
