"""What an act on a page has done: said at the head of the next run, with the way back.

A button's work is done before its page is drawn, so it cannot draw; it leaves a sentence here.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from console import draw

_KEY = "sb-aftermath"


def leave(text: str, tone: str = "clear", undo: Callable[[], None] | None = None) -> None:
    """Have it said in the next run, with a button *Undo* where there is a way back."""
    st.session_state[_KEY] = (text, tone, undo)


def show() -> None:
    """Say what was left; with a way back it stays until something else is done."""
    told = st.session_state.get(_KEY)
    if told is None:
        return
    text, tone, undo = told
    if undo is None:
        del st.session_state[_KEY]
        draw.banner(text, tone)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="sb-aftermath"):
        draw.banner(text, tone)
        st.button("Undo", key="aftermath-undo", on_click=undo)
