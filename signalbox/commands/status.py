"""`signalbox status`: which parts run, and what they say of themselves."""

from __future__ import annotations

import argparse
import json
import time

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from schemas.wire.settings import load
from signalbox import daemon_client, local_sessions, show, up_lock, waits
from signalbox.checks import cloned
from signalbox.parts import PARTS


def status(arguments: argparse.Namespace) -> int:
    """Print each part's state; exit status 1 where something that should run does not."""
    home = layout.home_from()
    pid = up_lock.holder(home.up_lock)
    parts = {}
    if pid is not None:
        try:
            parts = json.loads(home.up_state.read_text())["parts"]
        except (OSError, ValueError, KeyError):
            parts = {}
    sessions = [local_sessions.look(home, s) for s in local_sessions.all_ids(home)]
    alive = sum(s.alive for s in sessions)
    waiting = waits.count([s.document for s in sessions])
    settings = load(home.config)
    good = bool(parts) and all(part.get("state") == "ready" for part in parts.values())
    if arguments.json:
        show.as_json(
            {
                "home": str(home.root),
                "up": pid is not None,
                "parts": parts,
                "machine": settings["machine.name"] or None,
                "urls": settings["hub.urls"],
                "sessions": {"alive": alive, "kept": len(sessions), "waiting": waiting},
            }
        )
        return 0 if good else 1
    if pid is None:
        living = show.count(alive, "session is alive", "sessions are alive")
        print(f"Not running in {home.root}; {living}. Start: {show.line('up')}")
        if waiting:
            print(waits.all_in_words(waiting))
        return 1
    now = int(time.time())
    show.table(
        ("PART", "STATE", "FOR", "PID", "RESTARTS", "LAST WORDS"),
        [
            (
                part.name,
                parts[part.name].get("state"),
                show.ago(parts[part.name].get("since", now) * 1_000_000, now * 1_000_000),
                parts[part.name].get("pid"),
                parts[part.name].get("restarts", 0),
                parts[part.name].get("last", ""),
            )
            for part in PARTS
            if part.name in parts
        ],
    )
    print(f"\nmachine {settings['machine.name'] or '-'}, {', '.join(settings['hub.urls'])}")
    for line in _links(home):
        print(line)
    print(f"{show.count(alive, 'session')} alive, {len(sessions)} kept in {home.sessions}")
    if waiting:
        print(waits.all_in_words(waiting))
    return 0 if good else 1


def _links(home: Home) -> list[str]:
    """Whether this machine is connected, and which machines this hub does not let in."""
    lines = []
    if load(home.config)["machine.name"]:
        try:
            told = daemon_client.status(home)
            up = told.get("control") and told.get("journal")
            trouble = plain(str(told.get("trouble") or "connecting"), most=200)
            lines.append("connected to the hub" if up else f"NOT connected to the hub: {trouble}")
        except Refused as refused:
            lines.append(str(refused))
    for machine in cloned.here(home):
        lines.append(f"{machine} is REFUSED: it runs twice (a cloned home); see machine list")
    return lines
