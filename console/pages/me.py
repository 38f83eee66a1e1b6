"""*Me*: what I may do, where I am logged in, and how and when I want to be told."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console import aftermath, being_told, current, draw, lines, words
from console.draw import Clock
from console.people import Person
from schemas.documents.access import Device, Held
from schemas.wire import ids
from schemas.wire.errors import Refused

SHOWN = 4
"""Log-ins that are not folded away."""


def page() -> None:
    """Draw it."""
    who = current.person()
    clock = draw.clock()
    draw.head(words.name(who.user))
    draw.connection(who)
    _rights(who)
    _logins(who, clock)
    _devices(who, clock)
    being_told.section(who)


def _rights(who: Person) -> None:
    draw.heading("What I may do")
    access = who.access
    if access is None or not access.held:
        draw.empty(
            "You hold no rights yet.",
            words.whom_to_ask("view", access.ask.get("view", []) if access else []),
        )
        return
    st.html(lines.listed([_held(one, too) for one, too in with_hub(in_order(access.held))]))
    missing = {right: people for right, people in access.ask.items() if people}
    if missing:
        draw.heading("Whom to ask for more")
        pairs = [
            (
                _first_up(words.RIGHTS.get(right, right))
                + (" everywhere" if who.may(right) else ""),
                words.listed([words.name(p) for p in missing[right]], "or"),
            )
            for right in sorted(missing, key=[*words.RIGHTS, *missing].index)
        ]
        st.html(draw.plate(draw.facts(pairs)))


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_order(held: list[Held]) -> list[Held]:
    """The widest first, then by machine and project; what is the same is said once."""
    widest = [one for one in held if one.session == "+"]
    rest = [one for one in held if one.session != "+"]
    return (
        sorted(widest, key=lambda h: (h.machine != "+", h.machine, h.project != "+", h.project))
        + rest
    )


def with_hub(held: list[Held]) -> list[tuple[Held, bool]]:
    """Each with whether the hub itself is meant too: its rights stand alone only where they are
    others than those everywhere."""
    everywhere = next((one for one in held if (one.machine, one.project) == ("+", "+")), None)
    hub = next((one for one in held if one.machine == ids.HUB), None)
    if everywhere is None or hub is None or set(everywhere.rights) != set(hub.rights):
        return [(one, False) for one in held]
    return [(one, one is everywhere) for one in held if one is not hub]


def _held(one: Held, hub_too: bool) -> str:
    where = words.place(one.machine, one.project) + (", and the hub itself" if hub_too else "")
    if one.machine == ids.HUB:
        where = "The hub itself"
    if one.session not in ("+", "-"):
        where = f"Session {one.session[-6:]}: {where}"
    return lines.wrapped(
        f'{lines.glyph("tick", "")}<span><span class="t"><span>{words.safe(where)}</span></span>'
        f'<span class="m">{words.safe(words.may(list(one.rights)))}</span></span>',
        "",
    )


def _logins(who: Person, clock: Clock) -> None:
    draw.heading("Where I am logged in")
    aftermath.show("logins")
    try:
        found = who.ask(ids.HUB, ids.NONE, ids.NONE, "logins", {"do": "list"})
    except Refused as refused:
        draw.refusal(refused)
        return
    logins = [one for one in found.data.get("logins", ()) if isinstance(one, dict)]
    newest = sorted(
        logins, key=lambda one: (one.get("id") != who.login, -int(one.get("issued", 0)))
    )
    for one in newest[:SHOWN]:
        _login_row(who, one, clock)
    if rest := newest[SHOWN:]:
        with st.expander(f"{words.many(len(rest), 'older log-in')}"):
            for one in rest:
                _login_row(who, one, clock)
    with st.container(horizontal=True, vertical_alignment="center"):
        if not st.session_state.get("sb-everywhere"):
            if st.button("Log out everywhere…", key="everywhere"):
                st.session_state["sb-everywhere"] = True
                st.rerun()
        else:
            draw.note("It ends all of these, this one too, and every tool that uses one.")
            if st.button("Stay logged in", key="everywhere-no"):
                del st.session_state["sb-everywhere"]
                st.rerun()
            if st.button("Log out everywhere", key="everywhere-yes", type="primary"):
                del st.session_state["sb-everywhere"]
                _end(who, {"do": "void", "all": True}, "You are logged out everywhere.")


def _login_row(who: Person, one: dict[str, Any], clock: Clock) -> None:
    here = one.get("id") == who.login
    with st.container(
        key=f"plate-login-{one.get('id')}",
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
    ):
        st.html(_login(one, here, clock))
        if here:
            st.html('<a class="sb-link" href="/logout" target="_self">Log out</a>', width="content")
        else:
            st.button(
                "End this log-in",
                key=f"end-{one.get('id')}",
                on_click=_end,
                args=(
                    who,
                    {"do": "void", "token": str(one.get("id"))},
                    "That log-in has ended.",
                ),
            )


def _login(one: dict[str, Any], here: bool, clock: Clock) -> str:
    name = str(one.get("name") or "") or "A tool without a name"
    said = [
        f"since {clock.when(int(one.get('issued', 0)))}",
        f"until {clock.when(int(one.get('until', 0)))}",
    ]
    if device := one.get("device"):
        said.append(f"device {device}")
    if (rights := one.get("rights")) is not None:
        said.append(f"may {words.listed([words.RIGHTS.get(r, r) for r in rights])} only")
    chip = ' <span class="sb-chip">this one</span>' if here else ""
    return (
        f'<div class="sb-row bare" style="padding:0;border:0"><span class="t"><span>'
        f"{words.safe(name)}{chip}</span></span>"
        f'<span class="m">{words.safe(" · ".join(said))}</span></div>'
    )


def _end(who: Person, fields: dict[str, object], done: str) -> None:
    try:
        who.ask(ids.HUB, ids.NONE, ids.NONE, "logins", fields)
    except Refused as refused:
        aftermath.leave(words.refusal(refused), "stop", at="logins")
    else:
        aftermath.leave(done, at="logins")


def _devices(who: Person, clock: Clock) -> None:
    draw.heading("My devices")
    aftermath.show("devices")
    devices = _devices_of(who)
    if not devices:
        draw.note(
            "None. A device is a log-in of its own for an app that speaks MQTT; "
            "whoever administers the hub adds one with the command “signalbox device add”."
        )
        return
    removes = who.may("admin", ids.HUB)
    for one in devices:
        may = words.may(list(one.may)) if one.may is not None else "It may do all that you may."
        until = f" Until {clock.when(one.until)}." if one.until is not None else ""
        with st.container(
            key=f"plate-device-{one.name}",
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
        ):
            st.html(
                '<div class="sb-row bare" style="padding:0;border:0"><span class="t"><span>'
                f"{words.safe(one.name)}</span></span>"
                f'<span class="m">{words.safe(may.replace("You", "It", 1) + until)}</span></div>'
            )
            if removes:
                _remove_button(who, one.name)
    if not removes:
        ask = words.whom_to_ask("admin", who.access.ask.get("admin", []) if who.access else [])
        draw.note(f"To have one removed: {ask}")


def _devices_of(who: Person) -> list[Device]:
    return who.access.devices if who.access else []


def _remove_button(who: Person, device: str) -> None:
    """In two taps: its secret is gone for good, and so is every token made for it."""
    sure = f"sb-device-{device}"
    if not st.session_state.get(sure):
        st.button(
            "Remove it…",
            key=f"device-{device}",
            on_click=st.session_state.__setitem__,
            args=(sure, True),
        )
        return
    st.button(
        f"Remove {words.markdown(device)} for good",
        key=f"device-{device}-yes",
        type="primary",
        on_click=_remove,
        args=(who, device),
    )


def _remove(who: Person, device: str) -> None:
    st.session_state.pop(f"sb-device-{device}", None)
    arguments = {"user": who.user, "device": device}
    fields = {"command": "device.remove", "arguments": arguments}
    try:
        who.ask(ids.HUB, ids.NONE, ids.NONE, "admin", fields)
    except Refused as refused:
        aftermath.leave(words.refusal(refused), "stop", at="devices")
        return
    who.wait_for(lambda: device not in [one.name for one in _devices_of(who)], 2.0)
    aftermath.leave(f"{device} is removed: it is let in no more.", at="devices")
