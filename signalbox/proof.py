"""Whether the lines of a journal on this machine still follow from each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edge_agent.daemon import reader
from schemas.wire import chain, line
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox.local_sessions import LocalSession


class Proof:
    """`of` passes the lines on, and `broken` says what is wrong with them.

    It shows what was changed without making the chain anew. Who holds the session's key, as this
    account does, could make it anew; what the hub has acked shows also that (docs/archive.md).
    """

    def __init__(self, home: Home, session: LocalSession) -> None:
        self.broken = ""
        """Where the lines cease to follow, or why nobody can tell; empty while they do."""
        self._key, self._head = b"", b""
        folder = home.session(session.id)
        try:
            self._key = bytes.fromhex(folder.key.read_text())
            machine, project = str(session.launch["machine"]), str(session.launch["project"])
            before = reader.floor(folder).before
        except (OSError, ValueError, KeyError):
            self.broken = "its key or its launch file cannot be read, so nothing is proved"
        except Refused as refused:
            self.broken = refused.detail
        else:
            first = chain.start(machine, project, session.id, self._key)
            self._head = bytes.fromhex(before) if before else first

    def of(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The same lines."""
        for raw in lines:
            found = line.split(raw)
            if not self.broken and not found.fits(self._head, self._key):
                self.broken = f"line {found.seq} does not follow from what stands before it"
            self._head = found.h
            yield raw
