"""`signalbox ls`: the sessions of this machine and, where somebody has logged in, of all others."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from typing import Any

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from schemas.wire.settings import load
from signalbox import local_sessions, show, waits
from signalbox.remote import hub

ENDED_SHOWN = 10
HUB_S = 5.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A session for the list. `away`: since when its machine is, in words; empty: it is here."""

    id: str
    machine: str
    phase: str
    title: str
    started_us: int
    alive: bool
    project: str
    gate: str
    folder: str
    document: dict[str, Any]
    launch: dict[str, Any]
    away: str = ""


def list_sessions(arguments: argparse.Namespace) -> int:
    """List the sessions that live, then the last ended ones."""
    home = layout.home_from()
    here = _here(home)
    elsewhere = [] if arguments.local else _elsewhere(home, {row.id for row in here})
    found = sorted([*here, *elsewhere], key=lambda row: row.id)
    alive = [s for s in found if s.alive]
    ended = [s for s in found if not s.alive]
    shown = alive + (ended if arguments.all else ended[-ENDED_SHOWN:])
    if arguments.json:
        show.as_json([_as_json(row) for row in shown])
        return 0
    if not shown:
        print(f"No sessions yet. Start one: {show.line('run', 'bash')}")
        return 0
    _print(shown)
    if len(ended) > ENDED_SHOWN and not arguments.all:
        print(f"({len(ended) - ENDED_SHOWN} more have ended; --all shows them)")
    waiting = waits.count([row.document for row in alive])
    if waiting:
        print(waits.all_in_words(waiting))
    elif alive:
        show.hint(f"\nTake one: {show.line('attach', alive[-1].id)}")
    return 0


def _print(rows: list[_Row]) -> None:
    now = time.time_ns() // 1000
    show.table(
        ("SESSION", "MACHINE", "PHASE", "SINCE", "PROJECT", "GATE", "FOLDER", "WHAT"),
        [
            (
                s.id,
                s.machine,
                s.phase if not (s.alive and s.away) else f"{s.phase}? {s.away}",
                show.ago(s.started_us, now),
                s.project,
                s.gate,
                s.folder,
                s.title,
            )
            for s in rows
        ],
    )


def _as_json(row: _Row) -> dict[str, Any]:
    return {
        "session": row.id,
        "machine": row.machine,
        "phase": row.phase,
        "title": row.title,
        "started_us": row.started_us,
        "launch": row.launch,
        "document": row.document,
        "away": row.away,
    }


def _here(home: Home) -> list[_Row]:
    machine = str(load(home.config)["machine.name"])
    found = [local_sessions.look(home, session) for session in local_sessions.all_ids(home)]
    return [
        _Row(
            id=s.id,
            machine=str(s.launch.get("machine") or machine or "here"),
            phase=s.phase,
            title=s.title,
            started_us=s.started_us,
            alive=s.alive,
            project=s.launch.get("project", "-"),
            gate=s.document.get("gate") or s.launch.get("gate", "not gated"),
            folder=s.launch.get("folder", ""),
            document=s.document,
            launch=s.launch,
        )
        for s in found
    ]


def _elsewhere(home: Home, known: set[str]) -> list[_Row]:
    """What the hub tells; where it cannot be asked, a line on standard error and nothing."""
    if not hub.is_known(home):
        return []
    from signalbox.remote import presence, sessions

    try:
        with hub.connect(home, HUB_S) as client:
            found = sessions.look(client)
            now = time.time_ns() // 1000
            away = {
                machine: presence.in_words(
                    sessions.machine_presence(client, machine),
                    sessions.heard_us(found, machine),
                    now,
                )
                for machine in {s.machine for s in found}
            }
    except Refused as refused:
        print(f"signalbox: only this machine's: {plain(str(refused), most=300)}", file=sys.stderr)
        return []
    return [
        _Row(
            id=s.id,
            machine=s.machine,
            phase=s.phase,
            title=s.title,
            started_us=s.started_us,
            alive=s.alive,
            project=s.project,
            gate=s.state.gate,
            folder=s.state.folder,
            document=s.state.value(),
            launch={},
            away="" if away[s.machine] == "online" else away[s.machine],
        )
        for s in found
        if s.id not in known
    ]
