"""The script that Streamlit runs for every page: who looks, the navigation, then the page."""

from __future__ import annotations

import streamlit as st

from console import components, current, draw, places, telling
from console.pages import approvals, audit, fleet, me, more, session, start, usage
from schemas.wire.errors import Refused

places.DRAWN.update(
    fleet=fleet.page,
    approvals=approvals.page,
    session=session.page,
    start=start.page,
    audit=audit.page,
    usage=usage.page,
    me=me.page,
    more=more.page,
)
st.set_page_config(layout="wide", initial_sidebar_state="collapsed")


def main() -> None:
    """One run."""
    page = st.navigation(list(places.pages().values()), position="hidden")
    name = page.url_path or places.FIRST
    try:
        who = current.person()
    except Refused as refused:
        draw.head("Signalbox")
        draw.refusal(refused)
        st.html('<a class="sb-link main" href="/login" target="_self">Log in</a>')
        return
    with st.container(key="sb-nav"):
        wishes = telling.wishes(who.user)
        went = components.nav(user=who.user, page=name, told=wishes, key="sb-nav-live")
    page.run()
    places.follow(went)


main()
