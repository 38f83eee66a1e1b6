"""The hub's own record, as `signalbox log` reads it: sessions of machine `hub`, archived only.

They have no retained document, so nobody finds them by a title; an id stands in what the audit
shows. Reading them takes the right to audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox.hub_client import HubClient
from signalbox.remote import hub


@dataclass(frozen=True, slots=True)
class Record:
    """One of them; what `remote.history` asks of a session."""

    client: HubClient
    id: str
    machine: str = ids.HUB
    online: bool = False
    """Nobody but the archive is asked: the process that wrote it answers no requests."""

    def publish(self, verb: str, **fields: Any) -> str:
        """Ask the archive; the request's id."""
        return self.client.publish(verb, self.machine, ids.NONE, self.id, **fields)


def find(home: Home, words: str) -> Record | None:
    """The record with this whole id, if it may be one and this log-in may read it."""
    try:
        ids.check_session(words)
    except Refused:
        return None
    if not hub.is_known(home):
        return None
    client = hub.connect(home)
    if "audit" in hub.rights_at(client, client.access(), ids.HUB, ids.NONE):
        return Record(client, words)
    client.close()
    return None
