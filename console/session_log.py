"""The lines of one session in words, round the one that was asked for, out of the archive.

For whoever may see the session, auditor or not: they are what its live view has shown.
"""

from __future__ import annotations

import streamlit as st

from console import asking, draw, lines
from console.draw import Clock
from console.people import Person
from schemas.wire.errors import Refused

STEP = 40
"""Lines on a page."""


def draw_log(
    who: Person, machine: str, project: str, session: str, seq: int | None, clock: Clock
) -> None:
    """Draw them with the way to earlier and later ones; `seq` is marked."""
    draw.heading("Lines")
    place = f"sb-log-{session}-{seq}"
    start = int(st.session_state.get(place, max((seq or 1) - STEP // 3, 1)))
    try:
        found = asking.session_lines(who, machine, project, session, start, STEP)
    except Refused as refused:
        if refused.code == "no-such-session":
            _none()
        else:
            draw.refusal(refused)
        return
    if not found.rows:
        _none()
        return
    rows = [lines.row(row, clock, here=row["seq"] == seq) for row in found.rows]
    st.html(lines.listed(rows, "sb-log"))
    with st.container(horizontal=True):
        if start > 1 and st.button("Earlier lines"):
            st.session_state[place] = max(start - STEP, 1)
            st.rerun()
        if found.more and st.button("Later lines"):
            st.session_state[place] = start + STEP
            st.rerun()


def _none() -> None:
    draw.empty(
        "The archive has no such lines yet.",
        "They come from the machine; while it is away, it keeps them itself.",
    )
