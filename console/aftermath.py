"""What an act on a page has done: said in the next run, with the way back.

A button's work is done before its page is drawn, so it cannot draw; it leaves a sentence here.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from console import draw


def leave(
    text: str, tone: str = "clear", undo: Callable[[], None] | None = None, *, at: str
) -> None:
    """Have it said in the next run, with a button *Undo* where there is a way back. `at`: the
    part of the page where it is said, so that it stands where one looks."""
    st.session_state[f"sb-aftermath-{at}"] = (text, tone, undo)


def show(at: str) -> None:
    """Say what was left; with a way back it stays until something else is done there."""
    told = st.session_state.get(f"sb-aftermath-{at}")
    if told is None:
        return
    text, tone, undo = told
    if undo is None:
        del st.session_state[f"sb-aftermath-{at}"]
        draw.banner(text, tone)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="sb-aftermath"):
        draw.banner(text, tone)
        st.button("Undo", key="aftermath-undo", on_click=undo)
