"""`signalbox ls`."""

from __future__ import annotations

import argparse
import time

from schemas.wire import layout
from signalbox import local_sessions, show

ENDED_SHOWN = 10


def list_sessions(arguments: argparse.Namespace) -> int:
    """List this machine's sessions: those that live, then the last ended ones."""
    home = layout.home_from()
    found = [local_sessions.look(home, session) for session in local_sessions.all_ids(home)]
    alive = [s for s in found if s.alive]
    ended = [s for s in found if not s.alive]
    shown = alive + (ended if arguments.all else ended[-ENDED_SHOWN:])
    if arguments.json:
        show.as_json(
            [
                {
                    "session": s.id,
                    "phase": s.phase,
                    "title": s.title,
                    "started_us": s.started_us,
                    "launch": s.launch,
                    "document": s.document,
                }
                for s in shown
            ]
        )
        return 0
    if not shown:
        print("No sessions yet. Start one: signalbox run bash")
        return 0
    now = time.time_ns() // 1000
    show.table(
        ("SESSION", "PHASE", "SINCE", "PROJECT", "GATE", "FOLDER", "WHAT"),
        [
            (
                s.id,
                s.phase,
                show.ago(s.started_us, now),
                s.launch.get("project", "-"),
                s.document.get("gate") or s.launch.get("gate", "not gated"),
                s.launch.get("folder", ""),
                s.title,
            )
            for s in shown
        ],
    )
    if len(ended) > ENDED_SHOWN and not arguments.all:
        print(f"({len(ended) - ENDED_SHOWN} more have ended; --all shows them)")
    if alive:
        show.hint(f"\nTake one: signalbox attach {alive[-1].id[:12]}")
    return 0
