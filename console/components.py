"""The console's live components, for Streamlit pages: terminal, fleet, approvals, navigation, film.

Each wrapper hands over ids and names only; the component reads everything else over MQTT, as the
person who looks. The code is the bundle in `static/assets`, named by `manifest.json` there, and is
loaded by a line of inline script, so that it works from a checkout that was never installed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

ASSETS = Path(__file__).parent / "static" / "assets"
ENTRY = "signalbox.js"


@cache
def manifest() -> dict[str, str]:
    """Name → file in `static/assets`, as the build wrote it."""
    found: dict[str, str] = json.loads((ASSETS / "manifest.json").read_text())
    return found


def loader(export: str) -> str:
    """The inline script of one component.

    Streamlit imports it as a blob, so the address needs its origin; a single line with a slash
    would be taken for the path of a file, so there are several.
    """
    file = manifest()[ENTRY]
    return (
        "export default (component) => {\n"
        "  let over = false, cleanup = () => {};\n"
        f'  import(location.origin + "/assets/{file}").then((bundle) => {{\n'
        f"    if (!over) cleanup = bundle.{export}(component) || cleanup;\n"
        "  });\n"
        "  return () => { over = true; cleanup(); };\n"
        "};\n"
    )


@cache
def _mounter(export: str) -> Callable[..., Any]:
    return st.components.v2.component(f"signalbox_{export}", js=loader(export), isolate_styles=True)


def _mount(export: str, key: str, data: dict[str, Any], *triggers: str) -> dict[str, Any]:
    """What happened in the component since the last run: trigger → value, mostly nothing."""
    calls = {f"on_{name}_change": _nothing for name in triggers}
    result = _mounter(export)(key=key, data=data, **calls)
    return {name: result[name] for name in triggers if result.get(name) is not None}


def _nothing() -> None:
    """Streamlit tells only of triggers that somebody waits for; the result has the value."""


def terminal(*, user: str, machine: str, project: str, session: str, key: str) -> dict[str, Any]:
    """One session's terminal. Returns `{"go": page}` when the person wants another page, and
    `{"film": True}` when they want its film, or when there is no screen to show any more."""
    where = {"machine": machine, "project": project, "session": session}
    return _mount("terminal", key, {"user": user, **where}, "go", "film")


def fleet(*, user: str, key: str) -> dict[str, Any]:
    """The live fleet. `{"open": [m, p, s]}` or `{"start": {…}}`."""
    return _mount("fleet", key, {"user": user}, "open", "start")


def approvals(*, user: str, key: str) -> dict[str, Any]:
    """What waits for whom, and one question in full. `{"open": [m, p, s]}`."""
    return _mount("approvals", key, {"user": user}, "open")


def nav(*, user: str, page: str, told: dict[str, Any], key: str) -> dict[str, Any]:
    """The navigation, with the number of what waits; it tells what comes up, as `telling.wishes`
    says. `{"go": page}`, `{"open": [m, p, s]}` or `{"ask": [m, p, s, approval]}`."""
    return _mount("nav", key, {"user": user, "page": page, "told": told}, "go", "open", "ask")


def film(
    *, user: str, machine: str, project: str, session: str, key: str, seq: int | None = None
) -> dict[str, Any]:
    """A session played back, from line `seq` on. `{"go": page}`."""
    where = {"machine": machine, "project": project, "session": session}
    return _mount("film", key, {"user": user, **where, "seq": seq}, "go")
