"""After a host died: end what it left running, then close its journal with `host_lost`.

The tree is found by what was seen below the host while it lived, by what descends from that now,
and by the session's marker in the environment. Only when it is gone is the line written, so that
nothing of a session acts after its record has ended.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterable

from edge_agent.daemon import sessions
from edge_agent.daemon.sessions import Session
from edge_agent.host import journal, launch, processes
from edge_agent.host.journal import Closed, Full, Journal
from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused
from schemas.wire.layout import SessionDir

KILL_WITHIN_S = 10.0
_LOOK_S = 0.05


def finish(session: Session, tree: dict[int, int], clock: Clock) -> tuple[int, bool]:
    """See that a journal which nobody writes is complete: (its last seq, host lost). Blocks.

    Raises `Refused`: "journal-damaged", "already-running" where somebody writes it after all,
    "disk-full", "journal-fault", or "internal" where its tree cannot be ended.
    """
    try:
        seq, last = sessions.how_it_ends(session.folder)
        if not last and sessions.forked_at(session.folder) is not None:
            return seq, True  # closed where it forked, and not a line more
    except Refused:
        seq, last = 0, ""  # a torn tail: the journal's recovery decides
    if last:
        _flush(session)
        return seq, last == "host_lost"
    ended = end_tree(_marks(session), tree)
    writer = Journal(session.folder, session.identity)
    try:
        at = Timeline(clock, writer.last_at).now_us()
        writer.append(at, "host_lost", {"left": ended}, urgent=True)
        files = writer.due()
        journal.sync(files)
        writer.flushed(files)
        return writer.seq, True
    except (Full, Closed, OSError) as error:
        code = "disk-full" if isinstance(error, Full) else "journal-fault"
        raise Refused(code, f"{session.id}: {error}") from None
    finally:
        writer.close()


def _marks(session: Session) -> set[str]:
    """The ids that its processes may bear: where its journal forked, the program began under
    another."""
    marks = {session.id}
    before, folder = session.launch.continues, session.folder
    while before is not None and before not in marks:
        folder = SessionDir(folder.root.parent / before)
        if sessions.forked_at(folder) is None:
            break
        marks.add(before)
        try:
            before = launch.load(folder.launch).continues
        except Refused:
            break
    return marks


def end_tree(marks: set[str], tree: dict[int, int]) -> int:
    """Kill all that is left of a session until nothing is; how many processes that were.

    Raises `Refused("internal")` where some will not go.
    """
    killed: set[int] = set()
    until = time.monotonic() + KILL_WITHIN_S
    while alive := _left(marks, tree):
        if time.monotonic() > until:
            raise Refused("internal", f"{len(alive)} processes cannot be ended")
        for pid in alive:
            killed.add(pid)
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(_LOOK_S)
    return len(killed)


def remember_tree(living: Iterable[Session]) -> None:
    """Note what runs below the hosts of these sessions."""
    living = [session for session in living if session.pid]
    if not living:
        return
    table = processes.table()
    for session in living:
        session.tree = {
            pid: started
            for pid in processes.below([session.pid], table)
            if (started := table[pid].started) is not None
        }


def _left(marks: set[str], tree: dict[int, int]) -> list[int]:
    """Where /proc is missing, nothing is found: the terminal's hang-up ends the rest."""
    table = processes.table()
    known = {pid for pid, started in tree.items() if pid in table and table[pid].started == started}
    told = {f"SIGNALBOX_SESSION={session}".encode() for session in marks}
    marked = {pid for pid in table if pid != os.getpid() and told & set(_environment(pid))}
    return sorted({*known, *marked, *processes.below(known | marked, table)})


def _environment(pid: int) -> list[bytes]:
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return file.read().split(b"\0")
    except OSError:
        return []


def _flush(session: Session) -> None:
    """What a killed host had written but not synced lies in the cache: onto the disk with it."""
    last = sessions.reader.segments(session.folder.journal)[-1]
    file = os.open(last, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    except OSError as error:
        raise Refused("journal-fault", f"{last.name}: {error.strerror}") from None
    finally:
        os.close(file)
