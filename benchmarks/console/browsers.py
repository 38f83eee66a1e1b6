"""What the gateway costs with 1, 20 and 200 browsers on a page that draws itself anew every 5 s.

The browsers are programs that say what a browser says and draw nothing: each holds Streamlit's
WebSocket (the same protocol buffers: the script's first run, then its fragment whenever the page's
timer would ask) and `/mqtt` with the subscriptions of our pages, pinged every 20 s. Twenty sessions
change a word of theirs in turn, one a second, as documents that every browser is sent.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import secrets
import sys
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.console.place import console, cpu_s, load, pss_mib
from benchmarks.terminal import percentile, table
from console.site import LOCAL
from tests.console.crowd import Machine
from tests.console.rig import HUB, Entry, Rig

SIZES = (1, 20, 200)
PEOPLE = 20
SETTLE_S, MEASURED_S = 8.0, 20.0
FILTERS = (
    "fleet/session/+/+/+/state",
    "fleet/machine/+/+",
    "fleet/hub/presence/+",
    "fleet/hub/access/{user}",
    "fleet/hub/inbox/{user}",
    "fleet/reply/{user}/+/+",
)


@dataclass
class Counts:
    """What all browsers of one size have seen. Times in seconds."""

    runs: int = 0
    news: int = 0
    lost: int = 0
    took: list[float] = field(default_factory=list)
    why: str = ""
    """What the last one that was lost was told."""


class Browser:
    """One browser that shows `page`."""

    def __init__(self, rig: Rig, user: str, entry: Entry, page: str, counts: Counts) -> None:
        self._rig, self._user, self._entry, self._page = rig, user, entry, page
        self._counts = counts
        self._name = f"bench-{secrets.token_hex(4)}".encode()
        self._fragment = self._script = ""
        self._interval = 0.0
        self._asked = 0.0
        self.ready = asyncio.Event()

    async def live(self) -> None:
        """Until it is cancelled."""
        try:
            async with self._open("/_stcore/stream") as page, self._open("/mqtt") as line:
                parts = (self._read(page), self._timer(page), self._mqtt(line), self._pings(line))
                await asyncio.gather(*parts)
        except (ConnectionClosed, InvalidStatus, OSError) as why:
            self._counts.lost += 1
            self._counts.why = f"{why!r}"
            self.ready.set()

    def _open(self, path: str) -> connect:
        first = "mqtt" if path == "/mqtt" else "streamlit"
        return connect(
            f"ws://{LOCAL}:{self._rig.web_port}{path}",
            host="127.0.0.1",
            origin=self._rig.url,  # type: ignore[arg-type]
            additional_headers={"cookie": self._entry.headers["cookie"]},
            subprotocols=self._entry.protocols(first),  # type: ignore[arg-type]
            max_size=None,
            proxy=None,
            open_timeout=60,
        )

    async def _run(self, page: ClientConnection, fragment: str = "") -> None:
        state = ClientState(
            page_name="" if self._script else self._page,
            page_script_hash=self._script,
            fragment_id=fragment,
            is_auto_rerun=bool(fragment),
        )
        self._asked = time.perf_counter()
        await page.send(BackMsg(rerun_script=state).SerializeToString())

    async def _read(self, page: ClientConnection) -> None:
        await self._run(page)
        async for raw in page:
            told = ForwardMsg.FromString(bytes(raw) if isinstance(raw, bytes) else raw.encode())
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self._script = told.new_session.page_script_hash
            elif kind == "auto_rerun":
                self._fragment, self._interval = (
                    told.auto_rerun.fragment_id,
                    told.auto_rerun.interval,
                )
            elif kind == "script_finished":
                self._counts.runs += 1
                self._counts.took.append(time.perf_counter() - self._asked)
                self.ready.set()

    async def _timer(self, page: ClientConnection) -> None:
        await self.ready.wait()
        while self._fragment:
            await asyncio.sleep(self._interval)
            await self._run(page, self._fragment)

    async def _mqtt(self, line: ClientConnection) -> None:
        await line.send(_packet(0x10, b"\0\4MQTT\4\2\0\x3c", self._name))
        filters = b"".join(_text(one.format(user=self._user)) + b"\1" for one in FILTERS)
        await line.send(_packet(0x82, b"\0\1" + filters))
        async for _ in line:
            self._counts.news += 1

    async def _pings(self, line: ClientConnection) -> None:
        while True:
            await asyncio.sleep(20)
            await line.send(b"\xc0\0")


def _text(text: str) -> bytes:
    return len(text).to_bytes(2, "big") + text.encode()


def _packet(first: int, head: bytes, *fields: bytes) -> bytes:
    body = head + b"".join(len(one).to_bytes(2, "big") + one for one in fields)
    length, left = b"", len(body)
    while True:
        left, low = left >> 7, left & 0x7F
        length += bytes([low | (0x80 if left else 0)])
        if not left:
            return bytes([first]) + length + body


async def news(machine: Machine, sessions: list[str]) -> None:
    """One session's document a second, in turn."""
    for number, session in enumerate(itertools.cycle(sessions)):
        await asyncio.to_thread(machine.session, "web", session=session, doing=f"step {number}")
        await asyncio.sleep(1)


