"""What was noticed, whom it was to be told, and what of that is done: `hub/alerts/told.jsonl`.

A line is synced before anything is sent, and one more after it was sent. So an alert is told **at
least once**: a gateway that dies between a change and the sending tells it when it is back, and
one that dies between the sending and the second line tells it twice. Browsers and ntfy show such
a repetition once, because both bear the same tag.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from schemas.wire import private_file
from schemas.wire.errors import Refused
from schemas.wire.layout import make_private
from schemas.wire.strictjson import canon, loads_object

MOST = 20_000
"""Alerts that are remembered. What is older than all of them counts as told."""
COMPACT_BYTES = 8 * 1024 * 1024
MAX_LINE = 256 * 1024


@dataclass(slots=True)
class Noted:
    """One alert: when it was noticed and to whom it is still to be told."""

    at_us: int
    open: set[tuple[str, str]] = field(default_factory=set)
    """(person, channel id)"""


class Ledger:
    """For one thread. `born` is when this hub began to tell anything."""

    def __init__(self, path: Path, now_us: int) -> None:
        """Read it; a last line that was cut off by a crash is left out.

        Raises `Refused` for a file that is damaged elsewhere, and OSError: without it alerts
        would be repeated.
        """
        self._path = path
        self._noted: OrderedDict[str, Noted] = OrderedDict()
        self.born = now_us
        self.horizon = 0
        """Alerts up to this `since` are not remembered any more."""
        self.fresh = not path.exists()
        make_private(path.parent)
        self._read()
        self._trim()
        self._compact()

    def __contains__(self, key: str) -> bool:
        return key in self._noted

    def __len__(self) -> int:
        return len(self._noted)

    def open(self) -> list[tuple[str, str, str]]:
        """What is still to be told: (key, person, channel)."""
        return [(key, *to) for key, noted in self._noted.items() for to in sorted(noted.open)]

    def note(self, noticed: Iterable[tuple[str, Iterable[tuple[str, str]]]], now_us: int) -> None:
        """Remember alerts, and to whom each is to be told. Synced on return. Raises OSError."""
        made = [(key, Noted(now_us, set(to))) for key, to in noticed]
        if made:
            self._write([_row(key, one) for key, one in made])
        self._noted.update(made)
        self._trim()
        self._compact_when_large()

    def done(self, key: str, person: str, channel: str) -> None:
        """It was told there, or will never be. Synced on return. Raises OSError."""
        noted = self._noted.get(key)
        if noted is not None and (person, channel) in noted.open:
            self._write([{"k": key, "done": [person, channel]}])
            noted.open.discard((person, channel))
            self._compact_when_large()

    def forget(self, keys: Iterable[str]) -> None:
        """These cannot come again. Not written by itself: the next compaction leaves them out."""
        for key in keys:
            self._noted.pop(key, None)

    def older_than(self, at_us: int) -> list[str]:
        """Keys that were noted before `at_us` and are told."""
        return [key for key, one in self._noted.items() if one.at_us < at_us and not one.open]

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)

    def _trim(self) -> None:
        while len(self._noted) > MOST:
            key, noted = self._noted.popitem(last=False)
            # A machine whose clock is ahead must not silence the others.
            self.horizon = max(self.horizon, min(since_of(key), noted.at_us))

    # ----- the file

    def _read(self) -> None:
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return
        lines = raw.split(b"\n")
        for number, line in enumerate(lines[:-1], 1):
            try:
                self._take(loads_object(line, MAX_LINE))
            except (Refused, KeyError, TypeError, ValueError) as error:
                raise Refused("bad-config", f"{self._path}:{number}: {error}") from None

    def _take(self, said: dict[str, object]) -> None:
        if "born" in said:
            self.born, self.horizon = int(str(said["born"])), int(str(said["horizon"]))
        elif "done" in said:
            noted = self._noted.get(str(said["k"]))
            if noted is not None:
                noted.open -= _pairs([said["done"]])
        else:
            self._noted[str(said["k"])] = Noted(int(str(said["at"])), _pairs(said["to"]))

    def _compact(self) -> None:
        head = {"born": self.born, "horizon": self.horizon}
        rows = [_row(key, one) for key, one in self._noted.items()]
        private_file.write(self._path, b"".join(canon(row) + b"\n" for row in [head, *rows]))
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        self._bytes = os.fstat(self._file).st_size
        self._compact_at = 2 * self._bytes + COMPACT_BYTES

    def _write(self, rows: list[dict[str, object]]) -> None:
        data = b"".join(canon(row) + b"\n" for row in rows)
        try:
            written = 0
            while written < len(data):
                written += os.write(self._file, data[written:])
            os.fdatasync(self._file)
        except OSError:
            os.ftruncate(self._file, self._bytes)  # no half line before the next one
            raise
        self._bytes += len(data)

    def _compact_when_large(self) -> None:
        """Only once memory holds what was just written: the new file is made of it."""
        if self._bytes > self._compact_at:
            before = self._file
            self._compact()
            os.close(before)


def key_for(session: str, kind: str, since: int) -> str:
    """Names one alert for ever; it is the tag of its notifications too."""
    return f"{session}.{kind}.{since}"


def since_of(key: str) -> int:
    """The `since` of a key."""
    return int(key.rpartition(".")[2])


def _row(key: str, noted: Noted) -> dict[str, object]:
    return {"k": key, "at": noted.at_us, "to": [list(to) for to in sorted(noted.open)]}


def _pairs(given: object) -> set[tuple[str, str]]:
    if not isinstance(given, list):
        raise TypeError("no list")
    return {(str(person), str(channel)) for person, channel in given}
