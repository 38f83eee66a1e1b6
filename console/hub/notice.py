"""What an alert says: little by default, as it passes through other people's machines. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from console.hub.ledger import key_for
from schemas.documents.session import Question, State
from schemas.wire import session_phase
from schemas.wire.plain import plain

SAYS = {
    "waiting": "waits for you",
    "attention": "calls for you",
    "failed": "has failed",
    "finished": "has finished",
}
"""Kind → what the session does, as the end of a sentence."""
NEEDS = frozenset({"waiting", "attention"})
"""Kinds that stand until somebody does something."""
MAX_TITLE = 100


@dataclass(frozen=True, slots=True)
class Notice:
    """One message, ready for any channel."""

    tag: str
    kind: str
    title: str
    body: str
    path: str
    """Where in the console it leads to."""
    at_us: int

    @property
    def urgent(self) -> bool:
        """Whether somebody is waited for."""
        return self.kind in NEEDS


def kinds_of(state: State) -> dict[str, int]:
    """What this document would tell of: kind → since when (microseconds)."""
    if state.phase in session_phase.FINAL:
        well = state.phase == "ended" and state.exit is not None and state.exit.status == 0
        return {"finished" if well else "failed": state.since}
    found = {}
    if state.phase == "waiting":
        # Each question is told of, and not only the first of a turn.
        asked = newest(state)
        found["waiting"] = asked.asked if asked else state.since
    if state.attention is not None:
        found["attention"] = state.attention
    return found


def newest(state: State) -> Question | None:
    """The question that came last: what there is to be told of."""
    return max(state.questions, key=lambda one: one.asked, default=None)


def of(session: str, state: State | None, kind: str, since: int, *, details: bool) -> Notice:
    """What to say of `session` (`m/p/s`). Without `details`, or where its document is gone, it
    names the machine and nothing else. It leads to the question, where one is asked. The tag is the
    same in push and in open pages."""
    machine, project, name = session.split("/")
    title = f"A session on {machine} {SAYS[kind]}"
    body, path = "", f"/session?s={session}"
    asked = newest(state) if state is not None and kind == "waiting" else None
    if asked is not None:
        path = f"/approvals?s={session}&a={asked.approval}"
    if details and state is not None:
        called = plain(state.title or f"{state.agent} in {project}", most=MAX_TITLE)
        title = f"{called[: 2 * MAX_TITLE]} {SAYS[kind]}"
        where = machine if project == "-" else f"{machine}, project {project}"
        said = (asked.summary if asked else "") or state.doing
        doing = plain(said, most=MAX_TITLE)[: 2 * MAX_TITLE]
        body = f"{where}: {doing}" if doing else where
    return Notice(key_for(name, kind, since), kind, title, body, path, since)


def trial(at_us: int) -> Notice:
    """What the button *Send a test* sends."""
    return Notice(f"test.{at_us}", "test", "Signalbox can reach you here", "", "/me", at_us)
