"""*Audit*: find what happened, by words, time, place, kind and person; and four saved questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from console import asking, current, draw, lines, saved_questions, words
from console.draw import Clock
from console.people import Person
from console.saved_questions import PAGE, QUESTIONS, Filter
from schemas.documents.session import State
from schemas.wire import ids, kinds
from schemas.wire.errors import Refused

TIMES: dict[str, str] = {
    "": "Any time",
    "hour": "Last hour",
    "day": "Last 24 hours",
    "week": "Last 7 days",
    "month": "Last 30 days",
    "days": "From … to …",
}
_SPANS = {
    "hour": dt.timedelta(hours=1),
    "day": dt.timedelta(days=1),
    "week": dt.timedelta(days=7),
    "month": dt.timedelta(days=30),
}
KINDS = (
    "prompt",
    "keys",
    "output",
    "tool_call",
    "tool_result",
    "asked",
    "answered",
    "started",
    "ended",
    "request",
    "receipt",
    "watching",
    "files",
    "fault",
    "refused",
    "denied",
    "administered",
    "signed",
)
"""Offered in the list, most asked for first; the address takes every kind."""
KIND_NAMES = {
    "prompt": "Prompts",
    "keys": "Keys typed",
    "output": "Printed",
    "tool_call": "Tools used",
    "tool_result": "What tools gave",
    "asked": "Questions of agents",
    "answered": "Answers of people",
    "started": "Sessions started",
    "ended": "Sessions ended",
    "request": "Requests of people",
    "receipt": "Answers of machines",
    "watching": "Who watched",
    "files": "Files changed",
    "fault": "Faults",
    "refused": "Log-ins refused",
    "denied": "Denied at the hub",
    "administered": "Administration",
    "signed": "Signatures of machines",
}
NARROWING = ("t", "from", "to", "m", "p", "s", "kind", "who")
FIELDS = ("q", "t", "from", "to", "m", "p", "s", "kind", "who", "ask", "n")


def page() -> None:
    """Draw it. Everything that narrows the question stands in the address."""
    who = current.person()
    clock = draw.clock()
    if not who.may("audit"):
        draw.head("Audit")
        access = who.access
        draw.empty(
            "The audit holds everything that was typed and printed.",
            words.whom_to_ask("audit", access.ask.get("audit", []) if access else [])
            + " What one session did stands on its own page, with its film.",
        )
        return
    draw.head("Audit", *_as_of(who, clock))
    draw.connection(who)
    said = {name: str(st.query_params.get(name, ""))[:300] for name in FIELDS}
    _words(said)
    _saved(said)
    _filters(who, said)
    try:
        asked = _filter(said, clock)
    except Refused as refused:
        draw.refusal(refused)
        return
    if not any(said[name] for name in FIELDS if name != "n"):
        draw.empty(
            "Search for a word, or ask one of the questions above.",
            "Words are looked for in output, prompts, tool calls and answers; a line must hold "
            "all of them. Every question is itself recorded, with your name.",
        )
        return
    _results(who, said, asked, clock)


def _as_of(who: Person, clock: Clock) -> tuple[str, str]:
    part = who.parts.get("archiver")
    if part is None or not part.online:
        return "The archive does not answer", "off"
    if part.lag:
        return f"Archive {words.many(part.lag, 'line')} behind", "bad"
    return f"Archive up to {clock.when(clock.now, seconds=True)}", "on"


def _set(**changed: str) -> None:
    """Change the address; another question begins on its first page."""
    st.query_params.pop("n", None)
    for name, value in changed.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def _words(said: dict[str, str]) -> None:
    if "audit-q" not in st.session_state:
        st.session_state["audit-q"] = said["q"]
    st.text_input(
        "Words to find",
        key="audit-q",
        max_chars=saved_questions.MOST_CHARACTERS,
        placeholder="Words, as in release.sh",
        label_visibility="collapsed",
        on_change=lambda: _set(q=st.session_state["audit-q"].strip()),
    )


def _saved(said: dict[str, str]) -> None:
    with st.container(horizontal=True, key="sb-saved"):
        for name, question in QUESTIONS.items():
            on = said["ask"] == name
            st.button(
                question.title,
                key=f"ask-{name}",
                type="primary" if on else "secondary",
                on_click=_set,
                kwargs={"ask": "" if on else name},
            )


def _filters(who: Person, said: dict[str, str]) -> None:
    on = [name for name in ("t", "m", "p", "s", "kind", "who") if said[name]]
    label = f"Filters: {len(on)} set" if on else "Filters"
    with st.expander(label, expanded=False):
        machines = sorted({*who.machines, *([said["m"]] if said["m"] else [])})
        projects = sorted(
            {
                *(p for m in who.machines.values() if m.info for p in m.info.projects),
                *([said["p"]] if said["p"] else []),
            }
        )
        sessions = {
            id: f"{_name(one)} · {id[-6:]}"
            for id, one in sorted(who.sessions.items(), reverse=True)
        }
        if said["s"] and said["s"] not in sessions:
            sessions[said["s"]] = f"Session {said['s'][-6:]}"
        kinds_offered = [*KINDS, *([said["kind"]] if said["kind"] not in ("", *KINDS) else [])]
        left, middle, right = st.columns(3)
        with left:
            _select("When", "t", list(TIMES), said, lambda t: TIMES[t])
            if said["t"] == "days":
                _days(said)
            _typed("Person", "who", "ana", said)
        with middle:
            shown = ["", *(m for m in machines if m != ids.HUB), ids.HUB]
            _select("Machine", "m", shown, said, _machine)
            _select("Kind", "kind", ["", *kinds_offered], said, _kind)
        with right:
            every = "Every project"
            _select("Project", "p", ["", *projects], said, lambda p: words.shown(p) or every)
            _select(
                "Session",
                "s",
                ["", *sessions],
                said,
                lambda s: words.shown(sessions[s], 60) if s else "Every session",
            )
        if on:
            st.button(
                "Clear the filters",
                on_click=_set,
                kwargs=dict.fromkeys(NARROWING, ""),
            )


def _name(one: State) -> str:
    return words.session_name(one.title, one.session, one.agent, one.folder)


def _machine(name: str) -> str:
    return {"": "Every machine", ids.HUB: "The hub itself"}.get(name) or words.shown(name)


def _kind(name: str) -> str:
    return KIND_NAMES.get(name, words.shown(name)) if name else "Every kind"


def _select(
    label: str,
    name: str,
    options: list[str],
    said: dict[str, str],
    told: Callable[[str], str],
) -> None:
    key = f"audit-{name}"
    st.session_state[key] = said[name] if said[name] in options else ""
    st.selectbox(
        label,
        options,
        key=key,
        format_func=told,
        on_change=lambda: _set(**{name: st.session_state[key]}),
    )


def _typed(label: str, name: str, hint: str, said: dict[str, str]) -> None:
    key = f"audit-{name}"
    st.session_state[key] = said[name]
    st.text_input(
        label,
        key=key,
        placeholder=hint,
        max_chars=100,
        on_change=lambda: _set(**{name: st.session_state[key].strip().lower()}),
    )


def _days(said: dict[str, str]) -> None:
    for label, name in (("From", "from"), ("To, with that day", "to")):
        key = f"audit-{name}"
        st.session_state[key] = _day(said[name])

        def changed(name: str = name, key: str = key) -> None:
            day = st.session_state[key]
            _set(**{name: day.isoformat() if day else ""})

        st.date_input(label, key=key, on_change=changed)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _filter(said: dict[str, str], clock: Clock) -> Filter:
    since = until = None
    if said["t"] in _SPANS:
        # Whole minutes, so that a page that is drawn again asks nothing new.
        since = clock.now.replace(second=0, microsecond=0) - _SPANS[said["t"]]
    elif said["t"] == "days":
        if first := _day(said["from"]):
            since = dt.datetime.combine(first, dt.time(), clock.zone)
        if last := _day(said["to"]):
            until = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), clock.zone)
    if said["kind"] and said["kind"] not in kinds.KINDS:
        raise Refused("bad-field", "no such kind of line")
    return Filter(
        words=said["q"],
        machine=said["m"],
        project=said["p"],
        session=said["s"],
        kind=said["kind"],
        who=said["who"],
        since=since,
        until=until,
    )


def _results(who: Person, said: dict[str, str], asked: Filter, clock: Clock) -> None:
    question = QUESTIONS.get(said["ask"])
    number = int(said["n"]) if said["n"].isascii() and said["n"].isdigit() else 0
    try:
        sql = (question.build if question else saved_questions.lines)(asked, number)
        with st.spinner("Asks the archive"):
            found = asking.query(who, sql, PAGE + 1)
    except Refused as refused:
        draw.refusal(refused)
        return
    rows = found.rows[:PAGE]
    if question is not None:
        draw.note(question.meaning)
    if not rows:
        nothing = question.nothing if question else "No line holds all of these words."
        further = "Take a word or a filter away" if asked.words else "Choose a longer time"
        draw.empty(nothing, f"{further}, or look again in a moment: lines come as machines send.")
        return
    sessions = words.many(len({(row["machine"], row["session"]) for row in rows}), "session")
    count = sessions if said["ask"] == "ran" else f"{words.many(len(rows), 'line')} in {sessions}"
    draw.note(f"{_first(number)}{count}, as of {clock.when(found.as_of, seconds=True)}")
    if said["ask"] == "ran":
        shown = [lines.session_row(row, clock, asked.split) for row in rows]
    else:
        names = {id: _name(one) for id, one in who.sessions.items()}
        shown = [lines.row(row, clock, asked.split, names=names) for row in rows]
    st.html(lines.listed(shown))
    with st.container(horizontal=True):
        if number:
            st.button("Newer", key="audit-newer", on_click=_turn, args=(number - 1,))
        if len(found.rows) > PAGE:
            st.button("Older", key="audit-older", on_click=_turn, args=(number + 1,))
        st.button("Look again", key="audit-again", on_click=asking.forget)


def _first(number: int) -> str:
    return f"Page {number + 1}: " if number else ""


def _turn(number: int) -> None:
    if number > 0:
        st.query_params["n"] = str(number)
    else:
        st.query_params.pop("n", None)
