"""An open question as text for a terminal: whole, with nothing cut or hidden. Pure.

All that comes from an agent stands behind a bar, and we break its lines at the terminal's width: so
no text of an agent can look like a line of ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from edge_agent.gate.decision import NO_RULE
from schemas.documents.session import Question
from schemas.wire.plain import columns, plain
from signalbox import show
from signalbox.approving.waiting import Session, Waiting

BAR = "│ "
GOES_ON = "┆ "
"""In front of what did not fit on the line above."""
FIRST = ("command", "file_path", "notebook_path", "path", "url")
"""Fields that say what it is about."""
SYNTAX = "syntax"
"""What stands in for a rule where nobody can be sure what a command does."""
CLAIMS = ("description",)
"""Fields of an input in which the agent speaks about itself."""
_LABEL = 10


def lines(one: Waiting, now_us: int, width: int | None = None) -> Iterator[str]:
    """Everything that a person has to see before answering. `width`: of the terminal; None: lines
    are never broken."""
    asked, session = one.question, one.session
    yield f"{one.id}  {_what(one)}"
    yield _row("session", f"{plain(session.name)} ({session.state.session})")
    yield _row("where", _where(asked, session))
    yield _row("why", _why(asked))
    yield _row("answers", who_may(asked, session))
    yield _row("time", _time(asked, now_us))
    yield from _input(asked, width)
    for program in asked.programs or ():
        yield _row("runs file", f"{plain(program.path)}  sha256 {program.sha256}")
    yield from _parts(asked, width)
    for note in _notes(asked):
        yield _row("note", note)


def summary(one: Waiting) -> str:
    """One line: who wants what."""
    return plain(f"{one.session.name}: {one.question.summary}")


def stopped(session: Session) -> Iterator[str]:
    """Why a session's gate denies everything, where it does."""
    state = session.state
    name = f"{state.session} ({plain(session.name)})"
    if state.shut:
        yield f"{name}: its gate denies everything: {plain(state.shut)}"
    elif state.paused:
        goes_on = show.line("prompt", state.session, "TEXT")
        yield f"{name} is paused after several denials; it goes on with {goes_on}"


def who_may(asked: Question, session: Session) -> str:
    """Who may say yes, and what is still wanted, in words."""
    group = asked.group and f"people of {plain(asked.group)}"
    who = group or f"whoever may approve in {session.state.machine}/{session.state.project}"
    if asked.exclude_requester and asked.requesters:
        who += f", but not {plain(', '.join(asked.requesters))} (asked for it)"
    if asked.desk:
        who += ", or the desk"
    said = plain(", ".join(asked.yes or ()))
    if (asked.count or 1) > 1 or said:
        who += f"; {asked.count or 1} must say yes"
        who += f", so far: {said}" if said else ""
    if asked.missing and (asked.count or 1) > 1:
        who += f"; missing: {plain(', '.join(asked.missing))}"
    return who + ("; a yes needs a reason (-m)" if asked.reason_required else "")


def time_left(until_us: int | None, now_us: int) -> str:
    """`12 min left`, in words."""
    if until_us is None:
        return "no end"
    if until_us <= now_us:
        return "its time is over"
    return f"{show.ago(now_us, until_us)} left"


def block(text: str, width: int | None) -> Iterator[str]:
    """Text that is not ours: each line behind a bar, whole, what is invisible spelt out."""
    indent = " " * _LABEL
    room = None if width is None else max(width - _LABEL - len(BAR), 20)
    for line in plain(text, keep_lines=True).split("\n"):
        first, *rest = _broken(line.replace("\t", "␉"), room)
        yield indent + BAR + first
        for piece in rest:
            yield indent + GOES_ON + piece


def input_of(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of an input as text: what it is about first, what the agent says last."""
    for name in sorted(value, key=_place):
        given = value[name]
        text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, indent=1)
        yield (f"{name}, as the agent says" if name in CLAIMS else name), text


def _place(name: str) -> int:
    return len(FIRST) + 1 if name in CLAIMS else FIRST.index(name) if name in FIRST else len(FIRST)


def _what(one: Waiting) -> str:
    asked, state = one.question, one.session.state
    verb = {"question": "asks", "plan": "shows its plan:"}.get(asked.form, "wants to use")
    tool = plain(asked.tool or "a tool")
    return (
        f"{plain(state.agent)} {verb} {tool}"
        if asked.form == "permission"
        else (f"{plain(state.agent)} {verb} {plain(asked.summary)}")
    )


def _where(asked: Question, session: Session) -> str:
    state = session.state
    branch = f", branch {plain(state.branch)}" if state.branch else ""
    folder = plain(asked.folder or state.folder)
    level = f", {state.level}" if state.level else ""
    mode = f", mode {plain(asked.mode or state.mode or '')}" if asked.mode or state.mode else ""
    return f"{state.machine}/{state.project}, {folder}{branch}{level}{mode}"


def _why(asked: Question) -> str:
    named = asked.rule and asked.rule not in (NO_RULE, SYNTAX)
    rule = f"{plain(asked.rule or '')}: " if named else ""
    return rule + plain(asked.why or "a person must say yes")


def _time(asked: Question, now_us: int) -> str:
    left = time_left(asked.until, now_us)
    return f"asked {show.ago(asked.asked, now_us)} ago, {left}; then it is denied"


def _input(asked: Question, width: int | None) -> Iterator[str]:
    if asked.input is None:
        yield _row("input", "too large to stand here; allow shows it whole before it asks you")
        return
    for name, text in input_of(asked.input):
        yield f"  {plain(name)}"
        yield from block(text, width)


def _parts(asked: Question, width: int | None) -> Iterator[str]:
    if not asked.parts or (len(asked.parts) == 1 and asked.parts[0].why == asked.why):
        return
    yield "  parts"
    for part in asked.parts:
        text = f"{part.decide:5} {part.what}: {part.text}\n      {part.rule}: {part.why}"
        yield from block(text, width)


def _notes(asked: Question) -> Iterator[str]:
    if asked.cut:
        yield "not all of it stands here; allow shows it whole before it asks you"
    for spelt in asked.spelt or ():
        yield plain(spelt)
    texts = [text for _, text in input_of(asked.input or {})]
    if any(plain(text, keep_lines=True) != text for text in texts):
        yield "it holds characters that cannot be seen; they are spelt out above"
    elif asked.input is not None and not asked.whole and not asked.cut and not asked.spelt:
        yield "secrets in it are masked above; the machine holds the true text"


def _row(label: str, text: str) -> str:
    return f"  {label:<{_LABEL - 3}} {text}"


def _broken(line: str, room: int | None) -> list[str]:
    """Pieces of at most `room` cells."""
    if room is None or columns(line) <= room:
        return [line]
    pieces, piece, used = [], "", 0
    for character in line:
        width = columns(character)
        if used + width > room:
            pieces.append(piece)
            piece, used = "", 0
        piece += character
        used += width
    return [*pieces, piece]
