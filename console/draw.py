"""What pages are made of: head, rows, banners, empty states. HTML of ours, foreign text made safe.

Everything goes through `st.html`, which cleans it once more in the browser and runs no script.
"""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass

import streamlit as st

from console import words
from console.people import Person
from schemas.wire.errors import Refused


@dataclass(frozen=True, slots=True)
class Clock:
    """The reader's clock, as of this run."""

    now: dt.datetime
    zone: dt.tzinfo

    def when(self, at: dt.datetime | int, *, seconds: bool = False) -> str:
        """A time (or microseconds since 1970) in words."""
        moment = words.moment(at) if isinstance(at, int) else at
        return words.when(moment, self.now, self.zone, seconds=seconds)

    def ago(self, at: dt.datetime | int) -> str:
        """How long ago, in words."""
        moment = words.moment(at) if isinstance(at, int) else at
        return words.lasting((self.now - moment).total_seconds())


def clock() -> Clock:
    """Now, where the browser says it is."""
    return Clock(dt.datetime.now(dt.UTC), words.zone(st.context.timezone))


def head(title: str, as_of: str = "", lamp: str = "") -> None:
    """A page's title, and on its right how old what one sees is. `lamp`: "", on, off, bad."""
    mark = f'<span class="sb-lamp {html.escape(lamp)}" aria-hidden="true"></span>' if lamp else ""
    told = f'<span class="sb-asof">{mark}{words.safe(as_of)}</span>' if as_of else ""
    st.html(f'<div class="sb-head"><h1>{words.safe(title)}</h1>{told}</div>')


def heading(text: str) -> None:
    """A section's title."""
    st.html(f'<h2 class="sb-h2">{words.safe(text)}</h2>')


def note(text: str) -> None:
    """A quiet line."""
    st.html(f'<p class="sb-note">{words.safe(text)}</p>')


def banner(text: str, tone: str = "") -> None:
    """What is not as it should be (`tone`: "" amber, stop, clear, know)."""
    role = "alert" if tone == "stop" else "status"
    st.html(f'<div class="sb-banner {html.escape(tone)}" role="{role}">{words.safe(text)}</div>')


def refusal(refused: Refused) -> None:
    """A refusal, as a sentence that says what to do."""
    banner(words.refusal(refused), "stop")


def empty(what: str, then: str) -> None:
    """An empty place: what is true, and what to do next."""
    st.html(
        f'<div class="sb-plate sb-empty"><b>{words.safe(what)}</b>'
        f"{words.safe(then, keep_lines=True)}</div>"
    )


def facts(pairs: list[tuple[str, str]]) -> str:
    """A list of name and value, as HTML."""
    inner = "".join(
        f"<span>{words.safe(name)}</span><span>{words.safe(value)}</span>" for name, value in pairs
    )
    return f'<div class="sb-facts">{inner}</div>'


def plate(inner: str) -> str:
    """A card with room inside, as HTML."""
    return f'<div class="sb-plate sb-pad">{inner}</div>'


def connection(who: Person) -> bool:
    """Say it where the hub does not answer; whether it does."""
    if who.connected:
        return True
    since = f" ({words.shown(who.trouble, 200)})" if who.trouble else ""
    banner(f"No connection to the hub{since}. What stands here may be old; it is tried again.")
    return False
