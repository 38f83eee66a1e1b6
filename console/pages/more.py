"""*More*: the rest of the pages, for thumbs."""

from __future__ import annotations

import streamlit as st

from console import current, draw, lines, words

ROWS = (
    ("usage", "lines", "Usage and health", "How much runs where, and how the hub fares"),
    ("me", "eye", "Me", "My rights, log-ins and devices; how I want to be told"),
    ("logout", "cross", "Log out", "On this device"),
)


def page() -> None:
    """Draw it."""
    who = current.person()
    draw.head("More", f"{words.name(who.user)}, at this hub")
    draw.connection(who)
    st.html(
        lines.listed(
            [
                lines.wrapped(
                    f'{lines.glyph(picture, "")}<span><span class="t"><span>{words.safe(title)}'
                    f'</span></span><span class="m">{words.safe(meaning)}</span></span>',
                    f"/{name}",
                )
                for name, picture, title, meaning in ROWS
            ]
        )
    )
