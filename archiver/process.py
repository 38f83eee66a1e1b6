"""The archiver's process: one link to the broker, one loop, no thread in the data path."""

from __future__ import annotations

import fcntl
import importlib.metadata
import json
import os
import select
import signal
import sys
from pathlib import Path
from typing import Any

from archiver.files import Archive, Crash, no_crash
from archiver.history import History
from archiver.ingest import Fatal, Ingest, Limits
from archiver.presence import Presence
from archiver.questions import VERBS, Questions
from schemas.link import Link, Priority
from schemas.link import run as run_links
from schemas.wire import ids, settings, topics
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

USER = "hub@archiver"
CLIENT = "hub-archiver"
BUSY = 75
"""Exit status where another archiver holds the archive (EX_TEMPFAIL)."""


def run(
    home: Home,
    *,
    clock: Clock | None = None,
    limits: Limits | None = None,
    crash: Crash = no_crash,
) -> int:
    """Serve the archive of `home` until SIGTERM or SIGINT; the exit status.

    Prints `ready {…}` on stdout when the archive is open. `limits` overrides the settings.
    """
    try:
        lock = _lock(home)
    except BlockingIOError:
        print(f"error: {Refused('archive-busy', str(home.archive))}", file=sys.stderr)
        return BUSY
    except OSError as error:
        print(f"error: {Refused('home-unwritable', str(error))}", file=sys.stderr)
        return 1
    try:
        return _serve(home, clock or Clock(), limits, crash)
    except (Refused, Fatal, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        os.close(lock)


def _lock(home: Home) -> int:
    """Hold the archive; the lock goes with the process. Raises BlockingIOError, OSError."""
    home.archive.mkdir(mode=0o700, parents=True, exist_ok=True)
    fd = os.open(Archive(home.archive).lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(fd)
        raise
    return fd


def _serve(home: Home, clock: Clock, limits: Limits | None, crash: Crash) -> int:
    config = settings.load(home.config)
    password = _secret(home.hub_keys / "archiver.secret")
    server = Server(home, config, password, clock, limits or limits_of(config), crash)
    stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: stop.append(got))
    # A signal ends the wait at once instead of after a tick.
    wake_r, wake_w = os.pipe()
    os.set_blocking(wake_w, False)
    signal.set_wakeup_fd(wake_w, warn_on_full_buffer=False)
    facts = {"archive": str(home.archive), "run": server.ingest.run, "pid": os.getpid()}
    print(f"ready {json.dumps(facts)}", flush=True)
    try:
        while not stop:
            server.step([_Fd(wake_r)])
        return 0
    finally:
        signal.set_wakeup_fd(-1)
        server.close()
        os.close(wake_r)
        os.close(wake_w)


class _Fd:
    """A file descriptor that can be waited on."""

    def __init__(self, number: int) -> None:
        self._number = number

    def fileno(self) -> int:
        """The descriptor."""
        return self._number


class Server:
    """Link and archive together."""

    def __init__(
        self,
        home: Home,
        config: dict[str, Any],
        password: str,
        clock: Clock,
        limits: Limits,
        crash: Crash,
    ) -> None:
        """Open the archive. Raises `Refused`, OSError."""
        self._clock = clock
        self._fault: Exception | None = None
        self.ingest = Ingest(
            Archive(home.archive), publish=self._publish, limits=limits, clock=clock, crash=crash
        )
        self.presence = Presence(self.ingest, version(), clock)
        self.link = Link(
            config["hub.urls"],
            client_id=CLIENT,
            username=USER,
            password=password,
            will=(topics.build("hub.presence", part="archiver"), self.presence.gone()),
            on_message=self._message,
            on_up=self._up,
            on_fault=self._failed,
            ca=Path(config["hub.ca"]) if config["hub.ca"] else None,
            clock=clock,
        )
        self.link.subscribe(
            [
                topics.filter_for("session.journal"),
                topics.filter_for("hub.record.journal"),
                topics.filter_for("do.request", verb="history"),
                *(
                    topics.filter_for("do.request", m=ids.HUB, p=ids.NONE, s=ids.NONE, verb=verb)
                    for verb in VERBS
                ),
            ]
        )
        self.history = History(home.archive, self.ingest.heads, self._answer, self.link.unsent)
        self.questions = Questions(
            home.archive, self._answer, self.link.unsent, self.ingest.record, clock
        )

    def step(self, others: list[Any]) -> None:
        """One pass of the loop. Raises `Fatal`."""
        run_links([self.link], self.ingest.wait_ms() / 1000, [*others, *self._children()])
        if self._fault is not None:
            raise self._fault
        self.ingest.pulse(drained=not self._input_waits())
        self.history.pulse()
        self.questions.pulse()
        self.presence.tick(self._publish)

    def _children(self) -> list[Any]:
        return [*self.history.fds(), *self.questions.fds()]

    def _input_waits(self) -> bool:
        sock = self.link.socket()
        if sock is None:
            return False
        return bool(select.select([sock], [], [], 0)[0])

    def _message(self, topic: str, payload: bytes, retained: bool) -> None:
        if topic.startswith("fleet/do/"):
            self.history.message(topic, payload, retained)
            self.questions.message(topic, payload, retained)
        else:
            self.ingest.message(topic, payload, retained)

    def _answer(self, topic: str, payload: bytes) -> bool:
        return self.link.publish(topic, payload, Priority.NORMAL)

    def _publish(self, topic: str, payload: bytes) -> bool:
        return self.link.publish(topic, payload, Priority.NORMAL)

    def _up(self) -> None:
        self.ingest.connected()
        self.presence.again()

    def _failed(self, error: Exception) -> None:
        self._fault = error

    def close(self) -> None:
        """Write what waits, say good-bye."""
        self.history.close()
        self.questions.close()
        self.ingest.close()
        if self.link.connected:
            self._publish(topics.build("hub.presence", part="archiver"), self.presence.gone())
        self.link.close()


def limits_of(config: dict[str, Any]) -> Limits:
    """The limits that `config.toml` sets."""
    return Limits(
        segment_bytes=config["archive.segment_mib"] * 1024 * 1024,
        segment_ms=config["archive.segment_minutes"] * 60_000,
        grace_ms=config["archive.grace_minutes"] * 60_000,
    )


def version() -> str:
    """Ours, as installed."""
    try:
        return importlib.metadata.version("signalbox-fleet")
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def _secret(path: Path) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        raise Refused("bad-config", f"{path} is missing; `signalbox up` makes it") from None
