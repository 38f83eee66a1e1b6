"""Live lines for viewers: each synced line once, output only while somebody watches.

A line that does not fit into the 64 KiB that may wait is dropped, and so is output that comes
faster than people can follow: its viewer gets the screen, and the record has the line anyway.
"""

from __future__ import annotations

import time

from edge_agent.daemon import reader
from edge_agent.daemon.sessions import Session
from schemas.link import Link, Priority
from schemas.wire import topics
from schemas.wire.errors import Refused
from schemas.wire.line import MAX_LINE

_SKIP_LINES = 2_000
"""More than this at once is not live any more."""


def publish(link: Link, machine: str, session: Session) -> None:
    """Publish what was synced since the last call."""
    start, upto = session.live_next, session.synced
    session.live_next = upto + 1
    if not link.connected or upto - start > _SKIP_LINES:
        return
    topic = topics.build("session.event", m=machine, p=session.project, s=session.id)
    watched, now = session.watched, time.monotonic()
    while start <= upto:
        try:
            chunk = session.live.take(start, upto, MAX_LINE, at_least_one=True)
        except Refused:
            return  # shipping meets the same fault, and tells of it
        for raw in chunk.data.splitlines():
            output = reader.kind_of(raw) == "output"
            if not output or (watched and session.live_pace.takes(len(raw), now)):
                link.publish(topic, raw, Priority.LIVE)
        start = chunk.last + 1
