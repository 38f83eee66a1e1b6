"""*Usage and health*: how much runs where, from the archive; how hub and machines fare now."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from console import asking, charts, current, draw, lines, saved_questions, words
from console.draw import Clock
from console.people import Machine, Person
from schemas.documents.presence import HubPresence
from schemas.wire import session_phase
from schemas.wire.errors import Refused

DAYS = {7: "7 days", 30: "30 days", 90: "90 days"}
MOST = 10_000
FRESH = 300.0
"""Seconds after which the archive is asked again."""
EVERY = "5s"
UNKNOWN = "–"
PARTS = {"broker": "Broker", "steward": "Steward", "archiver": "Archiver", "gateway": "Gateway"}


def page() -> None:
    """Draw it."""
    who = current.person()
    draw.head("Usage and health")
    _health(who.login)
    draw.heading("Usage")
    if not who.may("audit"):
        access = who.access
        draw.empty(
            "Sessions, hours and lines come from the archive.",
            words.whom_to_ask("audit", access.ask.get("audit", []) if access else []),
        )
        return
    _usage(who, draw.clock())


@st.fragment(run_every=EVERY)
def _health(_login: str) -> None:
    who = current.person()
    clock = draw.clock()
    draw.connection(who)
    alive = [s for s in who.sessions.values() if s.phase not in session_phase.FINAL]
    here = sum(machine.here for machine in who.machines.values())
    archiver = who.parts.get("archiver")
    behind = archiver.lag if archiver and archiver.online else None
    free, whole = (count(who.parts.get("gateway"), name) for name in ("disk_free_mb", "disk_mb"))
    tiles = (
        (words.number(len(alive)), "sessions run"),
        (words.number(sum(s.phase == "waiting" for s in alive)), "wait for an answer"),
        (f"{here} of {words.number(len(who.machines))}", "machines are here"),
        (_figure(behind), "lines not yet archived"),
        (_figure(count(who.parts.get("broker"), "connections")), "connections at the broker"),
        (
            UNKNOWN if free is None else words.size(free * 1e6),
            "free on the hub" + (f", of {words.size(whole * 1e6)}" if whole else ""),
        ),
    )
    st.html(
        '<div class="sb-tiles">'
        + "".join(
            f'<div class="sb-tile"><b>{words.safe(figure)}</b>'
            f"<span>{words.safe(label)}</span></div>"
            for figure, label in tiles
        )
        + "</div>"
    )
    draw.note(f"As of {clock.when(clock.now, seconds=True)}")
    hub = [_part(name, who.parts.get(part), clock) for part, name in PARTS.items()]
    machines = [_machine(name, who.machines[name], clock) for name in sorted(who.machines)]
    st.html(
        '<div class="sb-two"><div><h2 class="sb-h2">Hub</h2>'
        + lines.listed(hub)
        + '</div><div><h2 class="sb-h2">Machines</h2>'
        + (
            lines.listed(machines)
            if machines
            else '<div class="sb-plate sb-empty"><b>No machine that you may see.</b>'
            "Add one on the page Fleet, or ask who administers the hub.</div>"
        )
        + "</div></div>"
    )


def count(part: HubPresence | None, name: str) -> int | None:
    """A count that a part of the hub tells of itself; None where it is away, or tells none."""
    if part is None or not part.online:
        return None
    return (part.health.__pydantic_extra__ or {}).get(name)


def _figure(number: int | None) -> str:
    return UNKNOWN if number is None else words.number(number)


def _row(tone: str, title: str, right: str, more: str) -> str:
    lamp = f'<span class="sb-lamp {tone}" aria-hidden="true" style="margin:6px 0 0 8px"></span>'
    return lines.wrapped(
        f'{lamp}<span><span class="t"><span>{words.safe(title)}</span>'
        f'<span class="n">{words.safe(right)}</span></span>'
        f'<span class="m">{words.safe(more)}</span></span>',
        "",
    )


def _part(name: str, told: HubPresence | None, clock: Clock) -> str:
    if told is None:
        return _row("off", name, "not heard", "It has told nothing yet.")
    if not told.online:
        return _row("off", name, "away", f"since {clock.when(told.since)}")
    health = told.health
    counts = {
        name: number
        for name, number in (health.__pydantic_extra__ or {}).items()
        if not name.startswith("disk_")
    }
    said = [f"version {told.version}", f"up for {clock.ago(told.since)}"]
    if told.lag is not None:
        said.insert(0, f"{words.many(told.lag, 'line')} behind")
    said += [
        words.many(n, word.replace("_", " ").removesuffix("s")) for word, n in counts.items() if n
    ]
    fine = health.state in (None, "ok")
    why = "" if fine else f"{health.why or ''}. "
    return _row(
        "on" if fine else "bad",
        name,
        "ok" if fine else words.shown(health.state),
        why + " · ".join(said),
    )


def _machine(name: str, machine: Machine, clock: Clock) -> str:
    info = machine.info
    if not machine.here:
        heard = machine.heard_at
        since = machine.presence.since if machine.presence and not machine.presence.online else None
        at = since if since is not None else int(heard * 1e6) if heard else None
        return _row(
            "off", name, "away", f"asleep or offline since {clock.when(at)}" if at else "not heard"
        )
    said: list[str] = []
    if info is not None:
        said.append(words.many(info.sessions, "session"))
        if info.load is not None:
            said.append(f"load {info.load / 100:.1f} on {words.many(info.host.cpus, 'CPU')}")
        if info.disk is not None:
            said.append(f"{words.size(info.disk.free)} of {words.size(info.disk.total)} free")
            said.append(f"journals {words.size(info.disk.journals)}")
        said.append(f"version {info.daemon}")
    faults = list(info.faults) if info is not None else []
    return _row("bad" if faults else "on", name, "here", " · ".join([*faults, *said]))


def _usage(who: Person, clock: Clock) -> None:
    span = st.segmented_control(
        "In the last",
        list(DAYS),
        default=7,
        required=True,
        format_func=lambda n: DAYS[n],
        key="usage-days",
    )
    count = int(span or 7)
    today = clock.now.date()
    first = today - dt.timedelta(days=count - 1)
    since = dt.datetime.combine(first, dt.time(), dt.UTC)
    try:
        with st.spinner("Asks the archive"):
            found = asking.query(who, saved_questions.usage(since), MOST, fresh=FRESH)
    except Refused as refused:
        draw.refusal(refused)
        return
    if not found.rows:
        draw.empty(
            f"No session began in the last {DAYS[count]}.",
            "Choose more days, or start one: here, or with “signalbox run” on a machine.",
        )
        return
    measure = st.segmented_control(
        "Counted in",
        list(MEASURES),
        default="sessions",
        required=True,
        format_func=lambda name: MEASURES[name].title,
        key="usage-measure",
    )
    chosen = MEASURES[str(measure or "sessions")]
    by_day = charts.days(
        f"{chosen.title} a day", _days(found.rows, chosen.column), first, today, chosen.figure
    )
    by_name = [
        charts.bars(
            f"{chosen.title} by {what}", _by(found.rows, what, chosen.column), chosen.figure
        )
        for what in ("machine", "agent", "project")
    ]
    st.html('<div class="sb-charts">' + "".join(map(draw.plate, [by_day, *by_name])) + "</div>")
    more = " Only the first 10 000 groups were counted." if found.more else ""
    draw.note(
        f"Days are UTC; a session counts on the day on which it began. As of "
        f"{clock.when(found.as_of, seconds=True)}.{more}"
    )
    st.button("Count again", key="usage-again", on_click=asking.forget)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted; `figure` says a sum of it."""

    title: str
    column: str
    figure: Callable[[int], str] = words.number


MEASURES = {
    "sessions": Measure("Sessions", "sessions"),
    "hours": Measure("Hours", "seconds", words.lasting),
    "lines": Measure("Lines", "lines"),
    "failed": Measure("Failed", "failed"),
}
"""A line is an event of the record."""


def _days(rows: list[dict[str, Any]], value: str) -> dict[dt.date, int]:
    out: Counter[dt.date] = Counter()
    for row in rows:
        out[dt.date.fromisoformat(str(row["day"])[:10])] += int(row[value] or 0)
    return dict(out)


def _by(rows: list[dict[str, Any]], column: str, value: str) -> list[tuple[str, int]]:
    out: Counter[str] = Counter()
    for row in rows:
        name = str(row[column])
        name = words.agent(name) if column == "agent" else "no project" if name == "-" else name
        out[name] += int(row[value] or 0)
    return list(out.items())