async def watched(
    rig: Rig, entries: dict[str, Entry], page: str, size: int, machine: Machine, of: list[str]
) -> list[str]:
    """One row of the table."""
    counts = Counts()
    people = itertools.islice(itertools.cycle(entries.items()), size)
    browsers = [Browser(rig, user, entry, page, counts) for user, entry in people]
    tasks = [asyncio.create_task(news(machine, of))]
    try:
        for browser in browsers:
            tasks.append(asyncio.create_task(browser.live()))
            await asyncio.wait_for(browser.ready.wait(), 60)
        if counts.lost:
            print(f"lost {counts.lost}: {counts.why}", file=sys.stderr)
        await asyncio.sleep(SETTLE_S)
        counts.runs, counts.news, counts.took = 0, 0, []
        before, own, began = cpu_s(rig, "gateway"), cpu_s(rig, "broker"), time.perf_counter()
        await asyncio.sleep(MEASURED_S)
        took = time.perf_counter() - began
        share = 100 * (cpu_s(rig, "gateway") - before) / took
        broker = 100 * (cpu_s(rig, "broker") - own) / took
        times = counts.took or [0.0]
        return [
            f"/{page}",
            str(size),
            f"{share:.1f} %",
            f"{share / size:.3f} %",
            f"{broker:.1f} %",
            f"{pss_mib(rig, 'gateway'):.0f}",
            f"{counts.runs / took:.1f}",
            f"{1000 * percentile(times, 0.5):.0f} / {1000 * percentile(times, 0.99):.0f}",
            f"{counts.news / took:.0f}",
            str(counts.lost),
        ]
    finally:
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)


def measure(sizes: list[int]) -> None:
    """Print the table."""
    with console(machine=False) as rig:
        entries = {rig.owner: rig.log_in()}
        for number in range(1, PEOPLE):
            rig.add_user(f"person{number}", "viewer")
            entries[f"person{number}"] = rig.log_in(f"person{number}")
        machine = Machine(rig, "build-02", ["web"])
        sessions = [machine.session("web", title=f"part {number}") for number in range(20)]
        idle = pss_mib(rig, "gateway")
        rows = [
            asyncio.run(watched(rig, entries, page, size, machine, sessions))
            for page, size in [*(("usage", size) for size in sizes), ("", sizes[-1])]
        ]
        machine.close()
    heads = ["page", "browsers", "gateway on a core", "each", "broker on a core"]
    heads += ["gateway's PSS, MiB", "runs/s", "a run, ms: p50 / p99", "MQTT messages/s", "lost"]
    table(heads, rows)
    print(
        f"\ngateway's PSS without browsers {idle:.0f} MiB; {MEASURED_S:.0f} s each; "
        f"parts {', '.join(HUB)} and the browsers on the same cores; {load()}"
    )


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    measure(words.parse_args().sizes)
