"""The small supervisor under `signalbox up`: start, restart with back-off, stop in reverse.

It runs detached. Each part's lines go to `logs/signalbox.log` with its name before them; how the
parts are stands in `up.json`. Hosts of sessions are not its children and outlive it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import TextIO

from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import up_lock
from signalbox.parts import PARTS, Part

BACK_OFF_S = (0.2, 10.0)
"""First and longest pause before a part is started again."""

STEADY_S = 30
"""A part that ran so long starts over with the first pause."""

STOP_S = 10
READY_S = 30
LOG_BYTES = 10 * 1024 * 1024
FATAL = {2}
"""Exit statuses that a restart cannot mend: usage or configuration."""

_PR_SET_PDEATHSIG = 1


class Log:
    """One log file with the parts' names before their lines; turned over once at a size."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._open()

    def write(self, part: str, text: str) -> None:
        """Append one line."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self._file.write(f"{stamp} [{part}] {text}\n")
        self._file.flush()
        if self._file.tell() > LOG_BYTES:
            self._file.close()
            self._path.replace(self._path.with_suffix(".log.1"))
            self._file = self._open()

    def _open(self) -> TextIO:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")


class Supervisor:
    """Keeps the parts of one home running until it is told to stop."""

    def __init__(self, home: Home, parts: list[Part], tell_fd: int) -> None:
        self._home = home
        self._parts = parts
        self._tell_fd = tell_fd
        self._log = Log(home.logs / "signalbox.log")
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._state: dict[str, dict[str, object]] = {p.name: {"state": "waiting"} for p in parts}
        self._ready = {part.name: asyncio.Event() for part in parts}
        self._stop = asyncio.Event()
        self._failed: str | None = None

    async def run(self) -> int:
        """Start all, tell when they are ready, and stay until SIGTERM or SIGINT."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        keepers: list[asyncio.Task[None]] = []
        for part in self._parts:
            keepers.append(asyncio.create_task(self._keep(part)))
            if part.first and not await self._wait_ready([part]):
                break
        else:
            await self._wait_ready(self._parts)
        if self._failed is None and not self._stop.is_set():
            self._tell({"ready": True, "parts": self._state})
            await self._stop.wait()
        else:
            self._tell({"error": self._failed or "stopped before it was ready"})
            self._stop.set()
        for part in reversed(self._parts):
            await self._end(part)
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)
        with contextlib.suppress(FileNotFoundError):
            self._home.up_state.unlink()
        return 1 if self._failed else 0

    async def _wait_ready(self, parts: list[Part]) -> bool:
        everything = asyncio.create_task(self._all_ready(parts))
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({everything, stopped}, timeout=READY_S, return_when="FIRST_COMPLETED")
        done = everything.done()
        if not done and not self._stop.is_set():
            slow = [part.name for part in parts if not self._ready[part.name].is_set()]
            self._failed = f"{', '.join(slow)} was not ready within {READY_S} s"
        everything.cancel()
        stopped.cancel()
        return done and self._failed is None

    async def _all_ready(self, parts: list[Part]) -> None:
        for part in parts:
            await self._ready[part.name].wait()

    async def _keep(self, part: Part) -> None:
        pause = BACK_OFF_S[0]
        while not self._stop.is_set():
            began = time.monotonic()
            status, last = await self._once(part)
            if self._stop.is_set():
                return
            ever = self._ready[part.name].is_set()
            if status in FATAL or not ever:
                # Before it was ever ready, trying again only hides the reason from the person.
                self._note(part, "failed", status=status, last=last)
                if not ever:
                    self._failed = last or f"{part.name} ended with status {status}"
                    self._stop.set()
                return
            if time.monotonic() - began > STEADY_S:
                pause = BACK_OFF_S[0]
            restarts = self._state[part.name].get("restarts", 0)
            assert isinstance(restarts, int)
            self._log.write("up", f"{part.name} ended ({status}); again in {pause:.1f} s")
            self._note(part, "restarting", status=status, restarts=restarts + 1, last=last)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause)
            pause = min(pause * 2, BACK_OFF_S[1])

    async def _once(self, part: Part) -> tuple[int, str]:
        """Run a part until it ends; returns its status and its last line of error."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-m",
            part.module,
            "--home",
            str(self._home.root),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd="/",
            preexec_fn=_end_with_supervisor if sys.platform == "linux" else None,
        )
        self._running[part.name] = process
        self._note(part, "starting", pid=process.pid)
        last = [""]
        await asyncio.gather(
            self._read(part, process.stdout, None), self._read(part, process.stderr, last)
        )
        status = await process.wait()
        del self._running[part.name]
        return status, last[0]

    async def _read(
        self, part: Part, stream: asyncio.StreamReader | None, last: list[str] | None
    ) -> None:
        assert stream is not None
        while True:
            try:
                raw = await stream.readline()
            except ValueError:
                continue  # longer than the reader's bound: that much of it is dropped
            if not raw:
                return
            text = raw.decode(errors="backslashreplace").rstrip()
            if last is None and text.startswith("ready"):
                self._note(part, "ready", tells=_json_or_nothing(text[5:]))
                self._ready[part.name].set()
            self._log.write(part.name, text)
            if last is not None and text:
                last[0] = text.removeprefix("error: ")

    async def _end(self, part: Part) -> None:
        process = self._running.get(part.name)
        if process is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(number)
            try:
                await asyncio.wait_for(process.wait(), STOP_S)
                return
            except TimeoutError:
                self._log.write("up", f"{part.name} did not end by itself")

    def _note(self, part: Part, state: str, **more: object) -> None:
        entry = self._state[part.name]
        entry.update(more, state=state, since=int(time.time()))
        temporary = self._home.up_state.with_suffix(".tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({"pid": os.getpid(), "parts": self._state}, file)
        temporary.replace(self._home.up_state)

    def _tell(self, message: dict[str, object]) -> None:
        if self._tell_fd >= 0:
            with contextlib.suppress(OSError):
                os.write(self._tell_fd, json.dumps(message).encode() + b"\n")
                os.close(self._tell_fd)
            self._tell_fd = -1


def _end_with_supervisor() -> None:
    """In the child: end cleanly when the supervisor dies, so that the next finds no orphan."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _json_or_nothing(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return {}


def main() -> int:
    """`python -I -m signalbox.supervisor --home DIR --sides hub,edge --tell-fd N`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", required=True, type=Path)
    parser.add_argument("--sides", default="hub,edge")
    parser.add_argument("--tell-fd", type=int, default=-1)
    arguments = parser.parse_args()
    home = Home(arguments.home)
    try:
        lock = up_lock.take(home.up_lock)
    except Refused as refused:
        # Another `up` was quicker: whoever called us tells it in one line.
        os.write(arguments.tell_fd, json.dumps({"error": str(refused)}).encode() + b"\n")
        return 1
    sides = arguments.sides.split(",")
    parts = [part for part in PARTS if part.side in sides]
    try:
        return asyncio.run(_supervise(home, parts, arguments.tell_fd))
    finally:
        os.close(lock)


async def _supervise(home: Home, parts: list[Part], tell_fd: int) -> int:
    return await Supervisor(home, parts, tell_fd).run()


if __name__ == "__main__":
    sys.exit(main())
