"""*Session*: the live terminal; of a session that has ended its film, and its lines."""

from __future__ import annotations

import time

import streamlit as st

from console import components, current, draw, lines, places, words
from console.draw import Clock
from console.people import Person
from console.session_log import draw_log
from schemas.documents.session import State
from schemas.wire import ids, session_phase

YOUNG_MS = 60_000
WAIT_S = 5.0


def page() -> None:
    """Draw it for the session of `?s=m/p/s`; `seq` asks for one line of it."""
    who = current.person()
    named = places.session_in_address()
    if named is None:
        draw.head("Session")
        draw.empty(
            "This address names no session.",
            "Open one from the fleet, or from a line that you found in the audit.",
        )
        st.html('<a class="sb-link" href="/" target="_self">Open the fleet</a>')
        return
    machine, project, session = named
    if not who.may("view", machine, project):
        draw.head("Session")
        access = who.access
        draw.empty(
            "You may not see this session.",
            words.whom_to_ask("view", access.ask.get("view", []) if access else []),
        )
        return
    state = _heard(who, session)
    seq = _seq()
    filmed = f"sb-filmed-{session}"
    if _alive(state) and seq is None and not st.session_state.get(filmed):
        told = components.terminal(
            user=who.user,
            machine=machine,
            project=project,
            session=session,
            key=f"sb-terminal-{session}",
        )
        if "film" in told:
            # The browser has heard of the end; the gateway's own link is about to.
            who.wait_for(lambda: not _alive(who.sessions.get(session)), WAIT_S)
            st.session_state[filmed] = True
            st.rerun()
        places.follow(told)
        return
    _ended(who, machine, project, session, state, seq)


def _alive(state: State | None) -> bool:
    return state is not None and state.phase not in session_phase.FINAL


def _heard(who: Person, session: str) -> State | None:
    """Its document; of a session that has just begun, the first one is waited for."""
    if time.time() * 1000 - ids.session_started_ms(session) < YOUNG_MS:
        who.wait_for(lambda: session in who.sessions, WAIT_S)
    return who.sessions.get(session)


def _seq() -> int | None:
    text = str(st.query_params.get("seq", ""))
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 2**53 else None


def _ended(
    who: Person, machine: str, project: str, session: str, state: State | None, seq: int | None
) -> None:
    clock = draw.clock()
    title = (
        words.session_name(state.title, session, state.agent, state.folder)
        if state
        else f"Session {session[-6:]}"
    )
    draw.head(title, _how(state, clock))
    if _alive(state):
        live = lines.link(machine, project, session)
        st.html(f'<a class="sb-link main" href="{live}" target="_self">Open it live</a>')
    places.follow(
        components.film(
            user=who.user,
            machine=machine,
            project=project,
            session=session,
            seq=seq,
            key=f"sb-film-{session}-{seq or 0}",
        )
    )
    if state is not None:
        st.html(draw.plate(draw.facts(_facts(state, clock))))
    draw_log(who, machine, project, session, seq, clock)


def _how(state: State | None, clock: Clock) -> str:
    if state is None:
        return "from the archive"
    if state.phase not in session_phase.FINAL:
        return f"{words.PHASES[state.phase]} since {clock.when(state.since)}"
    how = words.PHASES[state.phase]
    if state.exit is not None and state.exit.signal:
        how = f"Ended by {words.shown(state.exit.signal)}"
    elif state.exit is not None and state.exit.status:
        how = f"Failed with exit status {state.exit.status}"
    return f"{how} {clock.when(state.since)}"


def _facts(state: State, clock: Clock) -> list[tuple[str, str]]:
    agent = words.agent(state.agent) + (f" {state.version}" if state.version else "")
    return [
        (name, value)
        for name, value in (
            ("Machine", state.machine),
            ("Project", "" if state.project == ids.NONE else state.project),
            ("Folder", state.folder),
            ("Branch", (state.branch or "") + (", with changes" if state.dirty else "")),
            ("Agent", agent),
            ("Gate", state.gate + (f", {state.level}" if state.level else "")),
            ("Began", clock.when(state.started)),
            ("Lasted", words.lasting((state.since - state.started) / 1e6)),
            ("Lines", words.number(state.head)),
        )
        if value
    ]
