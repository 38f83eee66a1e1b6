"""Requests to the machine itself, on the disk: each is begun at most once, whatever crashes.

A line is synced before the effect and another after it. An id that was begun and not finished is
never tried again: where a session names it, it was carried out; else nobody can say.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.wire import private_file
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon, loads_object

KEEP_US = 7 * 24 * 3600 * 1_000_000
MAX_KNOWN = 10_000
"""Ids within the 7 days; more are refused, because forgetting one could start it twice."""
MAX_LINE = 8 * 1024


@dataclass(slots=True)
class Entry:
    """One request; `receipt` is None until it is decided."""

    at: int
    receipt: dict[str, Any] | None = None


class RequestLog:
    """`edge/requests.jsonl`. Raises `Refused("journal-fault")` where it cannot be trusted."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self.known: dict[tuple[str, str], Entry] = {}
        self._broken = ""
        self._read()
        self._rewrite()

    def find(self, who: str, request: str) -> Entry | None:
        """What is known of this id."""
        return self.known.get((who, request))

    def undecided(self) -> list[tuple[str, str]]:
        """(who, id) of all that were begun and have no receipt."""
        return [key for key, entry in self.known.items() if entry.receipt is None]

    def begin(self, who: str, request: str, verb: str) -> None:
        """Note that it is about to be carried out. On the disk when this returns.

        Raises `Refused`: "too-many", "journal-fault" where it cannot be noted.
        """
        self._forget_old()
        if len(self.known) >= MAX_KNOWN:
            raise Refused("too-many", "requests of the last 7 days")
        at = self._clock.wall_us()
        self._append({"at": at, "who": who, "id": request, "verb": verb})
        self.known[who, request] = Entry(at)

    def decide(self, who: str, request: str, receipt: dict[str, Any]) -> None:
        """Note its receipt. Raises `Refused("journal-fault")`."""
        entry = self.known[who, request]
        entry.receipt = receipt
        self._append({"at": entry.at, "who": who, "id": request, "receipt": receipt})

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)

    def _append(self, value: dict[str, Any]) -> None:
        line = canon(value) + b"\n"
        if self._broken:
            raise Refused("journal-fault", f"{self._path}: {self._broken}")
        try:
            if os.write(self._file, line) != len(line):
                raise OSError(0, "a short write")
            os.fsync(self._file)
        except OSError as error:
            # Half a line may stand there: the next start reads what is whole.
            self._broken = str(error.strerror)
            raise Refused("journal-fault", f"{self._path}: {error.strerror}") from None

    def _read(self) -> None:
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise Refused("journal-fault", f"{self._path}: {error.strerror}") from None
        pieces = raw.split(b"\n")
        pieces.pop()  # nothing, or half a line of a crash: it was never synced, so never acted on
        for number, piece in enumerate(pieces, 1):
            try:
                value = loads_object(piece, MAX_LINE)
                key = (str(value["who"]), str(value["id"]))
                self.known[key] = Entry(int(value["at"]), value.get("receipt"))
            except (Refused, KeyError, TypeError, ValueError):
                where = f"{self._path}, line {number}"
                raise Refused("journal-damaged", where) from None
        self._forget_old()

    def _forget_old(self) -> None:
        oldest = self._clock.wall_us() - KEEP_US
        for key in [key for key, entry in self.known.items() if entry.at < oldest]:
            del self.known[key]

    def _rewrite(self) -> None:
        """Leave out what is forgotten; half a line goes with it."""
        made = self._path.with_suffix(".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC
        try:
            self._file = os.open(made, flags, 0o600)
            for (who, request), entry in self.known.items():
                value = {"at": entry.at, "who": who, "id": request}
                if entry.receipt is not None:
                    value["receipt"] = entry.receipt
                os.write(self._file, canon(value) + b"\n")
            os.fsync(self._file)
            os.replace(made, self._path)
            private_file.sync_folder(self._path.parent)
        except OSError as error:
            raise Refused("journal-fault", f"{self._path}: {error.strerror}") from None
