"""Questions of a page to the archive: asked as the person who looks, kept for this visit.

`query` takes the right to audit; `session_lines` reads one session, for whoever may see it.

Each question is recorded at the hub with who asked, so a page that is drawn again does not ask
again: the answer stays with its *as of* until the person asks anew or the question changes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from console import words
from console.people import Person
from schemas.wire import ids

KEPT = 8
"""Answers of one visit; the oldest goes first."""
MOST_ROWS = 10_000
LINES_FRESH = 3600.0
"""What is archived of a session does not change; its end may have been missed."""
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

    def ask() -> tuple[list[dict[str, Any]], bool]:
        fields = {"sql": sql, "limit": limit}
        answer = who.ask(ids.HUB, ids.NONE, ids.NONE, "query", fields, timeout=SECONDS)
        names = [str(name) for name, _ in answer.data.get("columns") or ()]
        rows = [
            dict(zip(names, row, strict=True))
            for page in answer.pages
            for row in page.get("rows", ())
        ]
        return rows, bool(answer.data.get("more"))

    return _kept(f"{who.user}\n{limit}\n{sql}", fresh, ask)


def session_lines(
    who: Person, machine: str, project: str, session: str, first: int, count: int
) -> Found:
    """Lines of one session from `first` on, as the archive has them. Blocks; raises `Refused`."""

    def ask() -> tuple[list[dict[str, Any]], bool]:
        answer = who.ask(
            machine,
            project,
            session,
            "history",
            {"from": first, "to": first + count - 1},
            answerer=ids.HUB,
        )
        rows = [
            {**_row(line), "machine": machine, "project": project, "session": session}
            for page in answer.pages
            for line in page.get("lines", ())
        ]
        return rows, int(answer.data.get("head", 0)) >= first + count

    return _kept(f"{who.user}\n{machine}/{project}/{session}\n{first}+{count}", LINES_FRESH, ask)


def _row(line: dict[str, Any]) -> dict[str, Any]:
    body = line.get("body")
    said = json.dumps(body, ensure_ascii=False) if isinstance(body, dict) else "Taken out"
    at = words.moment(int(line["at"])).replace(tzinfo=None).isoformat(" ")
    person = body.get("who") if isinstance(body, dict) else None
    return {"seq": int(line["seq"]), "at": at, "kind": line["kind"], "who": person, "text": said}


def _kept(key: str, fresh: float, ask: Callable[[], tuple[list[dict[str, Any]], bool]]) -> Found:
    kept: dict[str, Found] = st.session_state.setdefault("sb-asked", {})
    now = dt.datetime.now(dt.UTC)
    found = kept.get(key)
    if found is not None and (now - found.as_of).total_seconds() < fresh:
        return found
    found = Found(*ask(), now)
    kept.pop(key, None)
    while len(kept) >= KEPT:
        del kept[next(iter(kept))]
    kept[key] = found
    return found


def forget() -> None:
    """Ask anew from here on."""
    st.session_state.pop("sb-asked", None)
