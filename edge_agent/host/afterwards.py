"""What is left of a session whose host was killed: its processes, and a journal without an end.

The daemon ends the processes first, because `host_lost` says that nothing of the session lives.
"""

from __future__ import annotations

import os
from pathlib import Path

from edge_agent.host import journal
from edge_agent.host.journal import Closed, Full, Identity, Journal
from edge_agent.host.launch import load
from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused
from schemas.wire.layout import SessionDir

_LAST_KINDS = frozenset({"ended", "host_lost"})


def strays(session: str) -> list[int]:
    """Processes of this account that still bear the session's mark in their environment.

    Their parent is gone, so nothing else ties them to it. Linux only; elsewhere the hang-up of
    their terminal is all that they get.
    """
    mark = f"SIGNALBOX_SESSION={session}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if place.stat().st_uid != os.getuid():
                continue
            environment = (place / "environ").read_bytes()
            state = (place / "stat").read_bytes().rpartition(b")")[2].split()[0]
        except (OSError, IndexError):
            continue
        if mark in environment.split(b"\0") and state not in (b"Z", b"X"):
            found.append(int(place.name))
    return found


def finish(folder: SessionDir, left: int, clock: Clock) -> tuple[int, bytes]:
    """Close a dead host's journal with `host_lost` and sync it; (seq, h) of its last line.

    A journal that has its end already is left alone. A torn tail is cut. `left`: processes that
    had to be ended. Raises `Refused`: "already-running" while the host lives, "journal-damaged",
    "bad-config", "disk-full", "journal-fault".
    """
    launched = load(folder.launch)
    identity = Identity(launched.machine, launched.project, launched.session)
    kept = Journal(folder, identity)
    try:
        if kept.seq and kept.last_kind not in _LAST_KINDS:
            at = Timeline(clock, not_before_us=kept.last_at).now_us()
            kept.append(at, "host_lost", {"left": left}, urgent=True)
        journal.sync(kept.due())
        return kept.seq, kept.head
    except Full:
        raise Refused("disk-full") from None
    except (Closed, OSError) as error:
        raise Refused("journal-fault", str(error)) from None
    finally:
        kept.close()
