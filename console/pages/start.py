"""*Start*: begin a session on a machine, in a project; what was typed stays when it is refused."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from console import current, draw, places, words
from console.people import Person
from schemas.wire import ids, verbs
from schemas.wire.errors import Refused

TERMINAL = "terminal"


def page() -> None:
    """Draw it. `?machine=…&project=…&agent=…` choose in advance."""
    who = current.person()
    draw.head("Start a session")
    draw.connection(who)
    machines = sorted(m for m in who.machines if who.may("operate", m))
    if not machines:
        _nowhere(who)
        return
    machine = _choice("Machine", machines, "machine", lambda m: _machine_name(who, m))
    known = who.machines.get(machine)
    if known is None or not known.here:
        heard = known.heard_at if known else None
        since = f" since {draw.clock().when(int(heard * 1e6))}" if heard else ""
        draw.banner(
            f"{words.name(machine)} is asleep or offline{since}. "
            "Nothing is sent late: start when it is back."
        )
    info = known.info if known else None
    projects = [p for p in (info.projects if info else ()) if who.may("operate", machine, p)]
    if who.may("operate", machine, ids.NONE):
        projects = [*projects, ids.NONE]
    if not projects:
        draw.empty(
            f"You may start nothing in the projects of {machine}.",
            words.whom_to_ask("operate", _ask_whom(who, "operate")),
        )
        return
    project = _choice(
        "Project",
        sorted(projects, key=lambda p: (p == ids.NONE, p)),
        "project",
        lambda p: "No project" if p == ids.NONE else words.shown(p),
    )
    gates = {one.agent: one for one in (info.agents if info else ())}
    agents = [a for a in gates if _may_start(who, machine, project, gates[a].gate)]
    if who.may("drive", machine, project):
        agents = [*(a for a in agents if a != TERMINAL), TERMINAL]
    if not agents:
        draw.empty(
            "You may start nothing there.",
            "What is not gated is as good as a shell. "
            + words.whom_to_ask("drive", _ask_whom(who, "drive")),
        )
        return
    agent = _choice("Agent", agents, "agent", lambda a: words.shown(words.agent(a)))
    chosen = gates.get(agent)
    gate = chosen.gate if chosen is not None else "not gated"
    if agent == TERMINAL:
        draw.note("A shell. Not gated: whoever types here does what this account may do.")
    elif chosen is not None and chosen.logged_in is False:
        draw.banner(f"{words.agent(agent)} is not logged in on {machine}. Log it in there first.")
    else:
        draw.note(f"{words.agent(agent)}: {gate}.")
    _form(who, machine, project, agent)


def _form(who: Person, machine: str, project: str, agent: str) -> None:
    with st.container(key="plate-start"):
        prompt = ""
        if agent != TERMINAL:
            prompt = st.text_area(
                "First prompt",
                key="start-prompt",
                placeholder="What should it do? You can also type it later.",
                height=120,
                max_chars=verbs.MAX_PROMPT // 4,
            )
        else:
            command = st.text_input(
                "Program (empty: the shell)", key="start-program", max_chars=1000
            )
        title = st.text_input(
            "Title", key="start-title", max_chars=200, placeholder="So that others know what it is"
        )
        folder = st.text_input(
            "Folder" if project == ids.NONE else "Folder (empty: the project’s own)",
            key="start-folder",
            max_chars=1000,
            placeholder="/home/ana/work" if project == ids.NONE else "services/api",
        )
        known = who.machines.get(machine)
        go = st.button(
            f"Start on {words.markdown(machine)}",
            key="start-go",
            type="primary",
            disabled=known is None or not known.here,
        )
    if not go:
        return
    fields: dict[str, object] = {"agent": agent}
    if agent == TERMINAL and command.strip():
        import shlex

        try:
            fields["argv"] = shlex.split(command)
        except ValueError:
            draw.banner("The program has a quote that does not end. Nothing was started.", "stop")
            return
    if project == ids.NONE and not folder.strip():
        draw.banner("Without a project it needs a folder. Nothing was started.", "stop")
        return
    for name, value in (("prompt", prompt), ("title", title), ("folder", folder)):
        if value.strip():
            fields[name] = value.strip()
    try:
        verbs.check("start", {"id": "r", "seen": {"boot": 0, "incarnation": "x"}, **fields})
        with st.spinner(f"{machine} starts it"):
            answer = who.ask(machine, project, ids.NONE, "start", fields)
        session = ids.check_session(str(answer.data.get("session", "")))
    except Refused as refused:
        draw.refusal(refused)
        draw.note("Nothing that you typed is lost; change it and start again.")
        return
    for name in ("start-prompt", "start-title", "start-folder", "start-program"):
        st.session_state.pop(name, None)
    places.open_session(machine, project, session)


def _choice(label: str, options: list[str], name: str, told: Callable[[str], str]) -> str:
    """A select box that begins with what the address says; alone, a fact."""
    if len(options) == 1:
        st.html(draw.facts([(label, told(options[0]))]))
        return options[0]
    wanted = str(st.query_params.get(name, ""))
    place = options.index(wanted) if wanted in options else 0
    return str(st.selectbox(label, options, place, key=f"start-{name}", format_func=told))


def _machine_name(who: Person, machine: str) -> str:
    known = who.machines.get(machine)
    return machine if known is not None and known.here else f"{machine} (offline)"


def _may_start(who: Person, machine: str, project: str, gate: str) -> bool:
    return who.may("operate" if gate == "gated" else "drive", machine, project)


def _ask_whom(who: Person, right: str) -> list[str]:
    return list(who.access.ask.get(right, [])) if who.access else []


def _nowhere(who: Person) -> None:
    if who.may("operate"):
        draw.empty(
            "No machine has joined yet.",
            "Add one on the page Fleet: it gives you a line to paste there.",
        )
        st.html('<a class="sb-link" href="/" target="_self">Open the fleet</a>')
        return
    draw.empty(
        "You may watch, and start nothing.", words.whom_to_ask("operate", _ask_whom(who, "operate"))
    )
