"""The broker as a process: `python -I -m broker --home DIR`.

Prints one line, `ready {"tcp": port, "unix": path, …}`, when it listens; SIGTERM and SIGINT stop
it cleanly. Exit status: see EXIT_*; each failure is one line on stderr.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import fcntl
import json
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from amqtt.errors import AMQTTError

from broker import config, credentials, presence
from broker.mqtt.authority import Authority
from broker.record.book import Book
from broker.record.keeping import keep
from broker.record.told import Told
from broker.server import PortTaken, SignalboxBroker
from schemas.wire import open_files
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, make_private

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_CONFIG = 2
EXIT_PORT_TAKEN = 3
"""The supervisor tries the next port."""
EXIT_RUNNING = 4
"""Another broker holds this home."""

HEALTH_S = 10.0
"""How often it looks whether its own health has changed."""
FILES = 65_536
"""Open files asked for, as far as the system lets us; each connection is one."""

OpenAuthority = Callable[[Home], Authority | Awaitable[Authority]]


def main(arguments: list[str] | None = None, open_authority: OpenAuthority | None = None) -> int:
    """Run until a signal; returns the exit status."""
    parser = argparse.ArgumentParser(prog="broker", description="Signalbox's MQTT broker")
    parser.add_argument("--home", type=Path, required=True, help="Signalbox's home folder")
    parser.add_argument("--port", type=int, help="instead of broker.port; 0 is any free one")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # amqtt tells each failure of a start with a traceback; ours is the one line below.
    logging.getLogger("amqtt").setLevel(logging.CRITICAL + 1)
    logging.getLogger("transitions").setLevel(logging.WARNING)
    home = Home(options.home.absolute())
    try:
        make_private(home.root)
        make_private(home.hub)
        with _only_one(home.hub / "broker.lock"):
            settings = config.load(home, options.port)
            open_files.allow(FILES)
            with asyncio.Runner(loop_factory=_loop_factory()) as runner:
                runner.run(serve(settings, open_authority or _authority))
        return EXIT_OK
    except Refused as error:
        return _say(error, EXIT_RUNNING if error.code == "already-running" else EXIT_CONFIG)
    except PortTaken as error:
        return _say(Refused("port-taken", str(error)), EXIT_PORT_TAKEN)
    except (OSError, AMQTTError) as error:
        return _say(error, EXIT_FAILED)


async def serve(settings: config.BrokerSettings, open_authority: OpenAuthority) -> None:
    """Start, say ready, stay until a signal, stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    authority = open_authority(settings.home)
    if isinstance(authority, Awaitable):
        authority = await authority
    try:
        book = Book(
            settings.home,
            "broker",
            presence.version(),
            lambda topic, payload: broker.publish(topic, payload, qos=0),
        )
        told = Told(book, settings.home, credentials.path(settings.home))
        broker = SignalboxBroker(settings, authority, told)
        try:
            async with keep(book, told, broker):
                await _run(broker, book, stop)
        finally:
            told.close()
            book.close()
    finally:
        authority.close()


async def _run(broker: SignalboxBroker, book: Book, stop: asyncio.Event) -> None:
    start = presence.Start(broker, book)
    await broker.start()
    try:
        start.announce(online=True)
        print("ready", json.dumps(broker.ports()), flush=True)
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), HEALTH_S)
            start.refresh()
        start.announce(online=False)
    finally:
        await broker.shutdown()


def _authority(home: Home) -> Authority | Awaitable[Authority]:
    from broker import identity  # here, because a test's own authority needs none of it

    return identity.open_authority(home)


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold the lock of this home's broker; it goes with the process, however that ends."""
    with open(path, "ab") as file:
        os.chmod(path, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("already-running", f"the broker of {path.parent.parent}") from None
        yield


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed: a quarter to 40 % less CPU for single messages."""
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


def _say(error: object, status: int) -> int:
    print(f"broker: {error}", file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
