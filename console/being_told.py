"""How and when a person wants to be told: a part of the page *Me*. The hub keeps to it.

Ways are kept at once, with a way back; what and when is one form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from console import aftermath, draw, telling, words
from console.hub import channels, preferences
from console.hub.alerts import Alerts
from console.hub.preferences import Channel, Preferences, Subscription
from console.hub.quiet import DAYS, Quiet
from console.people import Person
from console.push_button import push_button
from schemas.wire.errors import Refused

KINDS = {
    "waiting": "A session waits for an answer",
    "attention": "A program calls for a person",
    "failed": "A session failed",
    "finished": "A session finished",
}
AT = "told"
"""Where on the page it is said what an act has done."""
NIGHT = (dt.time(22, 0), dt.time(7, 0))
DAY_NAMES = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))


def section(who: Person) -> None:
    """Draw it."""
    draw.heading("How I want to be told")
    aftermath.show(AT)
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
        trouble = one.trouble
        tone = "sb-stop" if trouble else ""
        said = (
            f"did not arrive {clock.when(trouble.at)}: {trouble.why}"
            if trouble
            else "no trouble so far"
        )
        with st.container(
            key=f"plate-way-{one.id}",
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
        ):
            st.html(
                '<div class="sb-row bare" style="padding:0;border:0"><span class="t"><span>'
                f'{words.safe(_name(one))}</span></span><span class="m {tone}">'
                f"{words.safe(said)}</span></div>"
            )
            st.button(
                "Take it away", key=f"way-{one.id}", on_click=_take_away, args=(who, alerts, one)
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
        aftermath.leave(f"Added {made.shown}. Send yourself a test.", at=AT)
        for name in ("way-url", "way-token"):
            st.session_state.pop(name, None)
        st.rerun()


def _take_away(who: Person, alerts: Alerts, way: Channel | Subscription) -> None:
    where = "channels" if isinstance(way, Channel) else "browsers"

    def without(before: Preferences) -> Preferences:
        return before.model_copy(
            update={where: [one for one in getattr(before, where) if one.id != way.id]}
        )

    def back(before: Preferences) -> Preferences:
        there = [one for one in getattr(before, where) if one.id != way.id]
        return before.model_copy(update={where: [*there, way]})

    _keep(
        who,
        alerts,
        without,
        f"{_name(way)} tells you nothing any more.",
        lambda: _keep(who, alerts, back, f"{_name(way)} tells you again."),
    )


def _name(way: Channel | Subscription) -> str:
    return way.shown if isinstance(way, Channel) else way.name


def _keep(
    who: Person,
    alerts: Alerts,
    change: Callable[[Preferences], Preferences],
    done: str,
    undo: Callable[[], None] | None = None,
) -> None:
    try:
        preferences.update(alerts.home, who.user, change)
    except Refused as refused:
        aftermath.leave(words.refusal(refused), "stop", at=AT)
    except OSError as error:
        aftermath.leave(f"It cannot be kept: {error.strerror}. Nothing has changed.", "stop", at=AT)
    else:
        aftermath.leave(done, undo=undo, at=AT)


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
        with st.container(key="sb-ticks-when", gap=None):
            st.html('<p class="sb-lead">Tell me when</p>')
            wanted = {
                kind: st.checkbox(said, bool(getattr(kept, kind)), key=f"me-{kind}")
                for kind, said in KINDS.items()
            }
        machines, projects = _places(who, kept)
        with st.container(key="sb-ticks-how", gap=None):
            st.html('<p class="sb-lead">How</p>')
            details = st.checkbox(
                "Say title, project and what it does (else the machine alone)",
                kept.details,
                key="me-details",
            )
            needs = st.checkbox(
                "Sound on an open page when something needs me", kept.sound_needs, key="me-needs"
            )
            ends = st.checkbox("Another sound when a session ends", kept.sound_ends, key="me-ends")
        with st.container(key="sb-ticks-quiet", gap=None):
            st.html('<p class="sb-lead">Quiet hours</p>')
            quiet = st.checkbox("Hold messages back at night", span is not None, key="me-quiet")
        with st.container(horizontal=True, key="sb-hours"):
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
        zone = st.context.timezone or (span.zone if span else "UTC")
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
                    zone=zone,
                    start=start.strftime("%H:%M"),
                    end=end.strftime("%H:%M"),
                    days=list(days),
                )
            ]
        except ValueError:
            draw.banner("These hours cannot be kept; choose others.", "stop")
            return
    changes: dict[str, Any] = {
        **wanted,
        "details": details,
        "sound_needs": needs,
        "sound_ends": ends,
        "machines": machines,
        "projects": projects,
        "quiet": [*spans, *kept.quiet[1:]],
    }
    _keep(
        who,
        alerts,
        lambda before: before.model_copy(update=changes),
        "Kept. It holds from now on.",
    )
    st.rerun()


def _places(who: Person, kept: Preferences) -> tuple[list[str], list[str]]:
    """Where somebody sees more than one place: of which they want to be told."""
    known = {p for machine in who.machines.values() if machine.info for p in machine.info.projects}
    out = []
    for name, label, all_of_them, there in (
        ("machines", "Only machines", "All machines", set(who.machines)),
        ("projects", "Only projects", "All projects", known),
    ):
        before = list(getattr(kept, name))
        options = sorted(there | set(before))
        if len(options) < 2 and not before:
            out.append(before)
            continue
        chosen = st.multiselect(
            label,
            options,
            default=before,
            format_func=words.shown,
            placeholder=all_of_them,
            key=f"me-{name}",
        )
        out.append(list(chosen))
    return out[0], out[1]


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)
