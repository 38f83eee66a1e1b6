"""The console's pages by name, and how one goes to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from schemas.wire import ids
from schemas.wire.errors import Refused

TITLES: dict[str, str] = {
    "fleet": "Fleet",
    "approvals": "Approvals",
    "session": "Session",
    "start": "Start",
    "audit": "Audit",
    "usage": "Usage",
    "me": "Me",
    "more": "More",
}
"""Name (and address) → what the browser's tab says."""
FIRST = "fleet"
"""Lies at `/`."""
DRAWN: dict[str, Callable[[], None]] = {}
"""Name → what draws it. The script fills it in: pages know places, and not the other way round."""


def pages() -> dict[str, st.Page]:
    """Every page, anew for this run."""
    return {
        name: st.Page(
            DRAWN[name],
            title=f"{title} – Signalbox",
            url_path="" if name == FIRST else name,
            default=name == FIRST,
        )
        for name, title in TITLES.items()
    }


def go(name: str, **query: str) -> NoReturn:
    """Leave for another page; one that does not exist is the first."""
    found = pages()
    st.switch_page(found.get(name, found[FIRST]), query_params=query)


def session_in_address() -> tuple[str, str, str] | None:
    """Machine, project, session of `?s=m/p/s`; None where it names none."""
    parts = str(st.query_params.get("s", "")).split("/")
    if len(parts) != 3:
        return None
    try:
        return (
            ids.check_name(parts[0]),
            ids.check_name_or_none(parts[1]),
            ids.check_session(parts[2]),
        )
    except Refused:
        return None


def open_session(machine: str, project: str, session: str) -> NoReturn:
    """Leave for one session."""
    go("session", s=f"{machine}/{project}/{session}")


def follow(told: dict[str, object]) -> None:
    """Go where a component says that the person wants to go."""
    match told:
        case {"go": str(name)}:
            go(name)
        case {"open": [str(machine), str(project), str(session)]}:
            open_session(machine, project, session)
        case {"ask": [str(machine), str(project), str(session), str(approval)]}:
            go("approvals", s=f"{machine}/{project}/{session}", a=approval)
        case {"start": wanted}:
            query = wanted if isinstance(wanted, dict) else {}
            go("start", **{str(k): str(v) for k, v in query.items() if v})
