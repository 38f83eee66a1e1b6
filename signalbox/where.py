"""Where a session is: on this machine, or at the hub that this account has logged in to."""

from __future__ import annotations

from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import local_sessions
from signalbox.local_sessions import LocalSession
from signalbox.remote import hub
from signalbox.remote.sessions import RemoteSession


def find(home: Home, words: str) -> LocalSession | RemoteSession:
    """The session that `words` name; one of this machine first. Raises `Refused`."""
    try:
        return local_sessions.resolve(home, words)
    except Refused as refused:
        if refused.code != "no-such-session" or not hub.is_known(home):
            raise
    from signalbox.remote import sessions

    client = hub.connect(home)
    try:
        return sessions.resolve(client, words)
    except Refused:
        client.close()
        raise
