"""Keeps a host's guardrails as they stand on the disk: read before the program starts, and again
whenever one of their files has changed.

What cannot be read, or is older than what this session has seen, leaves no guardrails: the gate is
shut and says why, until they can be believed again.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from edge_agent import guardrails, never
from edge_agent.guardrails import Guardrails
from edge_agent.host.loop import Loop, Timer
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

DEADLINE_S = 10.0
"""For the reader, which takes a third of a second where nobody else needs the computer."""

Changed = Callable[["Guardrails | None", str], None]
"""Called with the guardrails, or with None and the reason why there are none."""


class Guarding:
    """The guardrails of one session. `changed` is called from the loop whenever they were read
    anew; so is whatever is given to `current`."""

    def __init__(
        self,
        loop: Loop,
        home: Home,
        machine: str,
        changed: Changed,
        *,
        system: Path = never.SYSTEM,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._loop = loop
        self._home = home
        self._machine = machine
        self._changed = changed
        self._system = system
        self._deadline_s = deadline_s
        self._marks: guardrails.Marks | None = None
        self._seen = 0
        self._reading: _Reading | None = None
        self._waiting: list[Changed] = []
        self.guardrails: Guardrails | None = None
        self.fault = "the guardrails have not been read yet"
        """Why there are none."""

    @property
    def pid(self) -> int:
        """The reader's, 0 when none runs."""
        return self._reading.pid if self._reading is not None else 0

    def read(self) -> None:
        """Read them now, and wait for it: before the program starts."""
        self._marks = guardrails.marks(self._home, self._system)
        command = guardrails.command(self._home, self._machine)
        try:
            told = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=_environment(),
                timeout=self._deadline_s,
                check=False,
            ).stdout
        except subprocess.TimeoutExpired:
            self._none(f"they could not be read within {self._deadline_s:g} s")
        except OSError as error:
            self._none(f"their reader cannot be started: {error.strerror}")
        else:
            self._take(told)

    def current(self, then: Changed) -> None:
        """The guardrails as they stand now; to be asked before each decision."""
        self._waiting.append(then)
        if not self.look():
            self._loop.after(0, self._answer)

    def look(self) -> bool:
        """Read them anew if a file has changed. Whether they are being read."""
        if self._reading is None and self._marks != guardrails.marks(self._home, self._system):
            self._marks = guardrails.marks(self._home, self._system)
            self._start()
        return self._reading is not None

    def close(self) -> None:
        """Stop reading. Nobody is answered any more."""
        self._waiting.clear()
        if self._reading is not None:
            self._reading.end()
            self._reading = None

    def _start(self) -> None:
        command = guardrails.command(self._home, self._machine)
        try:
            self._reading = _Reading(self._loop, command, self._deadline_s, self._came)
        except OSError as error:
            self._none(f"their reader cannot be started: {error.strerror}")
            self._loop.after(0, self._tell)

    def _came(self, told: bytes | None) -> None:
        """The reader has ended; None: it took too long, or said too much."""
        self._reading = None
        read = self._marks
        if told is None:
            self._none(f"they could not be read within {self._deadline_s:g} s")
        else:
            self._take(told)
        if read != guardrails.marks(self._home, self._system):
            # They changed once more meanwhile: who waits is told what holds now.
            self.look()
        if self._reading is None:
            self._tell()

    def _take(self, told: bytes) -> None:
        try:
            found = guardrails.taken(told)
        except Refused as refused:
            self._none(refused.detail or str(refused))
            return
        if found.version < self._seen:
            self._none("the policy on the disk is older than one that this session has seen")
            return
        self._seen = found.version
        self.guardrails, self.fault = found, ""

    def _none(self, why: str) -> None:
        self.guardrails, self.fault = None, why
        # Whatever it was may pass without any file being changed.
        self._marks = None

    def _tell(self) -> None:
        self._changed(self.guardrails, self.fault)
        self._answer()

    def _answer(self) -> None:
        if self._reading is not None:
            return  # a file changed since; the answer comes with it
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then(self.guardrails, self.fault)


class _Reading:
    """One run of the reader. `came` is called once, from the loop."""

    def __init__(
        self,
        loop: Loop,
        command: list[str],
        seconds: float,
        came: Callable[[bytes | None], None],
    ) -> None:
        """Raises OSError."""
        self._loop = loop
        self._came = came
        self._told = bytearray()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_environment(),
        )
        self.pid = self._process.pid
        assert self._process.stdout is not None
        self._pipe = self._process.stdout.fileno()
        os.set_blocking(self._pipe, False)
        self._timer: Timer = loop.after(seconds, lambda: self._over(None))
        loop.watch(self._pipe, self._ready)

    def end(self) -> None:
        """Kill it, whether it has ended or not."""
        self._timer.cancel()
        self._loop.forget(self._pipe)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.kill()
        # The host reaps whatever ends; then this says 0, which nobody asks for.
        self._process.wait()

    def _ready(self, readable: bool, writable: bool) -> None:
        try:
            data = os.read(self._pipe, 65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._told += data
        if not data:
            self._over(bytes(self._told))
        elif len(self._told) > guardrails.MAX_TOLD:
            self._over(None)

    def _over(self, told: bytes | None) -> None:
        self.end()
        self._came(told)


def _environment() -> dict[str, str]:
    """Nothing of the session's: it may hold secrets."""
    return {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
