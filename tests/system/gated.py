"""One gated session of a scripted Claude Code, started from afar; and what people do with it.

Every command that the agent is prompted with appends a word of its own to one file: what was
effected is counted, not merely seen.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from schemas.wire import ids, topics
from schemas.wire.errors import Refused
from tests.system.fleet import Fleet
from tests.system.person import MACHINE, Person
from tests.waiting import until

SLOW = 60.0


def watch(person: Person) -> Person:
    """Let this person see the sessions' documents."""
    person.read([topics.filter_for("session.state", m=MACHINE)], timeout_s=1)
    return person


class Gated:
    """A session. `starter` may start it."""

    def __init__(self, fleet: Fleet, starter: Person, folder: Path, **fields: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.fleet, self.starter, self.folder = fleet, starter, folder
        self.mark = folder / "effects"
        self.turns = 0
        """Prompts that were accepted."""
        given = {"agent": "claude", "folder": str(folder), **fields}
        self.id: str = again(starter, "start", **given)["session"]
        fleet.wait_printed(self.id, "READY", SLOW)

    def command(self, word: str) -> str:
        """What the agent will want to run; it leaves this word."""
        return f"echo {word} >> effects"

    def prompt(self, *words: str, person: Person | None = None) -> None:
        """Have the agent want it; two at once for two words."""
        what = " && ".join(self.command(word) for word in words)
        text = f"{'both' if len(words) > 1 else 'bash'} {what}"
        again(person or self.starter, "prompt", self.id, text=text)
        self.turns += 1

    def idle(self) -> None:
        """Return once every turn has ended: nothing is under way any more."""
        until(lambda: self.fleet.printed(self.id).count("SAID ") >= self.turns, "all turns", SLOW)

    def effects(self) -> list[str]:
        """The words of all that ran, in order."""
        return self.mark.read_text().split() if self.mark.exists() else []

    def document(self, person: Person) -> dict[str, Any]:
        """The session's document, as this person's client has it."""

        def look() -> dict[str, Any]:
            person.pass_time(0.02)
            return person.document("session.state", p=ids.NONE, s=self.id)

        return until(look, "the session's document", SLOW)

    def questions(self, person: Person) -> list[dict[str, Any]]:
        """What is open, as this person's client has it now."""
        return list(self.document(person).get("questions") or [])

    def question(self, person: Person, word: str = "") -> dict[str, Any]:
        """The open question (about the command that leaves `word`)."""
        wanted = self.command(word) if word else ""

        def look() -> dict[str, Any] | None:
            return next((q for q in self.questions(person) if wanted in q["summary"]), None)

        return until(look, f"a question about {word!r}", SLOW)

    def nothing_open(self, person: Person) -> None:
        """Return once no question is open any more."""
        until(lambda: not self.questions(person), "no open question", SLOW)

    def said(self, text: str, count: int = 1) -> None:
        """Return once the agent has ended so many turns with this."""
        wanted = f"SAID {text}"
        until(
            lambda: self.fleet.printed(self.id).count(wanted) >= count,
            f"{count} x {wanted!r}",
            SLOW,
        )

    def kinds(self, *kinds: str) -> list[str]:
        """Lines of the journal of these kinds, in order."""
        return [one.kind for one in self.fleet.journal(self.id) if one.kind in kinds]


def again(person: Person, verb: str, session: str = ids.NONE, **fields: Any) -> dict[str, Any]:
    """Ask with one id until there is a receipt: parts may just have been killed. Raises `Refused`
    where it is one that says no."""
    id_ = ids.new_request()

    def once() -> dict[str, Any] | None:
        try:
            return {"data": person.want(verb, session, id_=id_, **fields)}
        except Refused as refused:
            # Nobody answered, or not yet: the same id is asked again, and has one effect.
            if refused.code in ("hub-unreachable", "not-running", "no-policy", "stale"):
                return None
            raise

    return dict(until(once, f"a receipt of {verb}", SLOW)["data"])


def answer(
    person: Person, session: str, question: dict[str, Any], decide: str = "allow", **fields: Any
) -> dict[str, Any]:
    """Answer what was shown. Raises `Refused`."""
    shown = {"approval": question["approval"], "digest": question["digest"], "decide": decide}
    return again(person, "answer", session, **{**shown, **fields})


def refusal(
    person: Person, session: str, question: dict[str, Any], decide: str = "allow", **fields: Any
) -> str:
    """The code that an answer is refused with; empty where it was accepted."""
    try:
        answer(person, session, question, decide, **fields)
    except Refused as refused:
        return refused.code
    return ""


def mosquitto_pub(fleet: Fleet, user: str, decide: str, approval: str) -> None:
    """As any simple client says it: a bare id."""
    at = ["-h", "127.0.0.1", "-p", str(fleet.port), "-u", user, "-P", fleet.passwords[user]]
    topic = ["-q", "1", "-t", topics.build(f"do.{decide}", u=user), "-m", approval]
    subprocess.run(["mosquitto_pub", *at, *topic], check=True, timeout=30)


def receipt(person: Person, request: str) -> dict[str, Any]:
    """The receipt of an id that this person's client did not ask for itself."""

    def look() -> dict[str, Any] | None:
        person.pass_time(0.05)
        return person.receipts_so_far().get(request)

    return until(look, f"the receipt of {request}", SLOW)
