"""Questions of a page to the archive: asked as the person who looks, kept for this visit.

Each question is recorded at the hub with who asked, so a page that is drawn again does not ask
again: the answer stays with its *as of* until the person asks anew or the question changes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import streamlit as st

from console.people import Person
from schemas.wire import ids

KEPT = 8
"""Answers of one visit; the oldest goes first."""
MOST_ROWS = 10_000
SECONDS = 40.0
"""The archiver stops a question after 30 s."""


@dataclass(frozen=True, slots=True)
class Found:
    """`rows`: column → value. `more`: there were more rows than `limit`."""

    rows: list[dict[str, Any]]
    more: bool
    as_of: dt.datetime


def query(who: Person, sql: str, limit: int, *, fresh: float = 60.0) -> Found:
    """The answer to one SELECT, at most `fresh` seconds old. Blocks; raises `Refused`."""
    kept: dict[str, Found] = st.session_state.setdefault("sb-asked", {})
    key = f"{who.user}\n{limit}\n{sql}"
    now = dt.datetime.now(dt.UTC)
    found = kept.get(key)
    if found is not None and (now - found.as_of).total_seconds() < fresh:
        return found
    answer = who.ask(
        ids.HUB, ids.NONE, ids.NONE, "query", {"sql": sql, "limit": limit}, timeout=SECONDS
    )
    names = [str(name) for name, _ in answer.data.get("columns") or ()]
    rows = [
        dict(zip(names, row, strict=True)) for page in answer.pages for row in page.get("rows", ())
    ]
    found = Found(rows, bool(answer.data.get("more")), now)
    kept.pop(key, None)
    while len(kept) >= KEPT:
        del kept[next(iter(kept))]
    kept[key] = found
    return found


def forget() -> None:
    """Ask anew from here on."""
    st.session_state.pop("sb-asked", None)
