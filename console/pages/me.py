"""*Me*: what I may do, where I am logged in, and how and when I want to be told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from console import current, draw, lines, telling, words
from console.draw import Clock
from console.hub import channels, preferences
from console.hub.alerts import Alerts
from console.hub.preferences import Channel, Preferences, Subscription
from console.hub.quiet import DAYS, Quiet
from console.people import Person
from console.push_button import push_button
from schemas.documents.access import Held
from schemas.wire import ids
from schemas.wire.errors import Refused

TOLD = {
    "waiting": "A session waits for an answer",
    "attention": "A program calls for a person",
    "failed": "A session failed",
    "finished": "A session finished",
}
NIGHT = (dt.time(22, 0), dt.time(7, 0))
DAY_NAMES = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))


def page() -> None:
    """Draw it."""
    who = current.person()
    clock = draw.clock()
    draw.head(words.name(who.user))
    draw.connection(who)
    _said()
    _rights(who)
    _logins(who, clock)
    _devices(who, clock)
    _telling(who)


def _tell(text: str, tone: str = "clear") -> None:
    """Say it at the head of the next run."""
    st.session_state["sb-me-said"] = (text, tone)


def _said() -> None:
    if told := st.session_state.pop("sb-me-said", None):
        draw.banner(*told)


def _rights(who: Person) -> None:
    draw.heading("What I may do")
    access = who.access
    if access is None or not access.held:
        draw.empty(
            "You hold no rights yet.",
            words.whom_to_ask("view", access.ask.get("view", []) if access else []),
        )
        return
    st.html(lines.listed([_held(one) for one in in_order(access.held)]))
    missing = {right: people for right, people in access.ask.items() if people}
    if missing:
        sentences = [
            f"To {words.RIGHTS.get(right, right)}"
            f"{' everywhere' if who.may(right) else ''}, ask "
            f"{words.listed([words.name(p) for p in people], 'or')}."
            for right, people in missing.items()
        ]
        draw.note(" ".join(sentences))


def in_order(held: list[Held]) -> list[Held]:
    """The widest first, then by machine and project; what is the same is said once."""
    widest = [one for one in held if one.session == "+"]
    rest = [one for one in held if one.session != "+"]
    return (
        sorted(widest, key=lambda h: (h.machine != "+", h.machine, h.project != "+", h.project))
        + rest
    )


def _held(one: Held) -> str:
    where = words.place(one.machine, one.project)
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
    try:
        found = who.ask(ids.HUB, ids.NONE, ids.NONE, "logins", {"do": "list"})
    except Refused as refused:
        draw.refusal(refused)
        return
    logins = [one for one in found.data.get("logins", ()) if isinstance(one, dict)]
    for one in sorted(logins, key=lambda one: -int(one.get("issued", 0))):
        here = one.get("id") == who.login
        with st.container(
            key=f"plate-login-{one.get('id')}",
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
        ):
            st.html(_login(one, here, clock))
            if here:
                st.html(
                    '<a class="sb-link" href="/logout" target="_self">Log out</a>', width="content"
                )
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
        _tell(words.refusal(refused), "stop")
    else:
        _tell(done)


def _devices(who: Person, clock: Clock) -> None:
    draw.heading("My devices")
    devices = who.access.devices if who.access else []
    if not devices:
        draw.note(
            "None. A device is a log-in of its own for an app that speaks MQTT; "
            "whoever administers the hub adds one with the command “signalbox device add”."
        )
        return
    rows = []
    for one in devices:
        may = words.may(list(one.may)) if one.may is not None else "It may do all that you may."
        until = f" Until {clock.when(one.until)}." if one.until is not None else ""
        rows.append(
            lines.wrapped(
                f'{lines.glyph("dot")}<span><span class="t"><span>{words.safe(one.name)}</span>'
                f'</span><span class="m">{words.safe(may.replace("You", "It", 1) + until)}</span>'
                "</span>",
                "",
            )
        )
    st.html(lines.listed(rows))


def _telling(who: Person) -> None:
    draw.heading("How I want to be told")
    alerts = telling.installed()
    if alerts is None:
        draw.banner("This hub’s gateway tells nobody anything just now; its log says why.")
        return
    try:
        kept = preferences.load(alerts.home, who.user)
    except Refused as refused:
        draw.refusal(refused)
        return
    _ways(who, alerts, kept)
    _when(who, alerts, kept)


def _ways(who: Person, alerts: Alerts, kept: Preferences) -> None:
    """Channels and browsers, with how the last message fared; one more; a test of all."""
    clock = draw.clock()
    ways: list[Subscription | Channel] = [*kept.browsers, *kept.channels]
    for one in ways:
        name = one.shown if isinstance(one, Channel) else one.name
        trouble = one.trouble
        said = f"did not arrive {clock.when(trouble.at)}: {trouble.why}" if trouble else "works"
        with st.container(
            key=f"plate-way-{one.id}",
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
        ):
            st.html(
                '<div class="sb-row bare" style="padding:0;border:0"><span class="t"><span>'
                f'{words.safe(name)}</span></span><span class="m {"sb-stop" if trouble else ""}">'
                f"{words.safe(said)}</span></div>"
            )
            st.button(
                "Take it away", key=f"way-{one.id}", on_click=_take_away, args=(who, alerts, one.id)
            )
    if push_button([one.digest for one in kept.browsers], key="sb-push"):
        st.rerun()
    if not kept.browsers and not kept.channels:
        draw.note("Nothing tells you yet, but pages that are open. Add a way:")
    with st.expander("Add ntfy or a webhook"):
        kind = st.radio(
            "What is it",
            ["ntfy", "webhook"],
            format_func={"ntfy": "ntfy topic", "webhook": "Webhook (JSON by POST)"}.get,
            horizontal=True,
            key="way-kind",
        )
        url = st.text_input(
            "Address",
            key="way-url",
            max_chars=1000,
            placeholder="https://ntfy.sh/a-topic-nobody-guesses"
            if kind == "ntfy"
            else "https://chat.example.org/hooks/…",
        )
        token = st.text_input(
            "Token, where it wants one", key="way-token", type="password", max_chars=500
        )
        if st.button("Add it", key="way-add", type="primary"):
            _add(who, alerts, kept, kind, url.strip(), token.strip())
    if (kept.browsers or kept.channels) and st.button("Send me a test", key="way-test"):
        _test(who, alerts)


def _add(who: Person, alerts: Alerts, kept: Preferences, kind: str, url: str, token: str) -> None:
    if len(kept.channels) >= preferences.MOST_CHANNELS:
        draw.banner(f"At most {preferences.MOST_CHANNELS} ways; take one away first.", "stop")
        return
    try:
        made = channels.make(
            "ntfy" if kind == "ntfy" else "webhook", url, token or None, private=alerts.private
        )
        preferences.update(
            alerts.home,
            who.user,
            lambda before: before.model_copy(update={"channels": [*before.channels, made]}),
        )
    except Refused as refused:
        draw.refusal(refused)
    except OSError as error:
        draw.banner(f"It cannot be kept: {error.strerror}. Nothing was added.", "stop")
    else:
        _tell(f"Added {made.shown}. Send yourself a test.")
        for name in ("way-url", "way-token"):
            st.session_state.pop(name, None)
        st.rerun()


def _take_away(who: Person, alerts: Alerts, way: str) -> None:
    def change(before: Preferences) -> Preferences:
        return before.model_copy(
            update={
                "channels": [one for one in before.channels if one.id != way],
                "browsers": [one for one in before.browsers if one.id != way],
            }
        )

    _keep(who, alerts, change, "It tells you nothing any more.")


def _keep(who: Person, alerts: Alerts, change: Any, done: str) -> None:
    try:
        preferences.update(alerts.home, who.user, change)
    except Refused as refused:
        _tell(words.refusal(refused), "stop")
    except OSError as error:
        _tell(f"It cannot be kept: {error.strerror}. Nothing has changed.", "stop")
    else:
        _tell(done)


def _test(who: Person, alerts: Alerts) -> None:
    try:
        with st.spinner("Sends it"):
            outcome = alerts.test(who.user)
    except Refused as refused:
        draw.refusal(refused)
        return
    bad = [why for why in outcome.values() if why]
    if bad:
        draw.banner(
            f"{len(outcome) - len(bad)} of {len(outcome)} arrived. "
            + " ".join(f"One did not: {words.shown(why, 300)}." for why in bad),
            "stop",
        )
    else:
        draw.banner(
            f"Sent over {words.many(len(outcome), 'way')}. Look whether it has come.", "clear"
        )


def _when(who: Person, alerts: Alerts, kept: Preferences) -> None:
    span = kept.quiet[0] if kept.quiet else None
    with st.container(key="plate-when"), st.form("me-when", border=False):
        st.html('<p class="sb-lead">Tell me when</p>')
        wanted = {
            kind: st.checkbox(said, bool(getattr(kept, kind)), key=f"me-{kind}")
            for kind, said in TOLD.items()
        }
        details = st.checkbox(
            "Say title, project and what it does (else the machine alone)",
            kept.details,
            key="me-details",
        )
        needs = st.checkbox(
            "Sound on an open page when something needs me", kept.sound_needs, key="me-needs"
        )
        ends = st.checkbox(
            "Sound on an open page when a session ends", kept.sound_ends, key="me-ends"
        )
        st.html('<p class="sb-lead">Quiet hours</p>')
        quiet = st.checkbox("Hold messages back at night", span is not None, key="me-quiet")
        with st.container(horizontal=True):
            start = st.time_input("From", _time(span.start) if span else NIGHT[0], key="me-from")
            end = st.time_input("To", _time(span.end) if span else NIGHT[1], key="me-to")
        days = st.pills(
            "On nights that begin on",
            list(DAYS),
            selection_mode="multi",
            default=list(span.days if span else DAYS),
            format_func=lambda day: DAY_NAMES[day],
            key="me-days",
        )
        zone = span.zone if span else st.context.timezone or "UTC"
        draw.note(
            f"Times are {words.shown(zone)}. What was held back comes when they end, "
            "if it still waits."
        )
        saved = st.form_submit_button("Save how I am told", type="primary")
    if not saved:
        return
    spans = []
    if quiet and days:
        try:
            spans = [
                Quiet(
                    zone=st.context.timezone or zone,
                    start=start.strftime("%H:%M"),
                    end=end.strftime("%H:%M"),
                    days=list(days),
                )
            ]
        except ValueError:
            draw.banner("These hours cannot be kept; choose others.", "stop")
            return
    changes = {**wanted, "details": details, "sound_needs": needs, "sound_ends": ends}
    spans += kept.quiet[1:]
    _keep(
        who,
        alerts,
        lambda before: before.model_copy(update={**changes, "quiet": spans}),
        "Kept. It holds from now on.",
    )
    st.rerun()


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)
